/** The schemas of overrides: as they are written, and as they are answered. */
import { type TSchema, Type } from 'typebox';
import { LAYERS, REASON_CODES } from '../core/reason.ts';
import { OVERRIDE_REASONS } from '../overrides/override.ts';
import * as limits from '../overrides/override-limits.ts';
import { PHASES } from '../overrides/phase-of.ts';
import { MAX_HEARD_INTERVALS } from './limits.ts';
import { idParameter } from './query-schema.ts';
import { InstantSchema, NamesSchema, nullable, record, referTo } from './schema.ts';

const STATES = ['open', 'closed'] as const;

const NamedLines = Type.Array(Type.String(), {
  minItems: 1,
  maxItems: limits.MAX_NAMED,
  description: 'The ids of lines.',
  examples: [['phone-pin']],
});

const NamedGroups = Type.Array(Type.String(), {
  minItems: 1,
  maxItems: limits.MAX_NAMED,
  description: 'The ids of groups: of the lines that are in them then, not only now.',
  examples: [['cards']],
});

const Hours = Type.Array(Type.String(), {
  minItems: 1,
  maxItems: limits.MAX_SPANS,
  description:
    'Instead of a state: open in these spans of every date, closed outside them. As in the' +
    ' configuration, past 24:00 too.',
  examples: [['09:00-12:00']],
});

const Until = Type.String({
  maxLength: limits.MAX_TIME_CHARACTERS,
  description:
    'Required: an instant, a duration from `from` or now (a day is 24 hours), end-of-day (of the' +
    " date of `from`, in each line's zone) or next-opening (of each line; one without any within" +
    ' 400 days ends with the last of the others). Taken up to a minute. The words count from' +
    ' `from`, or from now once it has begun.',
  examples: ['2026-11-24T12:00:00+09:00', 'PT4H', 'end-of-day', 'next-opening'],
});

/** What a body may say. For a change every key may be `null`, which removes it. */
function writtenProperties<S extends TSchema, N extends TSchema>(
  each: (schema: TSchema) => S,
  names: (maxLength: number, description: string) => N,
) {
  return {
    lines: each(NamedLines),
    groups: each(NamedGroups),
    all: each(Type.Boolean({ description: 'Every line, also those that are configured later.' })),
    state: each(Type.String({ enum: [...STATES] })),
    hours: each(Hours),
    from: each(
      Type.String({
        maxLength: limits.MAX_TIME_CHARACTERS,
        description:
          `An instant, at most ${limits.MAX_AHEAD_DAYS} days ahead; taken down to a minute.` +
          ' Without an offset it is read in the zone that all lines share. Default: now.',
        examples: ['2026-11-24T07:00:00+09:00'],
      }),
    ),
    until: each(Until),
    reason: each(
      Type.String({ enum: [...OVERRIDE_REASONS], description: 'Why, in a word. Default: other.' }),
    ),
    name: names(limits.MAX_NAME_CHARACTERS, 'What callers are told it is called: 台風.'),
    message: names(
      limits.MAX_MESSAGE_CHARACTERS,
      'What callers are told. {line}, {reasonName}, {opensAt} and {closesAt} may stand in it.',
    ),
    note: each(
      Type.String({ minLength: 1, maxLength: limits.MAX_NOTE_CHARACTERS, description: 'For us.' }),
    ),
    author: each(
      Type.String({
        minLength: 1,
        maxLength: limits.MAX_AUTHOR_CHARACTERS,
        description: 'Who decided it. Default: the name of the access key.',
      }),
    ),
  };
}

function writtenText(maxLength: number) {
  return Type.String({ minLength: 1, maxLength });
}

export const NewOverrideBody = record(
  {
    ...writtenProperties(Type.Optional, (maxLength, description) => {
      const text = writtenText(maxLength);
      return Type.Optional(record({ ja: text, en: text }, { description }));
    }),
    until: Until,
  },
  {
    title: 'NewOverride',
    description: 'Lines, groups or all; a state or hours; and an end.',
    examples: [
      {
        ...{ lines: ['phone-pin'], state: 'closed', until: 'PT4H', reason: 'disaster' },
        name: { ja: '台風', en: 'Typhoon' },
        note: 'Trains have stopped.',
      },
    ],
  },
);

export const OverridePatchBody = record(
  writtenProperties(
    (schema) => Type.Optional(orNull(schema)),
    (maxLength, description) => {
      const text = Type.Optional(orNull(writtenText(maxLength)));
      return Type.Optional(orNull(record({ ja: text, en: text }, { description })));
    },
  ),
  {
    title: 'OverrideChange',
    minProperties: 1,
    examples: [{ until: 'PT6H', note: null }],
    description:
      'A merge patch (RFC 7396): what is written replaces what was, null removes it. Once it has' +
      ' begun, only until, reason, name, message, note and author.',
  },
);

/** With one list of types, where `anyOf` would tell every fault twice. */
function orNull(schema: TSchema): TSchema {
  const { type, enum: values, ...rest } = schema as TSchema & { type: string; enum?: unknown[] };
  return Type.Unsafe({ ...rest, type: [type, 'null'], ...(values && { enum: [...values, null] }) });
}

export const ServiceInstant = { ...InstantSchema, description: "ISO 8601, in the service's zone." };

export const DoneBy = record(
  {
    key: nullable(Type.String({ description: 'The id of the access key.' })),
    name: Type.String(),
  },
  { title: 'Actor' },
);

const STORED = {
  phase: Type.Enum([...PHASES]),
  lines: Type.Array(Type.String()),
  groups: Type.Array(Type.String()),
  all: Type.Boolean(),
  state: nullable(Type.String({ enum: [...STATES, null] })),
  hours: Type.Union([Type.Array(Type.String()), Type.Null()]),
  from: ServiceInstant,
  until: { ...ServiceInstant, description: 'The end, half-open; of several the last.' },
  untilAsked: Type.String({ description: 'The end as it was asked for.' }),
  ends: Type.Record(Type.String(), ServiceInstant, {
    description: 'By line, where an end in words means an earlier one for it.',
  }),
  reason: Type.Enum([...OVERRIDE_REASONS]),
  name: Type.Union([NamesSchema, Type.Null()]),
  message: Type.Union([NamesSchema, Type.Null()]),
  note: nullable(
    Type.String({ description: 'null also for a key that is not for all the lines of it.' }),
  ),
  author: Type.String(),
  createdAt: ServiceInstant,
  createdBy: DoneBy,
  changedAt: ServiceInstant,
  changedBy: DoneBy,
  endedAt: nullable(ServiceInstant),
  endedBy: Type.Union([DoneBy, Type.Null()]),
};

export const OverrideSchema = record(
  {
    id: Type.String(),
    ...STORED,
    version: Type.Integer({ description: 'The version of the store that made it so; the ETag.' }),
  },
  { $id: 'Override', description: 'An override.' },
);

const ReasonSchema = record(
  {
    state: Type.Enum([...STATES]),
    reason: Type.Enum([...REASON_CODES]),
    layer: Type.Enum([...LAYERS]),
    reasonName: NamesSchema,
    message: Type.Union([NamesSchema, Type.Null()]),
  },
  { title: 'HoursReason' },
);

export const ChangesSchema = record(
  {
    lines: Type.Array(Type.String()),
    intervals: Type.Array(
      record({
        start: InstantSchema,
        end: InstantSchema,
        before: ReasonSchema,
        after: ReasonSchema,
        heard: Type.Union([NamesSchema, Type.Null()], {
          description:
            'What a caller of the first line would be told at its beginning, or now where that is' +
            ` later; null where it is past, and beyond the first ${MAX_HEARD_INTERVALS}.`,
        }),
      }),
    ),
  },
  { title: 'OverrideEffect' },
);

export const PreviewSchema = record(
  {
    dryRun: Type.Boolean(),
    override: record({
      id: nullable(Type.String({ description: 'null where it would get one.' })),
      ...STORED,
      version: Type.Null(),
    }),
    changes: Type.Array(ChangesSchema),
    truncated: Type.Boolean({ description: 'Whether there is more than is told.' }),
  },
  { $id: 'OverridePreview', description: 'What would change; nothing was changed.' },
);

export const OverridesSchema = record(
  {
    overrides: Type.Array(referTo(OverrideSchema, 'Override')),
    next: nullable(Type.String({ description: 'The cursor of the next page; null on the last.' })),
  },
  { title: 'Overrides', description: 'Overrides, the newest creation first.' },
);

export const OverrideParams = record({ id: idParameter('The id of an override.', 'k3v9x0q2abcd') });

export const WriteQuery = record({
  dryRun: Type.Optional(
    Type.Boolean({ description: 'Answers with what would change, and changes nothing.' }),
  ),
});
