/** CSV as rows of cells that know where they stand. The only importer of `csv-parse` here. */
import { type CsvError, parse } from 'csv-parse/sync';
import { decodeText } from '../words/decode-text.ts';
import { delimiterOf } from '../words/delimiter-of.ts';
import { quote } from '../words/quote.ts';
import type { Place, Problem } from './problem.ts';
import type { Fault } from './problem-list.ts';

export interface TableRow {
  /** Where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table as it is written, cells without the space around them. */
export interface Table {
  readonly file: string;
  /** Empty where nothing can be made of the table. */
  readonly header: readonly string[];
  /** Those with something in them. */
  readonly rows: readonly TableRow[];
  readonly problems: readonly Problem[];
  /** The place of a cell; of `null`, of the header. */
  placeOf(row: TableRow | null, column: number): Place;
}

export const MAX_TABLE_BYTES = 1_048_576;
export const MAX_TABLE_ROWS = 10_000;
const MAX_ROW_CHARACTERS = 4_000;
const MAX_TABLE_PROBLEMS = 200;

/** Reads UTF-8, UTF-16 or CP932; commas, semicolons or tabs between cells, whichever it has. */
export function readTable(file: string, bytes: Uint8Array): Table {
  if (bytes.length > MAX_TABLE_BYTES) {
    const found = `a table of ${bytes.length} bytes, and at most ${MAX_TABLE_BYTES} are read`;
    return refuse(file, { code: 'too_large', found, advice: 'split it into tables' });
  }
  // Its own ends of lines would be counted twice by the library where they are in quotes.
  const text = decodeText(bytes)?.replace(/\r\n?/g, '\n') ?? null;
  if (text === null) {
    const found = 'text that is neither UTF-8 nor Shift_JIS';
    return refuse(file, { code: 'not_utf8', found, advice: 'save it as CSV in UTF-8' });
  }
  const lines = text.split('\n');
  if (lines.length > MAX_TABLE_ROWS + 2) {
    const found = `a table of more than ${MAX_TABLE_ROWS} rows`;
    return refuse(file, { code: 'too_many', found, advice: 'split it into tables' });
  }
  const delimiter = delimiterOf(lines[0] ?? '');
  const { rows, problems } = readRows(file, text, delimiter);
  const [header, ...body] = rows;
  if (!header) return refuse(file, ...(problems[0] ? [] : [EMPTY]), ...problems);
  const placeOf = (row: TableRow | null, column: number): Place => {
    const { line } = row ?? header;
    return { file, line, column: columnAt(lines[line - 1] ?? '', delimiter, column) };
  };
  return { file, header: header.cells, rows: body, problems, placeOf };
}

const EMPTY: Fault = {
  code: 'empty',
  found: 'an empty table',
  advice: 'begin with a header such as line,date,hours',
};

function refuse(file: string, ...faults: readonly Fault[]): Table {
  const place = { file, line: 1, column: 1 };
  const problems = faults.map((fault) => problemAt(place, fault));
  return { file, header: [], rows: [], problems, placeOf: () => place };
}

function problemAt(place: Place, fault: Fault): Problem {
  return { ...place, severity: 'error', pointer: '', ...fault };
}

function readRows(file: string, text: string, delimiter: string) {
  const problems: Problem[] = [];
  const parsed = parse(text, {
    delimiter,
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (!error || problems.length >= MAX_TABLE_PROBLEMS) return;
      const problem = badRow(file, error);
      // One wrong quote makes the rest of its line wrong too.
      if (problem.line !== problems.at(-1)?.line) problems.push(problem);
    },
  }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
  const rows = parsed.map(({ record, info }): TableRow => {
    const breaks = record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
    return { line: info.lines - breaks, cells: record.map((cell) => cell.trim()) };
  });
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), problems };
}

function badRow(file: string, error: CsvError & { readonly lines?: number }): Problem {
  const found = quote(error.message.replace(/:.*/s, '').toLowerCase());
  const advice = 'put a text with quotes or commas between quotes, and double the quotes in it';
  const place = { file, line: error.lines ?? 1, column: 1 };
  return problemAt(place, { code: 'bad_row', found, advice });
}

/** Where a cell begins, from 1; where a cell before it has a line break, the end of the line. */
function columnAt(line: string, delimiter: string, cell: number): number {
  let isQuoted = false;
  let passed = 0;
  for (let at = 0; at < line.length; at++) {
    if (passed === cell) return at + 1;
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === delimiter && !isQuoted) passed++;
  }
  return line.length + 1;
}
