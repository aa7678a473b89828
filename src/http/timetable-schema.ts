import { Type } from 'typebox';
import { REASON_CODES } from '../core/reason.ts';
import { DecisionSchema, LongBreakSchema } from './decision-schema.ts';
import { InstantSchema, NamesSchema, nullable, record } from './schema.ts';

const { state, staffedUntil, closingSoon, retry, opensAt, closesAt, alternatives } =
  DecisionSchema.properties;
const { holidays, freshness, asOf, revision } = DecisionSchema.properties;

const place = (what: string) =>
  Type.Integer({ minimum: 0, description: `The place in \`${what}\`, counted from 0.` });

const EntrySchema = record(
  {
    from: InstantSchema,
    until: InstantSchema,
    state,
    reason: Type.Enum([...REASON_CODES]),
    reasonName: NamesSchema,
    opensAt,
    closesAt,
    staffedUntil,
    closingSoon,
    longBreak: nullable(place('longBreaks')),
    upcomingBreak: nullable(place('longBreaks')),
    retry,
    message: place('messages'),
  },
  {
    title: 'TimetableEntry',
    description: 'What a decision says at every instant of `[from, until)`.',
  },
);

/** All keys are always present, in this order. */
export const TimetableSchema = record(
  {
    line: Type.String(),
    name: NamesSchema,
    zone: Type.String({ examples: ['Asia/Tokyo'] }),
    phone: nullable(Type.String()),
    from: InstantSchema,
    until: InstantSchema,
    alternatives,
    holidays,
    freshness,
    asOf,
    revision,
    entries: Type.Array(EntrySchema, {
      description: 'Without gaps; the first one is that of now.',
    }),
    longBreaks: Type.Array(LongBreakSchema, { description: 'Those that entries name.' }),
    messages: Type.Array(NamesSchema, { description: 'Those that entries name.' }),
  },
  {
    $id: 'Timetable',
    description:
      'Every boundary of the coming days: a client that has it can answer alone until `until`, ' +
      'unless an override comes. What many entries share stands once, and is named by its place.',
  },
);
