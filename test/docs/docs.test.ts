/** The documents are held true: what they list is compared, and what they point to is there. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import t from 'tap';
import { commandsPage, SHOWN_COMMANDS } from '../support/commands-page.ts';
import { configurationPage } from '../support/configuration-page.ts';
import { blocksIn, examplesIn } from '../support/document-blocks.ts';
import { runCli } from '../support/processes.ts';
import { routesPage } from '../support/routes-page.ts';
import { settingsPage } from '../support/settings-page.ts';
import { movedClock } from '../support/shell-session.ts';

const README = readFileSync('README.md', 'utf8');
const DOCUMENTS = ['README.md', 'bench/README.md', ...markdownIn('docs'), ...markdownIn('deploy')];
const KINDS = ['tutorial', 'how-to', 'reference', 'explanation'];
const MAX_README_LINES = 150;
const MAX_PICTURE_BYTES = 150 * 1024;

function markdownIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/reference/settings.md': settingsPage,
  'docs/reference/configuration.md': configurationPage,
  'docs/reference/routes.md': routesPage,
  'docs/reference/commands.md': async () => commandsPage(await shownOutputs()),
};

/** What commands print. The test of all examples holds what the page has; UPDATE=1 asks anew. */
async function shownOutputs(): Promise<ReadonlyMap<string, string>> {
  if (!process.env.UPDATE) {
    const shown = blocksIn(readFileSync('docs/reference/commands.md', 'utf8'))
      .flatMap(({ body }) => examplesIn(body))
      .filter(({ command }) => SHOWN_COMMANDS.includes(command));
    return new Map(shown.map(({ command, shown }) => [command, shown]));
  }
  const environment = { NODE_OPTIONS: movedClock('2026-11-22T03:00:00Z') };
  const outputs = SHOWN_COMMANDS.map(async (command) => {
    const { out } = await runCli(command.split(' ').slice(1), environment);
    return [command, out] as const;
  });
  return new Map(await Promise.all(outputs));
}

for (const [path, write] of Object.entries(PAGES)) {
  t.test(`${path} says what the program has (UPDATE=1 writes it)`, async (t) => {
    const written = await write();
    if (process.env.UPDATE) writeFileSync(path, written);
    t.equal(readFileSync(path, 'utf8'), written);
  });
}

t.test('the README is short, and its picture loads quickly', async (t) => {
  t.ok(README.split('\n').length <= MAX_README_LINES, `at most ${MAX_README_LINES} lines`);
  t.match(README, '](docs/images/board.png)');
  t.ok(statSync('docs/images/board.png').size <= MAX_PICTURE_BYTES);
});

t.test('every document is of a kind, and in the index', async (t) => {
  const index = readFileSync('docs/README.md', 'utf8');
  const unlisted = markdownIn('docs').filter((path) => {
    const [, kind = '', ...rest] = path.split('/');
    if (path === 'docs/README.md' || kind === 'decisions') return false;
    if (rest.length > 1 && rest.at(-1) !== 'README.md') return false;
    return !KINDS.includes(kind) || !index.includes(`](${path.replace('docs/', '')})`);
  });
  t.same(unlisted, []);
});

t.test('every link between documents leads somewhere, to its heading', async (t) => {
  const broken = DOCUMENTS.flatMap((path) => {
    const text = withoutFences(readFileSync(path, 'utf8'));
    const links = text.matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]+)?\)/g);
    return [...links].flatMap(([, file = '', anchor]) => {
      const target = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(target)) return [`${path}: ${file}`];
      const isThere = anchor === undefined || anchorsIn(target).includes(anchor.slice(1));
      return isThere ? [] : [`${path}: ${file}${anchor}`];
    });
  });
  t.same(broken, []);
});

function withoutFences(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsIn(path: string): string[] {
  const headings = withoutFences(readFileSync(path, 'utf8')).matchAll(/^#+ (.+)$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = '']) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

t.test('every decision record is listed', async (t) => {
  const list = readFileSync('docs/decisions/README.md', 'utf8');
  const records = readdirSync('docs/decisions').filter((name) => /^\d{4}-/.test(name));
  t.ok(records.length > 0);
  t.same(
    records.filter((name) => !list.includes(`(${name})`)),
    [],
  );
});

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
