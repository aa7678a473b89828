/** A small call centre, built without files: what the tests of the HTTP surface ask about. */
import type { Configuration, LineConfiguration } from '../../src/config/configuration.ts';
import type { Calendar, Holiday, HolidayKind } from '../../src/core/calendar.ts';
import { addDays, civilDayToDate, yearOf } from '../../src/core/civil.ts';
import {
  closedOn,
  daily,
  day,
  exception,
  scheduleOf,
  weekdays,
  YEAR_END,
  zoneOf,
} from './schedules.ts';

/** National holidays of late 2026 and early 2027, and a published list that ends with 2027. */
const nationalCalendar = calendarOf('jp', '2027-12-31', [
  ['2026-05-06', '振替休日', 'Substitute holiday', 'substitute', '休日'],
  ['2026-11-03', '文化の日', 'Culture Day'],
  ['2026-11-23', '勤労感謝の日', 'Labor Thanksgiving Day'],
  ['2027-01-01', '元日', "New Year's Day"],
  ['2027-01-11', '成人の日', 'Coming of Age Day'],
]);

const companyCalendar = calendarOf('company', null, [
  ['2026-11-23', '記念日', 'Memorial Day', 'listed'],
  ['2026-12-01', '創立記念日', 'Founding Day', 'listed'],
]);

const LINES: readonly LineConfiguration[] = [
  lineOf('phone-pin', {
    name: { ja: '電話用暗証番号デスク', en: 'Phone PIN desk' },
    schedule: scheduleOf(weekdays('09:00-17:30'), {
      holidays: [closedOn(nationalCalendar)],
      longBreaks: [YEAR_END],
      exceptions: [exception('2026-12-28', '09:00-12:00', '仕事納め')],
    }),
    phone: '+81-3-0000-0000',
    destinations: {
      open: { kind: 'queue', target: 'pin' },
      closed: { kind: 'announcement', target: 'closed' },
      holiday: { kind: 'announcement', target: 'closed-holiday' },
    },
  }),
  lineOf('lost-card', {
    name: { ja: '紛失・盗難デスク', en: 'Lost card desk' },
    schedule: scheduleOf(daily('00:00-24:00')),
  }),
  lineOf('shop-desk', {
    name: { ja: '店舗デスク', en: 'Shop desk' },
    groups: ['shops'],
    schedule: scheduleOf(weekdays('10:00-12:00 13:00-18:00'), {
      holidays: [{ ...closedOn(companyCalendar, nationalCalendar), hours: 'regular' }],
      lastCallMinutes: 10,
    }),
  }),
  lineOf('apia-desk', {
    name: { ja: 'アピア', en: 'Apia' },
    groups: [],
    zone: zoneOf('Pacific/Apia'),
    schedule: scheduleOf(daily('09:00-17:00')),
  }),
  lineOf('never-open', {
    name: { ja: '閉鎖', en: 'Never open' },
    groups: [],
    schedule: scheduleOf(daily('closed')),
  }),
];

export const callCentre: Configuration = {
  revision: '9f2c6a1b04de',
  zone: zoneOf('Asia/Tokyo'),
  onUnknown: 'unknown',
  calendars: [nationalCalendar, companyCalendar],
  feeds: [],
  lines: LINES,
  purposes: [
    {
      id: 'set-phone-pin',
      name: { ja: '電話用暗証番号の設定', en: 'Set the phone PIN' },
      channels: [{ kind: 'line', line: 'phone-pin' }],
    },
    {
      id: 'reset-online-password',
      name: { ja: 'オンラインサービスのパスワード再設定', en: 'Reset the online password' },
      channels: [
        { kind: 'web', url: 'https://example.com/reset' },
        { kind: 'line', line: 'phone-pin' },
      ],
    },
  ],
  expectations: [],
  webhooks: [],
  warnings: [],
  suppressions: [],
  suppressed: [],
};

/** The call centre with so many lines more than it has, all in the group `many`. */
export function withManyLines(count: number): Configuration {
  const schedule = scheduleOf(daily('00:00-24:00'));
  const more = Array.from({ length: count }, (_, index) =>
    lineOf(`line-${index}`, { name: { ja: '多', en: 'Many' }, groups: ['many'], schedule }),
  );
  return { ...callCentre, lines: [...LINES, ...more] };
}

/** The call centre whose first line has other hours on a Tuesday in each of so many weeks. */
export function withManyChanges(weeks: number): Configuration {
  const exceptions = Array.from({ length: weeks }, (_, index) => {
    const date = civilDayToDate(addDays(day('2026-11-24'), index * 7));
    return exception(date, index % 2 === 0 ? '09:00-12:00' : '09:00-15:00', '会議');
  });
  const schedule = scheduleOf(weekdays('09:00-17:30'), { exceptions });
  const changed = lineOf('phone-pin', { name: { ja: '窓口', en: 'Desk' }, schedule });
  return { ...callCentre, lines: [changed, ...LINES.slice(1)] };
}

/** The call centre whose first line ends once a year at a time that its clock reads twice. */
export function withUnsayableHours(): Configuration {
  const zone = zoneOf('America/New_York');
  const schedule = scheduleOf(daily('00:00-03:00'), { lastCallMinutes: 150 });
  const night = lineOf('phone-pin', { name: { ja: '夜間', en: 'Night' }, zone, schedule });
  return { ...callCentre, lines: [night, ...LINES.slice(1)] };
}

type LineParts = Pick<LineConfiguration, 'name' | 'schedule'> & Partial<LineConfiguration>;

function lineOf(id: string, parts: LineParts): LineConfiguration {
  return {
    id,
    zone: zoneOf('Asia/Tokyo'),
    phone: null,
    groups: ['cards'],
    destinations: {},
    messages: {},
    retrySpreadMinutes: 30,
    onUnknown: 'unknown',
    ...parts,
  };
}

type HolidayRow = readonly [
  date: string,
  ja: string,
  en: string,
  kind?: HolidayKind,
  list?: string,
];

/** Published through a date, or the operator's own. */
function calendarOf(id: string, through: string | null, rows: readonly HolidayRow[]): Calendar {
  const provenance = through === null ? 'local' : 'official';
  const holidays = rows.map(([date, ja, en, kind = 'national', officialName = ja]): Holiday => {
    return { day: day(date), name: { ja, en }, kind, provenance, officialName };
  });
  return {
    id,
    holidayOn: (wanted) => holidays.find((holiday) => holiday.day === wanted) ?? null,
    holidaysIn: (year) => holidays.filter((holiday) => yearOf(holiday.day) === year),
    knowledgeOf: (year) => (through === null || year <= 2027 ? provenance : 'projected'),
    officialThrough: through === null ? null : day(through),
    layOfficial: null,
    layFeed: null,
  };
}
