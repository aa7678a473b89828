import t from 'tap';
import { plain } from '../../src/cli/paint.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { buildTestApp } from '../support/build-app.ts';
import { DESK } from '../support/desk-configuration.ts';

const service = await buildTestApp(t, { isLocal: () => true });

async function ask(query: Readonly<Record<string, string>>, line = 'phone-pin', app = service.app) {
  const url = `/v1/lines/${line}/business-time?${new URLSearchParams(query)}`;
  return (await app.inject(url)).json();
}

t.test('open time between two instants, every key always there', async (t) => {
  const [from, until] = ['2026-11-20T16:00:00+09:00', '2026-11-25T12:00:00+09:00'];
  t.same(await ask({ from, until }), {
    ...{ line: 'phone-pin', from, until },
    ...{ openTime: 'PT13H', openSeconds: '46800', businessDay: null, holidays: 'official' },
  });
  t.match(await ask({ from: until, until: from }), { openTime: '-PT13H', openSeconds: '-46800' });
  const [night, second] = ['2026-11-24T17:29:59.5', '2026-11-24T17:30'];
  t.match(await ask({ from: night, until: second }), {
    ...{ from: '2026-11-24T17:29:59.500+09:00', openTime: 'PT0.5S', openSeconds: '0' },
  });
});

t.test('the instant after so much open time, and before', async (t) => {
  const from = '2026-11-20T16:00:00+09:00';
  const cases = [
    ['PT8H', '2026-11-24T15:30:00+09:00'],
    ['+PT1H30M', '2026-11-20T17:30:00+09:00', 'a closing, not the next opening'],
    [' PT1H30M', '2026-11-20T17:30:00+09:00', 'a + that became a space'],
    ['-PT7H', '2026-11-20T09:00:00+09:00'],
    ['PT0S', from],
    ['PT90M0.001S', '2026-11-24T09:00:00.001+09:00'],
  ] as const;
  for (const [add, until, what] of cases) {
    t.match(await ask({ from, add }), { until, businessDay: null }, what ?? add);
  }
  const answer = await ask({ from, add: 'PT8H' });
  t.match(await ask({ from, until: answer.until }), { openTime: 'PT8H' }, 'and back');
});

t.test('the instant after business days; the next and the previous one', async (t) => {
  const from = '2026-11-20T16:00:00+09:00';
  t.match(await ask({ from, addDays: '3' }), {
    until: '2026-11-26T17:30:00+09:00',
    openTime: 'PT27H',
    businessDay: {
      date: '2026-11-26',
      opensAt: '2026-11-26T09:00:00+09:00',
      closesAt: '2026-11-26T17:30:00+09:00',
    },
  });
  t.match(await ask({ from, addDays: '1' }), { businessDay: { date: '2026-11-24' } });
  const before = await ask({ from, addDays: '-1' });
  t.match(before, { until: '2026-11-19T09:00:00+09:00', businessDay: { date: '2026-11-19' } });
  t.match(await ask({ from, addDays: '0' }), { until: from, businessDay: { date: '2026-11-20' } });
});

t.test('what never comes is null, and not a refusal', async (t) => {
  const nothing = { until: null, openTime: null, openSeconds: null, businessDay: null };
  t.match(await ask({ add: 'PT1S' }, 'never-open'), nothing);
  t.match(await ask({ addDays: '-1' }, 'never-open'), nothing);
  t.match(await ask({ add: 'PT9999999H' }, 'lost-card'), { ...nothing, holidays: 'none' });
  const whole = { from: '1970-01-01T00:00:00Z', until: '2100-12-31T23:59:59Z' };
  t.match(await ask(whole, 'lost-card'), { openSeconds: '4133980799' }, 'more than 32 bits');
  t.match(await ask({ ...whole, from: '2100-12-31T23:00:00Z' }, 'lost-card'), {
    openTime: 'PT59M59S',
  });
  const last = { from: '2100-12-31T23:00:00Z' };
  t.match(await ask(last, 'lost-card'), { openTime: 'PT1H' }, 'to the end of what is answered');
});

t.test('without an end it is what is left of the date, without a beginning from now', async (t) => {
  const { app, setClock } = await buildTestApp(t, { now: '2026-11-24T16:00:00+09:00' });
  const url = '/v1/lines/phone-pin/business-time';
  const now = await app.inject(url);
  t.match(now.json(), {
    from: '2026-11-24T16:00:00+09:00',
    until: '2026-11-25T00:00:00+09:00',
    openTime: 'PT1H30M',
  });
  t.equal(now.headers['cache-control'], 'public, max-age=0, stale-if-error=0');
  setClock('2026-11-24T16:00:01+09:00');
  t.equal((await app.inject(url)).json().openTime, 'PT1H29M59S');
  const fixed = await app.inject(`${url}?from=2026-11-20T16:00&add=PT8H`);
  t.equal(fixed.headers['cache-control'], 'public, max-age=30, stale-if-error=86400');
  const headers = { 'if-none-match': String(fixed.headers.etag) };
  setClock('2026-12-24T16:00:00+09:00');
  const again = await app.inject({ url: `${url}?from=2026-11-20T16:00&add=PT8H`, headers });
  t.equal(again.statusCode, 304, 'it does not depend on now');
});

t.test('all faults of a question are told at once', async (t) => {
  const faultsOf = async (query: string) => {
    const { errors } = (
      await service.app.inject(`/v1/lines/phone-pin/business-time?${query}`)
    ).json();
    return (errors as { code: string; parameter: string }[]).map((each) => [
      each.parameter,
      each.code,
    ]);
  };
  t.same(await faultsOf('from=x&until=2101-01-01T00:00:00Z&add=P1D&zzz=1'), [
    ['zzz', 'unknown_parameter'],
    ['from', 'bad_instant'],
    ['until', 'instant_out_of_range'],
    ['add', 'bad_duration'],
    ['add', 'invalid_parameter'],
  ]);
  t.same(await faultsOf('add=PT1H&addDays=1'), [['addDays', 'invalid_parameter']]);
  for (const add of ['', 'PT', '8H', 'P1W', 'P1M', 'PT1.5H', 'PT-1H', '--PT1H', 'PT1,S', 'pt1h']) {
    t.same(await faultsOf(`add=${add}`), [['add', 'bad_duration']], add);
  }
  for (const days of ['1.5', 'x', '50001', '-50001', '']) {
    t.same(await faultsOf(`addDays=${days}`), [['addDays', 'invalid_parameter']], days);
  }
  t.same(await faultsOf('add=PT1H&add=PT2H'), [['add', 'duplicate_parameter']]);
  const { code } = await ask({ add: 'PT1H' }, 'none');
  t.equal(code, 'unknown_line');
  const long = await service.app.inject(`/v1/lines/${'a'.repeat(300)}/business-time`);
  t.match(long.json(), { code: 'uri_too_long' });
});

t.test('overrides count from the moment they are written', async (t) => {
  const question = { from: '2026-11-24T09:00', add: 'PT8H' };
  const { app } = await buildTestApp(t, { isLocal: () => true, now: '2026-11-24T09:00+09:00' });
  t.match(await ask(question, 'phone-pin', app), { until: '2026-11-24T17:00:00+09:00' });
  const payload = {
    ...{ lines: ['phone-pin'], state: 'closed', reason: 'disaster' },
    ...{ from: '2026-11-24T10:00+09:00', until: '2026-11-24T12:00+09:00' },
  };
  const { statusCode } = await app.inject({ method: 'POST', url: '/v1/overrides', payload });
  t.equal(statusCode, 201);
  t.match(await ask(question, 'phone-pin', app), { until: '2026-11-25T10:30:00+09:00' });
});

/** The words after `eigyochu business-time phone-pin`. */
async function run(words: readonly string[]) {
  const parsed = parseCommandLine(['business-time', 'phone-pin', ...words]);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  const folder = t.testdir({ 'lines.yaml': DESK });
  const environment = { EIGYOCHU_CONFIG: folder, EIGYOCHU_DATA: `${folder}/none` };
  const printed = { out: '', err: '' };
  const terminal = {
    ...{ environment, paint: plain },
    out(text: string) {
      printed.out += text;
    },
    err(text: string) {
      printed.err += text;
    },
  };
  const code = await (await parsed.command.load())(parsed.given, terminal);
  return { code, ...printed };
}

t.test('the command line answers in text, and as the HTTP interface does', async (t) => {
  const plainly = await run(['--from', '2026-11-20T16:00', '--add-days', '2']);
  t.same(plainly, {
    code: 0,
    out: `phone-pin  電話用暗証番号デスク / Phone PIN desk

from          Fri 2026-11-20T16:00:00+09:00, Asia/Tokyo
until         Wed 2026-11-25T17:30:00+09:00
open time     16h 30m (PT16H30M)
business day  2026-11-25, opens Wed 2026-11-25T09:00:00+09:00, closes Wed 2026-11-25T17:30:00+09:00
holidays      official
`,
    err: '',
  });
  const dates = await run(['--from', '2026-11-20', '--until', '2026-11-24']);
  t.match(dates.out, /^open time +15h \(PT15H\)$/m, 'both dates included');
  const back = await run(['--from', '2026-11-20T16:00', '--add', '-PT8H', '--json']);
  t.match(JSON.parse(back.out), { until: '2026-11-19T15:30:00+09:00', openTime: '-PT8H' });
  const far = await run(['--from=2100-12-31T20:00', '--add=PT1H']);
  t.match(far.out, /^until +- \(not in the years 1970 to 2100\)$/m);
  const refused = [
    [['--from', 'noon'], /--from: "noon" is not an ISO 8601/],
    [['--until', '2026-02-30'], /--until: "2026-02-30" is no date/],
    [['--add', 'P1D'], /--add: "P1D" is not a duration of hours/],
    [['--add-days', '1.5'], /--add-days: "1.5" is not a whole number from -50000 to 50000/],
    [['--add', 'PT1H', '--add-days', '1'], /give one of --until, --add and --add-days/],
  ] as const;
  for (const [words, err] of refused) t.match(await run(words), { code: 2, out: '', err });
});
