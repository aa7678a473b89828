import type { WrittenException } from '../config/schema-schedule.ts';
import { MAX_NAME_CHARACTERS, MAX_SPANS, type WrittenNames } from '../config/schema-values.ts';
import {
  type CivilDay,
  civilDayOf,
  civilDayToDate,
  FIRST_YEAR,
  LAST_YEAR,
  yearOf,
} from '../core/civil.ts';
import type { Days } from '../core/date-range.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { CONTROL_CHARACTER } from '../words/control-character.ts';
import { parseSpan, type SpanUse } from '../words/parse-span.ts';
import { quote } from '../words/quote.ts';
import type { Column, Columns } from './csv-columns.ts';
import type { Lost } from './imported.ts';
import { namesFor } from './names-for.ts';
import { writeHours } from './written-hours.ts';

export interface ReadRow {
  readonly exceptions: readonly WrittenException[];
  readonly faults: readonly Lost[];
  readonly lost: readonly Lost[];
}

interface RowPlace {
  readonly line: number;
  readonly columns: Columns;
}

/** The exceptions of a row: its hours, and what is cut out of them; or all of its faults. */
export function readRow(cells: readonly string[], place: RowPlace): ReadRow {
  const cellOf = (column: Column) => textOf(cells[place.columns.get(column)?.index ?? -1]);
  const faults: Lost[] = [];
  const tell = (column: Column, fault: Fault) => {
    const header = place.columns.get(column)?.header;
    const where = header === undefined ? '' : `, column ${quote(header)}`;
    faults.push({ ...fault, place: `line ${place.line}${where}` });
  };
  const days = readDays(cellOf, tell);
  const hours = readHours(cellOf('hours'), (fault) => tell('hours', fault));
  const cut = readCut(cellOf('closedDuring'), (fault) => tell('closedDuring', fault));
  if (cellOf('hours') === '' && cellOf('closedDuring') === '') {
    const advice = 'write closed (休業), or spans such as 09:00-12:00 13:00-17:30';
    tell('hours', { code: 'no_hours', found: 'nothing', advice });
  }
  const names = readNames(cellOf, tell);
  if (faults.length > 0 || days === null) return { exceptions: [], faults, lost: [] };
  const name = namesFor(names, { isClosed: hours?.length === 0 });
  const dates = writeDays(days);
  const exceptions = [
    ...(hours === null ? [] : [{ ...dates, hours: writeHours(hours), name }]),
    ...(cut === null ? [] : [{ ...dates, closedDuring: cut.map(formatSpan), name }]),
  ];
  return { exceptions, faults, lost: lostOf(names, place.line) };
}

type Fault = Omit<Lost, 'place'>;
type Tell = (column: Column, fault: Fault) => void;
type CellOf = (column: Column) => string;

/** Without the sign that keeps a spreadsheet from taking a text for a formula. */
function textOf(cell = ''): string {
  return cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '').trim();
}

function readDays(cellOf: CellOf, tell: Tell): Days | null {
  const [date, from, until] = [cellOf('date'), cellOf('from'), cellOf('until')];
  if (date !== '' && (from !== '' || until !== '')) {
    const advice = 'write a date, or from and until';
    tell('date', { code: 'two_dates', found: 'a date beside from or until', advice });
    return null;
  }
  if (date === '' && from === '' && until === '') {
    tell('date', { code: 'no_date', found: 'nothing', advice: 'write a date such as 2027-01-04' });
    return null;
  }
  const [first, last]: [Column, Column] = date === '' ? ['from', 'until'] : ['date', 'date'];
  const begins = readDate(cellOf(first), (fault) => tell(first, fault));
  const ends = first === last ? begins : readDate(cellOf(last), (fault) => tell(last, fault));
  if (begins === null || ends === null) return null;
  if (begins <= ends) return { from: begins, until: ends };
  const found = `${quote(until)}, which is before ${quote(from)}`;
  tell('until', { code: 'reversed_dates', found, advice: 'write the last date, or the same' });
  return null;
}

/** More than any date with its time has. */
const MAX_DATE_CHARACTERS = 40;
/** More than the spans of a date have, with spaces between them. */
const MAX_HOURS_CHARACTERS = 800;

/** `2027-01-04`, and what a Japanese spreadsheet makes of it: `2027/1/4`, `2027年1月4日`. */
const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?: 0?0:00(?::00)?)?$/;

function readDate(text: string, tell: (fault: Fault) => void): CivilDay | null {
  const parts = DATE.exec(text.slice(0, MAX_DATE_CHARACTERS).normalize('NFKC'));
  const day = parts && civilDayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  if (day !== null && yearOf(day) >= FIRST_YEAR && yearOf(day) <= LAST_YEAR) return day;
  const found = text === '' ? 'nothing' : quote(text);
  const years = `in the years ${FIRST_YEAR} to ${LAST_YEAR}`;
  const advice = `write a date that exists, ${years}, as 2027-01-04 or 2027/1/4`;
  tell({ code: 'bad_date', found, advice });
  return null;
}

function writeDays({ from, until }: Days) {
  if (from === until) return { date: civilDayToDate(from) };
  return { from: civilDayToDate(from), until: civilDayToDate(until) };
}

const CLOSED = /^(closed|休業日?|休み?|定休日?|臨時休業)$/i;

function readHours(cell: string, tell: (fault: Fault) => void): Hours | null {
  if (cell === '') return null;
  if (cell.length > MAX_HOURS_CHARACTERS) return tooMany(cell, tell);
  return CLOSED.test(cell.normalize('NFKC')) ? [] : readSpans(cell, 'hours', tell);
}

function readCut(cell: string, tell: (fault: Fault) => void): Hours | null {
  if (cell === '') return null;
  return cell.length > MAX_HOURS_CHARACTERS ? tooMany(cell, tell) : readSpans(cell, 'cut', tell);
}

function tooMany(cell: string, tell: (fault: Fault) => void): null {
  const advice = `write at most ${MAX_SPANS} spans`;
  tell({ code: 'too_many', found: quote(cell), advice });
  return null;
}

/** Spans in order, with spaces, slashes, commas or semicolons between them. */
function readSpans(cell: string, use: SpanUse, tell: (fault: Fault) => void): Hours | null {
  const spaced = cell.normalize('NFKC').replace(/\s+/g, ' ');
  const plain = spaced.replace(/ ?[~〜–—‐−-] ?/g, '-');
  const parts = plain.split(/[\s/;,、・]+/).filter((part) => part !== '');
  if (parts.length > MAX_SPANS) return tooMany(cell, tell);
  const spans = parts.map((part) => parseSpan(part, use));
  for (const span of spans) if ('code' in span) tell(span);
  const good = spans.filter((span): span is Span => !('code' in span));
  if (good.length === 0 || good.length < spans.length) return null;
  const sorted = good.toSorted((a, b) => a.start - b.start);
  const second = sorted.find(({ start }, index) => start < (sorted[index - 1]?.end ?? 0));
  if (!second) return sorted;
  const found = `${quote(cell)}, in which ${formatSpan(second)} overlaps another span`;
  tell({ code: 'overlapping_spans', found, advice: 'write one span, or two that do not overlap' });
  return null;
}

function readNames(cellOf: CellOf, tell: Tell): Partial<WrittenNames> {
  const readName = (column: 'nameJa' | 'nameEn') => {
    const name = cellOf(column);
    const isGood = !CONTROL_CHARACTER.test(name) && name.length <= MAX_NAME_CHARACTERS;
    const advice = `write it on one line, of at most ${MAX_NAME_CHARACTERS} characters`;
    if (!isGood) tell(column, { code: 'bad_name', found: quote(name), advice });
    return name;
  };
  const [ja, en] = [readName('nameJa'), readName('nameEn')];
  return { ...(ja !== '' && { ja }), ...(en !== '' && { en }) };
}

/** A name in one language stands for the other one too, which somebody should know. */
function lostOf({ ja, en }: Partial<WrittenNames>, line: number): Lost[] {
  if ((ja === undefined) === (en === undefined)) return [];
  const found = `${quote(ja ?? en ?? '')} in one language`;
  const advice = 'it stands for both; translate it';
  return [{ code: 'one_language', place: `line ${line}`, found, advice }];
}
