import fc from 'fast-check';
import t from 'tap';
import { addDays, type CivilDay, civilDayToDate, weekdayIndexOf } from '../../src/core/civil.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { type OpeningHoursSpecification, openingHours } from '../../src/formats/opening-hours.ts';
import { overrideCases } from '../support/arbitrary-overrides.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { toLineOverride } from '../support/overrides.ts';
import { closedDuring, compile, daily, day, scheduleOf, weekdays } from '../support/schedules.ts';

const DAY = 1_440;
const DAYS = 400;
const DAYS_OF_WEEK = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

t.test('a reader of the JSON-LD gets the hours of the calendar on every date', async () => {
  const property = fc.property(overrideCases(), ({ zone, day, schedule, overrides }) => {
    const laid = overrides.map(toLineOverride);
    const compiled = overlaySchedule(compile(schedule, zone), laid);
    const today = addDays(day, -3);
    const read = readHours(openingHours(compiled, { today, language: 'ja' }), compiled, today);
    const told = rowsOf(compiled, today);
    for (let date = today + 1; date < today + DAYS; date++) {
      const [a, b] = [openMinutesOf(told, date), openMinutesOf(read, date)];
      // A date that never happened has no hours, nor has one in 2102.
      if (compiled.plans.planOn(date as CivilDay) === null || a === b) continue;
      throw new Error(`${civilDayToDate(date as CivilDay)}: ${a} is read as ${b}`);
    }
  });
  fc.assert(property, { numRuns: 100 });
});

type Stretch = readonly [start: number, end: number];

/** As Google reads them: entries with dates replace those without; a night ends the next day. */
function readHours(
  entries: readonly OpeningHoursSpecification[],
  { zone }: CompiledSchedule,
  today: CivilDay,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let date = today; date <= today + DAYS; date = addDays(date, 1)) {
    if (zone.skippedDays.has(date)) continue;
    const iso = civilDayToDate(date);
    const weekday = DAYS_OF_WEEK[weekdayIndexOf(date)] ?? '';
    const ofDay = entries.filter((entry) => entry.dayOfWeek?.includes(weekday) ?? true);
    const dated = ofDay.filter(
      ({ validFrom, validThrough }) =>
        validFrom && validThrough && validFrom <= iso && iso <= validThrough,
    );
    const ranges = new Set(dated.map((entry) => `${entry.validFrom} ${entry.validThrough}`));
    if (ranges.size > 1) throw new Error(`${iso} is in several ranges`);
    const inForce = dated.length > 0 ? dated : ofDay.filter(({ validFrom }) => !validFrom);
    if (inForce.length === 0) throw new Error(`nothing is said about ${iso}`);
    for (const { opens, closes } of inForce) {
      const [start, end] = [minutesOf(opens), minutesOf(closes)];
      if (opens === '00:00' && closes === '00:00') continue;
      const isWhole = opens === '00:00' && closes === '23:59';
      const length = isWhole ? DAY : (end - start + DAY) % DAY;
      stretches.push([date * DAY + start, date * DAY + start + length]);
    }
  }
  return stretches;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function rowsOf({ plans }: CompiledSchedule, today: CivilDay): Stretch[] {
  return Array.from({ length: DAYS + 1 }, (_, index) => addDays(today, index)).flatMap((date) =>
    (plans.planOn(date)?.spans ?? []).map(
      ({ start, end }): Stretch => [date * DAY + start, date * DAY + end],
    ),
  );
}

/** The open minutes of a date as text, the tails of the date before among them. */
function openMinutesOf(stretches: readonly Stretch[], date: number): string {
  const parts = stretches
    .map(([start, end]) => [Math.max(start - date * DAY, 0), Math.min(end - date * DAY, DAY)])
    .filter(([start = 0, end = 0]) => start < end)
    .sort(([a = 0], [b = 0]) => a - b);
  const united: number[][] = [];
  for (const [start = 0, end = 0] of parts) {
    const last = united.at(-1);
    if (last && start <= (last[1] ?? 0)) last[1] = Math.max(last[1] ?? 0, end);
    else united.push([start, end]);
  }
  return united.map((part) => part.join('-')).join(' ');
}

t.test('what two times of a clock cannot say is said in another way', async (t) => {
  const today = day('2026-11-24');
  const timesOf = (text: string) => {
    const compiled = compile(scheduleOf(daily(text)));
    return openingHours(compiled, { today, language: 'ja' }).map(
      ({ opens, closes }) => `${opens}-${closes}`,
    );
  };
  t.same(timesOf('00:00-24:00'), ['00:00-23:59'], 'the whole day');
  t.same(timesOf('00:00-23:59'), ['00:00-12:00', '12:00-23:59'], 'a minute less');
  t.same(timesOf('closed'), ['00:00-00:00']);
  t.same(timesOf('22:00-30:00'), ['22:00-06:00'], 'a night');
  t.same(timesOf('18:00-24:00'), ['18:00-00:00'], 'until midnight');
  t.same(timesOf('09:00-33:00'), ['00:00-09:00', '09:00-00:00'], 'until the same time tomorrow');
});

t.test('what is left of a night that was cut is told on the date that it begins', async (t) => {
  const exceptions = [closedDuring('2026-12-01', '20:00-25:00', '停電')];
  const compiled = compile(scheduleOf(daily('22:00-30:00'), { exceptions }));
  const entries = openingHours(compiled, { today: day('2026-11-24'), language: 'ja' });
  t.match(entries.slice(1), [
    { opens: '00:00', closes: '00:00', validFrom: '2026-12-01', validThrough: '2026-12-01' },
    { opens: '01:00', closes: '06:00', validFrom: '2026-12-02', validThrough: '2026-12-02' },
    { opens: '22:00', closes: '06:00', validFrom: '2026-12-02', validThrough: '2026-12-02' },
  ]);
  t.equal(entries.length, 4);
});

t.test('a coming edition and the holidays in it are ranges that do not meet', async (t) => {
  const editions = [
    weekdays('09:00-17:00'),
    { ...weekdays('10:00-16:00'), from: day('2027-04-01') },
  ];
  const entries = openingHours(compile(scheduleOf(editions)), {
    today: day('2026-11-24'),
    language: 'en',
  });
  t.match(entries, [
    { dayOfWeek: DAYS_OF_WEEK.slice(0, 5), opens: '09:00', closes: '17:00' },
    { dayOfWeek: ['Saturday', 'Sunday'], opens: '00:00', closes: '00:00' },
    { opens: '10:00', validFrom: '2027-04-01', validThrough: '2027-12-29' },
    { dayOfWeek: ['Saturday', 'Sunday'], opens: '00:00', validFrom: '2027-04-01' },
  ]);
  t.equal(entries.length, 4);
});

t.test('the route answers a ContactPoint in the language asked for', async (t) => {
  const { app } = await buildTestApp(t, { publicUrl: 'https://hours.example.com/' });
  const answer = await app.inject('/v1/lines/phone-pin/hours.jsonld');
  t.match(answer.headers['content-type'], /^application\/ld\+json/);
  t.match(answer.headers['cache-control'], /^public, max-age=30, /);
  t.match(answer.json(), {
    '@context': 'https://schema.org',
    '@type': 'ContactPoint',
    url: 'https://hours.example.com/lines/phone-pin',
    name: '電話用暗証番号デスク',
    telephone: '+81-3-0000-0000',
    description: /平日（月〜金）9:00〜17:30/,
  });
  const { hoursAvailable } = answer.json();
  t.match(hoursAvailable.slice(2, 4), [
    { name: '仕事納め', opens: '09:00', closes: '12:00', validThrough: '2026-12-28' },
    { name: '年末年始', opens: '00:00', validFrom: '2026-12-29', validThrough: '2027-01-01' },
  ]);
  const english = await app.inject('/v1/lines/phone-pin/hours.jsonld?lang=en');
  t.equal(english.json().name, 'Phone PIN desk');
  const etag = String(answer.headers.etag);
  const again = await app.inject({
    url: answer.raw.req.url ?? '',
    headers: { 'if-none-match': etag },
  });
  t.equal(again.statusCode, 304);
  t.equal((await app.inject('/v1/lines/phone-pin/hours.jsonld?lang=fr')).statusCode, 400);
  const unknown = await app.inject('/v1/lines/phone-pn/hours.jsonld');
  t.match(unknown.headers['content-type'], /^application\/problem\+json/);
  t.match(unknown.json(), { status: 404, code: 'unknown_line' });
});

t.test('a line without a number or an address leaves them out', async (t) => {
  const { app } = await buildTestApp(t, { configuration: callCentre });
  const keys = Object.keys((await app.inject('/v1/lines/lost-card/hours.jsonld')).json());
  t.notOk(keys.some((key) => ['telephone', 'url', '@id'].includes(key)));
});
