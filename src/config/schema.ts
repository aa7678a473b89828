/** The schema of a configuration document. Editors get it as JSON Schema, the parsers as types. */
import { Type } from 'typebox';
import {
  DEFAULT_REFRESH_MINUTES,
  MAX_EXPECTATIONS,
  MAX_LINES,
  MAX_SUPPRESSIONS,
  MAX_WEBHOOKS,
} from './configuration.ts';
import { WrittenExpectation } from './schema-expectation.ts';
import { WrittenLine } from './schema-line.ts';
import { WrittenSchedule } from './schema-schedule.ts';
import { WrittenSuppression } from './schema-suppression.ts';
import {
  AnyDateText,
  ID,
  Id,
  mapOf,
  WrittenNames,
  WrittenOnUnknown,
  ZoneText,
} from './schema-values.ts';
import { WrittenWebhook } from './schema-webhook.ts';

const MAX_LISTED_DATES = 5_000;
/** Calendar programs ask once an hour or less; more would trouble who gives the calendar. */
const MIN_REFRESH_MINUTES = 5;
const MAX_REFRESH_MINUTES = 10_080;
const MAX_CHANNELS = 20;

const strict = { additionalProperties: false } as const;

const WrittenListedDate = Type.Object(
  { date: AnyDateText, name: WrittenNames },
  { ...strict, examples: [{ date: '06-01', name: { ja: '創立記念日', en: 'Founding Day' } }] },
);

const WrittenCalendar = Type.Object(
  {
    source: Type.Enum(['japan', 'listed', 'icalendar'], {
      description:
        'japan: the national holidays of Japan. listed: the dates below. icalendar: a file or URL.',
      examples: ['japan'],
    }),
    officialList: Type.Optional(
      Type.String({
        minLength: 1,
        description: "The Cabinet Office's syukujitsu.csv, relative to this file.",
        examples: ['syukujitsu.csv'],
      }),
    ),
    dates: Type.Optional(
      Type.Array(WrittenListedDate, {
        minItems: 1,
        maxItems: MAX_LISTED_DATES,
        description: 'Dates of a listed calendar.',
        examples: [[{ date: '06-01', name: { ja: '創立記念日', en: 'Founding Day' } }]],
      }),
    ),
    file: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'An iCalendar file of an icalendar calendar, relative to this file.',
        examples: ['company.ics'],
      }),
    ),
    url: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'Where an icalendar calendar is fetched from: https, http or webcal.',
        examples: ['https://calendar.example/company.ics'],
      }),
    ),
    refreshMinutes: Type.Optional(
      Type.Integer({
        minimum: MIN_REFRESH_MINUTES,
        maximum: MAX_REFRESH_MINUTES,
        default: DEFAULT_REFRESH_MINUTES,
        description: 'How often the URL is asked whether anything has changed.',
        examples: [DEFAULT_REFRESH_MINUTES],
      }),
    ),
  },
  {
    ...strict,
    description: 'A calendar of holidays.',
    examples: [{ source: 'japan' }],
  },
);

const WrittenChannel = Type.Object(
  {
    kind: Type.Optional(
      Type.Enum(['line', 'web', 'app'], {
        description: 'May be left out for a line.',
        examples: ['web'],
      }),
    ),
    line: Type.Optional(Id),
    url: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'Where the web page or the app is.',
        examples: ['https://example.com/reset'],
      }),
    ),
  },
  {
    ...strict,
    description: 'A way to get it done: a line, a web page or an app.',
    examples: [{ line: 'phone-pin' }, { kind: 'web', url: 'https://example.com/reset' }],
  },
);

const WrittenPurpose = Type.Object(
  {
    name: WrittenNames,
    channels: Type.Array(WrittenChannel, {
      minItems: 1,
      maxItems: MAX_CHANNELS,
      description: 'The channels that can do it.',
      examples: [[{ line: 'phone-pin' }]],
      advice: 'write at least one channel such as { line: phone-pin }',
    }),
  },
  { ...strict, description: 'What a caller wants done.' },
);

export const WrittenDocument = Type.Object(
  {
    version: Type.Optional(
      Type.Literal(1, { description: 'The version of this format.', examples: [1] }),
    ),
    zone: Type.Optional(ZoneText),
    onUnknown: Type.Optional(WrittenOnUnknown),
    calendars: Type.Optional(mapById(WrittenCalendar, 'Calendars of holidays, by id.', 1_000)),
    schedules: Type.Optional(mapById(WrittenSchedule, 'Schedules, by id.', MAX_LINES)),
    lines: Type.Optional(mapById(WrittenLine, 'Lines, by id.', MAX_LINES)),
    purposes: Type.Optional(mapById(WrittenPurpose, 'What callers want done, by id.', 10_000)),
    expectations: Type.Optional(
      Type.Array(WrittenExpectation, {
        maxItems: MAX_EXPECTATIONS,
        description: 'Tests of this configuration.',
      }),
    ),
    webhooks: Type.Optional(
      Type.Array(WrittenWebhook, {
        maxItems: MAX_WEBHOOKS,
        description: 'Receivers of messages about transitions and overrides.',
      }),
    ),
    suppressions: Type.Optional(
      Type.Array(WrittenSuppression, {
        maxItems: MAX_SUPPRESSIONS,
        description: 'Warnings and notices that are not told, each with the reason.',
      }),
    ),
  },
  {
    ...strict,
    title: 'eigyochu configuration',
    description: 'Which lines exist and when they are open. May be spread over several files.',
    advice: 'begin with version: 1',
  },
);

function mapById<T extends Type.TSchema>(value: T, description: string, maxProperties: number) {
  return mapOf(value, { keys: ID.source, maxProperties, description });
}

export type WrittenDocument = Type.Static<typeof WrittenDocument>;
export type WrittenCalendar = Type.Static<typeof WrittenCalendar>;
export type WrittenPurpose = Type.Static<typeof WrittenPurpose>;
export type WrittenChannel = Type.Static<typeof WrittenChannel>;
