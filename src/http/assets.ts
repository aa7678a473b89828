import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App, Ports } from './ports.ts';

/** What browsers load, as it was built. */
export interface Assets {
  readonly folder: string;
  /** From the name in the source to the name with a hash: `live.js` → `live-ABCD1234.js`. */
  readonly names: Readonly<Record<string, string>>;
}

const HASHED = /-[A-Z0-9]{8}\.\w+(\.gz|\.br)?$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Names that stay while their content changes: portals must see a new banner in time. */
const FOR_AN_HOUR = 'public, max-age=3600';

/** The path of a script or style. */
export function assetPath({ names }: Assets, name: string): string {
  return `/assets/${names[name] ?? name}`;
}

/** Registers the files that pages load, and the banner for pages of others. */
export async function registerAssets(app: App, { assets }: Ports): Promise<void> {
  await app.register(fastifyStatic, {
    root: assets.folder,
    prefix: '/assets/',
    preCompressed: true,
    cacheControl: false,
    index: false,
    allowedPath: (path) => !path.endsWith('manifest.json'),
    schemaHide: true,
    setHeaders: (response, path) => {
      response.header('cache-control', HASHED.test(path) ? FOR_EVER : FOR_AN_HOUR);
    },
  });
  app.get(
    '/banner.js',
    { schema: { hide: true } },
    (_request, reply): FastifyReply =>
      reply.header('cross-origin-resource-policy', 'cross-origin').sendFile('banner.js'),
  );
}
