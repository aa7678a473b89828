/** Real processes: the built program, started as a user would start it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string>>;

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `eigyochu …` to its end. */
export async function runCli(
  words: readonly string[],
  environment: Environment = {},
): Promise<Finished> {
  const child = start(words, environment);
  const output = collect(child);
  const [code] = await once(child, 'close');
  return { code, ...output };
}

/** A service that was started and answers. */
export class RunningService {
  readonly #child: ChildProcess;
  readonly #output: { out: string; err: string };
  readonly #exit: Promise<number | null>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#output = collect(child);
    this.#exit = once(child, 'exit').then(([code]) => code);
  }

  /** Starts it on a free port and waits until it listens. */
  static async start(config: string, environment: Environment = {}): Promise<RunningService> {
    const settings = { HOST: '127.0.0.1', PORT: '0', EIGYOCHU_CONFIG: config, ...environment };
    const service = new RunningService(start(['serve'], settings));
    await service.logged(/answering from revision/);
    return service;
  }

  get port(): number {
    return Number(/listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(this.#output.out)?.[1]);
  }

  get log(): string {
    return this.#output.out;
  }

  get err(): string {
    return this.#output.err;
  }

  /** Waits until the log says it `times` times; fails when the process ends without. */
  async logged(pattern: RegExp, times = 1): Promise<void> {
    const all = new RegExp(pattern, 'g');
    while ((this.log.match(all) ?? []).length < times) {
      const { exitCode, stdout } = this.#child;
      if (exitCode !== null) throw new Error(`ended with ${exitCode}: ${this.log}${this.err}`);
      if (stdout) await Promise.race([once(stdout, 'data'), this.#exit]);
    }
  }

  async get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The exit code, once it has ended. */
  async ended(): Promise<number | null> {
    return this.#exit;
  }

  /** For the end of a test; a process that has ended already is fine. */
  async stop(): Promise<void> {
    this.kill('SIGKILL');
    await this.#exit;
  }
}

function start(words: readonly string[], environment: Environment): ChildProcess {
  const env = { ...inherited(), EIGYOCHU_DATA: ownFolder(), ...environment };
  return spawn(process.execPath, ['dist/cli.js', ...words], { env });
}

/**
 * A folder for one data folder, removed at the end. Every process has its own, unless the test says
 * where. Short, since the path of a socket may not be long.
 */
export function ownFolder(): string {
  return join(tmpdir(), `eigyochu-${process.pid}`, randomUUID());
}

process.on('exit', () => rmSync(join(tmpdir(), `eigyochu-${process.pid}`), REMOVAL));

const REMOVAL = { recursive: true, force: true } as const;

/** What the surroundings of a test say about settings and colours must not reach the process. */
function inherited(): NodeJS.ProcessEnv {
  const ours = /^(EIGYOCHU_.*|REDIS_URL|HOST|PORT|LOG_LEVEL|NO_COLOR|FORCE_COLOR)$/;
  const rest = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(rest), NODE_OPTIONS: shiftedClock() };
}

/** Of the runner's options only a moved clock: what it loads to measure coverage takes a second. */
function shiftedClock(): string {
  return /--import=[^\s"]*at-time\.js[^\s"]*/.exec(process.env.NODE_OPTIONS ?? '')?.[0] ?? '';
}

function collect({ stdout, stderr }: ChildProcess): { out: string; err: string } {
  const output = { out: '', err: '' };
  stdout?.setEncoding('utf8').on('data', (text) => {
    output.out += text;
  });
  stderr?.setEncoding('utf8').on('data', (text) => {
    output.err += text;
  });
  return output;
}
