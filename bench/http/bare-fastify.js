/** Fastify as it comes, with one route and a constant string: what all aims are ratios to. */
import Fastify from 'fastify';

const app = Fastify();
app.get('/v1/lines/:line/decision.word', (_request, reply) => reply.send('open'));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
