/** When a caller who was turned away should call again: spread, clipped, stable. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { decide } from '../../src/core/decision.ts';
import { type Instant, MINUTE, SECOND } from '../../src/core/instant.ts';
import { adviseRetry } from '../../src/core/retry.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { formatInstant } from '../../src/core/zone.ts';
import { shareOfKey } from '../../src/http/share-of-key.ts';
import { buildTestApp } from '../support/build-app.ts';
import {
  at,
  compile,
  daily,
  exception,
  scheduleOf,
  weekdays,
  zoneOf,
} from '../support/schedules.ts';

const TOKYO = zoneOf('Asia/Tokyo');
const DESK = scheduleOf(weekdays('09:00-17:30'));
const KEYS = 10_000;

/** The largest share there is. */
const LAST_SHARE = 1 - 2 ** -48;

function adviceAt(time: string, schedule: Schedule = DESK, options = {}) {
  const { retry } = decide(compile(schedule), at(time), { spreadMinutes: 30, ...options });
  return retry && [retry.at, ...(retry.window ?? [])].map((each) => each && wall(each));
}

function wall(instant: Instant): string {
  return formatInstant(TOKYO, instant).slice(5, 19).replace('T', ' ');
}

t.test(
  'a caller is told to call again while the line is closed, not a moment longer',
  async (t) => {
    const monday = ['11-24 09:00:00', '11-24 09:00:00', '11-24 09:30:00'];
    const tuesday = ['11-25 09:00:00', '11-25 09:00:00', '11-25 09:30:00'];
    t.strictSame(adviceAt('2026-11-24T08:59:59.999'), monday);
    t.strictSame(adviceAt('2026-11-24T09:00'), null);
    t.strictSame(adviceAt('2026-11-24T09:00:00.001'), null);
    t.strictSame(adviceAt('2026-11-24T17:29:59.999'), null);
    t.strictSame(adviceAt('2026-11-24T17:30'), tuesday);
    t.strictSame(adviceAt('2026-11-24T17:30:00.001'), tuesday);
  },
);

t.test('the window reaches to the end of the opening at most', async (t) => {
  const short = scheduleOf(weekdays('09:00-09:20'));
  const windowOf = (spreadMinutes: number, schedule = short) =>
    adviceAt('2026-11-24T08:00', schedule, { spreadMinutes })?.slice(1);
  t.strictSame(windowOf(19), ['11-24 09:00:00', '11-24 09:19:00']);
  t.strictSame(windowOf(20), ['11-24 09:00:00', '11-24 09:20:00']);
  t.strictSame(windowOf(21), ['11-24 09:00:00', '11-24 09:20:00']);
  t.strictSame(windowOf(0), ['11-24 09:00:00', '11-24 09:00:00'], 'no spread is wanted');
  const lastCall = { ...short, lastCallMinutes: 5 };
  t.strictSame(windowOf(30, lastCall), ['11-24 09:00:00', '11-24 09:15:00'], 'last call is closed');
  const split = scheduleOf(weekdays('09:00-09:10 09:10-09:40'));
  t.strictSame(windowOf(30, split), ['11-24 09:00:00', '11-24 09:30:00'], 'adjoining: one opening');
  const reopened = scheduleOf(daily('00:00-24:00'), {
    exceptions: [exception('2026-11-24', 'closed', '停電')],
  });
  t.strictSame(
    windowOf(30, reopened),
    ['11-25 00:00:00', '11-25 00:30:00'],
    'an opening without end',
  );
});

t.test('a share is a whole second inside the half-open window', async (t) => {
  const start = at('2026-11-24T09:00');
  const end = (start + 30 * MINUTE) as Instant;
  const waitOf = (share: number) => {
    const advice = adviseRetry({ start, end }, { spreadMinutes: 30, share });
    return ((advice.at ?? 0) - start) / SECOND;
  };
  const second = 1 / (30 * 60);
  t.strictSame([0, second * 0.999, second * 1.001].map(waitOf), [0, 0, 1]);
  t.strictSame([0.5 - second / 2, 0.5, 0.5 + second * 1.5].map(waitOf), [899, 900, 901]);
  t.strictSame(
    [1 - second * 1.001, 1 - second * 0.999, LAST_SHARE].map(waitOf),
    [1798, 1799, 1799],
  );
  const none = adviseRetry({ start, end }, { spreadMinutes: 0, share: LAST_SHARE });
  t.equal(none.at, start);
  t.strictSame(adviseRetry(null, { spreadMinutes: 30, share: 0.5 }), { at: null, window: null });
});

t.test('a key has one place, in every process and for good', async (t) => {
  const places = { a: 0.791, b: 0.242, '+819012345678': 0.238, 電話: 0.317 };
  for (const [key, place] of Object.entries(places)) {
    t.equal(shareOfKey(key), shareOfKey(key), key);
    t.equal(Math.floor(shareOfKey(key) * 1_000) / 1_000, place, key);
    const digest = createHash('sha256').update(key, 'utf8').digest('hex');
    t.equal(shareOfKey(key), Number.parseInt(digest.slice(0, 12), 16) / 16 ** 12, key);
  }
  t.equal(shareOfKey(undefined), 0, 'without a key: the opening itself');
});

t.test('ten thousand keys spread evenly, whatever they look like', async (t) => {
  const start = at('2026-11-24T09:00');
  const end = at('2026-11-24T17:30');
  const families: Readonly<Record<string, (index: number) => string>> = {
    'counted up': (index) => `caller-${index}`,
    'telephone numbers': (index) => `+8190${String(12_345_678 + index * 7)}`,
    'ids of calls': (index) => `CA${createHash('md5').update(`${index}`).digest('hex')}`,
  };
  for (const [name, keyOf] of Object.entries(families)) {
    const seconds = Array.from({ length: KEYS }, (_, index) => {
      const share = shareOfKey(keyOf(index));
      const advice = adviseRetry({ start, end }, { spreadMinutes: 30, share });
      return ((advice.at ?? 0) - start) / SECOND;
    });
    t.ok(
      seconds.every((each) => Number.isInteger(each) && each >= 0 && each < 1_800),
      name,
    );
    const perMinute = countBy(seconds.map((each) => Math.floor(each / 60)));
    t.equal(perMinute.length, 30, `${name}: every minute is used`);
    t.ok(chiSquare(perMinute, KEYS / 30) < 58.3, `${name}: as even as chance (1 in 1,000)`);
    const busiest = Math.max(...perMinute) / (KEYS / 30);
    t.ok(busiest < 1.2, `${name}: the busiest minute has ${busiest.toFixed(2)} of its part`);
    t.ok(countBy(seconds).length > 1_700, `${name}: nearly every second is used`);
  }
});

/** How often each value occurs. */
function countBy(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const LINE = '/v1/lines/phone-pin/decision';
const FORMATS = ['json', 'word', 'text', 'form', 'flat'];

t.test('Retry-After is retry.at in whole seconds, rounded up', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const cases = [
    ['2026-11-24T08:59:57.999+09:00', '3'],
    ['2026-11-24T08:59:58.000+09:00', '2'],
    ['2026-11-24T08:59:58.001+09:00', '2'],
    ['2026-11-24T08:59:59.999+09:00', '1'],
    ['2026-11-24T09:00:00.000+09:00', undefined],
    ['2026-11-24T17:29:59.999+09:00', undefined],
    ['2026-11-24T17:30:00.000+09:00', '55800'],
    ['2026-11-24T17:30:00.001+09:00', '55800'],
  ] as const;
  for (const [now, seconds] of cases) {
    setClock(now);
    for (const format of FORMATS) {
      const answer = await app.inject(`${LINE}.${format}`);
      t.same(
        [answer.statusCode, answer.headers['retry-after']],
        [200, seconds],
        `${format} ${now}`,
      );
    }
    const json = (await app.inject(LINE)).json();
    t.equal(json.retry?.at ?? null, seconds === undefined ? null : json.opensAt);
  }
});

t.test('the same advice is in every format, in HEAD and in 304', async (t) => {
  const { app } = await buildTestApp(t, { now: '2026-11-24T08:00:00+09:00' });
  for (const format of FORMATS) {
    const url = `${LINE}.${format}`;
    const whole = await app.inject(url);
    t.equal(whole.headers['retry-after'], '3600', format);
    const head = await app.inject({ method: 'HEAD', url });
    t.same([head.statusCode, head.headers['retry-after'], head.body], [200, '3600', ''], format);
    const headers = { 'if-none-match': String(whole.headers.etag) };
    const same = await app.inject({ url, headers });
    t.same([same.statusCode, same.headers['retry-after']], [304, '3600'], format);
  }
});

t.test('a key gets its own instant, in every format the same one', async (t) => {
  const { app } = await buildTestApp(t, { now: '2026-11-24T08:00:00+09:00' });
  for (const key of ['a', 'b', '%2B819012345678']) {
    const json = await app.inject(`${LINE}?key=${key}`);
    const { at: instant, window } = json.json().retry;
    const wait = (Date.parse(instant) - at('2026-11-24T08:00')) / SECOND;
    t.equal(wait, 3_600 + Math.floor(shareOfKey(decodeURIComponent(key)) * 1_800), key);
    t.same(window, ['2026-11-24T09:00:00+09:00', '2026-11-24T09:30:00+09:00']);
    for (const format of FORMATS) {
      const answer = await app.inject(`${LINE}.${format}?key=${key}`);
      t.equal(answer.headers['retry-after'], String(wait), `${format} ${key}`);
      t.equal(answer.headers['cache-control'], 'private, no-store');
      t.equal(answer.headers.etag, undefined);
    }
  }
});

t.test('without an opening there is no advice, with a key or without', async (t) => {
  const { app } = await buildTestApp(t);
  for (const query of ['', '?key=a']) {
    const answer = await app.inject(`/v1/lines/never-open/decision${query}`);
    t.same(answer.json().retry, { at: null, window: null });
    t.equal(answer.headers['retry-after'], undefined);
  }
});
