/** The documents are held true: what they show is run, and what they list is compared. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands.ts';
import { loadSnapshot } from '../../src/load-snapshot.ts';
import { Settings } from '../../src/settings.ts';
import { buildTestApp } from '../support/build-app.ts';
import { makeKey } from '../support/make-key.ts';
import { ownFolder, runCli } from '../support/processes.ts';
import { at } from '../support/schedules.ts';
import { buildShippedService } from '../support/shipped-service.ts';

const README = readFileSync('README.md', 'utf8');
const NOW = at('2026-11-22T12:00:00+09:00');

/** The fenced blocks of a language, in order. */
function blocks(text: string, language: string): string[] {
  const fences = text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, name, body]) => (name === language ? [body ?? ''] : []));
}

/** The first cells of the rows of the table under a heading. */
function firstCells(heading: string): string[] {
  const section = README.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').flatMap((row) => /^\| (`.*?) \|/.exec(row)?.[1] ?? []);
}

t.test('the README shows the revision that the shipped configuration starts with', async (t) => {
  const loaded = loadSnapshot('config', NOW);
  const [, shown] = /answering from revision (\w+)/.exec(README) ?? [];
  t.equal(loaded.ok && loaded.snapshot.revision, shown);
});

t.test('every curl of the README answers what it shows', async (t) => {
  const app = await buildShippedService(t, NOW);
  const shown = blocks(README, 'console').filter((block) => block.includes('$ curl'));
  t.equal(shown.length, 2);
  for (const block of shown) {
    const [command = '', ...output] = block.trim().split('\n');
    const url = /localhost:8080([^ ']+)/.exec(command)?.[1] ?? '';
    const { body } = await app.inject(url);
    // Wrapped for reading, and ended early by an ellipsis.
    const expected = output
      .join('')
      .replaceAll('\n ', '')
      .replace(/, …\}$/, '');
    t.ok(body.startsWith(expected.replaceAll(', "', ',"').replaceAll(' "', '"')), url);
  }
});

t.test('the configuration in the README can be used', async (t) => {
  const [text = ''] = blocks(README, 'yaml');
  const folder = t.testdir({ 'lines.yaml': text });
  t.ok(loadSnapshot(folder, NOW).ok);
  t.same(Object.keys(parse(text).lines), ['phone-pin']);
});

t.test('every command that the README lists runs, and every command is listed', async (t) => {
  const listed = firstCells('The command line').map((cell) => cell.replaceAll('`', ''));
  const commands = listed.map((line) => commandOf(line.split(' ').slice(1)));
  t.same(commands, COMMANDS);
  const folder = t.testdir();
  let environment = { EIGYOCHU_DATA: ownFolder() };
  let key = '';
  for (const line of listed.filter((each) => !/ (serve|health)$/.test(each))) {
    const [, ...words] = line.replace('ID', key).replace('FILE', `${folder}/store`).split(' ');
    if (line.endsWith('FILE')) environment = { EIGYOCHU_DATA: ownFolder() };
    const { code, out, err } = await runCli(words, environment);
    t.equal(code, 0, `${line} ${err}`);
    if (line.includes('holidays add')) key = out.trim();
    if (line.includes('keys create')) key = /^eig_([a-z0-9]{10})_/.exec(out)?.[1] ?? '';
    if (line.endsWith('export')) writeFileSync(`${folder}/store`, out);
  }
});

/** The command that words begin with, which may have a name of two. */
function commandOf(words: readonly string[]) {
  return COMMANDS.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
}

t.test('the typhoon of the README closes every line', async (t) => {
  const { app, ledger } = await buildTestApp(t);
  const { headers } = await makeKey(ledger);
  const [, block = ''] = /```sh\n(curl [\s\S]*?)```/.exec(README) ?? [];
  const [, url = ''] = /localhost:8080(\S+)/.exec(block) ?? [];
  const [, body = ''] = /-d '([^']+)'/.exec(block) ?? [];
  const [, contentType = ''] = /Content-Type: ([^']+)/.exec(block) ?? [];
  const { statusCode } = await app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': contentType },
    body,
  });
  t.equal(statusCode, 201);
  t.match((await app.inject('/v1/lines/lost-card/decision')).json(), {
    reason: 'override_closed',
    reasonName: { ja: '災害' },
  });
});

t.test('every route that the README lists is a page or in the OpenAPI document', async (t) => {
  const document: unknown = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8'));
  const paths = Object.keys((document as { paths: object }).paths);
  const written = firstCells('Over HTTP')
    .join(' ')
    .matchAll(/`(\/[^`?]*)/g);
  const listed = [...written].map(([, path = '']) => path);
  t.ok(listed.length > 10);
  const pages = ['/', '/lines/{line}', '/console', '/banner.js', '/documentation'];
  const known = [...paths, '/v1/lines/{line}/decision.word', ...pages];
  t.same(
    listed.filter((path) => !known.some((each) => each === path || each.endsWith(path))),
    [],
  );
});

t.test('the README lists every setting with its default', async (t) => {
  const rows = README.split('\n## Settings\n')[1]?.split('\n## ')[0] ?? '';
  for (const [name, schema] of Object.entries(Settings.properties)) {
    const row = rows.split('\n').find((line) => line.includes(`\`${name}\``)) ?? '';
    const { default: value } = schema as { default?: unknown };
    t.ok(row.includes(value === undefined ? '| none' : `\`${value}\``), name);
  }
});

t.test('every link between documents leads somewhere', async (t) => {
  const documents = ['README.md', 'bench/README.md', ...markdownIn('docs')];
  const broken = documents.flatMap((path) => {
    const links = readFileSync(path, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g);
    return [...links].flatMap(([, link = '']) =>
      existsSync(join(dirname(path), link)) ? [] : [`${path}: ${link}`],
    );
  });
  t.same(broken, []);
});

t.test('every decision record is listed', async (t) => {
  const list = readFileSync('docs/decisions/README.md', 'utf8');
  const records = readdirSync('docs/decisions').filter((name) => /^\d{4}-/.test(name));
  t.ok(records.length > 0);
  t.same(
    records.filter((name) => !list.includes(`(${name})`)),
    [],
  );
});

function markdownIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

t.test('what the Dockerfile copies is there, and not ignored', async (t) => {
  const copied = [...readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
  const sources = copied.flatMap(([, names = '']) => names.split(' '));
  const allowed = readFileSync('.dockerignore', 'utf8').split('\n');
  t.ok(sources.length > 5);
  t.same(
    sources.filter((path) => !existsSync(path) || !allowed.includes(`!${path}`)),
    [],
  );
});
