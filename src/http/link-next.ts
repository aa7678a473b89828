import type { FastifyReply } from 'fastify';

/** Adds where the rest of a list is, as RFC 8288 has it. */
export function linkNext(reply: FastifyReply, query: Readonly<Record<string, unknown>>): void {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  const path = reply.request.url.split('?', 1)[0];
  reply.header('link', `<${path}?${parameters}>; rel="next"`);
}
