import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type ConfigurationChange, ConfigurationTrail } from '../src/configuration-trail.ts';
import { Keeper, NO_OVERRIDES } from '../src/lines/keeper.ts';
import { loadSnapshot } from '../src/load-snapshot.ts';
import { createReload, type ReloadPorts } from '../src/reload.ts';
import type { Knowledge, Write } from '../src/store/ledger.ts';
import { openTestLedger } from './support/build-app.ts';
import { DESK } from './support/desk-configuration.ts';
import { at } from './support/schedules.ts';

const NOW = at('2026-11-22T12:00');
const clock = () => NOW;

const loadHere: ReloadPorts['load'] = async (path, { now }) => loadSnapshot(path, now);

function reloading(path: string, load = loadHere) {
  const keeper = new Keeper();
  keeper.layOver(NO_OVERRIDES);
  const logged: string[] = [];
  const write = (level: string) => (text: string) => logged.push(`${level} ${text}`);
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  const changes: ConfigurationChange[] = [];
  const changed = (change: ConfigurationChange) => changes.push(change);
  const reload = createReload({ path, load, keeper, changed, clock, log });
  return { keeper, logged, log, changes, reload };
}

/** A configuration of lines that are always open. */
function withLines(ids: readonly string[]): string {
  const lines = ids.map((id) => `  ${id}: { name: { ja: ${id}, en: ${id} }, schedule: always }\n`);
  const schedules = 'schedules:\n  always: { regular: { daily: [00:00-24:00] } }\n';
  return `version: 1\nzone: Asia/Tokyo\n${schedules}lines:\n${lines.join('')}`;
}

function writeDesk(t: Test, yaml: string) {
  const folder = t.testdir({});
  const file = join(folder, 'lines.yaml');
  const write = (text: string) => writeFileSync(file, text);
  write(yaml);
  return { folder, write };
}

t.test('a good configuration takes the place of the one before', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { keeper, logged, reload } = reloading(folder);
  await reload('changed');
  const first = keeper.snapshot;
  write(DESK.replace('17:30', '17:00'));
  await reload('changed');
  t.not(keeper.snapshot?.revision, first?.revision);
  t.same(logged, [
    `info configuration reloaded; revision ${first?.revision} is in force`,
    `info configuration reloaded; revision ${keeper.snapshot?.revision} is in force`,
  ]);
});

t.test('the same problems are logged once, and again after they were gone', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { keeper, logged, reload } = reloading(folder);
  const problems = () => logged.filter((line) => line.includes('unknown_key')).length;
  await reload('changed');
  const good = keeper.snapshot;
  write(`${DESK}holydays: []\n`);
  await reload('changed');
  await reload('changed');
  t.equal(problems(), 1);
  t.equal(keeper.snapshot, good, 'the last good one stays');
  t.match(keeper.lastReload, { at: NOW, problems: [{ code: 'unknown_key' }] });
  write(DESK);
  await reload('changed');
  t.same(keeper.lastReload?.problems, []);
  write(`${DESK}holydays: []\n`);
  await reload('changed');
  t.equal(problems(), 2);
});

t.test('somebody who asks is told the same problems again', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { logged, reload } = reloading(folder);
  const problems = () => logged.filter((line) => line.includes('unknown_key')).length;
  await reload('changed');
  write(`${DESK}holydays: []\n`);
  await reload('changed');
  await reload('asked');
  t.equal(problems(), 2);
  await reload('changed');
  t.equal(problems(), 2, 'a file that changed again is not somebody who asks');
});

t.test('lines that came and went are counted, and those that went are named', async (t) => {
  const { folder, write } = writeDesk(t, withLines(['a', 'b', 'c']));
  const { logged, reload } = reloading(folder);
  await reload('changed');
  write(withLines(['b', 'd', 'e', 'f']));
  await reload('changed');
  t.equal(logged.at(-2), 'warn lines no longer there: a, c');
  t.match(logged.at(-1), /^info configuration reloaded; .* in force; lines added: 3, removed: 2$/);
  write(withLines(['b', 'd', 'e', 'f', 'g']));
  await reload('changed');
  t.match(logged.at(-1), /; lines added: 1, removed: 0$/);
  t.equal(logged.filter((line) => line.startsWith('warn')).length, 1, 'nothing more went');
});

t.test('of many lines that went twenty are named', async (t) => {
  const ids = Array.from({ length: 22 }, (_, index) => `line-${index + 1}`);
  const { folder, write } = writeDesk(t, withLines([...ids, 'rest']));
  const { logged, reload } = reloading(folder);
  await reload('changed');
  write(withLines(['rest']));
  await reload('changed');
  t.match(logged.at(-2), /^warn lines no longer there: line-1, .*, line-20 and 2 more$/);
});

t.test('a bug met while loading is a refusal, not the end of the service', async (t) => {
  const { keeper, logged, reload } = reloading('config', async () => {
    throw new Error('broken invariant');
  });
  await reload('changed');
  t.match(keeper.lastReload?.problems, [{ severity: 'error', code: 'bug' }]);
  t.match(logged, [
    /^error Error: broken invariant\n +at .*reload\.test/,
    /^error config:1:1: error bug: loading failed: broken invariant; report it/,
    /^error configuration refused/,
  ]);
});

t.test('a bug met while putting it into force is a refusal, and the next is taken', async (t) => {
  const { folder } = writeDesk(t, DESK);
  let isBroken = true;
  const { keeper, logged, reload } = reloading(folder, async (path, { now }) => {
    const loaded = loadSnapshot(path, now);
    if (!loaded.ok || !isBroken) return loaded;
    const lines = new Proxy(loaded.snapshot.lines, {
      get: () => {
        throw new Error('broken invariant');
      },
    });
    return { ...loaded, snapshot: { ...loaded.snapshot, lines } };
  });
  await reload('changed');
  t.match(keeper.lastReload?.problems, [
    { code: 'bug', found: /^putting it into force failed: br/ },
  ]);
  t.equal(keeper.loaded, null);
  t.match(logged, [/^error Error: broken invariant\n/, /error bug: putting/, /refused/]);
  isBroken = false;
  await reload('changed');
  t.match(keeper.lastReload?.problems, []);
  t.match(logged.at(-1), /^info configuration reloaded/);
});

t.test('what is in force stays so where those who are told of it have a bug', async (t) => {
  const { folder, write } = writeDesk(t, DESK);
  const { keeper, logged, reload } = reloading(folder);
  await reload('changed');
  keeper.onSwap(() => {
    throw new Error('broken listener');
  });
  write(DESK.replace('17:30', '17:00'));
  await reload('changed');
  t.same(keeper.lastReload?.problems, []);
  t.match(logged.slice(1), [/^error Error: broken listener\n/]);
});

/** A way to load that takes until it is told, or until something newer is to be loaded. */
function loadingSlowly() {
  const loads: { readonly finish: () => void; readonly signal: AbortSignal }[] = [];
  const load: ReloadPorts['load'] = (path, { now, signal }) =>
    new Promise((resolve, reject) => {
      loads.push({ signal, finish: () => resolve(loadSnapshot(path, now)) });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const until = async (count: number) => {
    while (loads.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { loads, load, until };
}

t.test('of several reloads the newest is in force, and none before it is waited for', async (t) => {
  const { folder } = writeDesk(t, DESK);
  const { loads, load, until } = loadingSlowly();
  const { keeper, logged, reload } = reloading(folder, load);
  const first = reload('asked');
  const second = reload('changed');
  await until(2);
  t.ok(loads[0]?.signal.aborted);
  loads[1]?.finish();
  await Promise.all([first, second]);
  t.equal(logged.filter((line) => line.includes('reloaded')).length, 1);
  t.match(keeper.lastReload?.problems, []);
});

t.test('changes that never end do not keep every load from its end', async (t) => {
  const { folder } = writeDesk(t, DESK);
  const { loads, load, until } = loadingSlowly();
  const { logged, reload } = reloading(folder, load);
  void reload('changed');
  for (let times = 1; times <= 3; times++) {
    void reload('changed');
    await until(times + 1);
  }
  const last = reload('changed');
  t.notOk(loads[3]?.signal.aborted, 'the fourth is let come to its end');
  loads[3]?.finish();
  await until(5);
  t.match(logged, [/reloaded/]);
  loads[4]?.finish();
  await last;
  t.equal(logged.length, 2, 'and what was written after it is loaded then');
});

t.test('what is decided while a configuration is prepared is laid over it', async (t) => {
  const { folder } = writeDesk(t, DESK);
  const { keeper, reload } = reloading(folder);
  await reload('changed');
  const loaded = loadSnapshot(folder, NOW);
  if (!loaded.ok) throw new Error('the desk is good');
  const accept = await keeper.prepare(loaded.snapshot);
  keeper.layOver({ ...NO_OVERRIDES, version: 7 });
  accept();
  t.match(keeper.snapshot?.revision, /\.7$/);
  t.equal(keeper.loaded, loaded.snapshot);
});

/** Two reloads: the desk, and the desk with other hours. */
async function reloadTwice(t: Test) {
  const { folder, write } = writeDesk(t, DESK);
  const reloaded = reloading(folder);
  await reloaded.reload('changed');
  write(DESK.replace('17:30', '17:00').replace('+81-3', '+81-4'));
  await reloaded.reload('changed');
  reloaded.logged.length = 0;
  const [change] = reloaded.changes;
  if (!change) throw new Error('nothing was told');
  return { ...reloaded, change };
}

t.test('only another configuration is told, in place of the one before', async (t) => {
  const { folder } = writeDesk(t, DESK);
  const { changes, reload } = reloading(folder);
  await reload('changed');
  await reload('asked');
  t.same(changes, [], 'the first one, and the same again');
});

t.test('a reload logs what it changes, and the audit trail has it once', async (t) => {
  const { change, logged, log } = await reloadTwice(t);
  const ledger = await openTestLedger(t, clock);
  const trail = new ConfigurationTrail({ ledger, clock, log });
  const other = new ConfigurationTrail({ ledger, clock, log });
  await trail.started(change.before);
  t.equal(ledger.state?.version, 0, 'a start alone is no change');
  trail.changed(change);
  await trail.idle();
  t.match(logged, [
    /^info revision \w{12} instead of \w{12}: hours of 1 line change in \d+ intervals from 2026/,
    'info change: other phone: phone-pin',
    /^info change: phone-pin: .* Mon–Fri, 17:00–17:30 \(\d+ dates\), open → closed, regular_hours/,
  ]);
  other.changed(change);
  await other.idle();
  const records = await ledger.records(1, 10);
  t.equal(records.length, 1, 'the other replica finds it there');
  t.match(records[0], {
    action: 'configuration.reload',
    actor: { key: null, name: 'configuration' },
    changes: [
      {
        ...{ kind: 'configuration', id: 'current', before: null },
        after: {
          revision: change.after.revision,
          previous: change.before.revision,
          loadedAt: '2026-11-22T12:00:00+09:00',
          from: '2026-11-22T00:00:00+09:00',
          until: '2027-12-27T00:00:00+09:00',
          changes: [{ lines: ['phone-pin'] }],
          truncated: true,
        },
      },
    ],
  });
  await other.started(change.after);
  t.equal(ledger.state?.version, 1);
  await other.started(change.before);
  const [, start] = await ledger.records(1, 10);
  t.match(start, { action: 'configuration.start', changes: [{ after: { changes: null } }] });
});

t.test('a store that is away is told once it is back, of the newest configuration', async (t) => {
  const { change, logged, log } = await reloadTwice(t);
  const ledger = await openTestLedger(t, clock);
  let isAway = true;
  const listeners: ((knowledge: Knowledge) => void)[] = [];
  const away = {
    onKnowledge: (listener: (knowledge: Knowledge) => void) => listeners.push(listener),
    write: async (write: Write) => {
      if (isAway) throw new Error('The store cannot be reached.');
      return ledger.write(write);
    },
  };
  const trail = new ConfigurationTrail({ ledger: away, clock, log });
  await trail.started(change.before);
  trail.changed(change);
  await trail.idle();
  t.equal(logged.filter((line) => line.includes('was not told')).length, 2);
  isAway = false;
  for (const listener of listeners) listener({ freshness: 'live', asOf: null, alarm: null });
  await ledger.write({
    ...{ actor: { key: null, name: 'test' }, action: 'none', idempotency: null },
    propose: () => [],
  });
  const records = await ledger.records(1, 10);
  t.same(
    records.map(({ action }) => action),
    ['configuration.reload'],
  );
});
