/**
 * Bundles the command line after tsc has built the modules: `dist/cli.js` and its chunks take the
 * place of some two hundred files of ours and seven hundred of typebox, whose loading took a third
 * of the start (docs/decisions/0011). Every other dependency stays a package of its own.
 */
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist/chunks', { recursive: true, force: true });
await build({
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  external: Object.keys(dependencies).filter((name) => name !== 'typebox'),
});
