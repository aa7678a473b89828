/** The schema of a configuration document. Editors get it as JSON Schema, the parsers as types. */
import { Type } from 'typebox';
import type { State } from '../core/reason.ts';
import { REASON_CODES } from '../core/reason.ts';
import { MAX_LINES, MAX_WEBHOOKS } from './configuration.ts';
import { WrittenLine } from './schema-line.ts';
import { WrittenSchedule } from './schema-schedule.ts';
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
const MAX_CHANNELS = 20;
const MAX_EXPECTATIONS = 10_000;

const strict = { additionalProperties: false } as const;
const STATES: State[] = ['open', 'closed'];

const WrittenListedDate = Type.Object(
  { date: AnyDateText, name: WrittenNames },
  { ...strict, examples: [{ date: '06-01', name: { ja: '創立記念日', en: 'Founding Day' } }] },
);

const WrittenCalendar = Type.Object(
  {
    source: Type.Enum(['japan', 'listed'], {
      description: 'japan: the national holidays of Japan. listed: the dates below.',
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

const WrittenExpectation = Type.Object(
  {
    line: Id,
    at: Type.String({
      description: "A date and time: on the line's clock, or with an offset.",
      examples: ['2027-01-03T10:00'],
    }),
    state: Type.Optional(Type.Enum(STATES, { examples: ['closed'] })),
    reason: Type.Optional(Type.Enum([...REASON_CODES], { examples: ['holiday'] })),
  },
  {
    ...strict,
    description: 'What a line must answer at an instant: a state, a reason, or both.',
    examples: [{ line: 'phone-pin', at: '2027-01-03T10:00', state: 'closed' }],
  },
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
export type WrittenExpectation = Type.Static<typeof WrittenExpectation>;
