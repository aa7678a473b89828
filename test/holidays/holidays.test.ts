/** Holidays that change while the service runs: patches, and the official list. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { createListedCalendar } from '../../src/calendars/listed.ts';
import { type DatePatch, patchCalendar } from '../../src/calendars/patched.ts';
import { layStoreOver } from '../../src/cli/lay-store-over.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { ControlSocket, controlSocketPath } from '../../src/control-socket.ts';
import type { Calendar } from '../../src/core/calendar.ts';
import { addDays, civilDayToDate } from '../../src/core/civil.ts';
import type { Instant } from '../../src/core/instant.ts';
import { feedKeeper } from '../../src/feed-keeper.ts';
import { MAX_PATCHES } from '../../src/holidays/holiday-patch.ts';
import type { App } from '../../src/http/ports.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { LineWatch } from '../../src/push/line-watch.ts';
import { parseSettings } from '../../src/settings.ts';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import { Ledger } from '../../src/store/ledger.ts';
import { openRedisStore } from '../../src/store/redis-store.ts';
import type { Store } from '../../src/store/store.ts';
import { callCentre } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';
import { redisIsMissing, startRedis } from '../support/redis-server.ts';
import { closedOn, day, namesOf, scheduleOf, weekdays } from '../support/schedules.ts';
import { until } from '../support/until.ts';

const CSV = readFileSync(new URL('../fixtures/syukujitsu.csv', import.meta.url));
const TEXT = new TextDecoder('shift_jis').decode(CSV);
const SILENT = { info() {}, warn() {}, error() {} };

const listed = createListedCalendar('company', [
  { day: day('2026-12-01'), name: namesOf('記念日') },
]);

/** Two lines that are closed on the holidays of Japan, and one on those of the company. */
function configurationOf(jp: Calendar = createJapanCalendar('jp', null)): Configuration {
  const lineFor = (id: string, calendar: Calendar, hours = '09:00-17:00') => {
    const [line] = callCentre.lines;
    if (!line) throw new Error('the call centre has lines');
    const schedule = scheduleOf(weekdays(hours), { holidays: [closedOn(calendar)] });
    return { ...line, id, schedule, name: namesOf(id), groups: [] };
  };
  const lines = [
    lineFor('desk', jp),
    lineFor('late-desk', jp, '12:00-20:00'),
    lineFor('company-desk', listed),
  ];
  return { ...callCentre, calendars: [jp, listed], lines, purposes: [] };
}

interface Service {
  readonly app: App;
  readonly keeper: Keeper;
  readonly ledger: Ledger;
  readonly watch: LineWatch;
  ask(options: InjectOptions | string): Promise<LightMyRequestResponse>;
  patch(body: object, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  put(payload: string | Buffer, query?: string): Promise<LightMyRequestResponse>;
  /** What the desk says of a date at ten. */
  on(date: string, line?: string): Promise<string>;
  stop(): Promise<void>;
}

interface Setting {
  readonly now?: string;
  readonly configuration?: Configuration;
  readonly isLocal?: ControlSocket['isLocal'];
}

async function serve(
  t: Test,
  store: Store,
  { now = '2026-11-24T10:00:00+09:00', configuration, isLocal = () => true }: Setting = {},
): Promise<Service> {
  const clock = () => Date.parse(now) as Instant;
  const keeper = new Keeper();
  keeper.accept(buildSnapshot(configuration ?? configurationOf(), clock()));
  const options = { clock, log: SILENT, disk: null, pollMilliseconds: 1_000 };
  const ledger = await Ledger.open(store, options);
  feedKeeper(keeper, ledger, clock);
  const watch = new LineWatch({ keeper, clock });
  const drain = new AbortController().signal;
  const app = await buildApp({ keeper, ledger, clock, drain, watch, isLocal });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    watch.close();
    await app.close();
    await ledger.close();
  };
  t.teardown(stop);
  return {
    ...{ app, keeper, ledger, watch, stop },
    ask: (options) => app.inject(options as InjectOptions),
    patch: (body, headers = {}) => {
      return app.inject({ method: 'POST', url: '/v1/holidays', body, headers });
    },
    put(payload, query = '') {
      const headers = { 'content-type': 'text/csv' };
      return app.inject({ method: 'PUT', url: `/v1/holidays/official${query}`, headers, payload });
    },
    async on(date, line = 'desk') {
      const answer = await app.inject(`/v1/lines/${line}/decision?at=${date}T13:00`);
      const { reason, reasonName } = answer.json();
      return reason === 'regular_hours' ? 'open' : `${reason} ${reasonName.ja}`;
    },
  };
}

function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function serveEmbedded(t: Test, setting?: Setting): Promise<Service> {
  return serve(t, await openEmbeddedStore(folderOf(t)), setting);
}

const FOUNDING = {
  kind: 'add',
  date: '2026-12-09',
  name: { ja: '臨時の祝日', en: 'A new holiday' },
  note: '官報 11/20',
};
const NOTE = { note: '特別措置法' };

t.test('an added holiday closes lines at once, and still does after a restart', async (t) => {
  const folder = folderOf(t);
  const service = await serve(t, await openEmbeddedStore(folder), {
    now: '2026-12-09T13:00:00+09:00',
  });
  const told: string[] = [];
  service.watch.watch({
    select: () => ['desk', 'company-desk'],
    told: new Map(),
    onDecision: ({ json }) => told.push(`${JSON.parse(json).line} ${JSON.parse(json).reason}`),
    onGone() {},
  });
  await until(
    () => told.length,
    (count) => count === 2,
  );
  t.equal(await service.on('2026-12-09'), 'open');
  const answer = await service.patch(FOUNDING);
  t.equal(answer.statusCode, 201, answer.body);
  const patch = answer.json();
  t.match(patch, {
    ...FOUNDING,
    calendar: 'jp',
    to: null,
    standing: 'in_force',
    createdAt: '2026-12-09T13:00:00+09:00',
    createdBy: { key: null, name: 'operator' },
    version: 1,
  });
  t.match(answer.headers, { location: `/v1/holidays/patches/${patch.id}`, etag: '"1"' });
  t.equal(await service.on('2026-12-09'), 'holiday 臨時の祝日');
  t.equal(await service.on('2026-12-09', 'company-desk'), 'open', 'another calendar');
  await until(
    () => told.slice(2),
    (more) => more.includes('desk holiday'),
  );
  t.notOk(told.slice(2).includes('company-desk regular_hours'), 'nothing new to tell of it');
  const { holidays } = (await service.ask('/v1/holidays?until=2026-12-09')).json();
  t.match(holidays, [
    { date: '2026-12-09', kind: 'listed', provenance: 'local', patch: patch.id, calendar: 'jp' },
  ]);
  t.match((await service.ask('/v1/status')).json().holidays, {
    officialThrough: '2027-12-31',
    patches: { inForce: 1, steppedAside: 0, dormant: 0 },
  });
  const { records } = (await service.ask('/v1/audit')).json();
  const change = { kind: 'holiday-patch', id: patch.id, before: null };
  t.match(records, [{ action: 'holiday.patch', actor: { name: 'operator' }, changes: [change] }]);
  await service.stop();
  const again = await serve(t, await openEmbeddedStore(folder));
  t.equal(await again.on('2026-12-09'), 'holiday 臨時の祝日');
  t.same((await again.ask(`/v1/holidays/patches/${patch.id}`)).json(), patch);
  t.same((await again.ask('/v1/holidays/patches')).json(), { patches: [patch] });
});

t.test('a moved holiday keeps its name, and a cancelled one is an ordinary date', async (t) => {
  const service = await serveEmbedded(t);
  const move = { kind: 'move', date: '2027-07-19', to: '2027-07-22', ...NOTE };
  t.match((await service.patch(move)).json(), { ...move, name: { ja: '海の日' } });
  const cancel = { kind: 'cancel', date: '2027-10-11', ...NOTE };
  t.match((await service.patch(cancel)).json(), {
    ...cancel,
    to: null,
    name: { ja: 'スポーツの日' },
  });
  const said = ['2027-07-19', '2027-07-22', '2027-10-11'].map((date) => service.on(date));
  t.same(await Promise.all(said), ['open', 'holiday 海の日', 'open']);
  const { holidays } = (await service.ask('/v1/holidays?from=2027-07-01&until=2027-07-31')).json();
  t.match(holidays, [{ date: '2027-07-22', kind: 'national', provenance: 'local' }]);
  t.equal(holidays.length, 1);
  const decision = (await service.ask('/v1/lines/desk/decision?at=2027-07-22T13:00')).json();
  t.equal(decision.holidays, 'official', 'the list of the year is as known as before');
});

t.test('a trial tells what would change for each line, and changes nothing', async (t) => {
  const service = await serveEmbedded(t);
  const url = '/v1/holidays?dryRun=true';
  const answer = await service.ask({ method: 'POST', url, body: FOUNDING });
  t.equal(answer.statusCode, 200, answer.body);
  const { dryRun, patch, changes, truncated } = answer.json();
  t.match(
    { dryRun, patch, truncated },
    {
      dryRun: true,
      patch: { ...FOUNDING, id: null, version: null },
      truncated: false,
    },
  );
  t.match(changes, [
    {
      lines: ['desk'],
      intervals: [
        { start: '2026-12-09T00:00:00+09:00', end: '2026-12-09T09:00:00+09:00' },
        {
          start: '2026-12-09T09:00:00+09:00',
          before: { reason: 'regular_hours' },
          after: { reason: 'holiday', reasonName: FOUNDING.name },
        },
        { end: '2026-12-10T00:00:00+09:00', after: { reason: 'holiday' } },
      ],
    },
    { lines: ['late-desk'] },
  ]);
  t.equal(service.ledger.state?.version, 0);
  const needless = await service.ask({
    method: 'POST',
    url,
    body: { ...FOUNDING, date: '2027-01-01' },
  });
  t.equal(needless.json().code, 'needless_patch', 'refused as the write would be');
});

t.test('an override until the next opening knows of patches', async (t) => {
  const service = await serveEmbedded(t);
  await service.patch({ ...FOUNDING, date: '2026-11-25' });
  const body = { lines: ['desk'], state: 'closed', until: 'next-opening' };
  const made = await service.ask({ method: 'POST', url: '/v1/overrides', body });
  t.equal(made.json().until, '2026-11-26T09:00:00+09:00');
});

t.test('a patch that is wrong is refused with everything that is wrong', async (t) => {
  const service = await serveEmbedded(t);
  const refusals: readonly (readonly [body: object, expected: readonly string[]])[] = [
    [{}, ['missing_parameter /kind', 'missing_parameter /date', 'missing_parameter /note']],
    [
      { kind: 'drop', date: '2027-02-30', note: ' ', x: 1 },
      [
        'unknown_parameter /x',
        'invalid_parameter /kind',
        'bad_date /date',
        'invalid_parameter /note',
      ],
    ],
    [{ kind: 'add', date: '2027-06-10', ...NOTE }, ['missing_parameter /name']],
    [
      { ...FOUNDING, name: { ja: '日\n日' } },
      ['missing_parameter /name/en', 'invalid_parameter /name/ja'],
    ],
    [{ ...FOUNDING, to: '2027-06-11' }, ['invalid_parameter /to']],
    [{ ...FOUNDING, date: '1969-12-31' }, ['date_out_of_range /date']],
    [{ ...FOUNDING, date: '2101-01-01' }, ['date_out_of_range /date']],
    [{ ...FOUNDING, calendar: 'jo' }, ['unknown_calendar /calendar']],
    [{ ...FOUNDING, date: '2027-01-01' }, ['needless_patch /date']],
    [{ kind: 'move', date: '2027-01-01', ...NOTE }, ['missing_parameter /to']],
    [{ kind: 'move', date: '2027-01-01', to: '2027-01-01', ...NOTE }, ['invalid_parameter /to']],
    [{ kind: 'move', date: '2027-01-01', to: '2028-02-06', ...NOTE }, ['range_too_long /to']],
    [{ kind: 'move', date: '2027-01-05', to: '2027-01-06', ...NOTE }, ['invalid_parameter /date']],
    [{ kind: 'move', date: '2027-01-05', to: '2027-01-01', ...NOTE }, ['needless_patch /date']],
    [{ kind: 'move', date: '2027-01-01', to: '2027-01-11', ...NOTE }, ['invalid_parameter /to']],
    [{ kind: 'cancel', date: '2027-01-05', ...NOTE }, ['needless_patch /date']],
    [
      { kind: 'cancel', date: '2027-01-01', name: FOUNDING.name, ...NOTE },
      ['invalid_parameter /name'],
    ],
  ];
  for (const [body, expected] of refusals) {
    const answer = await service.patch(body);
    const { errors } = answer.json();
    const found = errors.map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`);
    t.same(found.sort(), expected.toSorted(), `${JSON.stringify(body)} ${answer.body}`);
  }
  t.equal(service.ledger.state?.version, 0);
  const several = configurationOf();
  const osaka = createJapanCalendar('osaka', null);
  const two = { ...several, calendars: [...several.calendars, osaka] };
  const other = await serveEmbedded(t, { configuration: two });
  t.match((await other.patch(FOUNDING)).json().errors, [
    { pointer: '/calendar', detail: /several/ },
  ]);
  t.equal((await other.patch({ ...FOUNDING, calendar: 'osaka' })).statusCode, 201);
});

t.test('who may patch, and as which version, is checked; repetitions are known', async (t) => {
  const service = await serveEmbedded(t, { isLocal: () => false });
  const admin = await makeKey(service.ledger, { scopes: ['admin'] });
  const desk = await makeKey(service.ledger, { scopes: ['override'] });
  t.equal((await service.patch(FOUNDING)).statusCode, 401);
  t.equal((await service.patch(FOUNDING, desk.headers)).statusCode, 403);
  const once = { ...admin.headers, 'idempotency-key': 'abc' };
  const first = await service.patch(FOUNDING, once);
  const second = await service.patch(FOUNDING, once);
  t.same([second.statusCode, second.json()], [201, first.json()]);
  t.equal(second.headers['idempotency-replayed'], 'true');
  t.equal(
    (await service.patch({ ...FOUNDING, note: 'x' }, once)).json().code,
    'idempotency_mismatch',
  );
  const url = String(first.headers.location);
  const list = { url: '/v1/holidays/patches', headers: desk.headers };
  t.equal((await service.ask(list)).json().patches.length, 1, 'supervisors see them');
  const remove = (headers: object) => {
    return service.ask({ method: 'DELETE', url, headers: { ...admin.headers, ...headers } });
  };
  t.equal((await remove({})).json().code, 'precondition_required');
  t.equal((await remove({ 'if-match': '"1"' })).json().code, 'precondition_failed');
  t.equal((await remove({ 'if-match': '3' })).json().code, 'invalid_header');
  const removed = await remove({ 'if-match': first.headers.etag });
  t.same([removed.statusCode, removed.json()], [200, first.json()]);
  t.equal((await remove({ 'if-match': '*' })).json().code, 'unknown_patch');
  t.equal(await service.on('2026-12-09'), 'open');
});

t.test('no more patches are kept than can be looked through', async (t) => {
  const service = await serveEmbedded(t);
  await service.ledger.write({
    ...{ actor: { key: null, name: 'x' }, action: 'x', idempotency: null },
    propose: ({ deed }) =>
      Array.from({ length: MAX_PATCHES }, (_, index) => {
        const patch = {
          ...FOUNDING,
          id: `p${index}`,
          calendar: 'gone',
          to: null,
          created: { ...deed },
        };
        return { kind: 'holiday-patch', id: patch.id, before: null, after: patch as never };
      }),
  });
  t.match((await service.patch(FOUNDING)).json(), { code: 'too_many_patches', status: 409 });
  t.equal((await service.ask('/v1/status')).json().holidays.patches.dormant, MAX_PATCHES);
});

t.test('a patch steps aside while the configured list says so itself', async (t) => {
  const service = await serveEmbedded(t);
  const standings = async () => {
    const { patches } = (await service.ask('/v1/holidays/patches')).json();
    return patches.map(({ standing }: { standing: string }) => standing);
  };
  await service.patch(FOUNDING);
  const rows = createJapanCalendar('jp', null).holidaysIn(2026);
  const added = { day: day('2026-12-09'), officialName: '新しい祝日' };
  const list = { firstYear: 2026, lastYear: 2026, rows: [...rows, added] };
  const reload = (configuration: Configuration) =>
    service.keeper.accept(buildSnapshot(configuration, 0 as Instant));
  reload(configurationOf(createJapanCalendar('jp', list)));
  t.same(await standings(), ['stepped_aside']);
  t.equal(await service.on('2026-12-09'), 'holiday 新しい祝日', 'by the name of the list');
  reload({ ...configurationOf(), calendars: [listed] });
  t.same(await standings(), ['dormant']);
  reload(configurationOf());
  t.same(await standings(), ['in_force']);
});

t.test('a change keeps everything that it does not concern', async (t) => {
  const service = await serveEmbedded(t);
  const lines = () => service.keeper.snapshot?.lines;
  await service.patch(FOUNDING);
  const before = lines();
  await makeKey(service.ledger);
  t.equal(lines(), before, 'a key concerns no line');
  await service.patch({ ...FOUNDING, calendar: 'company' });
  t.equal(lines()?.get('desk'), before?.get('desk'), 'another calendar');
  t.not(lines()?.get('company-desk'), before?.get('company-desk'));
  const compiled = service.keeper.configured?.lines.get('desk')?.compiled;
  const wouldBe = await service.keeper.wouldBe(buildSnapshot(configurationOf(), 0 as Instant));
  const at = Date.parse('2026-12-09T13:00:00+09:00') as Instant;
  t.equal(compiled?.timeline.reasonAt(at).code, 'holiday');
  t.equal(wouldBe.lines.get('desk')?.compiled.timeline.reasonAt(at).code, 'holiday');
});

t.test('the official list is taken as it is published, and says what it changed', async (t) => {
  const service = await serveEmbedded(t);
  const moved = TEXT.replace('2027/7/19,海の日', '2027/7/22,水の日').replace(
    '2027/8/11,',
    '2027/8/12,',
  );
  const answer = await service.put(`\uFEFF${moved}`);
  t.equal(answer.statusCode, 200, answer.body);
  t.same(answer.json(), {
    firstYear: 1955,
    lastYear: 2027,
    officialThrough: '2027-12-31',
    added: [
      { date: '2027-07-22', name: '水の日' },
      { date: '2027-08-12', name: '山の日' },
    ],
    removed: [
      { date: '2027-07-19', name: '海の日' },
      { date: '2027-08-11', name: '山の日' },
    ],
    ...{ renamed: [], steppedAside: [], contradicted: [], dryRun: false },
  });
  t.same(await service.on('2027-07-22'), 'holiday 水の日');
  t.same(await service.on('2027-07-19'), 'open');
  const trial = (await service.put(CSV, '?dryRun=true')).json();
  t.match(trial, { dryRun: true, added: [{ date: '2027-07-19' }, { date: '2027-08-11' }] });
  t.equal((await service.put(`\uFEFF${moved}`)).headers.etag, '"1"', 'the same again: no record');
  t.equal(service.ledger.state?.version, 1);
  const { firstYear, holidays, putBy } = (await service.ask('/v1/holidays/official')).json();
  t.same([firstYear, holidays.length, putBy.name], [1955, 1067, 'operator']);
  const renamed = (await service.put(TEXT.replace('2027/7/19,海の日', '2027/7/19,水の日'))).json();
  t.match(renamed, { added: [{ date: '2027-07-19' }, {}], removed: [{ date: '2027-07-22' }, {}] });
  t.same((await service.put(CSV)).json().renamed, [
    { date: '2027-07-19', before: '水の日', after: '海の日' },
  ]);
});

t.test(
  'years that a list does not cover keep the list put before, and it is taken back',
  async (t) => {
    const service = await serveEmbedded(t);
    const rowsOf = (year: number) => TEXT.split('\r\n').filter((row) => row.startsWith(`${year}/`));
    const rows2028 = createJapanCalendar('jp', null)
      .holidaysIn(2028)
      .map((each) => `${civilDayToDate(each.day).replaceAll('-', '/')},${each.officialName}`);
    const of2026 = rowsOf(2026).map((row) => row.replace('2026/7/20', '2026/7/21'));
    t.equal((await service.put(['h,n', ...of2026].join('\n'))).json().code, 'horizon_shrinks');
    const forced = (await service.put(['h,n', ...of2026].join('\n'), '?force=true')).json();
    t.match(forced, { firstYear: 2026, lastYear: 2026, officialThrough: '2027-12-31' });
    const later = (await service.put(['h,n', ...rows2028].join('\n'))).json();
    t.match(later, { firstYear: 2028, officialThrough: '2028-12-31', added: [], removed: [] });
    t.same(await service.on('2026-07-21'), 'holiday 海の日', 'of the list put before');
    t.match((await service.ask('/v1/holidays/official')).json(), {
      firstYear: 2026,
      lastYear: 2028,
    });
    t.equal((await service.put(CSV)).json().code, 'horizon_shrinks', 'shorter than what was put');
    const url = '/v1/holidays/official';
    t.equal((await service.ask({ method: 'DELETE', url })).json().code, 'precondition_required');
    const remove = (tag: string) =>
      service.ask({ method: 'DELETE', url, headers: { 'if-match': tag } });
    t.equal((await remove('"1"')).json().code, 'precondition_failed');
    t.match((await remove('"2"')).json(), { firstYear: 2026, lastYear: 2028, version: 2 });
    t.match((await service.ask(url)).json(), { firstYear: null, holidays: null, putAt: null });
    t.same(await service.on('2026-07-21'), 'open');
    t.match((await remove('*')).json(), { firstYear: null }, 'there is none to take back');
    t.equal(service.ledger.state?.version, 3);
  },
);

t.test('what is no good list is refused, and nothing of it is taken', async (t) => {
  const service = await serveEmbedded(t);
  const refusals: readonly (readonly [string | Buffer, number, RegExp])[] = [
    ['<!DOCTYPE html>\n<title>404</title>\n', 1, /line 1: "<!DOCTYPE html>", which is a web page/],
    ['', 1, /no header of two columns/],
    [Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]), 1, /neither UTF-8 nor Shift_JIS/],
    [TEXT.replace(/^.*,休日\r\n/gm, ''), 50, /on Sunday, 1973-04-29, but no 休日 on 1973-04-30/],
    [TEXT.replace('2027/2/11', '2027/2/30'), 1, /"2027\/2\/30"/],
    [TEXT.replace('2027/2/11', '2027/1/1'), 1, /a date that line \d+ has already/],
    [TEXT.replace(/^2026.*\r\n/gm, ''), 1, /2027 after 2025/],
    [TEXT.replace('2027/1/1,元日', '2027/1/1,元\u0007日'), 1, /ordinary characters/],
  ];
  for (const [payload, count, expected] of refusals) {
    const answer = await service.put(payload, '?force=true');
    t.match(answer.json(), { status: 422, code: 'bad_official_list' });
    t.equal(answer.json().errors.length, count);
    t.match(answer.json().errors[0].detail, expected);
  }
  const url = '/v1/holidays/official';
  const sent = (type: string, payload: string | Buffer) =>
    service.ask({ method: 'PUT', url, headers: { 'content-type': type }, payload });
  const form = await sent('application/x-www-form-urlencoded', CSV);
  t.match(form.json(), { status: 415, detail: /Content-Type: text\/csv/ });
  t.equal((await sent('text/csv', 'x'.repeat(262_145))).json().code, 'body_too_large');
  t.equal((await sent('text/csv', 'x'.repeat(262_144))).json().code, 'bad_official_list');
  t.equal(service.ledger.state?.version, 0);
  t.equal((await sent('application/octet-stream', CSV)).statusCode, 200);
  const bare = await service.ask({ method: 'PUT', url, payload: CSV });
  t.equal(bare.statusCode, 200, 'as curl -T sends it');
});

t.test('names in the vendor characters of CP932 are read', async (t) => {
  const service = await serveEmbedded(t);
  // 山 becomes 髙, as IBM and as NEC have it, and Ⅰ of NEC.
  const cuts = ['2026/8/11,', '2027/8/11,'].map((date) => CSV.indexOf(date) + date.length);
  const bytes = Buffer.from(CSV);
  bytes.set([0xfb, 0xfc], cuts[0]);
  bytes.set([0xee, 0xe0, 0x87, 0x54], cuts[1]);
  const { renamed } = (await service.put(bytes)).json();
  t.same(
    renamed.map(({ after }: { after: string }) => after),
    ['髙の日', '髙Ⅰ日'],
  );
});

/** The years of the Olympic Games as the Act on National Holidays alone would have had them. */
const BY_LAW: readonly (readonly [string, string])[] = [
  ['2020/7/23,海の日', '2020/7/20,海の日'],
  ['2020/7/24,スポーツの日', '2020/10/12,スポーツの日'],
  ['2020/8/10,山の日', '2020/8/11,山の日'],
  ['2021/7/22,海の日', '2021/7/19,海の日'],
  ['2021/7/23,スポーツの日', '2021/10/11,スポーツの日'],
  ['2021/8/8,山の日\r\n2021/8/9,休日', '2021/8/11,山の日'],
];

t.test('the Olympic holidays: patched first, then listed, and never both', async (t) => {
  const service = await serveEmbedded(t, { now: '2020-06-01T10:00:00+09:00' });
  const past = TEXT.slice(0, TEXT.indexOf('2022/1/1'));
  const published = BY_LAW.reduce((text, [after, before]) => {
    t.ok(text.includes(after));
    return text.replace(after, before);
  }, past);
  t.equal((await service.put(published, '?force=true')).statusCode, 200);
  const datesIn = async (year: number) => {
    const range = `from=${year}-01-01&until=${year}-12-31`;
    const { holidays } = (await service.ask(`/v1/holidays?calendar=jp&${range}`)).json();
    return holidays.map(({ date }: { date: string }) => date);
  };
  const official = [2020, 2021].map((year) => {
    const calendar = createJapanCalendar('jp', null);
    return calendar.holidaysIn(year).map((holiday) => civilDayToDate(holiday.day));
  });
  t.ok((await datesIn(2020)).includes('2020-07-20'));
  const moves = [
    ['2020-07-20', '2020-07-23'],
    ['2020-10-12', '2020-07-24'],
    ['2020-08-11', '2020-08-10'],
    ['2021-07-19', '2021-07-22'],
    ['2021-10-11', '2021-07-23'],
    ['2021-08-11', '2021-08-08'],
  ];
  for (const [date, to] of moves) await service.patch({ kind: 'move', date, to, ...NOTE });
  const name = { ja: '振替休日', en: 'Substitute Holiday' };
  await service.patch({ kind: 'add', date: '2021-08-09', name, ...NOTE });
  t.same([await datesIn(2020), await datesIn(2021)], official, 'patched');
  // The list of 2020, which knew of 2020 alone.
  const half =
    past.slice(0, past.indexOf('2021/1/1')) + published.slice(published.indexOf('2021/1/1'));
  const first = (await service.put(half, '?force=true')).json();
  t.equal(first.steppedAside.length, 3);
  t.equal(first.contradicted.length, 4, 'those of 2021 stay, and are told');
  t.same([await datesIn(2020), await datesIn(2021)], official);
  const { steppedAside, contradicted } = (await service.put(CSV)).json();
  t.same([steppedAside.length, contradicted.length], [4, 0]);
  t.same([await datesIn(2020), await datesIn(2021)], official, 'listed, and no union');
  t.same((await service.ask('/v1/holidays/patches')).json(), { patches: [] });
  const { records } = (await service.ask('/v1/audit?order=newest&limit=1')).json();
  const kinds = records[0].changes.map(({ kind }: { kind: string }) => kind);
  t.same(kinds, ['official-list', ...Array(4).fill('holiday-patch')], 'in one record');
});

const anyPatches = fc.array(
  fc.record({
    kind: fc.constantFrom('add', 'move', 'cancel'),
    at: fc.integer({ min: 0, max: 30 }),
    by: fc.integer({ min: -12, max: 12 }).filter((days) => days !== 0),
  }),
  { maxLength: 8 },
);

t.test('a patched calendar has the dates that a plain list of them has', async () => {
  const jp = createJapanCalendar('jp', null);
  const start = day('2026-12-20');
  fc.assert(
    fc.property(anyPatches, (written) => {
      const patches = written.map(({ kind, at, by }, index): DatePatch => {
        const date = addDays(start, at);
        const to = kind === 'move' ? addDays(date, by) : null;
        return {
          id: String(index),
          kind: kind as DatePatch['kind'],
          day: date,
          to,
          name: namesOf('x'),
        };
      });
      const { calendar, steppedAside } = patchCalendar(jp, patches);
      const expected = new Set<number>(
        [2026, 2027].flatMap((y) => jp.holidaysIn(y).map((h) => h.day)),
      );
      for (const patch of patches) {
        const { day: from, to } = patch;
        if (steppedAside.has(patch.id)) {
          const isSo = to !== null ? expected.has(to) && !expected.has(from) : null;
          const isThere = expected.has(from);
          if (!(isSo ?? isThere === (patch.kind === 'add'))) throw new Error('not so below');
        }
        if (patch.kind === 'add') expected.add(from);
        else expected.delete(from);
        if (to !== null) expected.add(to);
      }
      const found = [2026, 2027].flatMap((year) =>
        calendar.holidaysIn(year).map((each) => each.day),
      );
      const inOrder = [...expected].sort((a, b) => a - b);
      if (String(found) !== String(inOrder)) throw new Error(`${found} is not ${inOrder}`);
      for (let date = addDays(start, -15); date < start + 50; date = addDays(date, 1)) {
        if ((calendar.holidayOn(date) !== null) !== expected.has(date))
          throw new Error(String(date));
      }
    }),
    { numRuns: 500 },
  );
});

t.test(
  'every replica sees a patch and a list within two seconds',
  { skip: redisIsMissing },
  async (t) => {
    const redis = await startRedis(t);
    const open = () => openRedisStore(redis.url, { prefix: 'test', log: SILENT });
    const [one, other] = [await serve(t, open()), await serve(t, open())];
    await one.patch(FOUNDING);
    const saying = (expected: string) => (said: string) => said === expected;
    await until(() => other.on('2026-12-09'), saying('holiday 臨時の祝日'), 2_000);
    await other.put(TEXT.replace('2027/7/19,海の日', '2027/7/22,海の日'));
    await until(() => one.on('2027-07-22'), saying('holiday 海の日'), 2_000);
    t.equal(await one.on('2027-07-19'), 'open');
    const [a, b] = await Promise.all([one, other].map(({ ask }) => ask('/v1/holidays/patches')));
    t.same(a?.json(), b?.json());
  },
);

t.test('the command line sees what the service sees, running or stopped', async (t) => {
  const folder = folderOf(t);
  const control = new ControlSocket();
  const { isLocal } = control;
  const service = await serve(t, await openEmbeddedStore(join(folder, 'store')), { isLocal });
  await control.open(service.app, controlSocketPath(folder));
  t.teardown(() => control.close());
  const { headers } = await makeKey(service.ledger, { scopes: ['admin'] });
  await service.patch({ ...FOUNDING, calendar: 'company' }, headers);
  const put = { method: 'PUT', url: '/v1/holidays/official', headers } as const;
  await service.ask({ ...put, payload: TEXT.replace('2027/7/19,海の日', '2027/7/22,海の日') });
  const feed = {
    ...{ url: 'https://example.com/x.ics', fetchedAt: '2026-11-24T01:00:00.000Z', endless: false },
    ...{ dates: [{ date: '2026-12-02', name: namesOf('休') }], knownThrough: '2027-12-31' },
  };
  await service.ledger.write({
    ...{ actor: { key: null, name: 'eigyochu' }, action: 'calendar.fetch', idempotency: null },
    propose: () => [{ kind: 'calendar-feed', id: 'feed', before: null, after: feed as never }],
  });
  const parsed = parseSettings({ EIGYOCHU_DATA: folder });
  if (!parsed.ok) throw new Error('the settings are fine');
  const { settings } = parsed;
  const seen = async () => {
    const keeper = new Keeper();
    const told: object[] = [];
    const layFeed = (given: object) => {
      told.push(given);
      return listed;
    };
    const fed = { ...listed, id: 'feed', layFeed };
    const configuration = {
      ...configurationOf(),
      calendars: [...configurationOf().calendars, fed],
    };
    keeper.accept(
      buildSnapshot({ ...configuration, lines: configurationOf().lines }, 0 as Instant),
    );
    const said: string[] = [];
    const terminal = { out() {}, err: (text: string) => said.push(text) };
    await layStoreOver(keeper, settings, terminal as never);
    const [jp, company] = keeper.configured?.calendars ?? [];
    const dates = [
      company?.holidayOn(day('2026-12-09')),
      ...['2027-07-22', '2027-07-19'].map((date) => jp?.holidayOn(day(date))),
    ];
    return { names: dates.map((holiday) => holiday?.name.ja ?? null), told, said };
  };
  const expected = { names: ['臨時の祝日', '海の日', null], told: [feed], said: [] };
  t.same(await seen(), expected, 'asked of the running service');
  control.close();
  await service.stop();
  t.same(await seen(), expected, 'read from the store');
});
