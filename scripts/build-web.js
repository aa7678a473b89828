/**
 * Bundles what browsers load: `dist/assets/` holds scripts and styles with a hash of their content
 * in their names, so that caches may keep them for ever; `manifest.json`, which the pages are
 * written from; and `banner.js`, whose name is public and therefore stays. Each with its compressed
 * forms beside it.
 */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Made beside the one in use, which a failing build leaves as it is. */
const FOLDER = 'dist/assets.new';
const IN_USE = 'dist/assets';

const SHARED = {
  outdir: FOLDER,
  bundle: true,
  minify: true,
  target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

rmSync(FOLDER, { recursive: true, force: true });
const { metafile } = await build({
  ...SHARED,
  entryPoints: {
    live: 'src/web/browser/live.ts',
    console: 'src/web/browser/console/console.tsx',
    pages: 'src/web/styles/pages.css',
    'console-page': 'src/web/styles/console-page.css',
  },
  entryNames: '[name]-[hash]',
  format: 'esm',
  metafile: true,
});
await build({
  ...SHARED,
  entryPoints: { banner: 'src/web/browser/banner/banner.ts' },
  format: 'iife',
});
cpSync('src/web/icon.svg', join(FOLDER, 'icon.svg'));

/** `{ "live.js": "live-ABCD1234.js" }` */
const names = Object.keys(metafile.outputs).map((path) => basename(path));
const manifest = Object.fromEntries(
  names.map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name]),
);
writeFileSync(join(FOLDER, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

/** The manifest is for the service alone, and served to nobody. */
for (const name of readdirSync(FOLDER).filter((each) => each !== 'manifest.json')) {
  const path = join(FOLDER, name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes));
}

rmSync(IN_USE, { recursive: true, force: true });
renameSync(FOLDER, IN_USE);
