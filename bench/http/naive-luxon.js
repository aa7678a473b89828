/** What one writes in an afternoon: Fastify, luxon and holiday_jp, everything made per request. */
import '../tokyo.js';
import Fastify from 'fastify';
import { DateTime } from 'luxon';
import { createPeer } from '../peers/naive-luxon.js';

const peer = createPeer();
const iso = (instant) => DateTime.fromMillis(instant, { zone: 'Asia/Tokyo' }).toISO();

const app = Fastify();
app.get('/v1/lines/:line/decision', ({ params }) => {
  const now = Date.now();
  const { isOpen, code } = peer.answerAt(now);
  const state = isOpen ? 'open' : 'closed';
  return { line: params.line, state, reason: code, opensAt: iso(peer.opensFrom(now)) };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
