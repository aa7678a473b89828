import compress from '@fastify/compress';
import type { App } from './ports.ts';
import { varyBy } from './vary-by.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Large, and read by browsers: compressed for those who ask. */
    isCompressed?: boolean;
  }
}

/** Below this the header costs more than it saves. */
const THRESHOLD_BYTES = 1_024;

/**
 * Registers compression for the routes that say so; before them. Telephone systems are never given
 * compressed answers: their routes do not say so.
 */
export async function registerCompression(app: App): Promise<void> {
  app.addHook('onRoute', (route) => {
    if (route.config?.isCompressed) route.compress = { threshold: THRESHOLD_BYTES };
  });
  // Also of what is not compressed: a cache takes over what 304 says for what it has.
  app.addHook('onSend', ({ routeOptions }, reply, payload, done) => {
    if (routeOptions.config.isCompressed) varyBy(reply, 'accept-encoding');
    done(null, payload);
  });
  await app.register(compress, {
    global: false,
    encodings: ['br', 'gzip'],
    inflateIfDeflated: false,
  });
}
