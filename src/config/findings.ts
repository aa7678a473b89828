/** What is doubtful about a configuration that can be used: a kind of warning or notice. */
export interface FindingKind {
  /** A notice is only worth knowing: it fails nothing. */
  readonly severity: 'warning' | 'notice';
  /** In one sentence, for lists of rules. */
  readonly description: string;
}

/** Told whenever a configuration is loaded: at start, at reload, by `/v1/status` and by `check`. */
const WARNINGS = {
  overlapping_exceptions: warning('Two exceptions with hours meet on a date.'),
  contradictory_exceptions: warning('Of two exceptions on the same dates, one opens, one closes.'),
  overlapping_long_breaks: warning('Two dated long breaks meet on a date.'),
  overlapping_cuts: warning('Two exceptions cut the same time out of a date.'),
  never_open: warning('No rule of a schedule ever opens it.'),
  never_taking_calls: warning('Last call is as long as the longest regular hours.'),
  ending_calendar: warning('A calendar that lines use soon runs out of dates that are certain.'),
  lost_event: warning('Something in an iCalendar file is no whole date, or cannot be read.'),
  repeated_date: warning('A calendar lists a date once and for every year.'),
  webhook_without_secret: warning('A webhook has no secret to sign its messages with.'),
  secret_without_webhook: warning('The environment has a secret for a webhook that is not there.'),
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Told by `eigyochu check` alone: what the coming year will bring, and what is left over. */
export const LINT_FINDINGS = {
  no_year_end_rule: warning('No exception or long break speaks of 29 December to 3 January.'),
  open_on_new_year: warning('A line is open on 1 January.'),
  no_holiday_rule: warning('A line in Japan that has days off ignores national holidays.'),
  holidays_not_official: notice('Holidays of the coming year are not yet published officially.'),
  closed_run: warning('A line is closed for more days in a row than --max-closed-days.'),
  closed_all_year: warning('A line is not open once in the coming 400 days.'),
  break_ends_on_friday: notice('The last day that a long break is written until is a Friday.'),
  lone_day_after_break: notice('After a long break a line opens for one day, then closes again.'),
  idle_exception: warning('An exception changes no hours on any of its dates to come.'),
  past_exception: notice('An exception is over.'),
  past_long_break: notice('A long break with dates is over.'),
  past_expectations: notice('Expectations are about the past, which no longer changes.'),
  swallowed_opening: warning('An opening is over before last call lets anybody in.'),
  minute_gap: warning('A line closes for a minute or less between two openings.'),
  unnamed_weekday: notice('Of Monday to Friday some are named in regular hours, and some are not.'),
  unused_schedule: warning('No line has this schedule.'),
  unused_calendar: warning('No line consults this calendar.'),
  impossible_message: warning('A message is for a reason that a line cannot give.'),
  impossible_destination: warning('A destination is for a reason that a line cannot give.'),
  lone_zone: notice('Of at least four lines, one alone is in another time zone.'),
  no_retry_spread: notice('All callers are asked to come back at the same minute.'),
  no_phone: notice('A line has no telephone number.'),
  not_all_checked: notice('There are more schedules than are looked at day by day.'),
} as const satisfies Readonly<Record<string, FindingKind>>;

/** What a suppression may name. Errors cannot be suppressed. */
export const FINDINGS = { ...WARNINGS, ...LINT_FINDINGS };

/** Told of a suppression itself, and so beyond the reach of suppressions. */
export const UNUSED_SUPPRESSION = {
  code: 'unused_suppression',
  ...warning('A suppression in the file suppresses nothing.'),
} as const;

export type WarningCode = keyof typeof WARNINGS;
export type LintCode = keyof typeof LINT_FINDINGS;
export type FindingCode = keyof typeof FINDINGS;

export const FINDING_CODES = Object.keys(FINDINGS) as FindingCode[];

function warning(description: string) {
  return { severity: 'warning', description } as const;
}

function notice(description: string) {
  return { severity: 'notice', description } as const;
}
