import type { ListFault } from '../core/calendar.ts';
import {
  addDays,
  type CivilDay,
  civilDayToDate,
  parseCivilDate,
  weekdayOf,
} from '../core/civil.ts';
import { invariant } from '../core/invariant.ts';
import { quote } from '../words/quote.ts';
import { isRestDay } from './national-holiday.ts';
import type { ParsedRow } from './official-row.ts';

const SUBSTITUTES_SINCE = dayOf('1973-04-12');

/** More national holidays in a row than there ever were: three, from 3 to 5 May. */
const LONGEST_RUN_DAYS = 14;

/**
 * A fault for each holiday on a Sunday without the 休日 that makes up for it, the first date after
 * it that is no national holiday: Article 3 (2) of the Act on National Holidays, in force since
 * 1973-04-12. The file that the Cabinet Office published in 2017 lacked them all, and lines that
 * are closed on holidays would have been open on those Mondays.
 */
export function findMissingSubstitutes(rows: readonly ParsedRow[]): ListFault[] {
  const names = new Map(rows.map(({ day, officialName }) => [day, officialName]));
  const isNational = (day: CivilDay) => {
    const name = names.get(day);
    return name !== undefined && !isRestDay(name);
  };
  return rows.flatMap(({ day, line, officialName }) => {
    const isMadeUpFor =
      day >= SUBSTITUTES_SINCE && weekdayOf(day) === 'sun' && !isRestDay(officialName);
    if (!isMadeUpFor) return [];
    let substitute = addDays(day, 1);
    const last = addDays(day, LONGEST_RUN_DAYS);
    while (isNational(substitute) && substitute < last) substitute = addDays(substitute, 1);
    if (names.has(substitute)) return [];
    const date = civilDayToDate(substitute);
    const found = `${quote(officialName)} on Sunday, ${civilDayToDate(day)}, but no 休日 on ${date}`;
    return [
      { line, found, advice: `give the newest list, or add ${date.replaceAll('-', '/')},休日` },
    ];
  });
}

function dayOf(date: string): CivilDay {
  const day = parseCivilDate(date);
  invariant(day !== null, 'the act is in force since a date that exists');
  return day;
}
