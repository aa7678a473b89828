import { child } from '../config/located.ts';
import { MINUTE } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import type { ComingInterval } from './coming-intervals.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { isTold, linesAre, nameLines, type SharedHours } from './shared-hours.ts';

/** Last call is as long as the opening, or longer: a short Saturday was forgotten. */
export function* checkSwallowed(hours: SharedHours, context: LintContext): Iterable<Finding> {
  const { compiled, at, intervals } = hours;
  const written = child(at, 'lastCallMinutes');
  if (!written || isTold('never_taking_calls', written, context)) return;
  const swallowed = intervals.find(({ reason }, index) => {
    return reason.code === 'last_call' && intervals[index - 1]?.reason.state === 'closed';
  });
  if (!swallowed) return;
  const when = formatInstant(compiled.zone, swallowed.start);
  const found = `the opening at ${when} is all last call: nobody is taken (${nameLines(hours)})`;
  yield { at: written, found, advice: 'write fewer minutes, or open for longer then' };
}

/** `00:00-23:59`, and `09:00-11:59` before `12:00`: ends that were taken for the last minute. */
export function* checkMinuteGaps(hours: SharedHours): Iterable<Finding> {
  const { compiled, at, intervals } = hours;
  const gap = intervals.find((_, index) => isGap(intervals, index));
  if (!gap) return;
  const when = formatInstant(compiled.zone, gap.start);
  const found = `${linesAre(hours)} closed for a minute at ${when}, between two openings`;
  const advice = 'spans end where the next begins: write 00:00-24:00, or 09:00-12:00 before 12:00';
  yield { at: child(at, 'regular') ?? at, found, advice };
}

function isGap(intervals: readonly ComingInterval[], index: number): boolean {
  const [before, gap, after] = [index - 1, index, index + 1].map((each) => intervals[each]);
  if (!before || !gap || !after || gap.reason.state === 'open') return false;
  const wasOpen = before.reason.state === 'open' || before.reason.code === 'last_call';
  const isShort = gap.end - gap.start <= MINUTE && gap.reason.code !== 'last_call';
  return wasOpen && isShort && after.reason.state === 'open';
}
