import t from 'tap';
import type { ByReason } from '../../src/core/by-reason.ts';
import { decide } from '../../src/core/decision.ts';
import { type Names, REASON_CODES, type ReasonCode } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { writeMessage } from '../../src/messages/message.ts';
import { formatMoment } from '../../src/messages/moment.ts';
import { checkMessage } from '../../src/messages/template.ts';
import {
  at,
  calendarOf,
  closedOn,
  compile,
  daily,
  exception,
  longBreak,
  scheduleOf,
  weekdays,
  zoneOf,
} from '../support/schedules.ts';

const NAME: Names = { ja: 'カードデスク', en: 'Card desk' };

function messageAt(schedule: Schedule, instant: string, templates: ByReason<Names> = {}): Names {
  const decision = decide(compile(schedule), at(instant), { spreadMinutes: 30 });
  return writeMessage({ name: NAME, zone: zoneOf('Asia/Tokyo'), templates, decision });
}

const desk = scheduleOf(weekdays('09:00-12:00 13:00-17:30'), {
  holidays: [closedOn(calendarOf(['2026-11-23 勤労感謝の日']))],
  longBreaks: [longBreak('12-29/01-03', '年末年始')],
  exceptions: [exception('2026-12-10', '10:00-15:00', '棚卸し')],
  lastCallMinutes: 10,
});

t.test('every reason is told in whole Japanese sentences, with when to call again', async (t) => {
  const told: readonly (readonly [instant: string, ja: string])[] = [
    ['2026-11-24T08:59', 'ただいまの時間は営業時間外です。次の受付は11月24日(火) 9:00からです。'],
    ['2026-11-24T09:00', 'ただいま受け付けております。受付は11月24日(火) 11:50までです。'],
    [
      '2026-11-24T11:55',
      'ただいまの受付は終了いたしました。次の受付は11月24日(火) 13:00からです。',
    ],
    ['2026-11-24T12:00', 'ただいま休憩時間です。次の受付は11月24日(火) 13:00からです。'],
    ['2026-11-24T17:30', '本日の営業は終了いたしました。次の受付は11月25日(水) 9:00からです。'],
    ['2026-11-22T10:00', '本日は休業日です。次の受付は11月24日(火) 9:00からです。'],
    [
      '2026-11-23T10:00',
      '勤労感謝の日のため、休業しております。次の受付は11月24日(火) 9:00からです。',
    ],
    [
      '2026-12-30T10:00',
      '年末年始のため、休業しております。次の受付は2027年1月4日(月) 9:00からです。',
    ],
    [
      '2026-12-10T11:00',
      'ただいま受け付けております（棚卸し）。受付は12月10日(木) 14:50までです。',
    ],
  ];
  for (const [instant, ja] of told) t.equal(messageAt(desk, instant).ja, ja, instant);
});

t.test('the English message says the same', async (t) => {
  t.equal(
    messageAt(desk, '2026-11-23T10:00').en,
    'We are closed for a holiday: 勤労感謝の日. Please call from Tuesday 24 November, 9:00.',
  );
  t.equal(
    messageAt(desk, '2026-12-30T10:00').en,
    'We are closed for a long break: 年末年始. Please call from Monday 4 January 2027, 9:00.',
  );
});

t.test('a line that is always open names no closing time', async (t) => {
  const always = scheduleOf(daily('00:00-24:00'));
  t.same(messageAt(always, '2026-11-23T10:00'), {
    ja: 'ただいま受け付けております。',
    en: 'We are open.',
  });
});

t.test('a line that never opens says that the next opening is not known', async (t) => {
  t.equal(
    messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00').ja,
    '本日は定休日です。次の受付日時は未定です。',
  );
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

t.test('a template that needs a time which is not known gives way to our sentences', async (t) => {
  const templates = { closed: { ja: '{opensAt}から', en: 'From {opensAt}' } };
  t.equal(
    messageAt(scheduleOf(weekdays('closed')), '2026-11-24T10:00', templates).en,
    'Today is our regular day off. The next opening is not yet known.',
  );
});

t.test('a name with ICU characters in it is text, not a template', async (t) => {
  const hostile = scheduleOf(weekdays('09:00-17:30'), {
    exceptions: [exception('2026-11-24', 'closed', "{opensAt} '<b>' #")],
  });
  t.equal(
    messageAt(hostile, '2026-11-24T10:00').ja,
    "{opensAt} '<b>' #のため、休業しております。次の受付は11月25日(水) 9:00からです。",
  );
});

t.test(
  'ICU selects and plurals work, and may lack a variable only where it is missing',
  async (t) => {
    const templates = {
      closed: { ja: '{reasonName, select, 週末の休業日 {週末} other {平日}}', en: 'x' },
    };
    t.equal(messageAt(desk, '2026-11-22T10:00', templates).ja, '週末');
  },
);

t.test('checking a message tells what is wrong with it', async (t) => {
  t.equal(checkMessage('{opensAt}から', 'ja'), null);
  t.equal(checkMessage('<b>{reasonName}</b> & more', 'en'), null);
  t.equal(
    checkMessage('{opens}から', 'ja'),
    'the message names {opens}; known are {line}, {reasonName}, {opensAt}, {closesAt}',
  );
  t.match(checkMessage('{reasonName, select, a {{nope}} other {}}', 'ja'), /names \{nope\}/);
  t.match(checkMessage('{opensAt', 'ja'), /not ICU MessageFormat/);
});

t.test('a moment names its year only when it is another one', async (t) => {
  const clock = { zone: zoneOf('Asia/Tokyo'), now: at('2026-12-31T23:59:59') };
  t.equal(formatMoment(at('2026-12-31T09:05'), clock, 'ja'), '12月31日(木) 9:05');
  t.equal(formatMoment(at('2027-01-01T00:00'), clock, 'ja'), '2027年1月1日(金) 0:00');
  t.equal(formatMoment(at('2027-01-01T00:00'), clock, 'en'), 'Friday 1 January 2027, 0:00');
});

t.test('no reason in any language leaves a blank or a brace in its sentence', async (t) => {
  const decision = decide(compile(desk), at('2026-11-23T10:00'), { spreadMinutes: 30 });
  for (const code of REASON_CODES) {
    for (const opensAt of [decision.opensAt, null]) {
      const reason = { ...decision.reason, code: code as ReasonCode };
      const { ja, en } = writeMessage({
        name: NAME,
        zone: zoneOf('Asia/Tokyo'),
        templates: {},
        decision: { ...decision, reason, opensAt },
      });
      t.match(ja, /^[^{}]{6,}。$/, `${code} in Japanese`);
      t.match(en, /^[A-Z][^{}]{6,}\.$/, `${code} in English`);
      t.notMatch(`${ja}${en}`, /undefined|null| {2}/);
    }
  }
});
