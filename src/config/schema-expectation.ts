/** The schema of an expectation: what a line must answer. */
import { Type } from 'typebox';
import { FIRST_YEAR, LAST_YEAR } from '../core/civil.ts';
import { REASON_CODES, type State } from '../core/reason.ts';
import { Id, WrittenHours } from './schema-values.ts';

const STATES: State[] = ['open', 'closed'];
const MAX_DAYS = 366 * (LAST_YEAR - FIRST_YEAR + 1);
const MAX_NOTE_CHARACTERS = 200;

const strict = { additionalProperties: false } as const;

const Edge = (description: string, example: string) =>
  Type.Optional(Type.String({ description, examples: [example] }));

const Count = (description: string, { most, example }: { most: number; example: number }) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: most, description, examples: [example] }));

export const WrittenExpectation = Type.Object(
  {
    line: Type.Optional(Id),
    group: Type.Optional(Id),
    at: Edge("A date and time: on the line's clock, or with an offset.", '2027-01-03T10:00'),
    date: Edge('A date, all of it.', '2026-12-28'),
    from: Edge('The first date, or the instant from which on it must hold.', '2026-12-29'),
    until: Edge('The last date (included), or an instant (not included).', '2027-01-03'),
    year: Type.Optional(
      Type.Integer({
        minimum: FIRST_YEAR,
        maximum: LAST_YEAR,
        description: 'A year, all of it.',
        examples: [2027],
      }),
    ),
    state: Type.Optional(Type.Enum(STATES, { examples: ['closed'] })),
    reason: Type.Optional(Type.Enum([...REASON_CODES], { examples: ['holiday'] })),
    hours: Type.Optional(WrittenHours),
    openDays: Count('On how many of the dates it is open.', { most: MAX_DAYS, example: 242 }),
    openHours: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: MAX_DAYS * 24,
        description: 'How many hours it is open; may have decimals.',
        examples: [2057],
      }),
    ),
    openMinutes: Count('How many minutes it is open.', {
      most: MAX_DAYS * 24 * 60,
      example: 123420,
    }),
    longestClosedDays: Count(
      'How many dates the longest run of closed dates has that touches them, all of it.',
      { most: MAX_DAYS, example: 6 },
    ),
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MAX_NOTE_CHARACTERS,
        description: 'Why it is expected; told when it is not met.',
        examples: ['as agreed with the card company'],
      }),
    ),
    table: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Instead of all others: a CSV file of expectations, relative to this file, ' +
          'with a header of their keys.',
        examples: ['expectations.csv'],
      }),
    ),
  },
  {
    ...strict,
    description:
      'What a line must answer at an instant, at every instant of dates, or on dates: ' +
      'a state, a reason, hours, or a count.',
    examples: [
      { line: 'phone-pin', at: '2027-01-03T10:00', state: 'closed' },
      { line: 'phone-pin', from: '2026-12-29', until: '2027-01-03', hours: 'closed' },
      { line: 'phone-pin', year: 2027, openDays: 242 },
      { table: 'expectations.csv' },
    ],
  },
);

export type WrittenExpectation = Type.Static<typeof WrittenExpectation>;
