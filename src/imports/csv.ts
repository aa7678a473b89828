import { parse } from 'csv-parse/sync';
import type { WrittenException } from '../config/schema-schedule.ts';
import { decodeText } from '../words/decode-text.ts';
import { delimiterOf } from '../words/delimiter-of.ts';
import { type Columns, HEADER_ADVICE, readHeader } from './csv-columns.ts';
import { readRow } from './csv-row.ts';
import type { ImportFormat, Lost, ParsedImport } from './imported.ts';

/** Exceptions as a table: what spreadsheets save, and what `exceptions.csv` answers. */
export const CSV: ImportFormat = {
  id: 'csv',
  summary: 'exceptions as a table, as spreadsheets save it',
  read: readCsv,
};

/** More than there may be exceptions, with some blank lines. */
const MAX_LINES = 2_000;
const MAX_CSV_BYTES = 512 * 1024;
const MAX_ROW_CHARACTERS = 2_000;

function readCsv(bytes: Uint8Array): ParsedImport {
  if (bytes.length > MAX_CSV_BYTES) {
    const found = `${bytes.length} bytes, and at most ${MAX_CSV_BYTES} are read`;
    return refuse({ code: 'too_many', place: placeOf(1), found, advice: 'leave the coming dates' });
  }
  const text = decodeText(bytes);
  if (text === null) {
    const found = 'text that is neither UTF-8 nor Shift_JIS';
    return refuse({ code: 'bad_encoding', place: placeOf(1), found, advice: 'save it as UTF-8' });
  }
  const lines = text.split(/\r\n|\n|\r/, MAX_LINES + 1);
  if (lines.length > MAX_LINES || lines.some(({ length }) => length > MAX_ROW_CHARACTERS)) {
    const found = 'a table that is too large';
    const advice = `give at most ${MAX_LINES} lines, of at most ${MAX_ROW_CHARACTERS} letters`;
    return refuse({ code: 'too_many', place: placeOf(1), found, advice });
  }
  const faults: Lost[] = [];
  const records = readRecords(lines, faults);
  const [header, ...rows] = records;
  // Without a header nothing else that could be said would help.
  if (!header || faults.some(({ place }) => place === placeOf(1))) {
    const found = faults.length > 0 ? 'a header that cannot be read' : 'an empty table';
    return refuse({ code: 'no_header', place: placeOf(1), found, advice: HEADER_ADVICE });
  }
  const read = readHeader(header.cells);
  if ('faults' in read) return refuse(...read.faults);
  return importRows(rows, read, faults);
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Header {
  readonly columns: Columns;
  readonly lost: readonly Lost[];
}

function importRows(
  rows: readonly Row[],
  { columns, lost }: Header,
  unreadable: readonly Lost[],
): ParsedImport {
  const faults: Lost[] = [];
  const told = [...lost];
  const exceptions = new Map<string, WrittenException>();
  for (const { line, cells } of rows) {
    const row = readRow(cells, { line, columns });
    faults.push(...row.faults);
    told.push(...row.lost);
    // Nobody reads more.
    if (unreadable.length + faults.length > MAX_LINES) break;
    for (const exception of row.exceptions) {
      const key = JSON.stringify(exception);
      if (exceptions.has(key)) told.push(repeated(line));
      exceptions.set(key, exception);
    }
  }
  if (unreadable.length + faults.length > 0) return refuse(...unreadable, ...faults);
  const schedule = { exceptions: [...exceptions.values()] };
  return { ok: true, imported: { zone: null, calendars: {}, schedule, lost: told } };
}

function repeated(line: number): Lost {
  const found = 'the same as a line before';
  return { code: 'repeated_row', place: placeOf(line), found, advice: 'it is carried over once' };
}

function refuse(...faults: readonly Lost[]): ParsedImport {
  return { ok: false, faults };
}

/**
 * Rows with something in them; a line that cannot be read as one is a fault. Each line by itself:
 * no text of ours goes over several, and a quote too many would swallow all that follow.
 */
function readRecords(lines: readonly string[], faults: Lost[]): Row[] {
  const delimiter = delimiterOf(lines[0] ?? '');
  return lines.flatMap((text, index) => {
    const line = index + 1;
    // Most lines have no quotes; and beyond so many faults nobody reads on.
    if (faults.length > MAX_LINES) return [];
    try {
      const [cells = []] = text.includes('"')
        ? parse(text, { delimiter, relax_column_count: true })
        : [text.split(delimiter)];
      return cells.some((cell) => cell.trim() !== '') ? [{ line, cells }] : [];
    } catch (error) {
      faults.push(unreadableRow(error as Error, line));
      return [];
    }
  });
}

function placeOf(line: number): string {
  return `line ${line}`;
}

/** csv-parse says what is wrong before a colon, and where in the line after it. */
function unreadableRow({ message }: Error, line: number): Lost {
  const found = message.replace(/:.*/s, '').toLowerCase();
  const advice = 'put a text with quotes or commas between quotes, and double the quotes in it';
  return { code: 'bad_row', place: placeOf(line), found, advice };
}
