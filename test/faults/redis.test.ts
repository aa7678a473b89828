/** Two real processes and a real Redis that is killed, stopped, emptied and cut off. */
import { setTimeout as pause } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { closeLine, createKey, type Desk, listNotes, send } from '../support/desk-client.ts';
import { DESK } from '../support/desk-configuration.ts';
import { ownFolder, RunningService } from '../support/processes.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

const skip = redisIsMissing;
const AT = '/v1/lines/phone-pin/decision?at=2026-11-23T10:00:00%2B09:00';
const SETTINGS = {
  EIGYOCHU_WRITES_PER_MINUTE: '0',
  EIGYOCHU_READS_PER_MINUTE: '0',
  EIGYOCHU_POLL_MILLISECONDS: '500',
};

interface Status {
  readonly revision: string;
  readonly store: {
    readonly freshness: string;
    readonly asOf: string | null;
    alarm: string | null;
  };
}

interface Replicas {
  readonly services: readonly RunningService[];
  readonly desks: readonly Desk[];
}

/** Starts replicas, each on its own address of Redis and with a data folder of its own. */
async function startReplicas(t: Test, urls: readonly string[], key?: string): Promise<Replicas> {
  const folder = t.testdir({ 'lines.yaml': DESK });
  const environments = urls.map((url) => ({
    ...SETTINGS,
    REDIS_URL: url,
    EIGYOCHU_DATA: ownFolder(),
  }));
  const known = key ?? (await createKey(environments[0] ?? {}));
  const services = await Promise.all(
    environments.map((each) => RunningService.start(`${folder}/lines.yaml`, each)),
  );
  t.teardown(() => Promise.all(services.map((service) => service.stop())));
  return { services, desks: services.map((service) => deskOf(service, known)) };
}

function deskOf({ port }: RunningService, key: string): Desk {
  return { url: `http://127.0.0.1:${port}`, key };
}

async function statusOf({ url }: Desk): Promise<Status> {
  return (await (await fetch(`${url}/v1/status`)).json()) as Status;
}

/** The number of writes that a replica has seen. */
async function versionOf(desk: Desk): Promise<number> {
  return Number((await statusOf(desk)).revision.split('.')[1] ?? 0);
}

/** Reads without a pause until told to stop; gives how many were answered and what was wrong. */
function readUntil({ url }: Desk, signal: AbortSignal) {
  const run = async () => {
    let answered = 0;
    const faults: string[] = [];
    while (!signal.aborted) {
      const begun = performance.now();
      const response = await fetch(url + AT);
      const { state, reason } = (await response.json()) as { state: string; reason: string };
      const took = performance.now() - begun;
      if (state !== 'closed' || reason !== 'holiday') faults.push(`${state} ${reason}`);
      if (took > 1_000) faults.push(`${took} ms`);
      answered++;
    }
    return { answered, faults };
  };
  return run();
}

for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
  t.test(`Redis gets ${signal}: no read fails, writes are refused in time`, { skip }, async (t) => {
    const redis = await startRedis(t, { isDurable: true });
    const { desks } = await startReplicas(t, [redis.url]);
    const [desk] = desks as [Desk];
    t.equal((await closeLine(desk, 1, 'before')).status, 201);
    const reading = new AbortController();
    const readers = Array.from({ length: 4 }, () => readUntil(desk, reading.signal));
    await redis.kill(signal);
    for (const note of ['first', 'second', 'third']) {
      const begun = performance.now();
      const { status, body } = await closeLine(desk, 2, note);
      t.equal(status, 503);
      t.match(body.code, /^(store_unavailable|outcome_unknown)$/);
      t.ok(performance.now() - begun < 2_000, `refused after ${performance.now() - begun} ms`);
    }
    await until(
      () => statusOf(desk),
      ({ store }) => store.freshness === 'last-known',
    );
    t.equal((await fetch(`${desk.url}/readyz`)).status, 200);
    if (signal === 'SIGSTOP') await redis.kill('SIGCONT');
    else await redis.restart();
    await until(
      () => statusOf(desk),
      ({ store }) => store.freshness === 'live',
    );
    const again = await until(
      () => closeLine(desk, 2, 'first'),
      ({ status }) => status === 201,
    );
    t.equal(again.body.note, 'first', 'the same key again: once');
    reading.abort();
    const results = await Promise.all(readers);
    t.same(
      results.flatMap(({ faults }) => faults),
      [],
    );
    const notes = await listNotes(desk);
    t.ok(notes.includes('before'));
    t.equal(notes.filter((note) => note === 'first').length, 1);
  });
}

for (const fault of ['cut', 'stall'] as const) {
  t.test(
    `a replica whose network is ${fault} follows within two seconds of healing, never backwards`,
    { skip },
    async (t) => {
      const redis = await startRedis(t);
      const proxy = await TcpProxy.start(t, redis.port);
      const { desks } = await startReplicas(t, [redis.url, `redis://127.0.0.1:${proxy.port}`]);
      const [near, far] = desks as [Desk, Desk];
      await until(
        () => versionOf(far),
        (version) => version > 0,
      );
      const seen: number[] = [];
      const watching = new AbortController();
      const watch = (async () => {
        while (!watching.signal.aborted) seen.push(await versionOf(far));
      })();
      await proxy[fault]();
      for (let number = 1; number <= 20; number++) {
        t.equal((await closeLine(near, number, `${fault} ${number}`)).status, 201);
      }
      await until(
        () => statusOf(far),
        ({ store }) => store.freshness === 'last-known',
      );
      const version = await versionOf(near);
      t.ok((await versionOf(far)) < version);
      await proxy.heal();
      await until(
        () => versionOf(far),
        (found) => found === version,
        2_000,
      );
      watching.abort();
      await watch;
      t.same(
        seen,
        seen.toSorted((a, b) => a - b),
        'versions only grow',
      );
      t.same((await listNotes(far)).toSorted(), (await listNotes(near)).toSorted());
    },
  );
}

t.test('fifty clients with one ETag on two replicas: one succeeds', { skip }, async (t) => {
  const redis = await startRedis(t);
  const { desks } = await startReplicas(t, [redis.url, redis.url]);
  const [first] = desks as [Desk];
  const created = await closeLine(first, 1, 'contested');
  const { id } = created.body;
  await Promise.all(
    desks.map((desk) =>
      until(
        () => listNotes(desk),
        (notes) => notes.includes('contested'),
      ),
    ),
  );
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      send(desks[index % 2] as Desk, {
        method: 'PATCH',
        path: `/v1/overrides/${id}`,
        body: { note: `client ${index}` },
        headers: { 'if-match': created.etag ?? '' },
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  t.same(statuses, [200, ...Array.from({ length: 49 }, () => 412)]);
  const winner = answers.find(({ status }) => status === 200)?.body.note ?? '';
  for (const desk of desks) {
    await until(
      () => listNotes(desk),
      (notes) => notes.length === 1 && notes[0] === winner,
    );
  }
});

t.test(
  'a Redis that comes back empty changes no answer, rings, and is filled again',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const { desks } = await startReplicas(t, [redis.url]);
    const [desk] = desks as [Desk];
    const closed = await send(desk, {
      method: 'POST',
      path: '/v1/overrides',
      body: { all: true, state: 'closed', until: 'PT2H', reason: 'disaster' },
    });
    t.equal(closed.status, 201);
    await redis.kill('SIGKILL');
    await redis.restart();
    const status = await until(
      () => statusOf(desk),
      ({ store }) => store.alarm !== null,
    );
    t.match(status.store, { alarm: 'store_behind', freshness: 'last-known' });
    const decision = await (await fetch(`${desk.url}/v1/lines/lost-card/decision`)).json();
    t.match(decision, { state: 'closed', reason: 'override_closed', freshness: 'last-known' });
    const refused = await closeLine(desk, 1, 'refused');
    t.match(refused, { status: 503, body: { code: 'store_behind' } });
    t.match(await (await fetch(`${desk.url}/metrics`)).text(), /^eigyochu_store_alarm\S* 1$/m);
  },
);

t.test(
  'a replica starts without Redis from its own disk, and with nothing at all says unknown',
  { skip },
  async (t) => {
    const redis = await startRedis(t);
    const folder = t.testdir({ 'lines.yaml': DESK });
    const environment = { ...SETTINGS, REDIS_URL: redis.url, EIGYOCHU_DATA: ownFolder() };
    const key = await createKey(environment);
    const before = await RunningService.start(`${folder}/lines.yaml`, environment);
    t.teardown(() => before.stop());
    const body = { all: true, state: 'closed', until: 'PT2H' };
    const write = { method: 'POST', path: '/v1/overrides', body } as const;
    t.equal((await send(deskOf(before, key), write)).status, 201);
    await before.stop();
    await redis.kill('SIGKILL');
    const after = await RunningService.start(`${folder}/lines.yaml`, environment);
    t.teardown(() => after.stop());
    t.equal((await after.get('/readyz')).status, 200);
    t.match(await (await after.get('/v1/lines/lost-card/decision')).json(), {
      reason: 'override_closed',
      freshness: 'last-known',
    });
    const empty = { ...environment, EIGYOCHU_DATA: ownFolder() };
    const blind = await RunningService.start(`${folder}/lines.yaml`, empty);
    t.teardown(() => blind.stop());
    t.equal((await blind.get('/livez')).status, 200);
    t.equal((await blind.get('/readyz')).status, 503);
    t.match(await (await blind.get('/v1/lines/lost-card/decision')).json(), { code: 'not_known' });
    t.equal(await (await blind.get('/v1/lines/lost-card/decision.word')).text(), 'unknown');
    await redis.restart();
    await until(
      () => blind.get('/readyz'),
      ({ status }) => status === 200,
    );
  },
);

t.test('a rolling restart of two replicas fails no request', { skip }, async (t) => {
  const redis = await startRedis(t);
  const folder = t.testdir({ 'lines.yaml': DESK });
  const start = () =>
    RunningService.start(`${folder}/lines.yaml`, {
      ...SETTINGS,
      REDIS_URL: redis.url,
      EIGYOCHU_DATA: ownFolder(),
    });
  const services = await Promise.all([start(), start()]);
  t.teardown(() => Promise.all(services.map((service) => service.stop())));
  const isReady = services.map(() => true);
  const ended = new AbortController();
  /** What a balancer does: asks for readiness, and sends requests to whoever is ready. */
  const balancer = (async () => {
    while (!ended.signal.aborted) {
      for (const [index, service] of services.entries()) {
        const answer = await service.get('/readyz').catch(() => null);
        isReady[index] = answer?.status === 200;
      }
      await pause(50);
    }
  })();
  const callers = Array.from({ length: 4 }, async () => {
    const faults: string[] = [];
    let answered = 0;
    while (!ended.signal.aborted) {
      const ready = services.filter((_, index) => isReady[index]);
      const service = ready[answered % ready.length];
      try {
        const response = await service?.get(AT);
        if (response?.status === 200 && (await response.text()).includes('勤労感謝の日'))
          answered++;
        else faults.push(String(response?.status ?? 'nobody is ready'));
      } catch (error) {
        faults.push(String((error as Error).cause ?? error));
      }
    }
    return { answered, faults };
  });
  for (const index of services.keys()) {
    await until(
      () => isReady.every(Boolean),
      (all) => all,
    );
    services[index]?.kill('SIGTERM');
    t.equal(await services[index]?.ended(), 0);
    services[index] = await start();
  }
  await until(
    () => isReady.every(Boolean),
    (all) => all,
  );
  ended.abort();
  await balancer;
  const results = await Promise.all(callers);
  t.same(
    results.flatMap(({ faults }) => faults),
    [],
  );
  t.comment(`${results.reduce((sum, { answered }) => sum + answered, 0)} requests`);
});
