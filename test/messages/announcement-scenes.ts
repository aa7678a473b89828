/** The scenes of announcements.txt: lines as people run them, and when they are asked. */
import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import type { LineOverride } from '../../src/core/line-override.ts';
import type { Names } from '../../src/core/reason.ts';
import { LANGUAGES } from '../../src/core/reason.ts';
import { writeAnnouncement } from '../../src/messages/announcement.ts';
import type { MessageSource } from '../../src/messages/message.ts';
import {
  at,
  calendarOf,
  closedDuring,
  closedOn,
  compile,
  daily,
  exception,
  longBreak,
  scheduleOf,
  weekdays,
  zoneOf,
} from '../support/schedules.ts';

export const NAME: Names = { ja: 'カードデスク', en: 'Card desk' };

export const ALTERNATIVES = [
  { name: { ja: 'パスワードの再設定', en: 'Reset the online password' } },
  { name: { ja: '住所の変更', en: 'Change your address' } },
  { name: { ja: 'ご利用明細の確認', en: 'See your statement' } },
];

const holidays = [closedOn(createJapanCalendar('jp', null))];

/** Weekdays, closed on national holidays and from 12-29 to 01-03. */
const desk = compile(
  scheduleOf(weekdays('09:00-17:30'), {
    holidays,
    longBreaks: [
      longBreak('12-29/01-03', '', {
        name: { ja: '年末年始', en: 'the New Year holidays' },
      }),
    ],
    exceptions: [
      { ...exception('2026-12-10', '10:00-15:00', ''), name: { ja: '棚卸し', en: 'Stocktaking' } },
      {
        ...closedDuring('2026-12-04', '14:00-15:00', ''),
        name: { ja: '避難訓練', en: 'Fire drill' },
      },
      {
        ...exception('2027-06-07/2027-06-11', 'closed', ''),
        name: { ja: 'システム移行', en: 'System migration' },
      },
    ],
  }),
);

const lunch = compile(
  scheduleOf(weekdays('09:00-12:00 13:00-17:30'), { holidays, lastCallMinutes: 10 }),
);
const summer = compile(
  scheduleOf(weekdays('09:00-17:30'), {
    longBreaks: [
      longBreak('08-13/08-14', '', { name: { ja: '夏季休業', en: 'the summer break' } }),
      longBreak('05-01/05-01', '', { name: { ja: '創立記念日', en: 'Founding Day' } }),
    ],
    detection: { minDays: 9, noticeDays: 14, bridgeWithinDays: 0 },
  }),
);
const night = compile(
  scheduleOf(daily('18:00-26:00'), { holidays: [closedOn(calendarOf(['2026-12-24 聖夜']))] }),
);
const late = compile(scheduleOf(daily('18:00-24:00')));
const early = compile(scheduleOf(daily('00:00-06:00')));
const always = compile(scheduleOf(daily('00:00-24:00')));
const never = compile(scheduleOf(weekdays('closed')));

const TYPHOON: LineOverride = {
  start: at('2026-11-24T10:00'),
  end: at('2026-11-26T00:00'),
  change: { kind: 'closed' },
  names: { closed: { ja: '台風', en: 'Typhoon' } },
  message: null,
};
const MEETING: LineOverride = {
  ...TYPHOON,
  end: at('2026-11-24T13:00'),
  names: {
    closed: {
      ja: '社内会議による臨時休業',
      en: 'Temporary closure due to a staff meeting',
    },
  },
};
const SATURDAY: LineOverride = {
  ...TYPHOON,
  start: at('2026-11-28T09:00'),
  end: at('2026-11-28T12:00'),
  change: { kind: 'open' },
  names: {},
};
const FOR_YEARS: LineOverride = { ...TYPHOON, end: at('2029-01-01T00:00') };

interface Scene {
  readonly title: string;
  readonly compiled: CompiledSchedule;
  readonly instant: string;
  readonly rest?: Partial<Pick<MessageSource, 'templates' | 'alternatives'>>;
}

const web = (count: number) => ({ alternatives: ALTERNATIVES.slice(0, count) });

/** An operator's own words, as they are written on a notice. */
const OWN = {
  after_closing: {
    ja: '受付は平日(月〜金) 9:00〜17:30です。※12/29(火)・12/30(水)は12:00まで。{opensAt}から承ります。',
    en: 'Lines are open Mon–Fri 9:00–17:30. Please call {opensDay} after {opensTime}.',
  },
};

const SCENES: readonly Scene[] = [
  { title: 'open', compiled: desk, instant: '2026-11-24T09:00' },
  { title: 'closing soon', compiled: desk, instant: '2026-11-24T17:15' },
  { title: 'open until lunch', compiled: lunch, instant: '2026-11-24T09:00' },
  { title: 'open round the clock', compiled: always, instant: '2026-11-24T09:00' },
  { title: 'open until midnight', compiled: late, instant: '2026-11-24T20:00' },
  { title: 'open past midnight', compiled: night, instant: '2026-11-24T20:00' },
  { title: 'open after midnight', compiled: night, instant: '2026-11-24T01:00' },
  { title: 'special hours', compiled: desk, instant: '2026-12-10T11:00' },
  {
    title: 'opened on a Saturday',
    compiled: overlaySchedule(desk, [SATURDAY]),
    instant: '2026-11-28T09:30',
  },
  { title: 'before opening', compiled: desk, instant: '2026-11-24T08:59', rest: web(1) },
  { title: 'before opening at midnight', compiled: early, instant: '2026-11-24T20:00' },
  { title: 'lunch', compiled: lunch, instant: '2026-11-24T12:30', rest: web(2) },
  { title: 'last call before lunch', compiled: lunch, instant: '2026-11-24T11:55' },
  { title: 'after closing', compiled: desk, instant: '2026-11-24T17:30', rest: web(3) },
  { title: 'a Saturday', compiled: desk, instant: '2026-11-21T10:00' },
  { title: 'a Sunday before a holiday', compiled: desk, instant: '2026-11-22T10:00' },
  { title: 'a regular day off', compiled: never, instant: '2026-11-24T10:00' },
  { title: 'a holiday', compiled: desk, instant: '2026-11-23T10:00', rest: web(1) },
  { title: 'a holiday that a night precedes', compiled: night, instant: '2026-12-24T10:00' },
  { title: 'a cut', compiled: desk, instant: '2026-12-04T14:30' },
  { title: 'a removal of a week', compiled: desk, instant: '2027-06-08T10:00' },
  { title: 'the New Year, noticed', compiled: desk, instant: '2026-12-15T10:00' },
  { title: 'the New Year, the last day', compiled: desk, instant: '2026-12-28T10:00' },
  { title: 'the New Year, the last evening', compiled: desk, instant: '2026-12-28T18:00' },
  { title: 'the New Year, inside', compiled: desk, instant: '2026-12-30T10:00', rest: web(1) },
  { title: 'the New Year, the last date', compiled: desk, instant: '2027-01-03T10:00' },
  { title: 'Golden Week, noticed on a holiday', compiled: desk, instant: '2026-04-29T10:00' },
  { title: 'Golden Week, inside', compiled: desk, instant: '2026-05-02T10:00' },
  { title: 'Silver Week, inside', compiled: desk, instant: '2026-09-20T10:00', rest: web(2) },
  { title: 'a summer closure', compiled: summer, instant: '2026-08-13T10:00' },
  { title: 'a break of one date, noticed', compiled: summer, instant: '2025-04-30T10:00' },
  { title: 'a typhoon', compiled: overlaySchedule(desk, [TYPHOON]), instant: '2026-11-24T10:00' },
  { title: 'a meeting', compiled: overlaySchedule(desk, [MEETING]), instant: '2026-11-24T10:00' },
  {
    title: 'closed for years',
    compiled: overlaySchedule(desk, [FOR_YEARS]),
    instant: '2026-11-24T10:00',
  },
  { title: 'own words', compiled: desk, instant: '2026-11-24T17:30', rest: { templates: OWN } },
];

/** What is told in all of them. */
export function tellScenes(): string {
  return `${SCENES.map(tellScene).join('\n\n')}\n`;
}

/** What is told in a scene, a line for each language and for reading and for a voice. */
function tellScene({ title, compiled, instant, rest }: Scene): string {
  const told = writeAnnouncement({
    name: NAME,
    zone: zoneOf('Asia/Tokyo'),
    templates: {},
    alternatives: [],
    decision: decide(compiled, at(instant), { spreadMinutes: 30 }),
    ...rest,
  });
  const lines = LANGUAGES.flatMap((language) => [
    `${language} text    ${told.text[language]}`,
    `${language} speech  ${told.speech[language]}`,
  ]);
  return [`${instant}  ${title}`, ...lines].join('\n');
}
