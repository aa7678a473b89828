import t from 'tap';
import { parseCivilDate, parseMonthDay, weekdayOf } from '../../src/core/civil.ts';
import {
  END_OF_INSTANTS,
  FIRST_INSTANT,
  type Instant,
  isAnswerable,
} from '../../src/core/instant.ts';
import { parseInstant } from '../../src/core/parse-instant.ts';
import { formatInstant } from '../../src/core/zone.ts';
import { day, zoneOf } from '../support/schedules.ts';

const tokyo = zoneOf('Asia/Tokyo');
const newYork = zoneOf('America/New_York');

/** What a text is read as, in UTC; or the fault. */
function read(text: string, zone: Parameters<typeof parseInstant>[1] = tokyo): string {
  const parsed = parseInstant(text, zone);
  return parsed.ok ? new Date(parsed.instant).toISOString() : parsed.fault;
}

t.test('the ways of ISO 8601 to write an instant are read', async (t) => {
  const nine = '2026-11-24T00:00:00.000Z';
  for (const text of [
    '2026-11-24T09:00:00+09:00',
    '2026-11-24T09:00:00.000+09:00',
    '2026-11-24T09:00+09:00',
    '2026-11-24T09:00+0900',
    '2026-11-24T09+09',
    '20261124T090000+0900',
    '20261124T0900+09:00',
    '20261124T090000,000+0900',
    '20261124T09+09',
    '2026-11-24T00:00:00Z',
    '2026-11-24t00:00z',
    '2026-11-23T19:00:00-05:00',
    '2026-11-23T24:00:00Z',
    '2026-11-24T09:00:00 09:00',
    '2026-11-24T09:00 0900',
  ]) {
    t.equal(read(text), nine, text);
  }
});

t.test('digits finer than milliseconds are cut off', async (t) => {
  t.equal(read('2026-11-24T09:00:00.5Z'), '2026-11-24T09:00:00.500Z');
  t.equal(read('2026-11-24T09:00:00,25Z'), '2026-11-24T09:00:00.250Z');
  t.equal(read('2026-11-24T09:00:59.999999999Z'), '2026-11-24T09:00:59.999Z');
});

t.test("without an offset a text is read on the line's clock", async (t) => {
  t.equal(read('2026-11-24T09:00'), '2026-11-24T00:00:00.000Z');
  t.equal(read('2026-11-24T09:00', newYork), '2026-11-24T14:00:00.000Z');
  t.equal(read('2026-07-24T09:00', newYork), '2026-07-24T13:00:00.000Z');
  t.equal(read('2026-11-24T24:00'), '2026-11-24T15:00:00.000Z');
});

t.test('a repeated local time is the earlier one, a skipped one the end of the gap', async (t) => {
  t.equal(read('2026-11-01T00:59:59.999', newYork), '2026-11-01T04:59:59.999Z');
  t.equal(read('2026-11-01T01:00', newYork), '2026-11-01T05:00:00.000Z');
  t.equal(read('2026-11-01T01:59:59.999', newYork), '2026-11-01T05:59:59.999Z');
  t.equal(read('2026-11-01T02:00', newYork), '2026-11-01T07:00:00.000Z');
  t.equal(read('2026-03-08T01:59:59.999', newYork), '2026-03-08T06:59:59.999Z');
  t.equal(read('2026-03-08T02:00', newYork), '2026-03-08T07:00:00.000Z');
  t.equal(read('2026-03-08T02:30', newYork), '2026-03-08T07:00:00.000Z');
  t.equal(read('2026-03-08T03:00', newYork), '2026-03-08T07:00:00.000Z');
  const apia = zoneOf('Pacific/Apia');
  t.equal(read('2011-12-30T12:00', apia), '2011-12-30T10:00:00.000Z', 'a date that never happened');
  t.equal(read('2011-12-31T00:00', apia), '2011-12-30T10:00:00.000Z');
});

t.test('a question without a zone needs the offset', async (t) => {
  t.equal(read('2026-11-24T09:00', null), 'needs_offset');
  t.equal(read('2026-11-24T09:00Z', null), '2026-11-24T09:00:00.000Z');
});

t.test('dates and times that do not exist are refused as such', async (t) => {
  t.equal(read('2028-02-29T00:00Z'), '2028-02-29T00:00:00.000Z');
  for (const text of [
    '2026-02-29T00:00Z',
    '2100-02-29T00:00Z',
    '2026-04-31T00:00Z',
    '2026-00-10T00:00Z',
    '2026-13-10T00:00Z',
    '2026-01-00T00:00Z',
    '2026-01-10T24:00:00.001Z',
    '2026-01-10T24:01Z',
    '2026-01-10T25:00Z',
    '2026-01-10T09:60Z',
    '2026-01-10T09:00:60Z',
    '2026-01-10T09:00+24:00',
    '2026-01-10T09:00+09:60',
  ]) {
    t.equal(read(text), 'no_such_date', text);
  }
});

t.test('what is not ISO 8601 is refused as such', async (t) => {
  for (const text of [
    '',
    'now',
    '1764000000',
    '2026-11-24',
    '2026-11-24 09:00',
    '2026-11-24 09:00:00+09:00',
    '2026-11-24T9:00Z',
    '2026-1124T10:00',
    '202611-24T10:00',
    '20261124T10:00',
    '2026-11-24T1000',
    '2026-11-24T10:0000',
    '20261124T1000:00',
    '2026-11-24T09:00+9',
    '2026-11-24T09:00Z+09:00',
    '2026-11-24T09:00Z\n',
    ' 2026-11-24T09:00Z',
    '24/11/2026T09:00Z',
    '２０２６-11-24T09:00Z',
    '+002026-11-24T09:00Z',
    '2026-11-24T09:00:00.Z',
    '2026-11-24T09:00[Asia/Tokyo]',
    `2026-11-24T09:00:00.${'0'.repeat(100_000)}Z`,
  ]) {
    t.equal(read(text), 'not_iso', text.slice(0, 40));
  }
});

t.test('instants outside 1970 to 2100 are refused as such', async (t) => {
  t.equal(read('1969-12-31T23:59:59.999Z'), 'out_of_range');
  t.equal(read('1970-01-01T00:00:00.000Z'), '1970-01-01T00:00:00.000Z');
  t.equal(read('1970-01-01T08:59:59.999'), 'out_of_range', 'counted in UTC');
  t.equal(read('1970-01-01T09:00'), '1970-01-01T00:00:00.000Z');
  t.equal(read('2100-12-31T23:59:59.999Z'), '2100-12-31T23:59:59.999Z');
  t.equal(read('2101-01-01T00:00:00.000Z'), 'out_of_range');
  t.equal(read('0000-01-01T00:00Z'), 'out_of_range');
  t.equal(read('9999-12-31T23:59', newYork), 'out_of_range');
});

t.test('an instant has an answer from the first of 1970 until the first of 2101', async (t) => {
  t.notOk(isAnswerable((FIRST_INSTANT - 1) as Instant));
  t.ok(isAnswerable(FIRST_INSTANT));
  t.ok(isAnswerable((END_OF_INSTANTS - 1) as Instant));
  t.notOk(isAnswerable(END_OF_INSTANTS));
  t.notOk(isAnswerable(Number.NaN as Instant));
});

t.test("answers carry the zone's own offset", async (t) => {
  const format = (zone: string, text: string) =>
    formatInstant(zoneOf(zone), Date.parse(text) as Instant);
  t.equal(format('Asia/Tokyo', '2026-11-24T00:00:00Z'), '2026-11-24T09:00:00+09:00');
  t.equal(format('America/New_York', '2026-11-01T05:59:59Z'), '2026-11-01T01:59:59-04:00');
  t.equal(format('America/New_York', '2026-11-01T06:00:00Z'), '2026-11-01T01:00:00-05:00');
  t.equal(format('Asia/Kathmandu', '2026-11-24T00:00:00Z'), '2026-11-24T05:45:00+05:45');
  t.equal(format('America/St_Johns', '2026-01-01T00:00:00Z'), '2025-12-31T20:30:00-03:30');
  t.equal(format('UTC', '2026-11-24T00:00:00Z'), '2026-11-24T00:00:00+00:00');
});

t.test('milliseconds are written only where there are some', async (t) => {
  t.equal(formatInstant(tokyo, 1 as Instant), '1970-01-01T09:00:00.001+09:00');
  t.equal(formatInstant(tokyo, 0 as Instant), '1970-01-01T09:00:00+09:00');
});

t.test('an offset that is not whole minutes is written in UTC', async (t) => {
  const monrovia = zoneOf('Africa/Monrovia');
  const format = (text: string) => formatInstant(monrovia, Date.parse(text) as Instant);
  t.equal(format('1970-06-01T00:00:00Z'), '1970-06-01T00:00:00Z');
  t.equal(format('1972-06-01T00:00:00Z'), '1972-06-01T00:00:00+00:00');
});

t.test('what is formatted is read as the same instant', async (t) => {
  for (const zone of [tokyo, newYork, zoneOf('Africa/Monrovia'), zoneOf('Australia/Lord_Howe')]) {
    for (const instant of [0, 1_793_509_200_001, Number(END_OF_INSTANTS) - 1] as Instant[]) {
      t.strictSame(parseInstant(formatInstant(zone, instant), null), { ok: true, instant });
    }
  }
});

t.test('only dates that exist are civil dates', async (t) => {
  t.equal(parseCivilDate('1970-01-01'), 0);
  t.equal(parseCivilDate('1969-12-31'), -1);
  t.equal(parseCivilDate('2026-02-29'), null);
  t.equal(parseCivilDate('2026-2-9'), null);
  t.equal(weekdayOf(day('1969-12-28')), 'sun');
  t.equal(weekdayOf(day('2026-11-23')), 'mon');
  t.strictSame(parseMonthDay('02-29'), { month: 2, day: 29 });
  t.equal(parseMonthDay('02-30'), null);
});
