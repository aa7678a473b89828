import { Type } from 'typebox';
import { LAYERS, REASON_CODES } from '../core/reason.ts';
import { MAX_ALTERNATIVES } from '../lines/snapshot.ts';
import { DECISION_EXAMPLE } from './decision-example.ts';
import { ExplanationSchema } from './explanation-schema.ts';
import { DateSchema, InstantSchema, NamesSchema, nullable, record } from './schema.ts';

/** As it stands in a decision, and first in the list of long breaks. */
export const LongBreakSchema = record(
  {
    name: NamesSchema,
    from: DateSchema,
    until: DateSchema,
    days: Type.Integer({ description: 'Civil dates, weekends and holidays included.' }),
    reopensAt: nullable(InstantSchema),
    bridges: Type.Array(DateSchema, { description: 'Open dates between it and its neighbour.' }),
  },
  { title: 'LongBreak' },
);

const RetrySchema = record(
  {
    at: nullable(InstantSchema),
    window: nullable(Type.Array(InstantSchema, { minItems: 2, maxItems: 2 })),
  },
  { title: 'Retry' },
);

const DestinationSchema = record(
  { kind: Type.String(), target: Type.String() },
  { title: 'Destination' },
);

const AlternativeSchema = record(
  {
    purpose: Type.String(),
    name: NamesSchema,
    url: Type.String(),
  },
  { title: 'Alternative' },
);

/** The decision as JSON. All keys are always present, in this order; `explanation` when asked. */
export const DecisionSchema = record(
  {
    line: Type.String(),
    at: nullable(InstantSchema),
    state: Type.Enum(['open', 'closed']),
    reason: Type.Enum([...REASON_CODES]),
    layer: Type.Enum([...LAYERS]),
    reasonName: NamesSchema,
    since: nullable(InstantSchema),
    until: nullable(InstantSchema),
    opensAt: nullable(InstantSchema),
    closesAt: nullable(InstantSchema),
    staffedUntil: nullable(InstantSchema),
    closingSoon: Type.Boolean(),
    longBreak: nullable(LongBreakSchema),
    upcomingBreak: nullable(LongBreakSchema),
    retry: nullable(RetrySchema),
    destination: nullable(DestinationSchema),
    message: NamesSchema,
    alternatives: Type.Array(AlternativeSchema, {
      maxItems: MAX_ALTERNATIVES,
      description: `The first ${MAX_ALTERNATIVES} purposes of the line with a web or app channel.`,
    }),
    holidays: Type.Enum(['official', 'projected', 'local', 'unknown', 'none']),
    freshness: Type.Enum(['live', 'last-known']),
    asOf: nullable(InstantSchema),
    revision: Type.String(),
    explanation: Type.Optional(ExplanationSchema),
  },
  {
    $id: 'Decision',
    description:
      'Whether a line is open, why, and until when. Under 4 KB without the explanation, as long ' +
      'as each message has at most 650 bytes in each language, each name 40, and each URL 60.',
    examples: [DECISION_EXAMPLE],
  },
);
