import { dirname, join } from 'node:path';
import type { Calendar, ListedDate } from '../core/calendar.ts';
import { quote } from '../words/quote.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { child, items, type Located } from './located.ts';
import { type ParseContext, reportConflict, reportMissing } from './parse-context.ts';
import { parseAnyDateAt } from './parse-date.ts';
import { parseNames } from './parse-names.ts';
import type { Fault } from './problem-list.ts';
import type { WrittenCalendar } from './schema.ts';

export interface CalendarInput<List> {
  readonly sources: ConfigurationPorts<List>['calendars'];
  /** The bytes of a file that is named so in a document, or why there are none. */
  readonly readFile: (path: string, name: string) => Uint8Array | Fault;
}

/** A calendar; `null` where something is wrong, which has been told. */
export function parseCalendar<List>(
  at: Located<WrittenCalendar>,
  input: CalendarInput<List>,
  context: ParseContext,
): Calendar | null {
  const source = child(at, 'source')?.value;
  const [list, dates] = [child(at, 'officialList'), child(at, 'dates')];
  const id = String(at.key);
  if (source === 'japan') {
    if (dates) {
      const advice = 'put the dates into a calendar of their own, with source: listed';
      reportConflict(dates, ['source: japan', 'dates'], { advice, context });
    }
    if (!list) return input.sources.createJapanCalendar(id, null);
    const official = parseOfficialList(list, input, context);
    return official === null ? null : input.sources.createJapanCalendar(id, official);
  }
  if (source !== 'listed') return null;
  if (list) {
    const advice = 'remove it: an official list belongs to source: japan';
    reportConflict(list, ['source: listed', 'officialList'], { advice, context });
  }
  if (at.value.dates === undefined) {
    const advice = 'add dates: [{ date: 06-01, name: { ja: 創立記念日, en: Founding Day } }]';
    reportMissing(at, 'dates', { advice, context });
  }
  return input.sources.createListedCalendar(id, dates ? parseDates(dates, context) : []);
}

function parseDates(
  at: Located<NonNullable<WrittenCalendar['dates']>>,
  context: ParseContext,
): ListedDate[] {
  const given = new Set<string>();
  const dates = items(at).flatMap((item) => {
    const [written, name] = [child(item, 'date'), child(item, 'name')];
    const date = written && parseAnyDateAt(written, context);
    const names = name && parseNames(name, context);
    if (!written || !date || !names) return [];
    if (given.has(written.value)) {
      const found = `${written.value} is listed twice`;
      context.problems.report(written, { code: 'repeated_item', found, advice: 'list it once' });
    }
    given.add(written.value);
    return [{ at: written, date: { ...date, name: names } }];
  });
  for (const { at: written, date } of dates) {
    if (!('day' in date) || !given.has(written.value.slice(5))) continue;
    const found = `${written.value} is also listed for every year`;
    const advice = 'leave one of the two; of both, the first in the list names the day';
    context.problems.warn(written, { code: 'repeated_date', found, advice });
  }
  return dates.map(({ date }) => date);
}

function parseOfficialList<List>(
  at: Located<string>,
  { sources, readFile }: CalendarInput<List>,
  { problems }: ParseContext,
): List | null {
  const file = join(dirname(at.document.file), at.value);
  const bytes = readFile(file, at.value);
  if ('code' in bytes) {
    const found = `the official list ${quote(at.value)} ${bytes.found}`;
    const advice = 'write the path of syukujitsu.csv, relative to this file';
    problems.report(at, { code: bytes.code, found, advice });
    return null;
  }
  const parsed = sources.parseOfficialList(bytes);
  if (parsed.ok) return parsed.list;
  for (const { line, found, advice } of parsed.faults) {
    const place = { file, line, column: 1, pointer: '' };
    const fault = { code: 'bad_official_list', found, advice };
    problems.add(() => ({ ...place, severity: 'error', ...fault }));
  }
  return null;
}
