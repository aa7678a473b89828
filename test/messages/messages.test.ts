import t from 'tap';
import type { ByReason } from '../../src/core/by-reason.ts';
import { type Decision, decide } from '../../src/core/decision.ts';
import { type Names, REASON_CODES, stateOf } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { checkMessage } from '../../src/messages/check-message.ts';
import { writeMessage } from '../../src/messages/message.ts';
import { formatBreakDate, formatEnd, formatMoment } from '../../src/messages/moment.ts';
import { fillTemplate, type MessageValues } from '../../src/messages/template.ts';
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
  weekdays,
  zoneOf,
} from '../support/schedules.ts';

const NAME: Names = { ja: 'カードデスク', en: 'Card desk' };

function decideAt(schedule: Schedule, instant: string): Decision {
  return decide(compile(schedule), at(instant), { spreadMinutes: 30 });
}

function tell(decision: Decision, templates: ByReason<Names> = {}): Names {
  return writeMessage({ name: NAME, zone: zoneOf('Asia/Tokyo'), templates, decision });
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

const TOLD: readonly (readonly [instant: string, ja: string, en: string])[] = [
  [
    '2026-11-24T08:59',
    'ただいまの時間は営業時間外でございます。次の受付は11月24日(火) 9:00からです。',
    'We are not open yet. Please call from Tuesday 24 November, 9:00.',
  ],
  [
    '2026-11-24T09:00',
    'ただいま受け付けております。受付は11月24日(火) 11:50までです。',
    'We are open. We take calls until Tuesday 24 November, 11:50.',
  ],
  [
    '2026-11-24T11:55',
    'ただいまの時間の受付は終了いたしました。次の受付は11月24日(火) 13:00からです。',
    'We are no longer taking new calls for now. Please call from Tuesday 24 November, 13:00.',
  ],
  [
    '2026-11-24T12:00',
    'ただいま休憩時間のため、受付を休止しております。次の受付は11月24日(火) 13:00からです。',
    'We are on our midday break. Please call from Tuesday 24 November, 13:00.',
  ],
  [
    '2026-11-24T17:30',
    '本日の営業は終了いたしました。次の受付は11月25日(水) 9:00からです。',
    'We have closed for the day. Please call from Wednesday 25 November, 9:00.',
  ],
  [
    '2026-11-22T10:00',
    '本日は休業日とさせていただいております。次の受付は11月24日(火) 9:00からです。',
    'We are closed today for the weekend. Please call from Tuesday 24 November, 9:00.',
  ],
  [
    '2026-11-23T10:00',
    '勤労感謝の日のため、休業しております。次の受付は11月24日(火) 9:00からです。',
    'We are closed today (勤労感謝の日). Please call from Tuesday 24 November, 9:00.',
  ],
  [
    '2026-12-30T10:00',
    '年末年始のため、休業しております。次の受付は2027年1月4日(月) 9:00からです。',
    'We are currently closed (年末年始). Please call from Monday 4 January 2027, 9:00.',
  ],
  [
    '2026-12-10T11:00',
    'ただいま受け付けております（棚卸し）。受付は12月10日(木) 14:50までです。',
    'We are open (棚卸し). We take calls until Thursday 10 December, 14:50.',
  ],
  [
    '2026-12-03T10:00',
    '設備点検のため、受付を休止しております。次の受付は12月4日(金) 9:00からです。',
    'We are not taking calls at the moment (設備点検). Please call from Friday 4 December, 9:00.',
  ],
  [
    '2026-12-04T14:30',
    '避難訓練のため、受付を休止しております。次の受付は12月4日(金) 15:00からです。',
    'We are not taking calls at the moment (避難訓練). Please call from Friday 4 December, 15:00.',
  ],
];

t.test('every reason is told in whole sentences, with when to call again', async (t) => {
  for (const [instant, ja, en] of TOLD) t.same(messageAt(desk, instant), { ja, en }, instant);
});

t.test('a name that says by itself that the line is closed is not said twice', async (t) => {
  t.equal(
    messageAt(desk, '2026-12-02T10:00').ja,
    '臨時休業とさせていただいております。次の受付は12月4日(金) 9:00からです。',
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
  t.equal(
    messageAt(summer, '2026-08-13T10:00').ja,
    '夏季休業とさせていただいております。次の受付は8月17日(月) 9:00からです。',
  );
  t.match(
    messageAt(summer, '2026-08-12T18:00').ja,
    /なお、8月13日\(木\)から8月16日\(日\)まで、夏季休業とさせていただきます。$/,
  );
});

t.test('every date of a long break names the break as the cause', async (t) => {
  const summer = scheduleOf(weekdays('09:00-17:30'), {
    holidays: [closedOn(calendarOf(['2026-08-11 山の日']))],
    longBreaks: [longBreak('08-12/08-14', '夏休み')],
  });
  const ja = '夏休みのため、休業しております。次の受付は8月17日(月) 9:00からです。';
  const en = 'We are currently closed (夏休み). Please call from Monday 17 August, 9:00.';
  for (const [date, code] of [
    ['2026-08-11', 'holiday'],
    ['2026-08-12', 'long_break'],
    ['2026-08-16', 'weekend'],
  ] as const) {
    const decision = decideAt(summer, `${date}T10:00`);
    t.equal(decision.reason.code, code);
    t.same(tell(decision), { ja, en }, date);
  }
  t.match(messageAt(desk, '2026-09-22T10:00').ja, /^シルバーウィークのため、休業しております。/);
});

t.test('a coming long break is announced from its notice on until it begins', async (t) => {
  const notice = {
    ja: 'なお、12月29日(火)から1月3日(日)まで、年末年始のため休業いたします。',
    en: 'Please note: we are closed from Tuesday 29 December to Sunday 3 January (年末年始).',
  };
  t.notMatch(messageAt(desk, '2026-12-14T23:59').ja, 'なお');
  t.same(messageAt(desk, '2026-12-15T10:00'), {
    ja: `ただいま受け付けております。受付は12月15日(火) 11:50までです。${notice.ja}`,
    en: `We are open. We take calls until Tuesday 15 December, 11:50. ${notice.en}`,
  });
  const last = messageAt(desk, '2026-12-28T23:59');
  t.ok(last.ja.endsWith(notice.ja) && last.en.endsWith(notice.en));
  t.notMatch(messageAt(desk, '2026-12-29T00:00').ja, 'なお');
});

t.test('a long break of one date is announced as one', async (t) => {
  const oneDate = scheduleOf(daily('09:00-17:30'), {
    longBreaks: [longBreak('05-01/05-01', '創立記念日')],
  });
  const { ja, en } = messageAt(oneDate, '2026-04-30T10:00');
  t.match(ja, /なお、5月1日\(金\)は、創立記念日のため休業いたします。$/);
  t.match(en, /Please note: we are closed on Friday 1 May \(創立記念日\)\.$/);
});

t.test('a line that is always open names no closing time', async (t) => {
  t.same(messageAt(scheduleOf(daily('00:00-24:00')), '2026-11-23T10:00'), {
    ja: 'ただいま受け付けております。',
    en: 'We are open.',
  });
});

t.test('a closing at midnight belongs to the date that it ends', async (t) => {
  const late = scheduleOf(daily('18:00-24:00'));
  t.same(messageAt(late, '2026-11-24T20:00'), {
    ja: 'ただいま受け付けております。受付は11月24日(火) 24:00までです。',
    en: 'We are open. We take calls until midnight at the end of Tuesday 24 November.',
  });
  t.match(messageAt(late, '2026-12-31T20:00').ja, '受付は12月31日(木) 24:00までです。');
  const early = scheduleOf(daily('00:00-06:00'));
  t.match(messageAt(early, '2026-11-24T20:00').ja, '次の受付は11月25日(水) 0:00からです。');
});

t.test('a line that never opens says that the next opening is not known', async (t) => {
  t.same(messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00'), {
    ja: '本日は定休日とさせていただいております。次の受付日時は未定です。',
    en: 'Today is our regular day off. The next opening is not yet known.',
  });
});

t.test("the line's own message for a reason code wins over one for the state", async (t) => {
  const templates = {
    holiday: { ja: '{line}は{reasonName}でお休み。{opensAt}から', en: 'Off: {opensAt}' },
    closed: { ja: '休み', en: 'Closed' },
  };
  t.equal(
    messageAt(desk, '2026-11-23T10:00', templates).ja,
    'カードデスクは勤労感謝の日でお休み。11月24日(火) 9:00から',
  );
  t.equal(messageAt(desk, '2026-11-22T10:00', templates).ja, '休み');
});

t.test("a rule's own message wins over the line's", async (t) => {
  const message = { ja: '夏休みです。{opensAt}から', en: 'Summer break until {opensAt}' };
  const summer = scheduleOf(weekdays('09:00-17:30'), {
    longBreaks: [longBreak('08-13/08-15', '夏季休業', { message })],
  });
  const templates = { long_break: { ja: '休業', en: 'Closed' } };
  t.equal(messageAt(summer, '2026-08-13T10:00', templates).ja, '夏休みです。8月17日(月) 9:00から');
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
  t.match(messageAt(desk, '2026-12-14T10:00', templates).ja, /^ただいま受け付けております。/);
});

t.test('a template that needs a time which is not known gives way to our sentences', async (t) => {
  const templates = { closed: { ja: '{opensAt}から', en: 'From {opensAt}' } };
  t.equal(
    messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00', templates).en,
    'Today is our regular day off. The next opening is not yet known.',
  );
});

t.test('a template that fails or is blank gives way to our sentences', async (t) => {
  const ours = messageAt(desk, '2026-11-23T10:00');
  for (const broken of ['{opensAt, time}', '{opensAt', '{opensAt, clock}', ' ', '　']) {
    const templates = { closed: { ja: broken, en: broken } };
    t.same(messageAt(desk, '2026-11-23T10:00', templates), ours, JSON.stringify(broken));
  }
});

t.test('a name with ICU characters in it is text, not a template', async (t) => {
  const hostile = scheduleOf(weekdays('09:00-17:30'), {
    exceptions: [exception('2026-11-24', 'closed', "{opensAt} '<b>' #")],
  });
  t.equal(
    messageAt(hostile, '2026-11-24T10:00').ja,
    "{opensAt} '<b>' #のため、受付を休止しております。次の受付は11月25日(水) 9:00からです。",
  );
});

t.test('selects choose by a name', async (t) => {
  const templates = {
    closed: { ja: '{reasonName, select, 週末の休業日 {週末} other {平日}}', en: 'x' },
  };
  t.equal(messageAt(desk, '2026-11-22T10:00', templates).ja, '週末');
  t.equal(messageAt(desk, '2026-11-23T10:00', templates).ja, '平日');
});

t.test('the same text is compiled for each language and each configuration', async (t) => {
  const values: MessageValues = {
    line: 'x',
    reasonName: null,
    opensAt: null,
    closesAt: null,
    breakName: null,
    breakFrom: null,
    breakUntil: null,
  };
  const template = { ja: '{line}です', en: 'This is {line}' };
  t.equal(fillTemplate(template, 'ja', values), 'xです');
  t.equal(fillTemplate(template, 'en', values), 'This is x');
  t.equal(fillTemplate({ ...template, en: '{line}!' }, 'en', values), 'x!');
});

const KNOWN =
  'known are {line}, {reasonName}, {opensAt}, {closesAt}, {breakName}, {breakFrom}, {breakUntil}';
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

t.test('a moment names its year only when it is another one', async (t) => {
  const clock = { zone: zoneOf('Asia/Tokyo'), now: at('2026-12-31T23:59:59') };
  t.equal(formatMoment(at('2026-12-31T09:05'), clock, 'ja'), '12月31日(木) 9:05');
  t.equal(formatMoment(at('2027-01-01T00:00'), clock, 'ja'), '2027年1月1日(金) 0:00');
  t.equal(formatMoment(at('2027-01-01T00:00'), clock, 'en'), 'Friday 1 January 2027, 0:00');
  t.equal(formatEnd(at('2026-12-31T23:59'), clock, 'ja'), '12月31日(木) 23:59');
  t.equal(formatEnd(at('2027-01-01T00:00'), clock, 'ja'), '12月31日(木) 24:00');
  t.equal(formatEnd(at('2027-01-01T00:01'), clock, 'ja'), '2027年1月1日(金) 0:01');
  t.equal(formatBreakDate(day('2027-10-26'), clock, 'ja'), '10月26日(火)', '299 days off');
  t.equal(formatBreakDate(day('2027-10-27'), clock, 'en'), 'Wednesday 27 October 2027');
});

t.test('no reason in any language leaves a gap, whatever is not known', async (t) => {
  const { longBreak: on, ...inside } = decideAt(desk, '2026-12-30T10:00');
  for (const code of REASON_CODES) {
    for (let missing = 0; missing < 16; missing++) {
      const decision: Decision = {
        ...inside,
        state: stateOf(code),
        reason: { ...inside.reason, code, state: stateOf(code) },
        opensAt: missing & 1 ? null : inside.opensAt,
        closesAt: missing & 2 ? null : inside.closesAt,
        longBreak: missing & 4 ? null : on,
        upcomingBreak: missing & 8 ? null : on,
      };
      const { ja, en } = tell(decision);
      t.match(ja, /^([^{}。]{6,}。)+$/, `${code} in Japanese`);
      t.match(en, /^([A-Z][^{}.]{6,}\.( (?=[A-Z])|$))+$/, `${code} in English`);
      t.notMatch(`${ja}${en}`, /undefined|null| {2}|\(\)/);
    }
  }
});
