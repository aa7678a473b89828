import type { ListFault, OfficialList } from '../core/calendar.ts';
import { yearOf } from '../core/civil.ts';
import { decodeAs } from '../words/decode-text.ts';
import { quote } from '../words/quote.ts';
import { findIncompleteYears } from './incomplete-years.ts';
import { findMissingSubstitutes } from './missing-substitutes.ts';
import { columnsOf, type ParsedRow, parseOfficialRow } from './official-row.ts';

export type ParsedOfficialList =
  | { readonly ok: true; readonly list: OfficialList }
  | { readonly ok: false; readonly faults: readonly ListFault[] };

/** The list from 1955 to 2027 has 21 KiB. */
export const MAX_OFFICIAL_LIST_BYTES = 262_144;

/** It has 1,068 of them. */
const MAX_LINES = 5_000;

const GIVE_THE_LIST = 'give the syukujitsu.csv of the Cabinet Office';

/**
 * Reads the Cabinet Office's `syukujitsu.csv`: Shift_JIS, as published, or UTF-8; a header, then
 * rows like `2027/3/22,休日`. Otherwise says everything that is wrong with it, in order of lines.
 */
export function parseOfficialList(bytes: Uint8Array): ParsedOfficialList {
  if (bytes.length > MAX_OFFICIAL_LIST_BYTES) {
    const advice = `${GIVE_THE_LIST}, of at most ${MAX_OFFICIAL_LIST_BYTES} bytes`;
    return refuse({ line: 1, found: `a file of ${bytes.length} bytes`, advice });
  }
  // In this order: Japanese text in Shift_JIS is no valid UTF-8, the reverse often passes.
  const text = decodeAs('utf-8', bytes) ?? decodeAs('shift_jis', bytes);
  if (text === null) {
    const advice = `${GIVE_THE_LIST} as published, or save it as UTF-8`;
    return refuse({ line: 1, found: 'text that is neither UTF-8 nor Shift_JIS', advice });
  }
  return parseLines(text.split(/\r?\n/));
}

function parseLines(lines: readonly string[]): ParsedOfficialList {
  const header = lines[0] ?? '';
  const alien = describeAlien(header);
  if (alien !== null) {
    return refuse({ line: 1, found: `${quote(header.trim())}, ${alien}`, advice: GIVE_THE_LIST });
  }
  if (lines.length > MAX_LINES) {
    const advice = `${GIVE_THE_LIST}, of at most ${MAX_LINES} lines`;
    return refuse({ line: 1, found: `a file of ${lines.length} lines`, advice });
  }
  const parsed = lines.flatMap((text, index) => parseOfficialRow(text, index + 1) ?? []);
  const rows = parsed.filter((row) => 'day' in row).sort((a, b) => a.day - b.day);
  const faults = parsed.filter((row) => 'found' in row);
  const [first] = faults;
  if (rows.length === 0 && first) {
    const found = `${first.found}, and not one line with a date and a name`;
    return refuse({ line: first.line, found, advice: GIVE_THE_LIST });
  }
  return listOf(rows, [
    ...faults,
    ...findDuplicates(rows),
    ...findIncompleteYears(rows),
    ...findMissingSubstitutes(rows),
  ]);
}

/** What some other file is: one fault says more than one for each of its lines. */
function describeAlien(header: string): string | null {
  if (header.trimStart().startsWith('<')) return 'which is a web page';
  return columnsOf(header).length === 2 ? null : 'which is no header of two columns';
}

function listOf(parsed: readonly ParsedRow[], faults: readonly ListFault[]): ParsedOfficialList {
  if (faults.length > 0) return refuse(...faults);
  const rows = parsed.map(({ day, officialName }) => ({ day, officialName }));
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) {
    return refuse({ line: 1, found: 'a header without rows', advice: GIVE_THE_LIST });
  }
  return { ok: true, list: { firstYear: yearOf(first.day), lastYear: yearOf(last.day), rows } };
}

function refuse(...faults: ListFault[]): ParsedOfficialList {
  return { ok: false, faults: faults.sort((a, b) => a.line - b.line) };
}

function findDuplicates(rows: readonly ParsedRow[]): ListFault[] {
  return rows.flatMap(({ line, day, officialName }, index) => {
    const before = rows[index - 1];
    if (before?.day !== day) return [];
    const found = `${quote(officialName)} on a date that line ${before.line} has already`;
    return [{ line, found, advice: 'leave one line for each date' }];
  });
}
