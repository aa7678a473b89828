/** The schemas of long breaks: configured ones, and how others are found. */
import { Type } from 'typebox';
import { MAX_BRIDGE_DAYS, MAX_NOTICE_DAYS } from '../core/schedule.ts';
import { DEFAULT_MIN_DAYS, DEFAULT_NOTICE_DAYS } from './configuration.ts';
import { AnyDateText, WrittenHours, WrittenMessages, WrittenNames } from './schema-values.ts';

const MAX_MIN_DAYS = 60;

const strict = { additionalProperties: false } as const;

export const WrittenLongBreak = Type.Object(
  {
    preset: Type.Optional(
      Type.Enum(['year-end', 'obon'], {
        description: 'year-end (年末年始) is 12-29 to 01-03, obon (お盆) 08-13 to 08-15.',
        examples: ['year-end'],
      }),
    ),
    name: Type.Optional(WrittenNames),
    from: Type.Optional(AnyDateText),
    until: Type.Optional(AnyDateText),
    hours: Type.Optional(WrittenHours),
    noticeDays: Type.Optional(noticeDays()),
    message: Type.Optional(WrittenMessages),
  },
  {
    ...strict,
    description:
      'A long break (連休), both ends inclusive: a preset, or a name with from and until.',
    examples: [{ preset: 'year-end' }],
  },
);

export const WrittenDetection = Type.Object(
  {
    minDays: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: MAX_MIN_DAYS,
        default: DEFAULT_MIN_DAYS,
        description: 'The fewest closed days in a row that are a long break.',
        examples: [DEFAULT_MIN_DAYS],
      }),
    ),
    noticeDays: Type.Optional(noticeDays()),
    bridgeWithinDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_BRIDGE_DAYS,
        default: 0,
        description: 'Up to this many working days between two closed runs are closed too.',
        examples: [0],
      }),
    ),
  },
  { ...strict, description: 'How long breaks that nobody configured are found.' },
);

function noticeDays() {
  return Type.Integer({
    minimum: 0,
    maximum: MAX_NOTICE_DAYS,
    default: DEFAULT_NOTICE_DAYS,
    description: 'Days before the first day from which callers are told.',
    examples: [DEFAULT_NOTICE_DAYS],
  });
}

export type WrittenLongBreak = Type.Static<typeof WrittenLongBreak>;
