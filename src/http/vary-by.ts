import type { FastifyReply } from 'fastify';

/** Tells caches one more header of the request that the answer depends on. */
export function varyBy(reply: FastifyReply, name: string): void {
  const others = String(reply.getHeader('vary') ?? '');
  const isTold = others.toLowerCase().split(', ').includes(name);
  if (!isTold) reply.header('vary', others === '' ? name : `${others}, ${name}`);
}
