/** What the documents tell readers to type is typed, in order; what else they show is read. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import t, { type Test } from 'tap';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import {
  type Block,
  blocksIn,
  type Example,
  examplesIn,
  isShown,
} from '../support/document-blocks.ts';
import { ownFolder, RunningService } from '../support/processes.ts';
import { movedClock, ShellSession } from '../support/shell-session.ts';

/** A Sunday at noon in Tokyo: what the documents show without an instant is of then. */
const NOW = '2026-11-22T03:00:00Z';

/** Their examples are run by tests of their own. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/reference/lint.md': 'test/lint/lint.test.ts',
};

/** Documents that only ask: they share a service. */
const ONLY_ASKING = 'docs/how-to/ivr/';

const SCRIPTS = ['console', 'sh'];
const READ = ['json', 'yaml', 'js', 'ts', 'mermaid'];
/** Shown to be copied into other programs, which are not here. */
const SHOWN = ['', 'html', 'css', 'csv', 'xml', 'ini', 'nginx', 'promql', 'text'];

const DOCUMENTS = ['README.md', ...markdownIn('docs'), ...markdownIn('deploy')].filter(
  (path) => !path.startsWith('docs/decisions/') && !(path in RUN_ELSEWHERE),
);

function markdownIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

/** How the documents start the service, perhaps with a configuration of the reader's. */
const STARTS = /^(?:(?:npm ci && )?npm start|eigyochu serve)(?: (?:-- )?--config (\S+))?$/;

/** What somebody who reads documents side by side has: a folder, a shell, perhaps a service. */
class Reader {
  readonly folder = ownFolder();
  readonly #environment = { EIGYOCHU_DATA: join(this.folder, 'data') };
  readonly #shell: ShellSession;
  #service: RunningService | null = null;
  #config = '';
  #reloads = 0;

  constructor() {
    mkdirSync(this.folder, { recursive: true });
    for (const folder of ['config', 'docs/examples']) {
      cpSync(folder, join(this.folder, folder), { recursive: true });
    }
    cpSync('test/fixtures/syukujitsu.csv', join(this.folder, 'syukujitsu.csv'));
    const environment = this.#environment;
    this.#shell = new ShellSession({ folder: this.folder, now: NOW, environment });
  }

  /** Starts the service with a configuration below the folder; what it logs. */
  async start(config = 'config'): Promise<string> {
    this.#config = config;
    this.#service ??= await RunningService.start(join(this.folder, config), {
      ...this.#environment,
      NODE_OPTIONS: movedClock(NOW),
    });
    await this.#shell.useService(this.#service.port);
    return this.#service.log.replaceAll(`:${this.#service.port}`, ':8080');
  }

  /** What a command prints and how it ends; starting the service ends with 0 once it answers. */
  async run(command: string): Promise<{ code: number; out: string; err: string }> {
    if (!STARTS.test(command)) return this.#shell.run(command);
    const out = await this.start(STARTS.exec(command)?.[1]);
    return { code: 0, out, err: '' };
  }

  /** Writes a file; where it is of the configuration, the service has then taken it over. */
  async write(file: string, text: string): Promise<void> {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (this.#service && dirname(file) === this.#config) {
      this.#reloads += 1;
      await this.#service.logged(/configuration reloaded/, this.#reloads);
    }
  }

  async close(): Promise<void> {
    await this.#shell.close();
    await this.#service?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function follow(t: Test, reader: Reader, path: string): Promise<void> {
  for (const block of blocksIn(readFileSync(path, 'utf8'))) {
    const place = `${path}:${block.line}`;
    if (block.notRun !== null) continue;
    if (block.file !== null) await reader.write(block.file, block.body);
    if (block.language === 'console') await runExamples(t, reader, { block, place });
    if (block.language === 'sh') await runScript(t, reader, { block, place });
    if (READ.includes(block.language)) t.equal(faultOf(block), null, place);
  }
}

interface Placed {
  readonly block: Block;
  readonly place: string;
}

async function runExamples(t: Test, reader: Reader, { block, place }: Placed): Promise<void> {
  const examples = examplesIn(block.body);
  for (const [index, { command, shown }] of examples.entries()) {
    const { code, out, err } = await reader.run(command);
    const what = `${place}: ${command}`;
    if (!examples[index + 1]?.command.startsWith('echo $?')) t.equal(code, 0, what, { err });
    if (shown !== '') t.ok(isShown(shown, out) || isShown(shown, err), what, { shown, out, err });
  }
}

async function runScript(t: Test, reader: Reader, { block, place }: Placed): Promise<void> {
  // Nothing is shown, so that a refusal must show itself.
  const script = block.body.replaceAll(/^curl /gm, 'curl --fail-with-body ');
  const { code, out, err } = await reader.run(script);
  t.equal(code, 0, place, { out, err });
}

/** What is wrong with a block that is read and not run, or `null`. */
function faultOf({ language, body }: Block): string | null {
  if (language === 'json') return faultOfJson(body);
  if (language === 'yaml') return faultOfYaml(body);
  if (language === 'js' || language === 'ts') return faultOfCode(body);
  return /^(flowchart|sequenceDiagram|stateDiagram|graph)/.test(body) ? null : 'no such diagram';
}

function faultOfJson(body: string): string | null {
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    return String(error);
  }
}

const { $schema, ...schema } = JSON.parse(readFileSync('config/eigyochu.schema.json', 'utf8'));
const isConfiguration = new Ajv({ strict: false }).compile(schema);
const OUR_KEYS = Object.keys(schema.properties);

/** YAML that has keys of ours is a configuration, or a part of one. */
function faultOfYaml(body: string): string | null {
  for (const document of parseAllDocuments(body)) {
    if ('errors' in document && document.errors[0]) return document.errors[0].message;
    const value: unknown = document.toJS();
    const isOurs = Object.keys(value ?? {}).some((key) => OUR_KEYS.includes(key));
    if (isOurs && !isConfiguration(value)) return JSON.stringify(isConfiguration.errors);
  }
  return null;
}

function faultOfCode(body: string): string | null {
  const { diagnostics = [] } = ts.transpileModule(body, { reportDiagnostics: true });
  const [first] = diagnostics;
  return first ? ts.flattenDiagnosticMessageText(first.messageText, '\n') : null;
}

t.test('every block is run, read, or marked with why it is not', async (t) => {
  const known = [...SCRIPTS, ...READ, ...SHOWN];
  const faults = DOCUMENTS.flatMap((path) =>
    blocksIn(readFileSync(path, 'utf8')).flatMap((block) => {
      const place = `${path}:${block.line}`;
      if (block.notRun !== null) return block.notRun.length > 10 ? [] : [`${place} says no reason`];
      const isHidden = SHOWN.includes(block.language) && /^(\$ |curl |eigyochu )/m.test(block.body);
      if (isHidden) return [`${place} has a command: write console or sh`];
      return known.includes(block.language)
        ? []
        : [`${place} is ${block.language}: of no use here`];
    }),
  );
  t.same(faults, []);
});

t.test('every command and request of the documents does what is shown', async (t) => {
  t.jobs = 3;
  const asking = DOCUMENTS.filter((path) => path.startsWith(ONLY_ASKING));
  const others = DOCUMENTS.filter((path) => !path.startsWith(ONLY_ASKING)).map((path) => [path]);
  for (const paths of [asking, ...others]) {
    const texts = paths.map((path) => readFileSync(path, 'utf8'));
    const blocks = texts.flatMap(blocksIn).filter(({ notRun }) => notRun === null);
    const commands: readonly Example[] = blocks.flatMap(({ language, body }) =>
      language === 'console' ? examplesIn(body) : [{ command: body, shown: '' }],
    );
    if (commands.length === 0) continue;
    t.test(paths.join(', '), async (t) => {
      const reader = new Reader();
      t.teardown(() => reader.close());
      const starts = commands.some(({ command }) => STARTS.test(command));
      const asks = commands.some(({ command }) => /^curl .*localhost:8080/m.test(command));
      if (asks && !starts) await reader.start();
      for (const path of paths) await follow(t, reader, path);
    });
  }
});
