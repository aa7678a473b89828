import t from 'tap';
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { type Decision, decide } from '../../src/core/decision.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Edition, Schedule } from '../../src/core/schedule.ts';
import { formatInstant } from '../../src/core/zone.ts';
import {
  at,
  calendarOf,
  closedOn,
  compile,
  daily,
  day,
  exception,
  hours,
  longBreak,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
} from '../support/schedules.ts';

const OPTIONS = { spreadMinutes: 30 };
const jp = createJapanCalendar('jp', null);

/** Decides for a line in Tokyo, by default the card issuer's. */
function ask(
  time: string,
  rules: Partial<Schedule> = {},
  edition: Edition = weekdays('09:00-17:30'),
): Decision {
  const all = { holidays: [closedOn(jp)], longBreaks: [YEAR_END], ...rules };
  return decide(compile(scheduleOf(edition, all)), at(time), OPTIONS);
}

/** Instants as the wall clock of Tokyo reads them: `11-24 09:00`. */
function wall(instant: Instant | null): string | null {
  if (instant === null) return null;
  return formatInstant(compile(scheduleOf(daily('closed'))).zone, instant)
    .slice(5, 16)
    .replace('T', ' ');
}

const window = ({ retry }: Decision) => retry?.window?.map(wall);

t.test('a holiday in the morning: closed, why, and when to call again', async (t) => {
  const decision = ask('2026-11-23T10:00');
  t.match(decision, {
    instant: at('2026-11-23T10:00'),
    state: 'closed',
    reason: { code: 'holiday', layer: 'holiday', name: { ja: '勤労感謝の日' } },
    closingSoon: false,
    staffedUntil: null,
    longBreak: null,
    upcomingBreak: null,
    holidays: 'official',
  });
  t.equal(wall(decision.opensAt), '11-24 09:00');
  t.equal(wall(decision.closesAt), '11-24 17:30');
  t.strictSame(window(decision), ['11-24 09:00', '11-24 09:30']);
});

t.test(
  'since and until bound one state and reason, opensAt and closesAt are about the state',
  async (t) => {
    const monday = ask('2026-11-23T23:59:59.999');
    t.strictSame([wall(monday.since), wall(monday.until)], ['11-23 00:00', '11-24 00:00']);
    t.equal(wall(monday.opensAt), '11-24 09:00', 'though before_opening begins at midnight');
    const tuesday = ask('2026-11-24T00:00');
    t.equal(tuesday.reason.code, 'before_opening');
    t.strictSame([wall(tuesday.since), wall(tuesday.until)], ['11-24 00:00', '11-24 09:00']);
    const special = { exceptions: [exception('2026-11-25', '00:00-12:00', '延長')] };
    const night = ask('2026-11-24T23:00', special, week({ tue: '22:00-24:00' }));
    t.equal(wall(night.until), '11-25 00:00', 'open for another reason from midnight on');
    t.strictSame([wall(night.opensAt), wall(night.closesAt)], ['11-24 22:00', '11-25 12:00']);
  },
);

t.test('while open, opensAt and closesAt are those of the opening we are in', async (t) => {
  const open = ask('2026-11-24T17:29:59.999');
  t.strictSame([wall(open.opensAt), wall(open.closesAt)], ['11-24 09:00', '11-24 17:30']);
  t.equal(open.retry, null, 'and there is nothing to retry');
  const closed = ask('2026-11-24T17:30');
  t.strictSame([wall(closed.opensAt), wall(closed.closesAt)], ['11-25 09:00', '11-25 17:30']);
});

t.test('a 24-hour line has no ends, no last call and ignores holidays', async (t) => {
  const always = { holidays: [], longBreaks: [], lastCallMinutes: 30 };
  const decision = ask('2026-11-23T23:45', always, daily('00:00-24:00'));
  const nothing = { since: null, until: null, opensAt: null, closesAt: null, staffedUntil: null };
  t.match(decision, { state: 'open', ...nothing, closingSoon: false, holidays: 'none' });
});

t.test('a line closes soon from closingSoonMinutes before it closes', async (t) => {
  t.notOk(ask('2026-11-24T17:14:59.999').closingSoon);
  t.ok(ask('2026-11-24T17:15').closingSoon);
  t.ok(ask('2026-11-24T17:29:59.999').closingSoon);
  t.notOk(ask('2026-11-24T17:30').closingSoon, 'it has closed');
  t.notOk(ask('2026-11-24T17:29', { closingSoonMinutes: 0 }).closingSoon);
  const lastCall = { lastCallMinutes: 30 };
  t.notOk(ask('2026-11-24T16:44', lastCall).closingSoon, 'closing is when last call begins');
  t.ok(ask('2026-11-24T16:45', lastCall).closingSoon);
});

t.test(
  'last call is closed but staffed: closesAt is its beginning, staffedUntil its end',
  async (t) => {
    const lastCall = { lastCallMinutes: 30 };
    const before = ask('2026-11-24T16:59:59.999', lastCall);
    t.match(before, { state: 'open' });
    t.strictSame(
      [wall(before.closesAt), wall(before.staffedUntil)],
      ['11-24 17:00', '11-24 17:30'],
    );
    const during = ask('2026-11-24T17:00', lastCall);
    t.match(during, { state: 'closed', reason: { code: 'last_call', layer: 'regular' } });
    t.equal(wall(during.staffedUntil), '11-24 17:30');
    t.equal(wall(during.opensAt), '11-25 09:00');
    t.strictSame(window(during), ['11-25 09:00', '11-25 09:30']);
    const after = ask('2026-11-24T17:30', lastCall);
    t.match(after, { reason: { code: 'after_closing' }, staffedUntil: null });
  },
);

t.test('adjoining spans are one opening with one last call', async (t) => {
  const lastCall = { lastCallMinutes: 60 };
  const codeAt = (time: string, edition: Edition) => ask(time, lastCall, edition).reason.code;
  const adjoining = weekdays('09:00-12:00 12:00-17:30');
  t.equal(codeAt('2026-11-24T11:30', adjoining), 'regular_hours');
  t.equal(codeAt('2026-11-24T16:30', adjoining), 'last_call');
  const apart = weekdays('09:00-12:00 13:00-17:30');
  t.equal(codeAt('2026-11-24T11:30', apart), 'last_call');
  const nights = week({ tue: '22:00-24:00', wed: '00:00-02:00' });
  t.equal(codeAt('2026-11-24T23:30', nights), 'regular_hours', 'across midnight as well');
  t.equal(codeAt('2026-11-25T01:00', nights), 'last_call');
});

t.test('last call counts back over a change of reason, but not past the opening', async (t) => {
  const rules = {
    lastCallMinutes: 60,
    exceptions: [exception('2026-11-25', '00:00-00:30', '延長')],
  };
  const codeAt = (time: string) => ask(time, rules, week({ tue: '22:00-24:00' })).reason.code;
  t.equal(codeAt('2026-11-24T23:29'), 'regular_hours');
  t.equal(codeAt('2026-11-24T23:30'), 'last_call');
  t.equal(codeAt('2026-11-25T00:29'), 'last_call');
  const short = (time: string) => ask(time, { lastCallMinutes: 60 }, weekdays('09:00-09:30'));
  t.equal(short('2026-11-24T08:59:59.999').reason.code, 'before_opening');
  t.equal(short('2026-11-24T09:00').reason.code, 'last_call', 'throughout');
  t.equal(short('2026-11-24T09:00').opensAt, null, 'such a line never opens');
});

t.test('last call is measured in elapsed minutes', async (t) => {
  const lastCall = (text: string, instant: string) => {
    const night = scheduleOf(week({ sat: text }), { lastCallMinutes: 90 });
    const { start, end } = compile(night, 'America/New_York').timeline.intervalAt(at(instant));
    return [start, end];
  };
  t.strictSame(
    lastCall('22:00-27:30', '2026-03-08T03:00-04:00'),
    [at('2026-03-08T01:00-05:00'), at('2026-03-08T03:30-04:00')],
    'an hour is skipped',
  );
  t.strictSame(
    lastCall('22:00-25:30', '2026-11-01T01:00-05:00'),
    [at('2026-11-01T01:00-04:00'), at('2026-11-01T01:30-05:00')],
    'an hour is repeated',
  );
});

t.test('long breaks go with every decision inside and before them', async (t) => {
  const inside = ask('2026-12-31T12:00');
  t.match(inside, { longBreak: { days: 6, from: day('2026-12-29') }, upcomingBreak: null });
  t.equal(wall(inside.longBreak?.reopensAt ?? null), '01-04 09:00');
  t.match(ask('2026-12-14T23:59'), { longBreak: null, upcomingBreak: null });
  t.match(ask('2026-12-15T00:00'), { upcomingBreak: { from: day('2026-12-29') } });
  t.match(ask('2026-12-28T23:59'), { longBreak: null, upcomingBreak: { days: 6 } });
});

t.test(
  "the retry window ends where the opening does, and a caller's share lies inside",
  async (t) => {
    const compiled = compile(scheduleOf(weekdays('09:00-09:20')));
    const advise = (share: number, spreadMinutes = 30) =>
      decide(compiled, at('2026-11-24T08:00'), { spreadMinutes, share }).retry;
    t.strictSame(advise(0)?.window?.map(wall), ['11-24 09:00', '11-24 09:20']);
    t.equal(wall(advise(0)?.at ?? null), '11-24 09:00');
    t.equal(wall(advise(0.5)?.at ?? null), '11-24 09:10');
    t.ok(Number(advise(0.999_999)?.at) < at('2026-11-24T09:20'), 'half-open');
    t.strictSame(advise(0.9, 0)?.window?.map(wall), ['11-24 09:00', '11-24 09:00'], 'no spread');
  },
);

t.test('an opening is looked for 400 dates ahead, the last one whole', async (t) => {
  const opensOnce = exception('2027-12-27', '09:00-10:00', '一度だけ');
  const never = { exceptions: [opensOnce] };
  const from = (time: string) => ask(time, never, week({}));
  t.equal(day('2027-12-27') - day('2026-11-22'), 400);
  t.match(from('2026-11-21T23:59:59.999'), { opensAt: null, retry: { at: null, window: null } });
  t.equal(wall(from('2026-11-22T00:00').opensAt), '12-27 09:00');
  t.match(from('2027-12-27T10:00'), { opensAt: null, closesAt: null, retry: { at: null } });
});

t.test(
  'how well the holidays are known is that of the weakest year up to the opening',
  async (t) => {
    t.equal(ask('2026-11-23T10:00').holidays, 'official');
    t.equal(ask('2027-12-28T12:00').holidays, 'official');
    t.equal(ask('2027-12-29T12:00').holidays, 'projected', 'it opens in 2028');
    t.equal(ask('2060-11-23T10:00').holidays, 'unknown', 'beyond the data');
    t.equal(ask('2060-11-23T10:00').state, 'open', 'decided by the other layers');
    t.equal(ask('2026-11-23T10:00', { holidays: [] }).holidays, 'none');
    const mixed = [closedOn(calendarOf([], { lastYear: 2026 })), closedOn(jp)];
    t.equal(ask('2026-11-23T10:00', { holidays: mixed }).holidays, 'official');
    t.equal(ask('2027-01-12T10:00', { holidays: mixed }).holidays, 'unknown');
    t.equal(ask('2028-01-12T10:00', { holidays: mixed }).holidays, 'unknown', 'below projected');
  },
);

t.test('an answer is fresh until something in it changes', async (t) => {
  const fresh = (time: string, rules: Partial<Schedule> = {}) => wall(ask(time, rules).freshUntil);
  t.equal(fresh('2026-11-24T08:00'), '11-24 09:00', 'the reason');
  t.equal(fresh('2026-11-24T09:00'), '11-24 17:15', 'closing soon');
  t.equal(fresh('2026-11-24T17:15'), '11-24 17:30');
  t.equal(fresh('2026-11-24T17:30'), '11-25 00:00', 'the date');
  const breaks = {
    longBreaks: [longBreak('11-24/11-30', '休業', { hours: hours('00:00-24:00') })],
  };
  t.equal(fresh('2026-11-24T12:00', breaks), '11-25 00:00', 'also inside an opening of days');
});

t.test('the first and the last instant have answers', async (t) => {
  const edges = ['1970-01-01T00:00:00Z', '2100-12-31T23:59:59.999Z'];
  for (const zone of ['Asia/Tokyo', 'Pacific/Honolulu', 'Pacific/Kiritimati']) {
    const compiled = compile(scheduleOf(weekdays('09:00-17:30')), zone);
    const [first, last] = edges.map((text) => decide(compiled, at(text), OPTIONS));
    t.equal(first?.since, null, `${zone} in 1970`);
    t.equal(last?.until, null, `${zone} in 2100`);
  }
  t.equal(wall(ask('2100-12-31T08:00', { longBreaks: [] }).closesAt), '12-31 17:30');
  t.match(
    ask('2101-01-01T08:59:59.999', { longBreaks: [] }),
    { opensAt: null, closesAt: null, retry: { at: null, window: null } },
    'the opening at nine is beyond the years with answers',
  );
});
