/** Tables of expectations: CSV files, as spreadsheets save them. */
import { dirname, join } from 'node:path';
import { quote } from '../words/quote.ts';
import { checkShape } from './check-shape.ts';
import { didYouMean } from './did-you-mean.ts';
import { child, items, type Located } from './located.ts';
import { type ParseContext, reportConflict } from './parse-context.ts';
import type { Fault, ProblemList } from './problem-list.ts';
import { placeFault } from './problem-list.ts';
import { readTable, type Table, type TableRow } from './read-table.ts';
import { WrittenExpectation } from './schema-expectation.ts';
import type { Path, SourceDocument } from './source-document.ts';

export interface ExpectationTableInput {
  /** The bytes of a file that is named so in a document, or why there are none. */
  readonly readFile: (path: string, name: string) => Uint8Array | Fault;
}

type Key = keyof WrittenExpectation;

const KEYS = (Object.keys(WrittenExpectation.properties) as Key[]).filter((it) => it !== 'table');

/** The rows of the table as if they were written in a document; what is wrong has been told. */
export function readExpectationTable(
  at: Located<WrittenExpectation>,
  { readFile }: ExpectationTableInput,
  context: ParseContext,
): readonly Located<WrittenExpectation>[] {
  const name = child(at, 'table');
  if (!name) return [];
  for (const key of Object.keys(at.value) as Key[]) {
    const other = key === 'table' ? null : child(at, key);
    const advice = 'write it in the table, or in an expectation of its own';
    if (other) reportConflict(other, ['table', key], { advice, context });
  }
  const file = join(dirname(at.document.file), name.value);
  const bytes = readFile(file, name.value);
  if ('code' in bytes) {
    const found = `the table ${quote(name.value)} ${bytes.found}`;
    const advice = 'write the path of a CSV file, relative to this file';
    context.problems.report(name, { code: bytes.code, found, advice });
    return [];
  }
  const table = readTable(file, bytes);
  const { problems } = context;
  for (const problem of table.problems) problems.add(() => problem);
  if (table.header.length === 0 || !checkHeader(table, problems)) return [];
  return locateRows(table, problems);
}

function checkHeader({ header, placeOf }: Table, problems: ProblemList): boolean {
  const faults = header.flatMap((name, column): [number, Fault][] => {
    if (name === '' || header.indexOf(name) < column) {
      const found = name === '' ? 'a column without a name' : `${quote(name)} is a column twice`;
      return [[column, { code: 'bad_column', found, advice: 'name each column once' }]];
    }
    if ((KEYS as string[]).includes(name)) return [];
    const found = `${quote(name)} is not a key of expectations`;
    const advice = didYouMean(name, KEYS, `write some of ${KEYS.join(', ')}`);
    return [[column, { code: 'unknown_key', found, advice }]];
  });
  for (const [column, fault] of faults) {
    const place = () => placeOf(null, column);
    problems.add(() => ({ ...place(), severity: 'error', pointer: '', ...fault }));
  }
  return faults.length === 0;
}

/** Checked like a document whose places are those of the cells. */
function locateRows(table: Table, problems: ProblemList): readonly Located<WrittenExpectation>[] {
  const { file, header, rows } = table;
  const rowAt = ([, index]: Path) => rows[Number(index)] ?? null;
  const columnAt = ([, , key]: Path) => (key === undefined ? 0 : header.indexOf(String(key)));
  const document: SourceDocument = {
    file,
    value: { expectations: rows.map((row) => toExpectation(header, row)) },
    placeOf: (path) => table.placeOf(rowAt(path), Math.max(0, columnAt(path))),
    writtenAt: (path) => rowAt(path)?.cells[columnAt(path)] ?? null,
  };
  reportLongRows(table, document, problems);
  const root = checkShape(document, problems);
  const list = root && child(root, 'expectations');
  return list ? items(list) : [];
}

function reportLongRows({ header, rows }: Table, document: SourceDocument, list: ProblemList) {
  for (const [index, { cells }] of rows.entries()) {
    if (cells.slice(header.length).every((cell) => cell === '')) continue;
    const found = `${cells.length} cells, where the header has ${header.length}`;
    const advice = 'put a text with commas between quotes';
    const fault = { code: 'bad_row', found, advice, part: 'value', severity: 'error' } as const;
    list.add(() => placeFault(document, ['expectations', index], fault));
  }
}

/** Cells without text are keys that are not there. */
function toExpectation(header: readonly string[], { cells }: TableRow): WrittenExpectation {
  const pairs = header.flatMap((key, column) => {
    const cell = cells[column] ?? '';
    return cell === '' ? [] : [[key, toValue(key, cell)]];
  });
  return Object.fromEntries(pairs);
}

const NUMBERS: readonly string[] = [
  'year',
  'openDays',
  'openHours',
  'openMinutes',
  'longestClosedDays',
] satisfies Key[];
const TIMES: readonly string[] = ['at', 'date', 'from', 'until'] satisfies Key[];

/** What is no number stays text, so that it is told with the others that are not. */
function toValue(key: string, cell: string): unknown {
  if (NUMBERS.includes(key)) return /^\d{1,12}(\.\d{1,6})?$/.test(cell) ? Number(cell) : cell;
  if (TIMES.includes(key)) return toIsoTime(cell);
  if (key !== 'hours' || cell === 'closed') return cell;
  return cell.split(/[\s,;、，；]+/).filter(Boolean);
}

const SHEET_TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** Spreadsheets write `2027/1/4 9:00` for what was typed as 2027-01-04T09:00. */
function toIsoTime(cell: string): string {
  const parts = SHEET_TIME.exec(cell);
  if (!parts) return cell;
  const [year, month, day, hour, minute, second = '00'] = parts
    .slice(1)
    .map((part) => part?.padStart(2, '0'));
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  return `${date}T${hour}:${minute}${second === '00' ? '' : `:${second}`}`;
}
