/** The style that can be checked: who imports whom, how long things are, what is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import t from 'tap';
import ts from 'typescript';

const ENTRIES = [
  'src/cli.ts',
  'src/loading/load-worker.ts',
  'src/web/browser/live.ts',
  'src/web/browser/banner/banner.ts',
  'src/web/browser/console/console.tsx',
  'src/client/client.ts',
  'src/client/fake.ts',
];
const MAX_FILE_LINES = 250;
const MAX_CORE_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 60;
const MAX_COLUMNS = 100;
const MAX_POSITIONAL_PARAMETERS = 3;
const HOMELESS = /(^|[/-])(utils?|helpers?|common|types|services?|managers?|index)(\.|\/|-)/;

/** What the files of a folder may import; a file's own folder is always allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['luxon'],
  words: ['core', 'fastest-levenshtein'],
  calendars: ['core', 'words', '@holiday-jp/holiday_jp'],
  config: ['core', 'words', 'yaml', 'csv-parse', 'typebox', 'ajv', 'node:'],
  messages: ['core', 'intl-messageformat', 'xmlbuilder2'],
  store: ['core', 'words', 'errors.ts', 'classic-level', 'ioredis', 'canonicalize', 'node:'],
  overrides: [
    ...['core', 'words', 'errors.ts', 'store', 'access', 'lines:types', 'config:types', 'node:'],
  ],
  access: ['core', 'words', 'errors.ts', 'store', 'lines:types', 'node:'],
  holidays: ['core', 'words', 'errors.ts', 'store', 'calendars', 'config:types', 'lines:types'],
  feeds: ['core', 'words', 'store', 'holidays', 'imports', 'config:types', 'node:'],
  lint: ['core', 'words', 'config', 'lines'],
  imports: ['core', 'words', 'config', 'csv-parse', 'ical.js', 'yaml', 'node:'],
  lines: ['core', 'config:types', 'overrides', 'holidays', 'calendars'],
  formats: ['core', 'lines', 'messages', 'config:types', 'xmlbuilder2', 'ical.js', 'csv-stringify'],
  ivr: ['core', 'words', 'lines', 'formats', 'messages'],
  push: [
    'core',
    'lines',
    'formats',
    'store',
    'overrides',
    'config:types',
    'standardwebhooks',
    'node:',
  ],
  observability: [
    ...['core', 'lines', 'overrides', 'store:types', 'prom-client', 'pino', '@opentelemetry/'],
    'node:',
  ],
  http: [
    ...['core', 'words', 'lines', 'formats', 'messages', 'overrides', 'holidays', 'access'],
    ...['push', 'ivr', 'calendars'],
    ...['store:types', 'config:types', 'errors.ts', 'observability', 'web'],
  ],
  web: [
    ...['core:types', 'formats:types', 'http:types', 'overrides:types', 'access:types'],
    ...['preact', 'idiomorph'],
  ],
  client: ['core:types'],
};
const HTTP_LIBRARIES = [
  ...['fastify', '@fastify/', 'typebox', 'ajv', 'better-sse', 'preact', 'node:'],
];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

interface Import {
  readonly target: string;
  readonly isTypeOnly: boolean;
}

/** What a file imports or re-exports: project paths as they stand in the tree, packages as named. */
function importsOf({ path, tree }: Source): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    const target = text.startsWith('.') ? normalize(join(dirname(path), text)) : text;
    found.push({ target, isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    const isDynamic =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isDynamic) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  if (!namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

const sources = readSources('src');
const tests = readSources('test');

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function isAllowed(folder: string, { target, isTypeOnly }: Import): boolean {
  const rules = [...(MAY_IMPORT[folder] ?? []), ...(folder === 'http' ? HTTP_LIBRARIES : [])];
  if (!target.startsWith('src/')) return rules.some((rule) => target.startsWith(rule));
  const wanted = folderOf(target);
  if (wanted === folder || rules.includes(wanted)) return true;
  return isTypeOnly && rules.includes(`${wanted}:types`);
}

t.test('every folder imports only what the architecture allows it', async (t) => {
  const forbidden = sources.flatMap((source) => {
    const folder = folderOf(source.path);
    if (!(folder in MAY_IMPORT)) return [];
    const wrong = importsOf(source).filter((imported) => !isAllowed(folder, imported));
    return wrong.map(({ target }) => `${source.path} imports ${target}`);
  });
  t.same(forbidden, []);
});

t.test('luxon is imported by the zone alone, and core reads no clock', async (t) => {
  const core = sources.filter(({ path }) => folderOf(path) === 'core');
  const importers = sources.filter((each) => importsOf(each).some((i) => i.target === 'luxon'));
  t.same(paths(importers), ['src/core/zone.ts']);
  t.same(
    paths(core.filter(({ text }) => /Date\.now\(|new Date\(\)|performance\.|process\./.test(text))),
    [],
  );
});

t.test('no file is imported by nobody', async (t) => {
  const imported = new Set(sources.flatMap(importsOf).map(({ target }) => target));
  t.same(paths(sources.filter(({ path }) => !ENTRIES.includes(path) && !imported.has(path))), []);
});

t.test('files and lines stay short, and files are named after the domain', async (t) => {
  const found = sources.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    const limit = folderOf(path) === 'core' ? MAX_CORE_FILE_LINES : MAX_FILE_LINES;
    return [
      ...(lines.length > limit ? [`${path} has ${lines.length} lines`] : []),
      ...(HOMELESS.test(path) ? [`${path} is a homeless name`] : []),
      ...lines.filter((line) => line.length > MAX_COLUMNS).map((line) => `${path}: ${line}`),
    ];
  });
  t.same(found, []);
});

t.test('functions stay short and take few parameters', async (t) => {
  const found = sources.flatMap(({ path, tree }) => {
    return functionsIn(tree).flatMap((each) => {
      const first = tree.getLineAndCharacterOfPosition(each.getStart(tree)).line;
      const length = tree.getLineAndCharacterOfPosition(each.end).line - first + 1;
      const parameters = isShapedByOthers(each) ? 0 : each.parameters.length;
      const isFine = length <= MAX_FUNCTION_LINES && parameters <= MAX_POSITIONAL_PARAMETERS;
      return isFine ? [] : [`${path}:${first + 1}: ${length} lines, ${parameters} parameters`];
    });
  });
  t.same(found, []);
});

t.test('nothing is skipped, silenced or left over', async (t) => {
  const leftover =
    /\bas any\b|: any\b|@ts-(ignore|nocheck|expect)|biome-ignore|\bTODO\b|\bFIXME\b|\.(only|skip|todo)\(/;
  const here = 'test/tidy.test.ts';
  const found = [...sources, ...tests].filter(
    (each) => each.path !== here && leftover.test(each.text),
  );
  t.same(paths(found), []);
});

function paths(found: readonly Source[]): string[] {
  return found.map(({ path }) => path);
}

/** Hooks of the framework, and functions of a named type: their parameters are not ours to choose. */
function isShapedByOthers({ parent }: ts.FunctionLikeDeclaration): boolean {
  if (ts.isVariableDeclaration(parent)) return parent.type !== undefined;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression))
    return false;
  return parent.expression.name.text === 'addHook';
}

function functionsIn(tree: ts.SourceFile): ts.FunctionLikeDeclaration[] {
  const found: ts.FunctionLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
