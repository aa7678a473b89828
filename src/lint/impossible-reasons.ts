import { child, entries, type Located } from '../config/located.ts';
import { writtenLine } from '../config/written-configuration.ts';
import type { ByReason } from '../core/by-reason.ts';
import { OPEN_CODES, type ReasonCode, type State } from '../core/reason.ts';
import type { Line } from '../lines/snapshot.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { itemOf, type SharedHours } from './shared-hours.ts';

type Given = 'messages' | 'destinations';

/** Messages that no caller will ever hear, as far as can be seen. */
export function* checkMessages(hours: SharedHours, context: LintContext): Iterable<Finding> {
  yield* checkGiven('messages', hours, context);
  yield* checkBreakMessages(hours);
}

export function checkDestinations(hours: SharedHours, context: LintContext): Iterable<Finding> {
  return checkGiven('destinations', hours, context);
}

/** Lines that were given the same share it, so that most are looked up, not looked through. */
function* checkGiven(given: Given, hours: SharedHours, context: LintContext): Iterable<Finding> {
  if (hours.neverOpens) return;
  const possible = possibleCodes(hours);
  const impossible = new Map<object, readonly string[]>();
  for (const line of hours.lines) {
    const byReason: ByReason<unknown> = line[given];
    const keys = impossible.get(byReason) ?? impossibleKeys(byReason, possible);
    impossible.set(byReason, keys);
    for (const key of keys) yield* describe(line, { given, key }, context);
  }
}

function impossibleKeys(byReason: ByReason<unknown>, possible: ReadonlySet<string>) {
  return Object.keys(byReason).filter((key) => !possible.has(key));
}

/**
 * What is seen ahead, and what may come at run time: overrides, and holidays that are added where
 * a rule closes on them or gives them hours of their own.
 */
function possibleCodes({ intervals, compiled }: SharedHours): ReadonlySet<ReasonCode | State> {
  const codes = new Set<ReasonCode | State>(intervals.map(({ reason }) => reason.code));
  for (const code of ['open', 'closed', 'override_open', 'override_closed'] as const) {
    codes.add(code);
  }
  const { holidays, lastCallMinutes } = compiled.schedule;
  for (const { hours } of holidays) {
    if (hours !== 'regular') codes.add(hours.length === 0 ? 'holiday' : 'special_hours');
  }
  if (lastCallMinutes > 0) codes.add('last_call');
  return codes;
}

function* describe(
  { id }: Line,
  { given, key }: { readonly given: Given; readonly key: string },
  { written, ahead }: LintContext,
): Iterable<Finding> {
  const line = writtenLine(written, id);
  const map: Located<Readonly<Record<string, unknown>>> | null = line && child(line, given);
  const at = map && entries(map).find((entry) => entry.key === key);
  const isOpen = (OPEN_CODES as readonly string[]).includes(key);
  const days = ahead.until - ahead.from + 1;
  const found = `${id} is not ${isOpen ? 'open' : 'closed'} as ${key} once in ${days} days`;
  if (at) yield { at, found, advice: 'remove it, or correct the hours it was written for' };
}

/** A long break's own message: all its dates ahead are decided by something else. */
function* checkBreakMessages({ compiled, at, intervals }: SharedHours): Iterable<Finding> {
  const shown = new Set(intervals.map(({ reason }) => JSON.stringify(reason.message)));
  const isYearly = compiled.schedule.longBreaks.map(({ range }) => range.kind === 'yearly');
  for (const [index, { message, name }] of compiled.schedule.longBreaks.entries()) {
    if (message === null || !isYearly[index] || shown.has(JSON.stringify(message))) continue;
    const written = child(
      itemOf(at, 'longBreaks', index) as Located<{ message?: object }>,
      'message',
    );
    const found = `${name.ja} decides no date of the coming year, so that nobody is told this`;
    if (written) yield { at: written, found, advice: 'remove it, or correct the dates' };
  }
}
