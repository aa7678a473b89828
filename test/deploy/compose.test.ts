/** The compose file: by its published schema, and run as processes in the very way it says. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Ajv2019 } from 'ajv/dist/2019.js';
import t, { type Test } from 'tap';
import { DEFAULT_MAX_STREAMS } from '../../src/http/limits.ts';
import { parseSettings } from '../../src/settings.ts';
import { readComposeFile } from '../support/compose-file.ts';
import { EventStream } from '../support/event-stream.ts';
import { freePort } from '../support/free-port.ts';
import { ownFolder, RunningService, runCli } from '../support/processes.ts';
import { RedisServer, redisIsMissing } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const FOLDER = 'deploy/compose';
const compose = readComposeFile(join(FOLDER, 'compose.yaml'));
const { services } = compose;
const REPLICAS = ['eigyochu-1', 'eigyochu-2'] as const;
/** Where compose puts the proxy. */
const PROXY_ADDRESS = '172.30.83.10';

/** The proxy holds both ends of each. */
const FILES_OF_STREAMS = 2 * REPLICAS.length * DEFAULT_MAX_STREAMS;

const proxyIsMissing: string | false =
  spawnSync('caddy', ['version']).status === 0
    ? false
    : 'THE PROXY OF deploy/compose IS NOT TESTED: there is no caddy on the PATH; install the package caddy';

function environmentOf(name: string): Readonly<Record<string, string>> {
  return services[name]?.environment ?? {};
}

t.test('the compose file is one by the published schema', async (t) => {
  // It names its parts and its dialect in the way of drafts before the one that it follows.
  const isOfOldDraft = (name: string, value: unknown) =>
    (name === 'id' || name === '$schema') && typeof value === 'string';
  const schema = JSON.parse(
    readFileSync('test/fixtures/compose-spec.json', 'utf8'),
    (name, value) => (isOfOldDraft(name, value) ? undefined : value),
  );
  const names = ['duration', 'uri', 'ports', 'expose', 'subnet_ip_address'];
  const formats = Object.fromEntries(names.map((each) => [each, true as const]));
  const ajv = new Ajv2019({ strict: false, formats });
  const validate = ajv.compile(schema);
  // Projects have had names of their own since shortly after that edition.
  const { name, ...rest } = compose;
  t.equal(name, 'eigyochu');
  validate(rest);
  t.same(validate.errors, null);
  t.notOk(validate({ services: { x: { imagee: 'y' } } }), 'what is misspelt is found');
});

t.test('every container is confined, and is given the time that the process takes', async (t) => {
  for (const [name, service] of Object.entries(services)) {
    t.match(service, { read_only: true, cap_drop: ['ALL'] }, name);
    t.same(service.security_opt, ['no-new-privileges:true'], name);
    t.match(service.user, /^[1-9]\d*:[1-9]\d*$/, `${name} is not root`);
    t.ok(service.ulimits.nofile.hard > FILES_OF_STREAMS, name);
    t.ok(service.healthcheck.test.length > 1, `${name} is asked how it is`);
    if (name !== 'proxy') t.notOk(service.ports, `${name} is not reached from outside`);
  }
  for (const name of REPLICAS) {
    const parsed = parseSettings(environmentOf(name));
    if (!parsed.ok) return t.fail('its settings are known', { faults: parsed.faults });
    const { EIGYOCHU_DRAIN_SECONDS: drain, EIGYOCHU_TRUST_PROXY: trusted } = parsed.settings;
    t.equal(trusted, PROXY_ADDRESS);
    t.equal(services[name]?.mem_limit, '1g', 'a reload of 100,000 lines has half of it');
    t.ok(drain > 2 * checkSeconds(), 'the proxy has noticed before listening ends');
    t.ok(Number.parseInt(services[name]?.stop_grace_period ?? '', 10) > drain + 10);
  }
  t.match(services.proxy?.networks, { front: { ipv4_address: PROXY_ADDRESS } });
});

function caddyfile(): string {
  return readFileSync(join(FOLDER, 'Caddyfile'), 'utf8');
}

function checkSeconds(): number {
  return Number(/health_interval (\d+)s/.exec(caddyfile())?.[1]);
}

/** What stands in for the containers; only addresses are others. */
class Stack {
  readonly port: number;
  readonly redis: RedisServer;
  readonly replicas: RunningService[] = [];
  readonly #ports: readonly number[];
  readonly #folders = REPLICAS.map(() => ownFolder());

  private constructor(port: number, redis: RedisServer, ports: readonly number[]) {
    this.port = port;
    this.redis = redis;
    this.#ports = ports;
  }

  static async start(t: Test): Promise<Stack> {
    const [program = '', ...words] = services.redis?.command ?? [];
    t.equal(program, 'redis-server');
    const folder = mkdtempSync(join(tmpdir(), 'eigyochu-compose-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const addressed = ['--bind', '127.0.0.1', '--dir', folder];
    const redis = await RedisServer.start(t, (port) => [
      ...words,
      ...['--port', String(port)],
      ...addressed,
    ]);
    const stack = new Stack(await freePort(), redis, [await freePort(), await freePort()]);
    await Promise.all(REPLICAS.map((_, index) => stack.startReplica(index)));
    t.teardown(() => Promise.all(stack.replicas.map((replica) => replica.stop())));
    await stack.#startProxy(t, folder);
    return stack;
  }

  /** Its settings, as a container has them. */
  environment(index: number): Record<string, string> {
    const given = environmentOf(REPLICAS[index] ?? '');
    const addressed = JSON.stringify(given)
      .replace('redis://redis:6379', this.redis.url)
      .replace(PROXY_ADDRESS, '127.0.0.1');
    const PORT = String(this.#ports[index]);
    return { ...JSON.parse(addressed), PORT, EIGYOCHU_DATA: this.#folders[index] ?? '' };
  }

  async startReplica(index: number): Promise<void> {
    this.replicas[index] = await RunningService.start('config', this.environment(index));
  }

  async #startProxy(t: Test, folder: string): Promise<void> {
    const [first, second] = this.#ports;
    const file = join(folder, 'Caddyfile');
    const health = await freePort();
    const addressed = caddyfile()
      .replace('eigyochu-1:8080', `127.0.0.1:${first}`)
      .replace('eigyochu-2:8080', `127.0.0.1:${second}`)
      .replace('127.0.0.1:2080', `127.0.0.1:${health}`);
    writeFileSync(file, addressed);
    const site = environmentOf('proxy').EIGYOCHU_SITE?.replace(':80', `:${this.port}`);
    const env = { PATH: process.env.PATH, HOME: folder, EIGYOCHU_SITE: site };
    const words = ['run', '--config', file, '--adapter', 'caddyfile'];
    const proxy = spawn('caddy', words, { env, stdio: 'ignore' });
    t.teardown(() => end(proxy));
    const ask = () => fetch(`http://127.0.0.1:${health}/`).then(({ status }) => status, Number);
    await until(ask, (status) => status === 204);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const DECISION = '/v1/lines/phone-pin/decision?format=word&at=2026-11-23T10:00:00%2B09:00';

/** Asks again and again until it is told to cease; gives how often, and what went wrong. */
async function askUntil(
  isOver: () => boolean,
  options: RequestOptions,
): Promise<{ answered: number; faults: string[] }> {
  const faults: string[] = [];
  let answered = 0;
  while (!isOver()) {
    try {
      const [response] = (await once(get({ host: '127.0.0.1', ...options }), 'response')) as [
        IncomingMessage,
      ];
      const body = await text(response);
      if (response.statusCode === 200 && body.trim() === 'closed') answered++;
      else faults.push(`${response.statusCode} ${body}`);
    } catch (error) {
      faults.push(String(error));
    }
  }
  return { answered, faults };
}

/** Everything that goes through the proxy, with one set of processes: starting them takes seconds. */
t.test('two replicas behind the proxy', { skip: redisIsMissing || proxyIsMissing }, async (t) => {
  const stack = await Stack.start(t);
  const made = await runCli(['keys', 'create', '--name', 'tests', '--scope', 'admin'], {
    ...stack.environment(0),
  });
  t.equal(made.code, 0, made.err);
  const authorization = `Bearer ${made.out.trim()}`;

  await t.test('Redis is as durable as the service wants it: nothing is warned of', async (t) => {
    for (const { log } of stack.replicas) t.notMatch(log, /appendfsync|maxmemory|"level":40/);
  });

  await t.test('events pass at once, and a change made through the proxy is one', async (t) => {
    const stream = await EventStream.open(stack.port, '/v1/stream?line=lost-card');
    t.equal(stream.status, 200);
    await stream.told(1);
    const change = { lines: ['lost-card'], state: 'closed', until: 'PT4H' };
    const response = await fetch(`http://127.0.0.1:${stack.port}/v1/overrides`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
    t.equal(response.status, 201, await response.text());
    t.match((await stream.told(2))[1], /^decision lost-card closed/);
    stream.close();
  });

  await t.test('callers are told apart by their own address, whatever they claim', async (t) => {
    const guess = (localAddress: string, claimed: string) =>
      statusOf({
        ...{ host: '127.0.0.1', port: stack.port, path: '/v1/audit', localAddress },
        headers: { authorization: 'Bearer eig_wrong', 'x-forwarded-for': claimed },
      });
    let status: number | undefined;
    for (let tries = 0; tries < 200 && status !== 429; tries++) {
      status = await guess('127.0.0.2', `192.0.2.${tries}`);
    }
    t.equal(status, 429, 'who guesses keys is stopped');
    t.equal(await guess('127.0.0.3', '127.0.0.2'), 401, 'somebody else is not');
  });

  await t.test('metrics stay within', async (t) => {
    t.equal((await fetch(`http://127.0.0.1:${stack.port}/metrics`)).status, 404);
  });

  await t.test('a rolling restart of both loses no request', async (t) => {
    let isOver = false;
    const agent = new Agent({ keepAlive: true });
    const callers = [agent, agent, false as const].map((each) =>
      askUntil(() => isOver, { port: stack.port, path: DECISION, agent: each }),
    );
    for (const [index, replica] of stack.replicas.entries()) {
      replica.kill('SIGTERM');
      t.equal(await replica.ended(), 0);
      await stack.startReplica(index);
    }
    isOver = true;
    for (const { answered, faults } of await Promise.all(callers)) {
      t.same(faults, []);
      t.ok(answered > 10);
    }
    agent.destroy();
  });

  await t.test('a replica that is killed is not missed', async (t) => {
    await Promise.all(stack.replicas.map((replica) => replica.get('/readyz')));
    let isOver = false;
    const caller = askUntil(() => isOver, { port: stack.port, path: DECISION, agent: false });
    await stack.replicas[0]?.stop();
    const ask = () => statusOf({ host: '127.0.0.1', port: stack.port, path: '/readyz' });
    t.equal(await ask(), 200);
    isOver = true;
    t.same((await caller).faults, []);
  });
});

async function statusOf(options: RequestOptions): Promise<number | undefined> {
  const asked = request({ agent: false, ...options }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}
