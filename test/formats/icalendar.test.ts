import fc from 'fast-check';
import ICAL from 'ical.js';
import t from 'tap';
import { addDays, type CivilDay, civilDayToDate, parseCivilDate } from '../../src/core/civil.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Hours } from '../../src/core/schedule.ts';
import { formatSpan, uniteHours } from '../../src/core/span.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { writeCalendar } from '../../src/formats/icalendar.ts';
import { buildSnapshot, compileLine, type Line } from '../../src/lines/snapshot.ts';
import { overrideCases } from '../support/arbitrary-overrides.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { override, toLineOverride } from '../support/overrides.ts';
import {
  at,
  closedDuring,
  compile,
  daily,
  day,
  exception,
  namesOf,
  scheduleOf,
  weekdays,
} from '../support/schedules.ts';

const FEED = '/v1/lines/phone-pin/calendar.ics';
const MINUTE = 60_000;
const DAYS = { from: day('2026-11-01'), until: day('2027-11-30') };
const WINDOW = {
  days: DAYS,
  language: 'ja',
  changedAt: at('2026-11-01T00:00'),
  host: 'h',
} as const;

const [first] = buildSnapshot(callCentre, at('2026-11-01T00:00')).lines.values();

function lineWith(compiled: CompiledSchedule, name = 'デスク'): Line {
  if (!first) throw new Error('the call centre has a line');
  return compileLine({ ...first, name: namesOf(name), zone: compiled.zone }, compiled, []);
}

interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly category: string;
  /** Civil dates, the end exclusive, or `null`. */
  readonly dates: readonly [from: string, until: string] | null;
  readonly start: number;
  readonly end: number;
}

function readEvents(body: string): ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(body) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate } = new ICAL.Event(component);
    return {
      uid,
      summary,
      category: String(component.getFirstPropertyValue('categories')),
      dates: startDate.isDate ? [startDate.toString(), endDate.toString()] : null,
      start: startDate.toJSDate().getTime(),
      end: endDate.toJSDate().getTime(),
    };
  });
}

t.test('the feed has what a person wants in a calendar, and no weekends', async (t) => {
  const { app } = await buildTestApp(t);
  const answer = await app.inject(FEED);
  t.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8');
  const all = readEvents(answer.body).map(({ summary, dates }) => [...(dates ?? []), summary]);
  t.same(all, [
    ['2026-11-03', '2026-11-04', '電話用暗証番号デスク 休業（文化の日）'],
    ['2026-11-23', '2026-11-24', '電話用暗証番号デスク 休業（勤労感謝の日）'],
    ['2026-12-28', '2026-12-29', '電話用暗証番号デスク 9:00〜12:00の営業（仕事納め）'],
    ['2026-12-29', '2027-01-04', '電話用暗証番号デスク 休業（年末年始）'],
    ['2027-01-11', '2027-01-12', '電話用暗証番号デスク 休業（成人の日）'],
    ['2027-12-29', '2028-01-04', '電話用暗証番号デスク 休業（年末年始）'],
  ]);
  const english = await app.inject(`${FEED}?lang=en`);
  t.match(english.body, /X-WR-CALNAME:Phone PIN desk closures and special hours\r\n/);
  t.match(english.body, /SUMMARY:Phone PIN desk: open 9:00–12:00 \(仕事納め\)\r\n/);
  const quiet = await app.inject('/v1/lines/lost-card/calendar.ics');
  t.same(readEvents(quiet.body), [], 'a line that is always open has an empty calendar');
});

t.test('the feed stays the same bytes, and its events the same events', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const before = await app.inject(FEED);
  t.match(before.headers['cache-control'], /^public, max-age=30, /);
  setClock('2026-11-24T23:59:50+09:00');
  const later = await app.inject(FEED);
  t.equal(later.body, before.body);
  t.match(later.headers['cache-control'], /max-age=10, stale-if-error=0$/);
  const headers = { 'if-none-match': String(before.headers.etag) };
  t.equal((await app.inject({ url: FEED, headers })).statusCode, 304);
  const head = await app.inject({ url: FEED, method: 'HEAD' });
  t.same([head.statusCode, head.body, head.headers.etag], [200, '', before.headers.etag]);

  setClock('2026-12-31T10:00:00+09:00');
  const names = (body: string) => readEvents(body).map(({ uid, dates }) => [uid, dates]);
  const kept = names(before.body).slice(2);
  t.same(names((await app.inject(FEED)).body).slice(0, 4), kept, 'whole, in the middle of it too');
  const restarted = await buildTestApp(t, { now: '2026-11-24T10:00:00+09:00' });
  t.equal((await restarted.app.inject(FEED)).body, before.body);
});

t.test('refusals are problem documents', async (t) => {
  const { app } = await buildTestApp(t);
  const cases = [
    ['/v1/lines/phone-pn/calendar.ics', 404, 'unknown_line'],
    [`${FEED}?lang=fr`, 400, 'invalid_parameter'],
    [`${FEED}?from=2026-11-01`, 400, 'unknown_parameter'],
  ] as const;
  for (const [url, status, code] of cases) {
    const { headers, ...answer } = await app.inject(url);
    t.match(headers['content-type'], /^application\/problem\+json/, url);
    t.match(answer.json(), { status, code }, url);
  }
});

t.test('an override is an event of its own and moves no other', async (t) => {
  const schedule = scheduleOf(weekdays('09:00-17:30'), {
    exceptions: [exception('2026-12-01/2026-12-03', 'closed', '棚卸し')],
  });
  const compiled = compile(schedule);
  const plain = readEvents(writeCalendar(lineWith(compiled), WINDOW));
  const typhoon = override('2026-12-02T13:00/2026-12-02T18:00', 'open', '臨時営業');
  const laid = overlaySchedule(compiled, [typhoon]);
  const events = readEvents(writeCalendar(lineWith(laid), WINDOW));
  t.same(events.slice(0, -1), plain);
  t.match(events.at(-1), {
    uid: 'override-20261202T040000Z-phone-pin@h',
    summary: 'デスク 臨時営業',
    dates: null,
    start: typhoon.start,
    end: typhoon.end,
  });
});

t.test('a cut in time that the clock skips is no event', async (t) => {
  const exceptions = [
    closedDuring('2027-03-14', '00:00-02:30', '点検'),
    closedDuring('2027-03-14', '02:00-02:15', '清掃'),
  ];
  const night = compile(scheduleOf(daily('00:00-24:00'), { exceptions }), 'America/New_York');
  const days = { from: day('2027-03-01'), until: day('2027-03-31') };
  const events = readEvents(writeCalendar(lineWith(night), { ...WINDOW, days }));
  t.match(events, [{ start: at('2027-03-14T05:00Z'), end: at('2027-03-14T07:00Z') }]);
  t.equal(events.length, 1);
});

t.test('hostile names stay names, on lines of 75 octets at most', async (t) => {
  for (const [what, name] of Object.entries(HOSTILE_TEXTS)) {
    const named = exception('2026-12-01', 'closed', name);
    const compiled = compile(scheduleOf(weekdays('09:00-17:30'), { exceptions: [named] }));
    const body = writeCalendar(lineWith(compiled, name), WINDOW);
    const lines = body.split('\r\n');
    t.ok(
      lines.every((line) => Buffer.byteLength(line) <= 75),
      `${what}: short lines`,
    );
    t.notMatch(body.replaceAll('\r\n', ''), /\p{Cc}/u, `${what}: no control characters`);
    const [event, more] = readEvents(body);
    t.equal(more, undefined, `${what}: one event`);
    const clean = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
    t.equal(clean(event?.summary ?? ''), clean(`${name} 休業（${name}）`), what);
    t.equal(lines.filter((line) => /^(BEGIN|END|X-)/.test(line)).length, 9, `${what}: no property`);
  }
});

t.test('the events are what the calendar has besides regular hours', async () => {
  const property = fc.property(overrideCases(), ({ zone, day: near, schedule, overrides }) => {
    const laid = overrides.map(toLineOverride);
    const compiled = overlaySchedule(compile(schedule, zone), laid);
    const days = { from: addDays(near, -15), until: addDays(near, 15) };
    const events = readEvents(writeCalendar(lineWith(compiled), { ...WINDOW, days }));
    const uids = new Set(events.map(({ uid }) => uid));
    if (uids.size < events.length) throw new Error('two events have one name');
    for (let date = days.from; date <= days.until; date = addDays(date, 1)) {
      compareDate(compiled, date, events);
    }
    compareOverrides(
      compiled,
      days,
      events.filter(({ category }) => category === 'OVERRIDE'),
    );
  });
  fc.assert(property, { numRuns: 150 });
});

const CLOSED = ['HOLIDAY', 'LONG BREAK', 'CLOSURE'];

/** A date without an event has its regular hours; a closed one none; a cut one fewer. */
function compareDate(compiled: CompiledSchedule, date: CivilDay, events: readonly ReadEvent[]) {
  const { plans, zone } = compiled;
  const plan = plans.configuredOn(date);
  if (plan === null) return;
  const { layers, index } = plans.layersOn(date);
  const [planned, regular] = [keyOf(plan.spans), keyOf(layers.regular[index]?.hours ?? [])];
  const iso = civilDayToDate(date);
  const ofDate = events.filter(({ dates }) => dates && dates[0] <= iso && iso < dates[1]);
  const [start, end] = [startOfDay(zone, date), startOfDay(zone, addDays(date, 2))];
  const isCut = events.some(
    (event) =>
      event.category === 'CLOSURE' &&
      event.dates === null &&
      event.start < end &&
      event.end > start,
  );
  if (ofDate.length > 1) throw new Error(`${iso} is in ${ofDate.length} events`);
  const category = ofDate[0]?.category;
  if (category === undefined) {
    const isFine = planned === regular || isCut;
    if (!isFine) throw new Error(`${iso} has ${planned} instead of ${regular}, and no event`);
  } else if (CLOSED.includes(category) ? planned !== '' : planned === regular || planned === '') {
    throw new Error(`${iso} is ${category} with ${planned}`);
  }
  if (category !== 'LONG BREAK' && category !== undefined && regular === '' && planned === '') {
    throw new Error(`${iso} is closed anyway`);
  }
}

function compareOverrides(
  { zone, overrideAt }: CompiledSchedule,
  days: { readonly from: CivilDay; readonly until: CivilDay },
  events: readonly ReadEvent[],
) {
  const until = startOfDay(zone, addDays(days.until, 1));
  for (let at = startOfDay(zone, days.from); at < until; at = (at + 15 * MINUTE) as Instant) {
    const count = events.filter(({ start, end }) => start <= at && at < end).length;
    if (count !== (overrideAt(at) === null ? 0 : 1)) throw new Error(`${count} overrides at ${at}`);
  }
}

function keyOf(hours: Hours): string {
  return uniteHours(hours).map(formatSpan).join();
}

t.test('a date is read back as the date that was written', async (t) => {
  const compiled = compile(
    scheduleOf(weekdays('09:00-17:30'), {
      exceptions: [exception('2028-02-29', 'closed', '閏日')],
    }),
    'Pacific/Apia',
  );
  const days = { from: day('2028-02-01'), until: day('2028-03-31') };
  const [event] = readEvents(writeCalendar(lineWith(compiled), { ...WINDOW, days }));
  t.same(event?.dates?.map(parseCivilDate), [day('2028-02-29'), day('2028-03-01')]);
});
