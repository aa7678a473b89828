import { Type } from 'typebox';
import { MAX_BUSINESS_DAYS, MAX_INSTANT_LENGTH } from './limits.ts';
import { instantParameter } from './query-schema.ts';
import { DateSchema, InstantSchema, nullable, record } from './schema.ts';
import { SIGNED_DURATION } from './time-parameter.ts';

export const BusinessTimeQuery = record({
  from: Type.Optional(instantParameter('2026-11-20T16:00:00+09:00', 'Default: now.')),
  until: Type.Optional(
    instantParameter(
      '2026-11-25T12:00:00+09:00',
      'Default, without add and addDays: the start of the date after that of from.',
    ),
  ),
  add: Type.Optional(
    Type.String({
      format: SIGNED_DURATION,
      maxLength: MAX_INSTANT_LENGTH,
      description:
        'Open time in hours, minutes and seconds, such as PT8H; -PT30M asks for an instant' +
        ' before. Instead of until.',
    }),
  ),
  addDays: Type.Optional(
    Type.Integer({
      minimum: -MAX_BUSINESS_DAYS,
      maximum: MAX_BUSINESS_DAYS,
      description:
        'Business days after the date of from, or before it; 1 is the next and -1 the previous' +
        ' one. Instead of until.',
    }),
  ),
});

const BusinessDaySchema = record(
  {
    date: DateSchema,
    opensAt: InstantSchema,
    closesAt: InstantSchema,
  },
  { title: 'BusinessDay' },
);

export const BusinessTimeSchema = record(
  {
    line: Type.String(),
    from: InstantSchema,
    until: nullable(InstantSchema),
    openTime: nullable(
      Type.String({
        description: 'The open time between the two, negative where until is the earlier one.',
        examples: ['PT16H30M'],
      }),
    ),
    openSeconds: nullable(
      Type.String({ description: 'The same in whole seconds.', examples: ['59400'] }),
    ),
    businessDay: nullable(BusinessDaySchema),
    holidays: Type.Enum(['official', 'projected', 'local', 'unknown', 'none']),
  },
  {
    title: 'BusinessTime',
    description:
      'Where until was asked for, it is the instant nearest to from with so much open time' +
      ' between them: a closing, not the next opening. After business days it is the closing of' +
      ' the last one, before them the opening of the first; businessDay is the one that was' +
      ' counted to. Null: not in the years 1970 to 2100.',
  },
);
