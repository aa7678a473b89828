/** The schemas of patched holidays and of the official list. */
import { Type } from 'typebox';
import * as holidays from '../holidays/holiday-patch.ts';
import { STANDINGS } from '../holidays/standing.ts';
import { ChangesSchema, DoneBy, ServiceInstant } from './override-schema.ts';
import { idParameter } from './query-schema.ts';
import { DateSchema, NamesSchema, nullable, record, referTo } from './schema.ts';

const Kind = Type.String({ enum: [...holidays.PATCH_KINDS] });
const WrittenDate = Type.String({ examples: ['2027-07-19'], description: 'A civil date.' });

function nameIn(language: string) {
  const maxLength = holidays.MAX_PATCH_NAME_CHARACTERS;
  return Type.String({ minLength: 1, maxLength, description: `In ${language}, on one line.` });
}

export const NewPatchBody = record(
  {
    kind: Kind,
    calendar: Type.Optional(
      Type.String({ minLength: 1, description: 'Default: the only calendar of Japan.' }),
    ),
    date: WrittenDate,
    to: Type.Optional({ ...WrittenDate, description: 'Where it is moved to; with move alone.' }),
    name: Type.Optional(
      record(
        { ja: nameIn('Japanese'), en: nameIn('English') },
        { description: 'Required for add; for move its own is kept where none is given.' },
      ),
    ),
    note: Type.String({
      minLength: 1,
      maxLength: holidays.MAX_PATCH_NOTE_CHARACTERS,
      description: 'Why, and who decided it.',
    }),
  },
  {
    title: 'NewHolidayPatch',
    description: 'A date that becomes a holiday, moves, or is none.',
    examples: [
      {
        ...{ kind: 'add', calendar: 'company', date: '2026-12-08' },
        name: { ja: '記念日', en: 'Memorial Day' },
        note: 'Decided by the board.',
      },
    ],
  },
);

const STORED = {
  kind: Type.Enum([...holidays.PATCH_KINDS]),
  calendar: Type.String(),
  date: DateSchema,
  to: nullable(DateSchema),
  name: { ...NamesSchema, description: 'Of a cancelled holiday: what it was called.' },
  note: Type.String(),
  standing: Type.Enum([...STANDINGS], {
    description:
      'stepped_aside: the calendar says so itself. dormant: there is no such calendar now.',
  }),
  createdAt: ServiceInstant,
  createdBy: DoneBy,
};

export const HolidayPatchSchema = record(
  { id: Type.String(), ...STORED, version: Type.Integer({ description: 'The ETag.' }) },
  { $id: 'HolidayPatch', description: 'A change to the dates of a calendar. It never changes.' },
);

export const HOLIDAY_PATCH = referTo(HolidayPatchSchema, 'HolidayPatch');

export const PatchesSchema = record(
  { patches: Type.Array(HOLIDAY_PATCH) },
  { title: 'HolidayPatches', description: 'Every patch, in order of creation.' },
);

export const PatchPreviewSchema = record(
  {
    dryRun: Type.Boolean(),
    patch: record({ id: Type.Null(), ...STORED, version: Type.Null() }),
    changes: Type.Array(ChangesSchema),
    truncated: Type.Boolean({ description: 'Whether there is more than is told.' }),
  },
  {
    title: 'HolidayPatchPreview',
    description: 'What would change for lines; nothing was changed.',
  },
);

export const PatchParams = record({ id: idParameter('The id of a patch.', 'h7w2n5e8pqrs') });

const OfficialName = Type.String({ description: 'As the list has it: 休日 for a 振替休日.' });
const ListedDate = record({ date: DateSchema, name: OfficialName }, { title: 'ListedDate' });

export const OfficialListSchema = record(
  {
    firstYear: nullable(Type.Integer()),
    lastYear: nullable(Type.Integer()),
    holidays: Type.Union([Type.Array(ListedDate), Type.Null()]),
    putAt: nullable(ServiceInstant),
    putBy: Type.Union([DoneBy, Type.Null()]),
    version: nullable(Type.Integer({ description: 'The ETag.' })),
  },
  {
    title: 'OfficialList',
    description: 'The list that was put last, with what it left of those before; or nulls.',
  },
);

export const PutListSchema = record(
  {
    firstYear: Type.Integer(),
    lastYear: Type.Integer(),
    officialThrough: nullable(DateSchema),
    added: Type.Array(ListedDate),
    removed: Type.Array(ListedDate),
    renamed: Type.Array(record({ date: DateSchema, before: OfficialName, after: OfficialName })),
    steppedAside: Type.Array(HOLIDAY_PATCH, {
      description: 'Patches that say what the list says now; they are taken back with it.',
    }),
    contradicted: Type.Array(HOLIDAY_PATCH, {
      description: 'Patches that stay in force though the list says something else.',
    }),
    dryRun: Type.Boolean(),
  },
  {
    title: 'OfficialListChanges',
    description: 'What the list changes in the years that it covers, below all patches.',
  },
);

export const PutListQuery = record({
  force: Type.Optional(
    Type.Boolean({ description: 'Also a list that ends before the one in force.' }),
  ),
  dryRun: Type.Optional(
    Type.Boolean({ description: 'Answers with what would change, and changes nothing.' }),
  ),
});

export const FeedsSchema = record(
  {
    feeds: Type.Array(
      record({
        calendar: Type.String(),
        url: Type.String(),
        fetchedAt: Type.String({ format: 'date-time' }),
        dates: Type.Array(record({ date: DateSchema, name: NamesSchema })),
        endless: Type.Boolean({ description: 'Whether some rule in it has no end.' }),
        knownThrough: DateSchema,
      }),
    ),
  },
  {
    title: 'CalendarFeeds',
    description: 'What the URLs of calendars said when they were last fetched.',
  },
);
