import { addDays, parseMonthDay, yearOf } from './civil.ts';
import type { ClosedRun } from './closed-run.ts';
import { commonDays, countDays, type Days, occurrencesOf } from './date-range.ts';
import type { DayPlans } from './day-plans.ts';
import { invariant } from './invariant.ts';
import type { Names, Reason } from './reason.ts';
import type { DateRange, ExceptionRule, LongBreakRule, Schedule } from './schedule.ts';
import type { Zone } from './zone.ts';

export interface RunName {
  readonly name: Names;
  /** The configured break that gave the name, or `null`. */
  readonly rule: LongBreakRule | null;
}

interface Named {
  readonly name: Names;
  readonly range: DateRange;
}

/** What people call the breaks of the year in Japan, and when they are. */
const SEASONS: readonly Named[] = [
  {
    name: { ja: '年末年始', en: 'Year-end and New Year holidays' },
    range: yearly('12-26', '01-05'),
  },
  { name: { ja: 'ゴールデンウィーク', en: 'Golden Week' }, range: yearly('04-27', '05-08') },
  { name: { ja: 'お盆', en: 'Obon' }, range: yearly('08-10', '08-18') },
  { name: { ja: 'シルバーウィーク', en: 'Silver Week' }, range: yearly('09-17', '09-25') },
];

const UNNAMED: Names = { ja: '連休', en: 'Consecutive holidays' };

/**
 * Names a closed run: after the exception that closes more than half of its dates, else after the
 * configured break that closes most of them, else after the season that covers at least half, else
 * 連休. A removal in May and June is no ゴールデンウィーク (docs/decisions/0009). Where two overlap
 * equally, the first in the list.
 */
export function nameRun(run: Days, schedule: NamingRules, zone: Zone): RunName {
  const overlapOf = ({ range }: Named) => commonLength(range, run, zone);
  const length = overlapOf({ name: UNNAMED, range: { kind: 'once', ...run } });
  const closure = longest(closuresIn(schedule.exceptions), overlapOf);
  if (closure && overlapOf(closure) * 2 > length) return { name: closure.name, rule: null };
  const breaks = schedule.longBreaks.filter(({ hours }) => hours.length === 0);
  const rule = longest(breaks, overlapOf);
  if (rule) return { name: rule.name, rule };
  const season = longest(SEASONS, overlapOf);
  const isSeason = season !== null && overlapOf(season) * 2 >= length;
  return { name: isSeason ? season.name : UNNAMED, rule: null };
}

/** The name of the override that closes more than half of the dates of a run, or `null`. */
export function overrideName(run: ClosedRun, plans: Pick<DayPlans, 'planOn'>): Names | null {
  const closed = new Map<Reason, number>();
  for (let day = run.from; day <= run.until; day = addDays(day, 1)) {
    const reason = plans.planOn(day)?.reason;
    if (reason?.code === 'override_closed') closed.set(reason, (closed.get(reason) ?? 0) + 1);
  }
  const most = [...closed].find(([, days]) => days * 2 > run.length);
  return most ? most[0].name : null;
}

export type NamingRules = Pick<Schedule, 'exceptions' | 'longBreaks'>;

function closuresIn(exceptions: readonly ExceptionRule[]): Named[] {
  return exceptions.flatMap(({ name, from, until, change }) => {
    const isClosed = change.kind === 'hours' && change.hours.length === 0;
    return isClosed ? [{ name, range: { kind: 'once', from, until } }] : [];
  });
}

function longest<T>(candidates: readonly T[], lengthOf: (candidate: T) => number): T | null {
  let [best, most]: [T | null, number] = [null, 0];
  for (const candidate of candidates) {
    const length = lengthOf(candidate);
    if (length > most) [best, most] = [candidate, length];
  }
  return best;
}

/** How many dates of a run lie in a range; those that never happened in the zone do not count. */
function commonLength(range: DateRange, run: Days, { skippedDays }: Zone): number {
  const years: number[] = [];
  for (let year = yearOf(run.from) - 1; year <= yearOf(run.until); year++) years.push(year);
  let length = 0;
  for (const occurrence of occurrencesOf(range, years, run)) {
    const common = commonDays(occurrence, run);
    if (!common) continue;
    const skipped = [...skippedDays].filter((day) => day >= common.from && day <= common.until);
    length += countDays(common) - skipped.length;
  }
  return length;
}

function yearly(from: string, until: string): DateRange {
  const [first, last] = [parseMonthDay(from), parseMonthDay(until)];
  invariant(first !== null && last !== null, 'the seasons are written MM-DD');
  return { kind: 'yearly', from: first, until: last };
}
