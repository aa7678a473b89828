/** The schema of a line. */
import { Type } from 'typebox';
import { DEFAULT_RETRY_SPREAD_MINUTES } from './configuration.ts';
import { WrittenSchedule } from './schema-schedule.ts';
import {
  ADDRESS_PART,
  byReasonOf,
  Id,
  PHONE,
  WrittenMessages,
  WrittenNames,
  WrittenOnUnknown,
  ZoneText,
} from './schema-values.ts';

const MAX_GROUPS = 50;
const MAX_RETRY_SPREAD_MINUTES = 1_440;

const strict = { additionalProperties: false } as const;

const WrittenDestination = Type.Object(
  { kind: addressPart('queue'), target: addressPart('pin') },
  {
    ...strict,
    title: 'destination',
    description: 'Where a call goes, in the words of the telephone system.',
    examples: [{ kind: 'queue', target: 'pin' }],
  },
);

export const WrittenLine = Type.Object(
  {
    name: WrittenNames,
    schedule: Type.Union([Id, WrittenSchedule], {
      description: 'The id of a schedule, or the schedule itself.',
      examples: ['weekday-desk'],
      advice: 'write the id of a schedule, or the schedule itself',
    }),
    zone: Type.Optional(ZoneText),
    phone: Type.Optional(
      Type.String({
        pattern: PHONE.source,
        description: 'The number callers dial, in quotes.',
        examples: ['+81-3-0000-0000'],
      }),
    ),
    groups: Type.Optional(
      Type.Array(Id, {
        maxItems: MAX_GROUPS,
        uniqueItems: true,
        description: 'Groups that the line belongs to.',
        examples: [['cards']],
      }),
    ),
    destinations: Type.Optional(byReasonOf(WrittenDestination, 'Where a call goes.')),
    messages: Type.Optional(byReasonOf(WrittenMessages, 'What callers are told.')),
    retrySpreadMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_RETRY_SPREAD_MINUTES,
        default: DEFAULT_RETRY_SPREAD_MINUTES,
        description: 'Minutes after opening over which callers are asked to come back.',
        examples: [DEFAULT_RETRY_SPREAD_MINUTES],
      }),
    ),
    onUnknown: Type.Optional(WrittenOnUnknown),
  },
  {
    ...strict,
    description: 'A line (窓口): a published thing callers reach that has hours.',
    examples: [{ name: { ja: '紛失窓口', en: 'Lost cards' }, schedule: 'always' }],
  },
);

function addressPart(example: string) {
  return Type.String({ pattern: ADDRESS_PART.source, examples: [example] });
}

export type WrittenLine = Type.Static<typeof WrittenLine>;
export type WrittenDestination = Type.Static<typeof WrittenDestination>;
