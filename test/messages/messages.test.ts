import t from 'tap';
import type { ByReason } from '../../src/core/by-reason.ts';
import { overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { type Decision, decide } from '../../src/core/decision.ts';
import type { Names } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { checkMessage } from '../../src/messages/check-message.ts';
import { writeMessage } from '../../src/messages/message.ts';
import { formatEnd, formatMoment } from '../../src/messages/moment.ts';
import {
  fillTemplate,
  MESSAGE_VARIABLES,
  type MessageValues,
} from '../../src/messages/template.ts';
import { override } from '../support/overrides.ts';
import {
  at,
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  day,
  exception,
  longBreak,
  scheduleOf,
  week,
  weekdays,
  zoneOf,
} from '../support/schedules.ts';
import { ALTERNATIVES, NAME } from './announcement-scenes.ts';

const LINE = { name: NAME, zone: zoneOf('Asia/Tokyo'), alternatives: [] };

function decideAt(schedule: Schedule, instant: string): Decision {
  return decide(compile(schedule), at(instant), { spreadMinutes: 30 });
}

function tell(decision: Decision, templates: ByReason<Names> = {}): Names {
  return writeMessage({ ...LINE, templates, decision });
}

function messageAt(schedule: Schedule, instant: string, templates: ByReason<Names> = {}): Names {
  return tell(decideAt(schedule, instant), templates);
}

const desk = scheduleOf(weekdays('09:00-12:00 13:00-17:30'), {
  holidays: [
    closedOn(
      calendarOf([
        '2026-11-23 勤労感謝の日',
        '2026-09-21 敬老の日',
        '2026-09-22 国民の休日',
        '2026-09-23 秋分の日',
      ]),
    ),
  ],
  longBreaks: [longBreak('12-29/01-03', '年末年始')],
  exceptions: [
    exception('2026-12-10', '10:00-15:00', '棚卸し'),
    exception('2026-12-02', 'closed', '臨時休業'),
    exception('2026-12-03', 'closed', '設備点検'),
    closedDuring('2026-12-04', '14:00-15:00', '避難訓練'),
  ],
  lastCallMinutes: 10,
});

t.test('a name that says by itself that the line is closed is not said twice', async (t) => {
  t.match(
    messageAt(desk, '2026-12-02T10:00').ja,
    /^ただいま臨時休業とさせていただいております。12月4日\(金\) 午前9時から承ります。/,
  );
  for (const name of ['休業', '夏季休業', '創業祭休業日', 'お休み', '一時閉鎖', '休業期間']) {
    const closed = scheduleOf(weekdays('09:00-17:30'), {
      exceptions: [exception('2026-11-24', 'closed', name)],
    });
    t.match(messageAt(closed, '2026-11-24T10:00').ja, `${name}とさせていただいております。`);
  }
  const summer = scheduleOf(weekdays('09:00-17:30'), {
    longBreaks: [longBreak('08-13/08-14', '夏季休業')],
  });
  t.match(
    messageAt(summer, '2026-08-13T10:00').ja,
    /^本日から8月16日\(日\)まで、夏季休業とさせていただいております。8月17日\(月\) 午前9時から/,
  );
  t.match(
    messageAt(summer, '2026-08-12T18:00').ja,
    /なお、明日13日\(木\)から8月16日\(日\)まで、夏季休業とさせていただきます。恐れ入ります/,
  );
});

t.test('every date of a long break names the break as the cause', async (t) => {
  const summer = scheduleOf(weekdays('09:00-17:30'), {
    holidays: [closedOn(calendarOf(['2026-08-11 山の日']))],
    longBreaks: [longBreak('08-12/08-14', '夏休み')],
  });
  for (const [date, code, ja, en] of [
    ['2026-08-11', 'holiday', '本日から8月16日(日)まで', 'today through Sunday 16 August'],
    [
      '2026-08-12',
      'long_break',
      '8月11日(火)から8月16日(日)まで',
      'Tuesday 11 August through Sunday',
    ],
    ['2026-08-15', 'weekend', '8月11日(火)から明日16日(日)まで', 'through Sunday 16 August'],
    ['2026-08-16', 'weekend', '8月11日(火)から本日まで', 'Tuesday 11 August through today'],
  ] as const) {
    const decision = decideAt(summer, `${date}T10:00`);
    t.equal(decision.reason.code, code);
    const told = tell(decision);
    t.ok(told.ja.startsWith(`${ja}、夏休みのため休業しております。`), told.ja);
    t.ok(told.en.startsWith('We are closed for 夏休み, from ') && told.en.includes(en), told.en);
  }
  t.match(messageAt(desk, '2026-09-22T10:00').ja, /シルバーウィークのため休業しております。/);
});

t.test('a coming long break is announced from its notice on until it begins', async (t) => {
  const ja = 'なお、12月29日(火)から1月3日(日)まで、年末年始のため休業いたします。';
  t.notMatch(messageAt(desk, '2026-12-14T23:59').ja, 'なお');
  t.ok(messageAt(desk, '2026-12-15T00:00').ja.includes(ja));
  t.ok(messageAt(desk, '2026-12-28T23:59').ja.includes(ja.replace('12月29日', '明日29日')));
  t.notMatch(messageAt(desk, '2026-12-29T00:00').ja, 'なお');
});

t.test('the last call before a long break is told until it is over, and once', async (t) => {
  const last = /休業前の受付は12月28日\(月\) 午後5時20分までです。/;
  t.match(messageAt(desk, '2026-12-15T10:00').ja, last);
  t.match(messageAt(desk, '2026-12-28T09:00').ja, /休業前の受付は本日午後5時20分までです。/);
  t.match(messageAt(desk, '2026-12-28T12:59').ja, /休業前の受付は本日午後5時20分までです。/);
  t.notMatch(messageAt(desk, '2026-12-28T13:00').ja, '休業前', 'this opening is the last');
  t.notMatch(messageAt(desk, '2026-12-28T17:20').ja, '休業前');
  const hours = { lastCallMinutes: 0, longBreaks: [longBreak('12-29/01-03', '年末年始')] };
  const overnight = scheduleOf(daily('22:00-26:00'), hours);
  t.match(messageAt(overnight, '2026-12-27T10:00').ja, /受付は12月29日\(火\) 午前2時までです。/);
});

t.test('the last call is the end of the last opening that begins before a break', async (t) => {
  const { longBreaks } = compile(desk);
  t.equal(longBreaks.on(day('2026-12-30'))?.closesAt, at('2026-12-28T17:20'));
  const neverBefore = { ...week({ mon: '09:00-17:00' }), from: day('2027-01-04') };
  const late = compile(
    scheduleOf([weekdays('closed'), neverBefore], {
      longBreaks: [longBreak('12-29/01-03', '休み')],
    }),
  );
  t.equal(late.longBreaks.on(day('2026-12-30'))?.closesAt, null);
});

t.test('a break says which dates between it and another one are open', async (t) => {
  const spring = scheduleOf(weekdays('09:00-17:30'), {
    longBreaks: [longBreak('04-25/04-29', '春休み'), longBreak('05-02/05-06', '大型連休')],
  });
  for (const instant of ['2026-04-24T10:00', '2026-04-28T10:00', '2026-04-29T23:59']) {
    const { ja, en } = messageAt(spring, instant);
    t.equal(ja.split(/30日\(木\)・5月1日\(金\)は営業いたします。/).length, 2, instant);
    t.match(en, /We are open on Thursday 30 April and Friday 1 May\./);
  }
  t.match(messageAt(spring, '2026-04-30T10:00').ja, /。明日5月1日\(金\)は営業いたします。/);
  t.notMatch(messageAt(spring, '2026-05-01T10:00').ja, '営業いたします');
});

t.test('what overrides close for many dates is told from its first date to its last', async (t) => {
  const closed = overlaySchedule(compile(desk), [
    override('2026-11-25T00:00/2026-12-02T00:00', 'closed', '設備点検'),
  ]);
  const told = tell(decide(closed, at('2026-11-26T10:00'), { spreadMinutes: 30 }));
  t.match(told.ja, /^11月25日\(水\)から12月3日\(木\)まで、設備点検のため休業しております。/);
});

t.test('a line that is always open names no closing time', async (t) => {
  t.same(messageAt(scheduleOf(daily('00:00-24:00')), '2026-11-23T10:00'), {
    ja: 'ただいまお電話を受け付けております。',
    en: 'We are open.',
  });
});

t.test('a closing at midnight belongs to the date that it ends', async (t) => {
  const late = scheduleOf(daily('18:00-24:00'));
  t.same(messageAt(late, '2026-11-24T20:00'), {
    ja: 'ただいまお電話を受け付けております。本日24時まで承ります。',
    en: 'We are open. We take calls until midnight tonight.',
  });
  const early = scheduleOf(daily('00:00-06:00'));
  t.match(messageAt(early, '2026-11-24T20:00').ja, '明日25日(水) 午前0時から承ります。');
});

t.test('a line that never opens says that the next opening is not known', async (t) => {
  const { ja, en } = messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00');
  t.match(ja, /^本日は定休日のため、休業しております。次の受付日時は未定でございます。/);
  t.match(en, /^We are closed today, our regular day off\. We do not know yet when /);
});

t.test("the line's own message for a reason code wins over one for the state", async (t) => {
  const templates = {
    holiday: { ja: '{line}は{reasonName}でお休み。{opensAt}から', en: 'Off: {opensAt}' },
    closed: { ja: '休み', en: 'Closed' },
  };
  t.equal(
    messageAt(desk, '2026-11-23T10:00', templates).ja,
    'カードデスクは勤労感謝の日でお休み。明日24日(火) 午前9時から',
  );
  t.equal(messageAt(desk, '2026-11-22T10:00', templates).ja, '休み');
});

t.test("a rule's own message wins over the line's", async (t) => {
  const message = { ja: '夏休みです。{opensAt}から', en: 'Summer break until {opensAt}' };
  const summer = scheduleOf(weekdays('09:00-17:30'), {
    longBreaks: [longBreak('08-13/08-15', '夏季休業', { message })],
  });
  const templates = { long_break: { ja: '休業', en: 'Closed' } };
  t.equal(
    messageAt(summer, '2026-08-13T10:00', templates).ja,
    '夏休みです。8月17日(月) 午前9時から',
  );
});

t.test('templates name the long break that is on, else the one announced', async (t) => {
  const both = '{breakName}: {breakFrom} - {breakUntil}';
  const templates = { open: { ja: both, en: both }, closed: { ja: both, en: both } };
  const japanese = '年末年始: 12月29日(火) - 1月3日(日)';
  t.equal(messageAt(desk, '2026-12-15T10:00', templates).ja, japanese);
  t.equal(messageAt(desk, '2026-12-30T10:00', templates).ja, japanese);
  t.equal(
    messageAt(desk, '2026-12-30T10:00', templates).en,
    '年末年始: Tuesday 29 December - Sunday 3 January',
  );
  t.match(
    messageAt(desk, '2026-12-14T10:00', templates).ja,
    /^ただいまお電話を受け付けております。/,
  );
});

t.test('a template that needs a time which is not known gives way to our sentences', async (t) => {
  const templates = { closed: { ja: '{opensAt}から', en: 'From {opensAt}' } };
  t.match(
    messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00', templates).en,
    /^We are closed today, our regular day off\./,
  );
});

t.test('a template that fails or is blank gives way to our sentences', async (t) => {
  const ours = messageAt(desk, '2026-11-23T10:00');
  for (const broken of ['{opensAt, time}', '{opensAt', '{opensAt, clock}', ' ', '　', '※…']) {
    const templates = { closed: { ja: broken, en: broken } };
    t.same(messageAt(desk, '2026-11-23T10:00', templates), ours, JSON.stringify(broken));
  }
});

t.test('a name with ICU characters in it is text, not a template', async (t) => {
  const hostile = scheduleOf(weekdays('09:00-17:30'), {
    exceptions: [exception('2026-11-24', 'closed', "{opensAt} '<b>' #")],
  });
  t.ok(messageAt(hostile, '2026-11-24T10:00').ja.startsWith("ただいま{opensAt} '<b>' #のため、"));
});

t.test('selects choose by a name', async (t) => {
  const templates = {
    closed: { ja: '{reasonName, select, 週末の休業日 {週末} other {平日}}', en: 'x' },
  };
  t.equal(messageAt(desk, '2026-11-22T10:00', templates).ja, '週末');
  t.equal(messageAt(desk, '2026-11-23T10:00', templates).ja, '平日');
});

t.test('the same text is compiled for each language and each configuration', async (t) => {
  const nothing = Object.fromEntries(MESSAGE_VARIABLES.map((name) => [name, null]));
  const values = { ...nothing, line: 'x' } as MessageValues;
  const template = { ja: '{line}です', en: 'This is {line}' };
  t.equal(fillTemplate(template, 'ja', values), 'xです');
  t.equal(fillTemplate(template, 'en', values), 'This is x');
  t.equal(fillTemplate({ ...template, en: '{line}!' }, 'en', values), 'x!');
});

const KNOWN = `known are {${MESSAGE_VARIABLES.join('}, {')}}`;
const STRAY_BRACE =
  "callers would be told a brace: it has no partner, or an apostrophe (') stands before it, " +
  'for which ’ can be written';
const FULL_WIDTH = 'the message has full-width braces; write { and }';

const CHECKED: readonly (readonly [template: string, fault: string | null])[] = [
  ['{opensAt}から', null],
  ['{breakUntil}まで{breakName}、{line}', null],
  ['<b>{reasonName}</b> & more', null],
  ["It's {opensAt}, isn't it", null],
  ['{reasonName, select, 元日 {年始 {opensAt}} other {}}', null],
  ['{opens}から', `the message names {opens}; ${KNOWN}`],
  ['{reasonName, select, a {{nope}} other {}}', `the message names {nope}; ${KNOWN}`],
  ['{opensAt, time}', 'the message has {opensAt, time}; write just {opensAt}'],
  ['{opensAt, time, short}', 'the message has {opensAt, time}; write just {opensAt}'],
  ['{opensAt, date}', 'the message has {opensAt, date}; write just {opensAt}'],
  ['{opensAt, number}', 'the message has {opensAt, number}; write just {opensAt}'],
  ['{line, plural, other {#}}', 'the message has {line, plural}; write just {line}'],
  ['{line, selectordinal, other {#}}', 'the message has {line, plural}; write just {line}'],
  [
    '{reasonName, select, a {{opensAt, time}} other {}}',
    'the message has {opensAt, time}; write just {opensAt}',
  ],
  ["don'{opensAt}", STRAY_BRACE],
  ["'{opensAt}' x", STRAY_BRACE],
  ['opensAt}から', STRAY_BRACE],
  ["{reasonName, select, a {'}'} other {x}}", STRAY_BRACE],
  ['｛opensAt｝から', FULL_WIDTH],
  ['{opensAt}から｝', FULL_WIDTH],
  ['', 'the message is blank'],
  [' 　\t', 'the message is blank'],
  ['{opensAt', 'the message has a { without its }: {opensAt'],
  ['a {} b', 'the message has braces with nothing in them: {}'],
  ['{opens at}', 'the message has braces with something other than a name in them: {opens'],
  ['{reasonName, select, a {x}}', 'the message has a select without "other"'],
  [
    '{reasonName, select, a {x} a {y} other {z}}',
    'the message has a select that names a case twice: a',
  ],
  ['{opensAt, clock}', 'the message has braces that cannot be read: clock'],
];

t.test('checking a message tells in plain words what is wrong with it', async (t) => {
  for (const [template, fault] of CHECKED) t.equal(checkMessage(template, 'ja'), fault, template);
});

t.test('a date says today and tomorrow by the calendar of the line', async (t) => {
  const zone = zoneOf('Asia/Tokyo');
  const ten = at('2026-12-01T10:00');
  for (const [now, ja, en] of [
    ['2026-11-29T23:59:59', '12月1日(火) 午前10時', '10:00 on Tuesday 1 December'],
    ['2026-11-30T00:00', '明日12月1日(火) 午前10時', '10:00 tomorrow, Tuesday 1 December'],
    ['2026-11-30T23:59:59', '明日12月1日(火) 午前10時', '10:00 tomorrow, Tuesday 1 December'],
    ['2026-12-01T00:00', '本日午前10時', '10:00 today'],
  ] as const) {
    t.equal(formatMoment(ten, { zone, now: at(now) }, 'ja').at, ja, now);
    t.equal(formatMoment(ten, { zone, now: at(now) }, 'en').at, en, now);
  }
  const hawaii = { zone: zoneOf('Pacific/Honolulu'), now: at('2026-12-01T10:00') };
  t.equal(formatMoment(at('2026-12-01T18:59'), hawaii, 'ja').at, '本日午後11時59分');
  t.equal(formatMoment(at('2026-12-01T19:00'), hawaii, 'ja').at, '明日12月1日(火) 午前0時');
  t.same(formatMoment(at('2026-12-02T12:00'), { zone, now: ten }, 'ja'), {
    at: '明日2日(水) 正午',
    day: '明日2日(水)',
    time: '正午',
  });
});

t.test('a moment names its year only when it is far off', async (t) => {
  const clock = { zone: zoneOf('Asia/Tokyo'), now: at('2026-12-31T23:59:59') };
  t.equal(formatMoment(at('2027-01-04T09:05'), clock, 'ja').at, '1月4日(月) 午前9時5分');
  t.equal(formatMoment(at('2027-10-26T12:30'), clock, 'ja').at, '10月26日(火) 午後0時30分');
  t.equal(
    formatMoment(at('2027-10-27T09:00'), clock, 'en').at,
    '9:00 on Wednesday 27 October 2027',
    '300 days off',
  );
});

t.test('midnight is told by the date that it begins or ends', async (t) => {
  const clock = { zone: zoneOf('Asia/Tokyo'), now: at('2026-12-31T10:00') };
  const midnight = at('2027-01-01T00:00');
  t.equal(formatMoment(midnight, clock, 'ja').at, '明日1月1日(金) 午前0時');
  t.equal(
    formatMoment(midnight, clock, 'en').at,
    'midnight at the start of tomorrow, Friday 1 January',
  );
  t.equal(formatEnd(at('2026-12-31T23:59'), clock, 'ja').at, '本日午後11時59分');
  t.equal(formatEnd(midnight, clock, 'ja').at, '本日24時');
  t.equal(formatEnd(midnight, clock, 'en').at, 'midnight tonight');
  t.equal(formatEnd(at('2027-01-01T00:01'), clock, 'ja').at, '明日1月1日(金) 午前0時1分');
  t.equal(
    formatEnd(at('2027-01-03T00:00'), clock, 'en').at,
    'midnight at the end of Saturday 2 January',
  );
});

t.test('a template may name the parts of a moment, the last call and the web', async (t) => {
  const one =
    '{opensDay}/{opensTime}/{closesDay}/{closesTime}/{weekday}/{lastCall}/{reopensAt}/{web}';
  const templates = { closed: { ja: one, en: one } };
  const decision = decideAt(desk, '2026-12-28T12:30');
  const told = writeMessage({ ...LINE, templates, decision, alternatives: ALTERNATIVES });
  t.same(told, {
    ja: '本日/午後1時/本日/午後5時20分/月曜日/本日午後5時20分/1月4日(月) 午前9時/「パスワードの再設定」「住所の変更」など',
    en:
      'today/13:00/today/17:20/Monday/17:20 today/9:00 on Monday 4 January/' +
      'Reset the online password, Change your address and more',
  });
});
