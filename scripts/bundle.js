/**
 * Bundles the command line, and the thread that loads configurations, after tsc has built the
 * modules: `dist/cli.js` and its chunks take the place of three hundred files of ours and two
 * thousand of packages, whose loading took most of the start (docs/decisions/0011).
 */
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { compiledShape } from './compiled-shape.js';
import { ownFolder } from './own-folder.js';
import { thirdPartyLicenses } from './third-party-licenses.js';

/**
 * What stays a package: ical.js, whose licence is about its files, and what is needed only by those
 * who turn it on.
 */
const EXTERNAL = [
  'ical.js',
  '@opentelemetry/sdk-trace-node',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
];

/** Modules that load a file which lies beside them: a binary, a page's pictures. */
const WITH_FILES = [
  'classic-level/binding.js',
  '@fastify/swagger-ui/index.js',
  '@fastify/swagger-ui/lib/routes.js',
];

/** Packages in CommonJS ask for Node's own modules by a function that modules do not have. */
const REQUIRE = [
  "import { createRequire as requireBeside } from 'node:module';",
  'const require = requireBeside(import.meta.url);',
].join('');

rmSync('dist/chunks', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/cli.ts', 'src/loading/load-worker.ts'],
  outbase: 'src',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Half as much to parse at every start, while names in a stack trace stay what they are.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the line of an error that nobody caught.
  lineLimit: 200,
  legalComments: 'none',
  sourcemap: true,
  sourcesContent: false,
  banner: { js: REQUIRE },
  external: EXTERNAL,
  plugins: [compiledShape('dist'), ownFolder(WITH_FILES)],
  metafile: true,
});
writeFileSync('dist/third-party-licenses.txt', thirdPartyLicenses(metafile.inputs));
