import { Type } from 'typebox';
import { WEEKDAYS } from '../core/civil.ts';
import { DateSchema, NamesSchema, nullable, record } from './schema.ts';

const SpansSchema = Type.Array(Type.String(), { examples: [['09:00-17:30']] });

const RuleSchema = record(
  {
    days: NamesSchema,
    hours: NamesSchema,
    spans: SpansSchema,
    weekdays: Type.Array(Type.Enum([...WEEKDAYS])),
    nth: nullable(
      Type.Array(Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Literal('last')]), {
        description: "Which of a month's weekdays, beating plain weekdays; null: all of them.",
      }),
    ),
    from: nullable(DateSchema),
    until: nullable(DateSchema),
  },
  { title: 'HoursRule' },
);

const ExceptionSchema = record(
  {
    from: DateSchema,
    until: DateSchema,
    kind: Type.Enum(['closed', 'hours', 'closed_during']),
    name: NamesSchema,
    hours: NamesSchema,
    spans: SpansSchema,
  },
  { title: 'HoursException' },
);

export const HoursSchema = record(
  {
    line: Type.String(),
    name: NamesSchema,
    zone: Type.String({ examples: ['Asia/Tokyo'] }),
    phone: nullable(Type.String()),
    text: record(
      { ja: Type.String(), en: Type.String() },
      { description: 'Everything in one paragraph.' },
    ),
    rules: Type.Array(RuleSchema, {
      description: 'Regular hours; of rules for nth weekdays about one date the last one holds.',
    }),
    notes: Type.Array(NamesSchema, {
      description: 'Holidays, long breaks, last call, the zone; without a full stop.',
    }),
    exceptions: Type.Array(ExceptionSchema, {
      description: 'Planned for the coming 400 days. Spans of closed_during are cut out.',
    }),
  },
  { title: 'Hours', description: 'The configured hours in words. Overrides are not in them.' },
);
