import { LINT_FINDINGS, type LintCode } from '../config/findings.ts';
import { checkClosedRuns, checkNeverOpens } from './closed-runs.ts';
import type { Finding } from './finding.ts';
import { checkHolidayRule, checkOfficial } from './holidays.ts';
import { checkIdle } from './idle-exceptions.ts';
import { checkDestinations, checkMessages } from './impossible-reasons.ts';
import type { LintContext } from './lint-context.ts';
import { checkFridays, checkLoneDays } from './long-breaks.ts';
import { checkAllChecked, checkPhones, checkRetrySpread, checkZones } from './odd-lines.ts';
import { checkMinuteGaps, checkSwallowed } from './openings.ts';
import { checkPastBreaks, checkPastExceptions, checkPastExpectations } from './past-rules.ts';
import type { SharedHours } from './shared-hours.ts';
import { checkUnusedCalendars, checkUnusedSchedules } from './unused.ts';
import { checkWeekdays } from './weekdays.ts';
import { checkNewYear, checkYearEnd } from './year-end.ts';

/** A question to a configuration: to the whole of it, or to each of the hours that lines share. */
interface Check {
  readonly check?: (context: LintContext) => Iterable<Finding>;
  readonly checkHours?: (hours: SharedHours, context: LintContext) => Iterable<Finding>;
}

export interface LintRule extends Check {
  readonly code: LintCode;
  readonly severity: 'warning' | 'notice';
  /** In one sentence. */
  readonly description: string;
}

/** All rules of `eigyochu check`, in the order of its documentation. */
export const LINT_RULES: readonly LintRule[] = [
  rule('no_year_end_rule', { checkHours: checkYearEnd }),
  rule('open_on_new_year', { checkHours: checkNewYear }),
  rule('no_holiday_rule', { checkHours: checkHolidayRule }),
  rule('holidays_not_official', { check: checkOfficial }),
  rule('closed_run', { checkHours: checkClosedRuns }),
  rule('closed_all_year', { checkHours: checkNeverOpens }),
  rule('break_ends_on_friday', { checkHours: checkFridays }),
  rule('lone_day_after_break', { checkHours: checkLoneDays }),
  rule('idle_exception', { checkHours: checkIdle }),
  rule('past_exception', { checkHours: checkPastExceptions }),
  rule('past_long_break', { checkHours: checkPastBreaks }),
  rule('past_expectations', { check: checkPastExpectations }),
  rule('swallowed_opening', { checkHours: checkSwallowed }),
  rule('minute_gap', { checkHours: checkMinuteGaps }),
  rule('unnamed_weekday', { checkHours: checkWeekdays }),
  rule('unused_schedule', { check: checkUnusedSchedules }),
  rule('unused_calendar', { check: checkUnusedCalendars }),
  rule('impossible_message', { checkHours: checkMessages }),
  rule('impossible_destination', { checkHours: checkDestinations }),
  rule('lone_zone', { check: checkZones }),
  rule('no_retry_spread', { check: checkRetrySpread }),
  rule('no_phone', { check: checkPhones }),
  rule('not_all_checked', { check: checkAllChecked }),
];

function rule(code: LintCode, check: Check): LintRule {
  return { code, ...LINT_FINDINGS[code], ...check };
}
