import type { Names } from '../core/reason.ts';
import { alignColumns } from './align-columns.ts';
import { askDesk } from './ask-desk.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatNames } from './format-names.ts';
import { withStore } from './with-store.ts';

export const runHolidaysList = withStore(async (task) => {
  const { options, terminal } = task;
  const { from, until, calendar } = options;
  const asked = Object.entries({ from, until, calendar }).filter(([, value]) => value);
  const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  const answer = await askDesk(task, { method: 'GET', url: `/v1/holidays?${query}` });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  const known: ListedHolidays = JSON.parse(answer.body);
  terminal.out(options.json ? `${answer.body}\n` : formatHolidays(known));
  if (!options.json) terminal.err(describeKnowledge(known));
  return EXIT_CODES.ok.code;
});

interface ListedHolidays {
  readonly holidays: readonly ListedHoliday[];
  readonly officialThrough: string | null;
}

interface ListedHoliday {
  readonly date: string;
  readonly name: Names;
  readonly provenance: string;
  readonly calendar: string;
  /** The id of the patch that made it one. */
  readonly patch: string | null;
}

const TITLES = ['DATE', 'KNOWN', 'CALENDAR', 'PATCH', 'NAME'];

function formatHolidays({ holidays }: ListedHolidays): string {
  if (holidays.length === 0) return '';
  const rows = holidays.map(({ date, name, provenance, calendar, patch }) => {
    return [date, provenance, calendar, patch ?? '', formatNames(name)];
  });
  return `${alignColumns([TITLES, ...rows]).join('\n')}\n`;
}

function describeKnowledge({ holidays, officialThrough }: ListedHolidays): string {
  const none = holidays.length === 0 ? 'there is no holiday in this time; ' : '';
  if (officialThrough === null) return `${none}no list is published for these calendars\n`;
  return `${none}officially published through ${officialThrough}\n`;
}
