import { addDays, civilDayToDate } from '../core/civil.ts';
import type { ClosedRun } from '../core/closed-run.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { isTold, linesAre, ruleOn, type SharedHours } from './shared-hours.ts';

/** Longer than anybody plans, unless two rules met by accident. */
export function* checkClosedRuns(hours: SharedHours, context: LintContext): Iterable<Finding> {
  if (hours.neverOpens) return;
  const { ahead, maxClosedDays } = context;
  for (let day = ahead.from; day <= ahead.until; day = addDays(day, 1)) {
    const run = hours.compiled.plans.closedRuns(day);
    if (!run) continue;
    if (run.length > maxClosedDays) yield describeRun(hours, run, maxClosedDays);
    day = run.until;
  }
}

function describeRun(hours: SharedHours, run: ClosedRun, most: number): Finding {
  const [from, until] = [run.from, run.until].map(civilDayToDate);
  const found = `${linesAre(hours)} closed from ${from} until ${until}, ${run.length} days`;
  const advice = `shorten it, or check with --max-closed-days above ${most} if that is meant`;
  return { at: placeOf(hours, run), found, advice };
}

/** The first rule that closes a date of it, rather than the schedule as a whole. */
function placeOf(hours: SharedHours, { from, until }: ClosedRun) {
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const rule = ruleOn(hours, day);
    if (rule !== hours.at) return rule;
  }
  return hours.at;
}

/** Of rules that open it, none does so in time. */
export function* checkNeverOpens(hours: SharedHours, context: LintContext): Iterable<Finding> {
  const { at, neverOpens } = hours;
  if (!neverOpens || isTold('never_open', at, context)) return;
  const until = civilDayToDate(context.ahead.until);
  const found = `${linesAre(hours)} not open once until ${until}`;
  yield { at, found, advice: 'correct the dates, or remove the lines' };
}
