import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface ShellOptions {
  /** Where it is, and where it may leave files. */
  readonly folder: string;
  /** When it is for every program that is started in it. */
  readonly now: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What documents may call besides; anything else is not found, so that no document runs it here. */
const PROGRAMS = [
  'cat',
  'cp',
  'cut',
  'date',
  'grep',
  'head',
  'jq',
  'ls',
  'mkdir',
  'mv',
  'sed',
  'tail',
];

/**
 * A shell as a reader of the documents has it: `eigyochu` is the built program, `curl` finds the
 * service at `localhost:8080` wherever it really listens, and variables last until the end.
 */
export class ShellSession {
  readonly #shell: ChildProcessWithoutNullStreams;
  readonly #mark = `--- ${randomUUID()}`;
  readonly #bin: string;
  readonly #ended: Promise<unknown>;
  #out = '';
  #err = '';
  #code = 0;

  constructor({ folder, now, environment }: ShellOptions) {
    this.#bin = join(folder, '.bin');
    mkdirSync(this.#bin, { recursive: true });
    this.#install('eigyochu', `exec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"`);
    for (const program of PROGRAMS) this.#install(program, `exec '${pathOf(program)}' "$@"`);
    const env = { HOME: folder, PATH: this.#bin, NODE_OPTIONS: movedClock(now), LANG: 'C.UTF-8' };
    const options = { cwd: folder, env: { ...env, ...environment } };
    this.#shell = spawn(pathOf('bash'), ['--noprofile', '--norc'], options);
    this.#ended = once(this.#shell, 'exit');
    this.#shell.stdout.setEncoding('utf8').on('data', (text) => {
      this.#out += text;
    });
    this.#shell.stderr.setEncoding('utf8').on('data', (text) => {
      this.#err += text;
    });
  }

  /** From now on the service listens there. */
  async useService(port: number): Promise<void> {
    const hosts = ['localhost', '127.0.0.1'];
    const to = hosts.map((host) => `--connect-to ${host}:8080:127.0.0.1:${port}`);
    this.#install('curl', `exec '${pathOf('curl')}' -sS ${to.join(' ')} "$@"`);
    await this.run(`export PORT=${port}`);
  }

  /** Runs a command to its end, with what the commands before it have set; `$?` is theirs too. */
  async run(command: string): Promise<Ran> {
    [this.#out, this.#err] = ['', ''];
    const mark = `printf '\\n${this.#mark} %d\\n' "$CODE"`;
    const typed = `(exit ${this.#code})\n{ ${command}\n} </dev/null`;
    this.#shell.stdin.write(`${typed}\nCODE=$?\n${mark}\n${mark} >&2\n`);
    const out = await this.#until('stdout');
    const err = await this.#until('stderr');
    this.#code = Number(out[1]);
    return { code: this.#code, out: out[0], err: err[0] };
  }

  async close(): Promise<void> {
    this.#shell.stdin.end();
    await this.#ended;
  }

  /** What was written before the mark, and the exit code behind it. */
  async #until(name: 'stdout' | 'stderr'): Promise<[text: string, code: string]> {
    for (;;) {
      const [text = '', end] = (name === 'stdout' ? this.#out : this.#err).split(
        `\n${this.#mark} `,
      );
      if (end?.endsWith('\n')) return [text, end.trim()];
      if (this.#shell.exitCode !== null) throw new Error(`the shell ended: ${this.#err}`);
      await Promise.race([once(this.#shell[name], 'data'), this.#ended]);
    }
  }

  #install(name: string, script: string): void {
    const path = join(this.#bin, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }
}

function pathOf(program: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, program)).find(existsSync);
  // Never the bare name: the shell would find the script that calls it.
  return path ?? `/no/${program}/on/the/PATH`;
}

/** For the variable NODE_OPTIONS: every Node.js that is started with it goes by this clock. */
export function movedClock(now: string): string {
  return `--import=${pathToFileURL(resolve('scripts/at-time.js'))}?${now}`;
}
