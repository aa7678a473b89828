import fc from 'fast-check';
import t from 'tap';
import {
  addDays,
  type CivilDay,
  daysInMonth,
  monthDayOf,
  weekdayIndexOf,
  yearOf,
} from '../../src/core/civil.ts';
import type { CompiledSchedule } from '../../src/core/compiled-schedule.ts';
import type { Hours, Schedule } from '../../src/core/schedule.ts';
import { formatSpan, uniteHours } from '../../src/core/span.ts';
import { describeHours } from '../../src/messages/describe-hours.ts';
import type { Week, WeekRule } from '../../src/messages/describe-week.ts';
import { oracleCases } from '../support/arbitraries.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import {
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  day,
  exception,
  hours,
  longBreak,
  nthWeekday,
  scheduleOf,
  week,
  weekdays,
  YEAR_END,
  zoneOf,
} from '../support/schedules.ts';

const TODAY = { today: day('2026-11-24'), homeZone: zoneOf('Asia/Tokyo') };
const national = callCentre.calendars.filter(({ id }) => id === 'jp');
const company = calendarOf(['2026-12-01 創立記念日', '2027-08-10 夏季休業', '2027-08-11 夏季休業']);
const desk = weekdays('09:00-17:30');
const onHolidays = closedOn(...national);

function describe(schedule: Schedule, zone = 'Asia/Tokyo') {
  return describeHours(compile(schedule, zone), TODAY);
}

t.test('hours are told as people write them', async (t) => {
  const ordinary = scheduleOf(desk, { holidays: [onHolidays], longBreaks: [YEAR_END] });
  const twice = week({ mon: '09:00-12:00 13:00-18:00', sat: '09:00-12:00' });
  const ofMonth = [nthWeekday(2, 'sat', '09:00-12:00'), nthWeekday(4, 'sat', '09:00-12:00')];
  const cases: readonly (readonly [Schedule, ja: string, en: string])[] = [
    [
      ordinary,
      '営業時間は、平日（月〜金）9:00〜17:30です。土日、祝日、年末年始（12月29日〜1月3日）は休業です。',
      'Hours: Monday to Friday 9:00–17:30. Closed: Saturday and Sunday; public holidays; 年末年始 (29 December to 3 January).',
    ],
    [
      scheduleOf(daily('00:00-24:00')),
      '24時間年中無休で営業しています。',
      'Open 24 hours a day, every day of the year.',
    ],
    [
      scheduleOf(daily('00:00-24:00'), { holidays: [onHolidays] }),
      '営業時間は、毎日24時間です。祝日は休業です。',
      'Hours: every day 24 hours. Closed: public holidays.',
    ],
    [
      scheduleOf(daily('22:00-30:00'), { lastCallMinutes: 10 }),
      '営業時間は、毎日22:00〜翌6:00です。祝日も曜日どおりの営業です。受付は各営業時間の終了10分前までです。',
      'Hours: every day 22:00–6:00 the next day. The same hours apply on public holidays. New calls are taken until 10 minutes before each closing time.',
    ],
    [
      scheduleOf(twice, { holidays: [onHolidays] }),
      '営業時間は、月曜日9:00〜12:00・13:00〜18:00、土曜日9:00〜12:00です。火・水・木・金・日曜日、祝日は休業です。',
      'Hours: Monday 9:00–12:00 and 13:00–18:00; Saturday 9:00–12:00. Closed: Tuesday, Wednesday, Thursday, Friday and Sunday; public holidays.',
    ],
    [
      scheduleOf({ ...desk, nthWeekdays: ofMonth }, { holidays: [onHolidays] }),
      '営業時間は、平日（月〜金）9:00〜17:30です。土日は休業です。ただし、第2・第4土曜日は9:00〜12:00です。祝日は休業です。',
      'Hours: Monday to Friday 9:00–17:30; Saturday and Sunday closed; 2nd and 4th Saturday of the month 9:00–12:00. Closed: public holidays.',
    ],
    [
      scheduleOf([desk, { ...daily('10:00-16:00'), from: day('2027-04-01') }], {
        holidays: [onHolidays],
      }),
      '2027年3月31日までの営業時間は、平日（月〜金）9:00〜17:30です。土日は休業です。2027年4月1日からの営業時間は、毎日10:00〜16:00です。祝日は休業です。',
      'Hours until 31 March 2027: Monday to Friday 9:00–17:30; Saturday and Sunday closed. Hours from 1 April 2027: every day 10:00–16:00. Closed: public holidays.',
    ],
    [scheduleOf(daily('closed')), '通常の営業日はありません。', 'No regular hours.'],
    [
      scheduleOf({ ...daily('closed'), nthWeekdays: ofMonth }, { holidays: [onHolidays] }),
      '営業時間は、第2・第4土曜日9:00〜12:00です。その他の日は休業です。祝日は休業です。',
      'Hours: 2nd and 4th Saturday of the month 9:00–12:00; closed on all other days. Closed: public holidays.',
    ],
    [
      scheduleOf([daily('closed'), { ...desk, from: day('2027-01-12') }], {
        holidays: [onHolidays],
      }),
      '2027年1月11日までは、通常の営業日はありません。2027年1月12日からの営業時間は、平日（月〜金）9:00〜17:30です。土日は休業です。祝日は休業です。',
      'No regular hours until 11 January 2027. Hours from 12 January 2027: Monday to Friday 9:00–17:30; Saturday and Sunday closed. Closed: public holidays.',
    ],
  ];
  for (const [schedule, ja, en] of cases) t.same(describe(schedule).text, { ja, en });
});

t.test('holidays, long breaks and their order are told in full', async (t) => {
  const eve = {
    calendars: [company],
    hours: [{ start: 600, end: 900 }],
    dayBefore: [{ start: 0, end: 720 }],
  };
  const schedule = scheduleOf(desk, {
    holidays: [eve, onHolidays],
    longBreaks: [
      YEAR_END,
      longBreak('2025-08-13/2025-08-15', 'お盆'),
      longBreak('12-31/12-31', '大晦日', { hours: [{ start: 540, end: 720 }] }),
    ],
  });
  t.same(
    describe(schedule, 'America/New_York').notes.map(({ ja }) => ja),
    [
      '創立記念日（2026年12月1日）は曜日を問わず10:00〜15:00の営業',
      '夏季休業（2027年8月10日〜8月11日）は曜日を問わず10:00〜15:00の営業',
      '創立記念日（2026年12月1日）の前日は通常の営業時間のうち0:00〜12:00のみの営業',
      '夏季休業（2027年8月10日〜8月11日）の前日は通常の営業時間のうち0:00〜12:00のみの営業',
      '祝日は休業',
      '年末年始（12月29日〜1月3日）は休業',
      '大晦日（12月31日）は9:00〜12:00の営業',
      '祝日・指定日が重なるときは先に挙げたものが優先',
      '期間が重なるときは短いものが優先',
      '祝日と期間の定めが重なるときは期間の定めが優先',
      '時刻は米国東部時間（America/New_York）',
    ],
  );
  const ignored = scheduleOf(desk, { holidays: [{ ...onHolidays, hours: 'regular' }] });
  t.same(
    describe(ignored).notes.map(({ en }) => en),
    ['The same hours apply on public holidays'],
  );
});

t.test('what is named first in the paragraph is what comes first', async (t) => {
  const first = { calendars: [company], hours: [{ start: 600, end: 900 }], dayBefore: null };
  const { text } = describe(scheduleOf(desk, { holidays: [first, onHolidays] }));
  t.match(
    text.ja,
    /土日は休業です。創立記念日（.+?営業です。夏季休業.+?営業です。祝日は休業です。/,
  );
  t.match(text.en, /Sunday\. On .+?10:00–15:00\. Closed: public holidays\. Where/);
  t.match(text.ja, /祝日・指定日が重なるときは先に挙げたものが優先です。$/);
  const even = ['10:00-12:00', 'closed'].map((text) => {
    return longBreak('08-13/08-15', text, { hours: hours(text) });
  });
  t.match(
    describe(scheduleOf(desk, { holidays: [onHolidays], longBreaks: even })).text.ja,
    /10:00〜12:00の営業です。closed（8月13日〜8月15日）は休業です。期間が重なるときは短いもの、同じ長さなら後に/,
  );
});

t.test('bridged days and exceptions to come are named by their dates', async (t) => {
  const detection = { minDays: 4, noticeDays: 14, bridgeWithinDays: 1 };
  const friday = calendarOf(['2027-01-14 臨時祝日']);
  const schedule = scheduleOf(desk, {
    detection,
    holidays: [closedOn(friday), onHolidays],
    exceptions: [
      exception('2027-06-01/2027-06-02', 'closed', '移転'),
      closedDuring('2026-12-10', '12:00-13:00', '停電'),
      exception('2026-11-23', 'closed', '過去'),
      exception('2026-12-28', '09:00-12:00', '仕事納め'),
    ],
  });
  const { notes, exceptions, text } = describe(schedule);
  t.match(
    notes.map(({ ja }) => ja).join('\n'),
    /休業日に挟まれた2027年1月15日（金）、2027年5月31日（月）は休業/,
  );
  t.match(text.ja, /土日、臨時祝日（2027年1月14日）、祝日は休業です。休業日に挟まれた2027年/);
  t.match(text.ja, /このほか、特定の日に限った変更が3件あります。$/);
  t.same(
    exceptions.map(({ kind, name, hours }) => [kind, name.ja, hours.ja]),
    [
      ['closed_during', '停電', '12:00〜13:00は休業'],
      ['hours', '仕事納め', '9:00〜12:00'],
      ['closed', '移転', '休業'],
    ],
  );
});

t.test('described rules agree with the day plans of ordinary dates', async () => {
  const property = fc.property(oracleCases(), ({ zone, day: near, schedule }) => {
    const compiled = compile(schedule, zone);
    const today = addDays(near, -5);
    const { weeks } = describeHours(compiled, { today, homeZone: TODAY.homeZone });
    for (let date = today; date < today + 60; date = addDays(date, 1)) {
      const plan = compiled.plans.planOn(date);
      if (plan === null || !isOrdinary(compiled, date)) continue;
      const rule = ruleOn(weeks, date);
      const [told, planned] = [
        rule?.spans.map(formatSpan).join(),
        plan.spans.map(formatSpan).join(),
      ];
      if (told !== planned) throw new Error(`${date}: ${planned} is told as ${told}`);
      const read = [readJa(rule?.hours.ja ?? ''), readEn(rule?.hours.en ?? '')];
      const united = uniteHours(plan.spans).map(formatSpan).join();
      if (read.some((hours) => hours !== united)) throw new Error(`${united} is read as ${read}`);
    }
  });
  fc.assert(property, { numRuns: 300 });
});

/** Nothing but regular hours has a say. */
function isOrdinary({ plans }: CompiledSchedule, date: CivilDay): boolean {
  const { layers, index } = plans.layersOn(date);
  const { exception: dated, longBreak: ofBreak, holiday, narrowed, cuts } = layers;
  const others = [dated, ofBreak, holiday, narrowed, cuts].map((layer) => layer[index]);
  return others.every((said) => said === undefined) && !plans.isBridged(date);
}

function ruleOn(weeks: readonly Week[], date: CivilDay): WeekRule | undefined {
  const inForce = weeks.find(
    ({ from, until }) => (from === null || from <= date) && (until === null || date <= until),
  );
  const { month, day: ofMonth } = monthDayOf(date);
  const isLast = ofMonth + 7 > daysInMonth(yearOf(date), month);
  const rules = inForce?.rules.filter(({ weekdays }) => weekdays.includes(weekdayIndexOf(date)));
  const nth = rules?.findLast((rule) =>
    rule.nth?.some((each) => (each === 'last' ? isLast : each === Math.ceil(ofMonth / 7))),
  );
  return nth ?? rules?.find((rule) => rule.nth === null);
}

function readJa(words: string): string {
  return readSpans(words, ['休業', '24時間'], '、', (text) => {
    const [start = '', end = ''] = text.split('〜');
    return [start, end.startsWith('翌') ? `+${end.slice(1)}` : end];
  });
}

function readEn(words: string): string {
  return readSpans(words, ['closed', '24 hours'], /, | and /, (text) => {
    const [start = '', end = ''] = text.split('–');
    return [start, end.endsWith(' the next day') ? `+${end.replace(' the next day', '')}` : end];
  });
}

function readSpans(
  words: string,
  [closed, whole]: readonly [string, string],
  separator: string | RegExp,
  ...[endsOf]: [(text: string) => [string, string]]
): string {
  if (words === closed) return '';
  if (words === whole) return '00:00-24:00';
  const minuteOf = (time: string) => {
    const [hours = 0, minutes = 0] = time.replace('+', '').split(':').map(Number);
    return hours * 60 + minutes + (time.startsWith('+') ? 1_440 : 0);
  };
  const spans: Hours = words.split(separator).map((text) => {
    const [start, end] = endsOf(text);
    return { start: minuteOf(start), end: minuteOf(end) };
  });
  return spans.map(formatSpan).join();
}

t.test('the route answers words and rules until the date changes', async (t) => {
  const { app, setClock } = await buildTestApp(t);
  const answer = await app.inject('/v1/lines/shop-desk/hours');
  t.match(answer.headers['cache-control'], /^public, max-age=30, /);
  const spans = ['10:00-12:00', '13:00-18:00'];
  t.match(answer.json(), {
    line: 'shop-desk',
    zone: 'Asia/Tokyo',
    phone: null,
    text: { ja: /受付は各営業時間の終了10分前までです。$/, en: /^Hours: Monday to Friday 10:00/ },
    rules: [
      {
        days: { ja: '平日（月〜金）' },
        hours: { ja: '10:00〜12:00、13:00〜18:00' },
        spans,
        nth: null,
      },
      { days: { en: 'Saturday and Sunday' }, spans: [], weekdays: ['sat', 'sun'] },
    ],
    exceptions: [],
  });
  const { exceptions } = (await app.inject('/v1/lines/phone-pin/hours')).json();
  t.match(exceptions, [{ from: '2026-12-28', kind: 'hours', spans: ['09:00-12:00'] }]);
  setClock('2026-12-28T23:59:50+09:00');
  const late = await app.inject('/v1/lines/phone-pin/hours');
  t.match(late.headers['cache-control'], /max-age=10, stale-if-error=0$/);
  setClock('2026-12-29T00:00:00+09:00');
  t.same((await app.inject('/v1/lines/phone-pin/hours')).json().exceptions, []);
  const unknown = await app.inject('/v1/lines/shop/hours');
  t.match(unknown.json(), { status: 404, code: 'unknown_line' });
});
