import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from './http/assets.ts';
import { packageRoot } from './package-root.ts';

/** What the build has made for browsers. Throws where nothing was built. */
export function loadAssets(): Assets {
  const folder = join(packageRoot(), 'dist', 'assets');
  return { folder, names: JSON.parse(readManifest(folder)) };
}

function readManifest(folder: string): string {
  try {
    return readFileSync(join(folder, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new Error('There are no pages in dist/assets; make them with: npm run build', { cause });
  }
}
