/** Schemas of the small values that the document is made of. */
import { Type } from 'typebox';
import type { ByReason } from '../core/by-reason.ts';
import { REASON_CODES } from '../core/reason.ts';

/** Ids stand in URLs. */
export const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** A telephone number as it is dialled: E.164, or digits, with hyphens between them. */
export const PHONE = /^\+?[0-9](-?[0-9]){2,19}$/;
/** Goes unquoted into plain formats, so without separators. */
export const ADDRESS_PART = /^[A-Za-z0-9._:@/+#*-]{1,100}$/;
export const MAX_NAME_CHARACTERS = 200;
export const MAX_MESSAGE_CHARACTERS = 2_000;
/** More spans than a day needs, fewer than would make a date slow. */
export const MAX_SPANS = 48;

/**
 * Patterns are for editors and for other validators. Here the parsers of the values say the same
 * and more (what was meant, what to write), so that check-shape leaves patterns to them.
 */
const END = '(([0-3]?[0-9]|4[0-7]):[0-5][0-9]|48:00)';
const SPAN = `^([01]?[0-9]|2[0-3]):[0-5][0-9]-${END}$`;
const CUT = `^([0-3]?[0-9]|4[0-7]):[0-5][0-9]-${END}$`;
const DATE = '(19[7-9][0-9]|20[0-9][0-9]|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const MONTH_DAY = '(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const DAY = '(mon|tue|wed|thu|fri|sat|sun)';
const DAYS = `(daily|${DAY}|${DAY}-${DAY}|(1st|2nd|3rd|4th|5th|last)-${DAY})`;

export const Id = Type.String({ title: 'id', pattern: ID.source, examples: ['phone-pin'] });

export const WrittenNames = namesOf(MAX_NAME_CHARACTERS, {
  title: 'names',
  description: 'What it is called, in Japanese and in English.',
  examples: [{ ja: '…', en: '…' }],
});

export const WrittenMessages = namesOf(MAX_MESSAGE_CHARACTERS, {
  title: 'message',
  description:
    'What callers are told. {line}, {reasonName}, {weekday}, {opensAt}, {opensDay}, {opensTime}, ' +
    '{closesAt}, {closesDay}, {closesTime}, {web} stand for their values, {breakName}, ' +
    '{breakFrom}, {breakUntil}, {bridges}, {lastCall}, {reopensAt} for those of the long break ' +
    'that is on or announced, in selects of ICU MessageFormat too. Where one is missing, our own ' +
    'message is told.',
  examples: [{ ja: '次の受付は{opensAt}からです。', en: 'Please call from {opensAt}.' }],
});

export const SpanText = Type.String({
  pattern: SPAN,
  description:
    'A start and an end; 22:00-26:00 and 22:00-02:00 end on the next day, 00:00-24:00 is all day.',
  examples: ['09:00-17:30'],
});

export const Spans = Type.Array(SpanText, {
  title: 'spans',
  minItems: 1,
  maxItems: MAX_SPANS,
  description: 'Spans that do not overlap, in any order.',
  examples: [['09:00-12:00', '13:00-17:30']],
  advice: 'write spans such as [09:00-17:30]',
});

export const Cuts = Type.Array(
  Type.String({
    pattern: CUT,
    description: 'A start and an end; 24:30-25:00 is in the night that the date begins.',
    examples: ['13:00-15:00'],
  }),
  {
    title: 'cuts',
    minItems: 1,
    maxItems: MAX_SPANS,
    description: 'Spans that are cut out of the hours.',
    examples: [['13:00-15:00']],
    advice: 'write spans such as [13:00-15:00]',
  },
);

export const ClosedText = Type.String({ pattern: '^closed$', examples: ['closed'] });

export const WrittenHours = Type.Union([ClosedText, Spans], {
  title: 'hours',
  description: 'Spans in which the line is open, or "closed".',
  examples: [['09:00-17:30'], 'closed'],
  advice: 'write closed, or spans such as [09:00-17:30]',
});

export const DateText = Type.String({
  pattern: `^${DATE}$`,
  description: 'A date, YYYY-MM-DD.',
  examples: ['2027-04-01'],
});

export const AnyDateText = Type.String({
  pattern: `^(${DATE}|${MONTH_DAY})$`,
  description: 'A day of every year, MM-DD, or one date, YYYY-MM-DD.',
  examples: ['12-29', '2027-04-01'],
});

export const ZoneText = Type.String({
  title: 'zone',
  pattern: '^[A-Za-z]',
  description: 'An IANA time zone.',
  examples: ['Asia/Tokyo'],
});

export const WrittenOnUnknown = Type.Enum(['open', 'closed', 'unknown'], {
  title: 'on unknown',
  description: 'What telephone systems are told while the service does not know the state.',
  examples: ['closed'],
});

export const WEEKDAY_KEY = `^ *${DAYS}( *, *${DAYS})* *$`;

/** A map whose keys the writer chooses. */
export function mapOf<T extends Type.TSchema>(value: T, options: MapOptions) {
  const { keys, ...rest } = options;
  return Type.Unsafe<Record<string, Type.Static<T>>>({
    type: 'object',
    propertyNames: { pattern: keys },
    additionalProperties: value,
    ...rest,
  });
}

interface MapOptions {
  readonly title?: string;
  readonly keys: string;
  readonly description: string;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly examples?: readonly unknown[];
}

/** A map from reason codes and states. */
export function byReasonOf<T extends Type.TSchema>(value: T, description: string) {
  const keys = ['open', 'closed', ...REASON_CODES];
  return Type.Unsafe<ByReason<Type.Static<T>>>({
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, value])),
    additionalProperties: false,
    description: `${description} By reason code or by state; the most exact wins.`,
  });
}

function namesOf(
  maxLength: number,
  options: { title: string; description: string; examples: unknown[] },
) {
  const text = (description: string) =>
    Type.String({ minLength: 1, maxLength, description, examples: ['…'], advice: 'write text' });
  return Type.Object(
    { ja: text('In Japanese.'), en: text('In English.') },
    {
      additionalProperties: false,
      ...options,
      advice: 'write both languages: { ja: "…", en: "…" }',
    },
  );
}

export type WrittenNames = Type.Static<typeof WrittenNames>;
export type WrittenHours = Type.Static<typeof WrittenHours>;
