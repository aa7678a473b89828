import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { operatorName } from '../../src/cli/operator-name.ts';
import { RunningService, runCli } from '../support/processes.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

type Environment = Readonly<Record<string, string>>;

const KEY = /^eig_[a-z0-9]{10}_[A-Za-z0-9_-]{43}\n$/;

/** Short, unlike tap's own: the path of a socket has at most some hundred characters. */
function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The words of a command line in which nothing has a space. */
function run(line: string, environment: Environment) {
  return runCli(line.split(' '), environment);
}

t.test('the first key needs one command, and is shown this once', async (t) => {
  const environment = { EIGYOCHU_DATA: join(folderOf(t), 'data') };
  const created = await run(
    'keys create --name ops --scope override --line phone-pin --expires P90D',
    environment,
  );
  t.match(created, { code: 0, out: KEY });
  const id = created.out.slice(4, 14);
  t.match(created.err, `key ${id} of "ops": override for lines phone-pin, until 20`);
  const listed = await run('keys list', environment);
  t.match(listed, { code: 0, err: '' });
  t.match(listed.out, /^ID +STATE +NAME +SCOPES +LIMITED TO +CREATED +EXPIRES\n/);
  t.match(listed.out, new RegExp(`${id} +valid +ops +override +lines phone-pin +20`));
  t.match(listed.out, ` by ${operatorName()} `);
  t.notMatch(listed.out, created.out.trim().slice(15), 'never the secret');
  const json = JSON.parse((await run('keys list --json', environment)).out);
  t.match(json, { keys: [{ id, name: 'ops', scopes: ['override'], state: 'valid' }] });
  const revoked = await run(`keys revoke ${id}`, environment);
  t.match(revoked, { code: 0, out: '', err: `key ${id} of "ops" is revoked\n` });
  t.match((await run('keys list', environment)).out, new RegExp(`${id} +revoked`));
  const verified = await run('audit verify', environment);
  t.match(verified, { code: 0, out: /^2 records, whole; version 2, hash [0-9a-f]{64}\n$/ });
});

t.test('what is wrong with a command about keys is said', async (t) => {
  const environment = { EIGYOCHU_DATA: join(folderOf(t), 'data') };
  const faults: Record<string, readonly [code: number, err: RegExp]> = {
    'keys create --name ops --scope everything': [2, /scopes.*everything/],
    'keys create --name ops --scope override --line phone-pn': [2, /phone-pn.*phone-pin/],
    'keys create --name ops --scope override --expires soon': [
      2,
      /"soon".*write a duration such as P90D/,
    ],
    'keys revoke k3v9x0q2ab': [2, /no access key with this id/],
    'audit verify --expect 12': [2, /--expect cannot be read; write a version and the hash/],
    'store import nowhere.jsonl': [2, /nowhere.jsonl cannot be read/],
    'store import /dev/null': [1, /^\/dev\/null:1: this is not the beginning of an arch[^\n]*\n$/],
    'store import package.json': [1, /^package.json:1: this is not the beginning of [^\n]*\n$/],
  };
  for (const [line, [code, err]] of Object.entries(faults)) {
    const finished = await run(line, environment);
    t.match(finished, { code, out: '', err }, line);
  }
  t.match(await run('keys list', environment), { code: 0, out: '', err: /^there is no key; make/ });
  const file = join(t.testdir({ file: '' }), 'file');
  t.match(await run('keys list', { EIGYOCHU_DATA: file }), {
    code: 1,
    err: /file.*EIGYOCHU_DATA|file/,
  });
});

t.test(
  'a copy is exported, checked and imported, and never over something by accident',
  async (t) => {
    const folder = folderOf(t);
    const one = { EIGYOCHU_DATA: join(folder, 'one') };
    const two = { EIGYOCHU_DATA: join(folder, 'two') };
    await run('keys create --name first --scope admin', one);
    const noted = /version (\d+), hash (\w+)/.exec((await run('audit verify', one)).out);
    const head = `${noted?.[1]}:${noted?.[2]}`;
    await run('keys create --name second --scope admin', one);
    const { out } = await run('store export', one);
    const copy = join(folder, 'copy.jsonl');
    writeFileSync(copy, out);
    t.match(await run(`store import ${copy}`, two), {
      code: 0,
      out: 'version 2: 2 documents, 2 records\n',
    });
    t.match(await run(`audit verify --expect ${head}`, two), { code: 0, out: /^2 records, whole/ });
    t.equal((await run('store export', two)).out, out);
    t.match(await run(`store import ${copy}`, two), {
      code: 1,
      err: /stands at version 2; --replace/,
    });
    t.match(await run(`store import ${copy} --replace`, two), { code: 0 });
    const wrong = `${noted?.[1]}:${'0'.repeat(64)}`;
    t.match(await run(`audit verify --expect ${wrong}`, two), {
      code: 1,
      out: /record 1 is not the one/,
    });
    const later = `9:${'0'.repeat(64)}`;
    t.match(await run(`audit verify --expect ${later}`, two), {
      code: 1,
      out: /version 9 was noted/,
    });
    writeFileSync(copy, out.replace('"name":"first"', '"name":"forged"'));
    const refused = await run(`store import ${copy} --replace`, two);
    t.match(refused, { code: 1, out: '', err: /copy.jsonl:\d+: .*checksum/ });
    t.match(await run('audit verify', two), { code: 0 }, 'nothing was changed');
  },
);

t.test('while a service has the store, commands go through it', async (t) => {
  const environment = { EIGYOCHU_DATA: join(folderOf(t), 'data') };
  const service = await RunningService.start('config', environment);
  t.teardown(() => service.stop());
  const created = await run('keys create --name ops --scope admin', environment);
  t.match(created, { code: 0, out: KEY });
  const headers = { authorization: `Bearer ${created.out.trim()}` };
  const answer = await fetch(`http://127.0.0.1:${service.port}/v1/audit`, { headers });
  t.match(await answer.json(), {
    records: [{ action: 'key.create', actor: { key: null, name: operatorName() } }],
  });
  const id = created.out.slice(4, 14);
  t.match((await run('keys list', environment)).out, id);
  t.match(await run('audit verify', environment), { code: 0, out: /^1 records, whole/ });
  const exported = await run('store export', environment);
  t.match(exported, { code: 0, err: '', out: `"name":"key/${id}"` });
  t.match(await run('store import x.jsonl', environment), { code: 1, err: /stop it, import/ });
  t.match(await run(`keys revoke ${id}`, environment), { code: 0 });
  const refused = await fetch(`http://127.0.0.1:${service.port}/v1/audit`, { headers });
  t.equal(refused.status, 401);
  t.notMatch(`${service.log}${service.err}`, created.out.trim().slice(15), 'no secret in the log');
});

t.test('a store that is held by something that does not answer is told', async (t) => {
  const folder = folderOf(t);
  const environment = { EIGYOCHU_DATA: join(folder, 'data') };
  const service = await RunningService.start('config', environment);
  t.teardown(() => service.stop());
  const socket = join(folder, 'data', 'control.sock');
  await until(() => existsSync(socket), Boolean);
  rmSync(socket);
  t.match(await run('keys list', environment), {
    code: 1,
    out: '',
    err: /another process has the store/,
  });
});

t.test(
  'with Redis, commands use it directly, and say when it is gone',
  { skip: redisIsMissing },
  async (t) => {
    const redis = await startRedis(t);
    const folder = folderOf(t);
    const environment = { EIGYOCHU_DATA: join(folder, 'data'), REDIS_URL: redis.url };
    const created = await run('keys create --name ops --scope admin', environment);
    t.match(created, { code: 0, out: KEY });
    t.match(await run('audit verify', environment), { code: 0, out: /^1 records, whole/ });
    const service = await RunningService.start('config', environment);
    t.teardown(() => service.stop());
    const saved = join(folder, 'data', 'snapshot', 'state.jsonl');
    const text = await until(
      () => readOrEmpty(saved),
      (found) => found.includes('"version":1'),
    );
    const [, hash] = /"hash":"(\w{64})"/.exec(text) ?? [];
    await redis.cli('flushall');
    t.match(await run('audit verify', environment), {
      code: 1,
      out: /^version 1 is in this machine's snapshot, but the store stands at 0: it was emptied/,
    });
    const refused = await run('keys create --name more --scope admin', environment);
    t.match(refused, { code: 1, out: '', err: /holds less than what was confirmed before/ });
    t.match(await run(`store import ${saved}`, environment), {
      code: 0,
      out: 'version 1: 1 documents, 0 records\n',
      err: `audit verify --since 1:${hash}\n`,
    });
    t.match(await run(`audit verify --since 1:${hash}`, environment), {
      code: 0,
      out: /^0 records, whole/,
    });
    t.match(await run('keys list', environment), { code: 0, out: created.out.slice(4, 14) });
    await redis.kill('SIGKILL');
    for (const line of ['keys create --name x --scope read', 'audit verify', 'store export']) {
      t.match(
        await run(line, environment),
        { code: 1, out: '', err: /store cannot be|Redis at/ },
        line,
      );
    }
  },
);

/** Closes a line that is always open, for five hours from now. */
async function closeLine(service: RunningService, environment: Environment) {
  const key = (await run('keys create --name ops --scope override', environment)).out.trim();
  const closed = await fetch(`http://127.0.0.1:${service.port}/v1/overrides`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ lines: ['lost-card'], state: 'closed', until: 'PT5H', reason: 'disaster' },
      name: { ja: '台風', en: 'Typhoon' },
    }),
  });
  t.equal(closed.status, 201);
}

const CLOSED = /^closed {2}override_closed {2}台風 \/ Typhoon$/m;

async function answersAreClosed(t: Test, environment: Environment) {
  const decided = await run('decide lost-card', environment);
  t.match(decided, { code: 0, err: '', out: CLOSED });
  const { out } = await run('decide lost-card --json', environment);
  t.match(JSON.parse(out), { state: 'closed', reason: 'override_closed', freshness: 'live' });
  const listed = await run('timeline lost-card', environment);
  t.match(listed, { code: 0, err: '', out: /5h( 1m)? +closed {2}override_closed +台風/ });
  const year = new Date().getFullYear();
  const planned = await run(`calendar lost-card --year ${year}`, environment);
  t.match(planned, { code: 0, err: '', out: /台風 \/ Typhoon/ });
  t.match(planned.out, / \d+!/);
  return out;
}

t.test('answers on the command line know what was decided, as those over HTTP', async (t) => {
  const environment = { EIGYOCHU_DATA: join(folderOf(t), 'data') };
  t.match(await run('decide lost-card', environment), { code: 0, err: '', out: /^open {2}/m });
  t.notOk(existsSync(environment.EIGYOCHU_DATA), 'a question makes no store');
  const service = await RunningService.start('config', environment);
  t.teardown(() => service.stop());
  await closeLine(service, environment);
  const running = await answersAreClosed(t, environment);
  const answer = await service.get('/v1/lines/lost-card/decision');
  t.equal(running, `${await answer.text()}\n`);
  await service.stop();
  t.equal(await answersAreClosed(t, environment), running, 'also while the service is stopped');
});

t.test('where overrides cannot be seen, an answer says so', async (t) => {
  const folder = folderOf(t);
  const environment = { EIGYOCHU_DATA: join(folder, 'data') };
  const service = await RunningService.start('config', environment);
  t.teardown(() => service.stop());
  const socket = join(folder, 'data', 'control.sock');
  await until(() => existsSync(socket), Boolean);
  rmSync(socket);
  const blind = await run('decide lost-card --json', environment);
  t.match(blind, {
    code: 0,
    err: /configuration only; patched holidays and overrides are not looked at\n$/,
  });
  t.match(JSON.parse(blind.out), { state: 'open', freshness: 'last-known', asOf: null });
});

t.test(
  'with Redis, answers come from it or from what was last known',
  {
    skip: redisIsMissing,
  },
  async (t) => {
    const redis = await startRedis(t);
    const environment = { EIGYOCHU_DATA: join(folderOf(t), 'data'), REDIS_URL: redis.url };
    const service = await RunningService.start('config', environment);
    t.teardown(() => service.stop());
    await closeLine(service, environment);
    await answersAreClosed(t, environment);
    await redis.kill('SIGKILL');
    const known = await run('decide lost-card', environment);
    t.match(known, { code: 0, err: /starting from version 2/, out: CLOSED });
    const elsewhere = { ...environment, EIGYOCHU_DATA: join(folderOf(t), 'data') };
    t.match(await run('decide lost-card', elsewhere), {
      code: 0,
      err: /overrides are not looked at\n$/,
      out: /^open {2}/m,
    });
    t.notOk(existsSync(elsewhere.EIGYOCHU_DATA));
    const blind = await RunningService.start('config', elsewhere);
    t.teardown(() => blind.stop());
    t.match(await (await blind.get('/readyz')).json(), {
      code: 'not_known',
      detail: /^The configuration is loaded, but the store could not be asked/,
    });
  },
);

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
