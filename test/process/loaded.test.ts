/** What a start has to read: a heavy import that sneaks in is found here, and not by a stopwatch. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import t from 'tap';

const CHUNKS = 'dist/chunks';

/** The packages whose code is read before a command does anything, and files that lead there. */
function loadedBy(command: string): { packages: string[]; files: string[] } {
  const name = new RegExp(`^${command}-\\w{8}\\.js$`);
  const start = readdirSync(CHUNKS).filter((file) => name.test(file));
  if (start.length !== 1) throw new Error(`${start.length} chunks of ${command} in dist`);
  const waiting = [...start, '../cli.js'];
  const seen = new Set<string>();
  const sources: string[] = [];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const path = join(CHUNKS, file);
    sources.push(...JSON.parse(readFileSync(`${path}.map`, 'utf8')).sources);
    for (const [, from = ''] of readFileSync(path, 'utf8').matchAll(STATIC_IMPORT)) {
      if (from.startsWith('.')) waiting.push(basename(from));
      else if (!from.startsWith('node:')) sources.push(`node_modules/${from}/`);
    }
  }
  const packages = sources.flatMap((source) => PACKAGE.exec(source)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    files: sources.flatMap((source) => /\/((?:src|ajv)\/.*)$/.exec(source)?.[1] ?? []),
  };
}

const STATIC_IMPORT = /(?:^|;)(?:import|export)(?:[\w$*{},\s]*from)?\s*"([^"]+)"/gm;
const PACKAGE = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/;

t.test('what runs for ever or says little loads nothing heavy', async (t) => {
  t.same(loadedBy('read-version').packages, ['fastest-levenshtein']);
  t.same(loadedBy('health').packages, ['fastest-levenshtein', 'typebox']);
  const { packages } = loadedBy('format-help');
  t.notOk(
    packages.some((name) => /fastify|ajv|yaml|luxon/.test(name)),
    packages.join(' '),
  );
});

t.test('commands that need no service load none', async (t) => {
  const ofLines = ['decide', 'timeline', 'calendar', 'explain', 'check', 'diff', 'import'];
  for (const command of ofLines) {
    const { packages, files } = loadedBy(command);
    t.ok(files.includes('src/load-snapshot.ts'), `${command} loads the configuration`);
    t.notOk(packages.includes('fastify'), `${command} loads no framework`);
    t.notOk(files.includes('ajv/dist/core.js'), `${command} compiles no schema`);
  }
  for (const command of ['audit-verify', 'store-export', 'store-import']) {
    const { files } = loadedBy(command);
    t.notOk(files.includes('src/load-snapshot.ts'), `${command} loads no configuration`);
  }
});

t.test('a start loads no library of a store, and no trace, that is not turned on', async (t) => {
  const { packages } = loadedBy('main');
  t.ok(packages.includes('fastify'));
  const lazy = /^(ioredis|classic-level|@opentelemetry\/(sdk|exporter|resources)\S*)$/;
  t.same(
    packages.filter((name) => lazy.test(name)),
    [],
  );
});
