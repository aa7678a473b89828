import compress from '@fastify/compress';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './ports.ts';
import { varyBy } from './vary-by.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Large, and read by browsers: compressed for those who ask. */
    isCompressed?: boolean;
  }
}

const COMPRESSION = {
  /** In bytes: below it the header costs more than it saves. */
  threshold: 1_024,
  encodings: ['br', 'gzip'] satisfies ('br' | 'gzip')[],
};

/**
 * Registers compression for the routes that say so; before them. Telephone systems are never given
 * compressed answers: their routes do not say so.
 */
export async function registerCompression(app: App): Promise<void> {
  app.addHook('onRoute', (route) => {
    if (!route.config?.isCompressed) return;
    route.compress = COMPRESSION;
    // Also of what is not compressed: a cache takes over what 304 says for what it has.
    const tellCaches = async (_: FastifyRequest, reply: FastifyReply) =>
      varyBy(reply, 'accept-encoding');
    route.onSend = [tellCaches, ...[route.onSend ?? []].flat()];
  });
  await app.register(compress, { global: false, inflateIfDeflated: false });
}
