import type { ListFault, OfficialRow } from '../core/calendar.ts';
import { type CivilDay, civilDayOf } from '../core/civil.ts';
import { CONTROL_CHARACTER } from '../words/control-character.ts';
import { quote } from '../words/quote.ts';

/** The longest that there was has 13. */
const MAX_NAME_LENGTH = 100;

/** A row, and the line it stands on. */
export interface ParsedRow extends OfficialRow {
  readonly line: number;
}

/**
 * Reads `2027/3/22,休日`; `null` for a line without a row: a blank one, and the header. A header
 * is a first line that does not begin with a digit, so that a list without one loses no date.
 */
export function parseOfficialRow(text: string, line: number): ParsedRow | ListFault | null {
  if (text.trim() === '' || (line === 1 && !/^\s*\d/.test(text))) return null;
  const columns = columnsOf(text);
  const [date = '', officialName = ''] = columns;
  if (columns.length !== 2) {
    return { line, found: quote(text.trim()), advice: 'write a date and a name: 2027/3/22,休日' };
  }
  const day = parseSlashedDate(date);
  if (day === null) {
    return { line, found: quote(date.trim()), advice: 'write a date that exists, as 2027/3/22' };
  }
  if (officialName === '') {
    const found = `no name after ${quote(date.trim())}`;
    return { line, found, advice: 'write the name of the holiday' };
  }
  if (officialName.length > MAX_NAME_LENGTH || CONTROL_CHARACTER.test(officialName)) {
    const advice = `write a name of at most ${MAX_NAME_LENGTH} ordinary characters`;
    return { line, found: quote(officialName), advice };
  }
  return { line, day, officialName };
}

export function columnsOf(text: string): string[] {
  return text.split(',').map((column) => column.trim());
}

function parseSlashedDate(text: string): CivilDay | null {
  const parts = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text);
  return parts && civilDayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}
