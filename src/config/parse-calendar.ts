import { dirname, join } from 'node:path';
import type { Calendar, ListedDate } from '../core/calendar.ts';
import type { Instant } from '../core/instant.ts';
import type { Zone } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import type { FeedSource } from './configuration.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { child, items, type Located } from './located.ts';
import { type ParseContext, reportConflict, reportMissing } from './parse-context.ts';
import { parseAnyDateAt } from './parse-date.ts';
import { parseIcalendarFile } from './parse-icalendar-file.ts';
import { parseNames } from './parse-names.ts';
import type { Fault } from './problem-list.ts';
import type { WrittenCalendar } from './schema.ts';

export interface CalendarInput<List> {
  readonly sources: ConfigurationPorts<List>['calendars'];
  /** The bytes of a file that is named so in a document, or why there are none. */
  readonly readFile: (path: string, name: string) => Uint8Array | Fault;
  /** Those that are fetched, by the id of their calendar. */
  readonly feeds: ReadonlyMap<string, FeedSource>;
  readonly now: Instant;
  /** The zone of the configuration; `null` where it has none. */
  readonly zone: Zone | null;
}

type Source = WrittenCalendar['source'];
type Key = Exclude<keyof WrittenCalendar, 'source'>;

/** What belongs to which source, and what to do with it elsewhere. */
const BELONGS: Readonly<Record<Key, { readonly source: Source; readonly advice: string }>> = {
  officialList: {
    source: 'japan',
    advice: 'remove it: an official list belongs to source: japan',
  },
  dates: {
    source: 'listed',
    advice: 'put the dates into a calendar of their own, with source: listed',
  },
  file: { source: 'icalendar', advice: 'remove it: a file belongs to source: icalendar' },
  url: { source: 'icalendar', advice: 'remove it: a url belongs to source: icalendar' },
  refreshMinutes: { source: 'icalendar', advice: 'remove it: it belongs to a url' },
};

/** A calendar; `null` where something is wrong, which has been told. */
export function parseCalendar<List>(
  at: Located<WrittenCalendar>,
  input: CalendarInput<List>,
  context: ParseContext,
): Calendar | null {
  const source = child(at, 'source')?.value;
  if (source === undefined) return null;
  for (const key of Object.keys(BELONGS) as Key[]) {
    const foreign = BELONGS[key].source === source ? null : child(at, key);
    const { advice } = BELONGS[key];
    if (foreign) reportConflict(foreign, [`source: ${source}`, key], { advice, context });
  }
  const id = String(at.key);
  switch (source) {
    case 'japan': {
      const list = child(at, 'officialList');
      if (!list) return input.sources.createJapanCalendar(id, null);
      const official = parseOfficialList(list, input, context);
      return official === null ? null : input.sources.createJapanCalendar(id, official);
    }
    case 'listed':
      return input.sources.createListedCalendar(id, parseListed(at, context));
    case 'icalendar':
      return parseIcalendar(at, input, context);
  }
}

function parseIcalendar<List>(
  at: Located<WrittenCalendar>,
  input: CalendarInput<List>,
  context: ParseContext,
): Calendar | null {
  const [file, url, refresh] = [child(at, 'file'), child(at, 'url'), child(at, 'refreshMinutes')];
  const { value } = at;
  if (value.file === undefined && value.url === undefined) {
    const advice = 'add file: company.ics, or url: https://…';
    reportMissing(at, 'file', { advice, context });
  }
  if (file && url) {
    const advice = 'write the file, or the url that is fetched while the service runs';
    reportConflict(url, ['file', 'url'], { advice, context });
    return null;
  }
  if (refresh && value.url === undefined) {
    const advice = 'remove it: a file is read again when it changes';
    reportConflict(refresh, ['file', 'refreshMinutes'], { advice, context });
  }
  if (file) return parseIcalendarFile(file, input, context);
  const feed = input.feeds.get(String(at.key));
  return feed ? input.sources.createFetchedCalendar(feed.id, feed.name) : null;
}

function parseListed(at: Located<WrittenCalendar>, context: ParseContext): ListedDate[] {
  const dates = child(at, 'dates');
  if (at.value.dates === undefined) {
    const advice = 'add dates: [{ date: 06-01, name: { ja: 創立記念日, en: Founding Day } }]';
    reportMissing(at, 'dates', { advice, context });
  }
  return dates ? parseDates(dates, context) : [];
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
