/** The schema of a schedule: a line's rules as they are written. */
import { Type } from 'typebox';
import { MAX_LAST_CALL_MINUTES } from '../core/schedule.ts';
import { DEFAULT_CLOSING_SOON_MINUTES, MAX_EXCEPTIONS } from './configuration.ts';
import { WrittenDetection, WrittenLongBreak } from './schema-long-break.ts';
import {
  Cuts,
  DateText,
  Id,
  MAX_SPANS,
  mapOf,
  Spans,
  SpanText,
  WEEKDAY_KEY,
  WrittenHours,
  WrittenNames,
  ZoneText,
} from './schema-values.ts';

const MAX_EDITIONS = 100;
const MAX_HOLIDAY_RULES = 20;
const MAX_LONG_BREAKS = 200;
const MAX_CLOSING_SOON_MINUTES = 720;

const strict = { additionalProperties: false } as const;

export const WeekdayHours = mapOf(WrittenHours, {
  title: 'weekday hours',
  keys: WEEKDAY_KEY,
  minProperties: 1,
  description: [
    'Hours by weekday: mon … sun, ranges (mon-fri), lists (mon,wed), daily.',
    '1st-mon … 5th-fri and last-fri beat plain weekdays. One that is not named is closed.',
  ].join(' '),
  examples: [{ 'mon-fri': ['09:00-17:30'], '3rd-wed': 'closed' }],
});

const WrittenEdition = Type.Object(
  {
    from: Type.Optional(DateText),
    hours: WeekdayHours,
  },
  {
    ...strict,
    description: 'Regular hours in force from a date on. The first edition has no "from".',
    examples: [{ from: '2027-04-01', hours: { 'mon-fri': ['09:00-17:00'] } }],
  },
);

export const WrittenRegular = Type.Union(
  [WeekdayHours, Type.Array(WrittenEdition, { minItems: 1, maxItems: MAX_EDITIONS })],
  {
    description: 'Regular hours (通常営業): one map, or a list of editions.',
    examples: [{ 'mon-fri': ['09:00-17:30'] }],
    advice: 'write hours by weekday such as { mon-fri: [09:00-17:30] }',
  },
);

export const WrittenHolidayRule = Type.Object(
  {
    calendars: Type.Array(Id, {
      minItems: 1,
      maxItems: MAX_HOLIDAY_RULES,
      uniqueItems: true,
      description: 'Calendars of this configuration; the first that knows a date names it.',
      examples: [['jp']],
    }),
    hours: Type.Union([Type.String({ pattern: '^(closed|regular)$' }), Spans], {
      description: 'What holidays do: "closed", spans, or "regular" to leave the date alone.',
      examples: ['closed', ['10:00-17:00'], 'regular'],
      advice: 'write closed, regular, or spans such as [10:00-17:00]',
    }),
    dayBefore: Type.Optional(
      Type.Array(SpanText, {
        minItems: 1,
        maxItems: MAX_SPANS,
        description: 'Narrows the regular hours of the day before to these spans.',
        examples: [['09:00-15:00']],
        advice: 'write spans such as [09:00-15:00]; to close a day before, write an exception',
      }),
    ),
  },
  {
    ...strict,
    title: 'holiday rule',
    description: 'What holidays (祝日) do to the hours.',
    examples: [{ calendars: ['jp'], hours: 'closed' }],
  },
);

export const WrittenException = Type.Object(
  {
    date: Type.Optional(DateText),
    from: Type.Optional(DateText),
    until: Type.Optional(DateText),
    hours: Type.Optional(WrittenHours),
    closedDuring: Type.Optional(Cuts),
    name: WrittenNames,
  },
  {
    ...strict,
    description:
      'A planned deviation on one date, or from and until (both inclusive): other hours, or a cut.',
    examples: [
      {
        date: '2026-12-28',
        hours: ['09:00-12:00'],
        name: { ja: '仕事納め', en: 'Last working day' },
      },
    ],
  },
);

export const WrittenSchedule = Type.Object(
  {
    zone: Type.Optional(ZoneText),
    regular: WrittenRegular,
    holidays: Type.Optional(
      Type.Union(
        [
          WrittenHolidayRule,
          Type.Array(WrittenHolidayRule, { minItems: 1, maxItems: MAX_HOLIDAY_RULES }),
        ],
        {
          description: 'One rule, or a list of rules. Without it holidays are ordinary days.',
          examples: [{ calendars: ['jp'], hours: 'closed' }],
          advice: 'write a rule such as { calendars: [jp], hours: closed }',
        },
      ),
    ),
    longBreaks: Type.Optional(
      Type.Array(WrittenLongBreak, {
        maxItems: MAX_LONG_BREAKS,
        examples: [[{ preset: 'year-end' }]],
      }),
    ),
    detectLongBreaks: Type.Optional(WrittenDetection),
    exceptions: Type.Optional(
      Type.Array(WrittenException, {
        maxItems: MAX_EXCEPTIONS,
        description: 'Planned deviations; where two meet, the narrower wins, then the later.',
      }),
    ),
    lastCallMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_LAST_CALL_MINUTES,
        default: 0,
        description: 'Minutes at the end of each opening in which no new caller is taken.',
        examples: [15],
      }),
    ),
    closingSoonMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_CLOSING_SOON_MINUTES,
        default: DEFAULT_CLOSING_SOON_MINUTES,
        description: 'Minutes before closing from which a line says that it closes soon.',
        examples: [DEFAULT_CLOSING_SOON_MINUTES],
      }),
    ),
  },
  {
    ...strict,
    title: 'schedule',
    description: 'Rules about when a line is open.',
    examples: [{ regular: { 'mon-fri': ['09:00-17:30'] } }],
  },
);

export type WrittenSchedule = Type.Static<typeof WrittenSchedule>;
export type WrittenRegular = Type.Static<typeof WrittenRegular>;
export type WeekdayHours = Type.Static<typeof WeekdayHours>;
export type WrittenHolidayRule = Type.Static<typeof WrittenHolidayRule>;
export type WrittenException = Type.Static<typeof WrittenException>;
