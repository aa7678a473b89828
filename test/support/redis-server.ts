/** Real `redis-server` processes: one alone, three as a cluster, or two with a sentinel. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** For tap's `skip`: `false`, or loudly what is left out and why. */
export const redisIsMissing: string | false =
  spawnSync('redis-server', ['--version']).status === 0
    ? false
    : 'REDIS IS NOT TESTED: there is no redis-server on the PATH; install the package redis-server';

export interface RedisServerOptions {
  /** Whether every write is on disk before it is answered, so that a restart finds it. */
  readonly isDurable?: boolean;
  /** Further arguments, such as `['--requirepass', 'x']`. */
  readonly extra?: readonly string[];
}

/** Starts a server on a free port and waits until it answers. It ends with the test. */
export async function startRedis(t: Test, options: RedisServerOptions = {}): Promise<RedisServer> {
  const { isDurable = false, extra = [] } = options;
  const folder = temporaryFolder(t);
  const persistence = isDurable
    ? ['--appendonly', 'yes', '--appendfsync', 'always']
    : ['--appendonly', 'no'];
  return RedisServer.start(t, (port) => [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...['--dbfilename', `${port}.rdb`, '--appenddirname', `${port}.aof`],
    ...persistence,
    ...extra,
  ]);
}

/** Three masters that share the slots. */
export async function startRedisCluster(t: Test): Promise<readonly RedisServer[]> {
  const nodes: RedisServer[] = [];
  for (const range of SLOTS) {
    const node = await startClusterNode(t);
    await node.cli('cluster', 'addslotsrange', ...range);
    nodes.push(node);
  }
  const [first, ...others] = nodes as [RedisServer, ...RedisServer[]];
  for (const { port, busPort } of others) {
    await first.cli('cluster', 'meet', '127.0.0.1', String(port), String(busPort));
  }
  for (const node of nodes) {
    await until(
      () => node.cli('cluster', 'info'),
      (info) => info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3'),
    );
  }
  return nodes;
}

const SLOTS = [
  ['0', '5460'],
  ['5461', '10922'],
  ['10923', '16383'],
] as const;

async function startClusterNode(t: Test): Promise<RedisServer> {
  const busPort = await freePort();
  const extra = [
    ...['--cluster-enabled', 'yes', '--cluster-port', String(busPort)],
    ...['--cluster-config-file', `nodes-${busPort}.conf`, '--cluster-node-timeout', '2000'],
  ];
  const node = await startRedis(t, { extra });
  node.busPort = busPort;
  return node;
}

export interface SentinelSetup {
  readonly url: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
}

/** A master, its replica, and a sentinel that puts the replica in its place within seconds. */
export async function startRedisWithSentinel(t: Test): Promise<SentinelSetup> {
  const master = await startRedis(t);
  const replica = await startRedis(t, { extra: ['--replicaof', '127.0.0.1', `${master.port}`] });
  await until(
    () => replica.cli('info', 'replication'),
    (info) => info.includes('master_link_status:up'),
  );
  const file = join(temporaryFolder(t), 'sentinel.conf');
  const sentinel = await RedisServer.start(t, (port) => [file, '--port', String(port)], {
    mode: ['--sentinel'],
    prepare: () => writeFile(file, sentinelConfiguration(master.port)),
  });
  await until(
    () => sentinel.cli('sentinel', 'replicas', 'main'),
    (replicas) => replicas.includes(String(replica.port)),
  );
  return { url: `redis+sentinel://127.0.0.1:${sentinel.port}/main`, master, replica };
}

function sentinelConfiguration(port: number): string {
  return [
    'bind 127.0.0.1',
    `sentinel monitor main 127.0.0.1 ${port} 1`,
    'sentinel down-after-milliseconds main 500',
    'sentinel failover-timeout main 3000',
    '',
  ].join('\n');
}

/** Not tap's `testdir`, which every call of it empties. */
function temporaryFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-redis-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface StartOptions {
  readonly mode?: readonly string[];
  readonly prepare?: () => Promise<void>;
}

const run = promisify(execFile);

/** Those that run, for a test that ends without its teardown. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A server that answers, until it is killed. */
export class RedisServer {
  readonly port: number;
  /** Of a node of a cluster. */
  busPort = 0;
  readonly #words: readonly string[];
  #child: ChildProcess;

  private constructor(port: number, words: readonly string[]) {
    this.port = port;
    this.#words = words;
    this.#child = this.#spawn();
  }

  /** Another process may take the port first; then another port is tried. */
  static async start(
    t: Test,
    wordsFor: (port: number) => readonly string[],
    { mode = [], prepare = async () => {} }: StartOptions = {},
  ): Promise<RedisServer> {
    for (let tries = 1; ; tries += 1) {
      await prepare();
      const port = await freePort();
      const server = new RedisServer(port, [...wordsFor(port), ...mode]);
      t.teardown(() => server.#remove());
      try {
        await server.#answers();
        return server;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Sends a signal; waits for the end where it brings one. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await ended;
  }

  /** On the same port; with its data when it is durable. */
  async restart(): Promise<void> {
    if (!this.#hasEnded) await this.kill('SIGKILL');
    this.#child = this.#spawn();
    await this.#answers();
  }

  /** What `redis-cli` prints. */
  async cli(...words: readonly string[]): Promise<string> {
    const { stdout } = await run('redis-cli', ['-p', String(this.port), ...words]);
    return stdout;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #spawn(): ChildProcess {
    const child = spawn('redis-server', this.#words, { stdio: 'ignore' });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  }

  async #answers(): Promise<void> {
    const ping = async () => {
      if (this.#hasEnded) throw new Error(`redis-server ended: ${this.#words.join(' ')}`);
      return this.cli('ping').catch((error: Error) => error.message);
    };
    await until(ping, (answer) => /PONG|NOAUTH/.test(answer));
  }

  async #remove(): Promise<void> {
    if (!this.#hasEnded) await this.kill('SIGKILL');
  }
}
