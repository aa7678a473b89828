/** The same with opening_hours, its object made once as its documentation advises. */
import '../tokyo.js';
import Fastify from 'fastify';
import { createPeer } from '../peers/opening-hours.js';

const peer = createPeer();

const app = Fastify();
app.get('/v1/lines/:line/decision', ({ params }) => {
  const now = Date.now();
  const { isOpen, code } = peer.answerAt(now);
  const state = isOpen ? 'open' : 'closed';
  const opensAt = new Date(peer.opensFrom(now)).toISOString();
  return { line: params.line, state, reason: code, opensAt };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
