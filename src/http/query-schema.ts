import { Type } from 'typebox';
import { LANGUAGES } from '../core/reason.ts';
import { DEFAULT_PAGE, MAX_INSTANT_LENGTH, MAX_PAGE, MAX_PARAM_LENGTH } from './limits.ts';
import { record } from './schema.ts';
import { CIVIL_DATE, INSTANT, INSTANT_WITH_OFFSET } from './time-parameter.ts';

const INSTANT_WORDS = 'An ISO 8601 date and time; without an offset it is read in the zone of the';

export const AtParameter = Type.String({
  format: INSTANT,
  maxLength: MAX_INSTANT_LENGTH,
  description: `${INSTANT_WORDS} line. Without it: now.`,
  examples: ['2026-11-23T10:00:00+09:00'],
});

export const AtWithOffsetParameter = Type.String({
  format: INSTANT_WITH_OFFSET,
  maxLength: MAX_INSTANT_LENGTH,
  description: 'An ISO 8601 date and time with an offset. Without it: now.',
  examples: ['2026-11-23T10:00:00+09:00'],
});

/** `from` and `until` as instants, half-open. */
export const InstantRangeParameters = {
  from: Type.Optional(
    instantParameter(
      '2026-11-23T00:00:00+09:00',
      "Default: the start of today in the line's zone.",
    ),
  ),
  until: Type.Optional(
    instantParameter('2026-11-30T00:00:00+09:00', 'Default: the start of the date 7 days later.'),
  ),
};

/** `from` and `until` as civil dates, both inclusive. */
export const DateRangeParameters = {
  from: Type.Optional(dateParameter('2026-11-01')),
  until: Type.Optional(dateParameter('2026-11-30')),
};

/** How far ahead dates are told that differ from the rules. */
export const UntilDateParameter = Type.String({
  format: CIVIL_DATE,
  description: 'The last date that is told, at most 400 days ahead, which is the default.',
  examples: ['2027-03-31'],
});

export const LineParameter = idParameter('The id of a line.', 'phone-pin');

export const LineParams = record({ line: LineParameter });

export const NoQuery = record({});

/** Of what is written in one language only. */
export const LanguageParameter = Type.Enum([...LANGUAGES], {
  type: 'string',
  description: 'The language of names and sentences. Default: ja.',
});

/** How many of a list are answered at once. */
export const LimitParameter = Type.Integer({
  minimum: 1,
  maximum: MAX_PAGE,
  description: `At most so many of them. Default: ${DEFAULT_PAGE}.`,
  examples: [DEFAULT_PAGE],
});

/** The id of something configured. */
export function idParameter(description: string, example: string) {
  return Type.String({
    minLength: 1,
    maxLength: MAX_PARAM_LENGTH,
    description,
    examples: [example],
  });
}

/** An instant, and what it is where it is not given. */
export function instantParameter(example: string, byDefault: string) {
  return Type.String({
    format: INSTANT,
    maxLength: MAX_INSTANT_LENGTH,
    description: `${INSTANT_WORDS} line. ${byDefault}`,
    examples: [example],
  });
}

function dateParameter(example: string) {
  return Type.String({ format: CIVIL_DATE, description: 'A civil date.', examples: [example] });
}
