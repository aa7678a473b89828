import type { HolidayPatchJson } from '../http/holiday-json.ts';
import { formatPatch } from './listed-patch.ts';
import type { Paint } from './paint.ts';

/** What an official list changes, as the service answers it. */
export interface ListChanges {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly officialThrough: string | null;
  readonly added: readonly ListedDate[];
  readonly removed: readonly ListedDate[];
  readonly renamed: readonly {
    readonly date: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly steppedAside: readonly HolidayPatchJson[];
  readonly contradicted: readonly HolidayPatchJson[];
}

interface ListedDate {
  readonly date: string;
  readonly name: string;
}

/** Every date that is another one by the list, in order, and what becomes of patches. */
export function formatListChanges(changes: ListChanges, paint: Paint): string {
  const { firstYear, lastYear, officialThrough, steppedAside, contradicted } = changes;
  const known =
    officialThrough === null ? 'no calendar uses it' : `published through ${officialThrough}`;
  const heading = `the list of ${firstYear} to ${lastYear}; ${known}`;
  const dates = changedDates(changes).map(({ sign, date, text }) =>
    paint(COLOURS[sign], `${sign} ${date}  ${text}`),
  );
  const lines = [
    paint('bold', heading),
    ...(dates.length > 0 ? dates : ['no date and no name of a holiday changes']),
    ...steppedAside.map((patch) => `the list says so itself, so this patch goes: ${told(patch)}`),
    ...contradicted.map((patch) =>
      paint('yellow', `the list says otherwise, and this patch stays: ${told(patch)}`),
    ),
    ...(contradicted.length > 0 ? ['take back what is wrong: eigyochu holidays remove ID'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const COLOURS = { '+': 'green', '-': 'red', '~': 'yellow' } as const;

interface ChangedDate {
  readonly sign: keyof typeof COLOURS;
  readonly date: string;
  readonly text: string;
}

function changedDates({ added, removed, renamed }: ListChanges): ChangedDate[] {
  const all: ChangedDate[] = [
    ...added.map(({ date, name }) => ({ sign: '+', date, text: name }) as const),
    ...removed.map(({ date, name }) => ({ sign: '-', date, text: name }) as const),
    ...renamed.map(({ date, before, after }) => {
      return { sign: '~', date, text: `${before} -> ${after}` } as const;
    }),
  ];
  return all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function told(patch: HolidayPatchJson): string {
  return `${patch.id}, ${formatPatch(patch)}`;
}
