import { child } from '../config/located.ts';
import { writtenLine } from '../config/written-configuration.ts';
import type { Line } from '../lines/snapshot.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { linesByHours, MAX_SCHEDULES_CHECKED } from './shared-hours.ts';

const MIN_LINES_TO_COMPARE = 4;

/** One line in another zone than all others: a copy from somewhere else, or a slip. */
export function* checkZones({ snapshot, written }: LintContext): Iterable<Finding> {
  const byZone = new Map<string, number>();
  for (const { zone } of snapshot.lines.values()) {
    byZone.set(zone.name, (byZone.get(zone.name) ?? 0) + 1);
  }
  const count = snapshot.lines.size;
  if (byZone.size !== 2 || count < MIN_LINES_TO_COMPARE) return;
  const [[usual = ''] = []] = [...byZone].toSorted(([, a], [, b]) => b - a);
  const lone = [...snapshot.lines.values()].filter(({ zone }) => zone.name !== usual);
  const [line] = lone;
  const at = line && writtenLine(written, line.id);
  if (!at || lone.length > 1) return;
  const found = `${line.id} is in ${line.zone.name}, all ${count - 1} others are in ${usual}`;
  yield { at: child(at, 'zone') ?? at, found, advice: 'correct the zone, or suppress this' };
}

export function* checkRetrySpread(context: LintContext): Iterable<Finding> {
  for (const line of context.snapshot.lines.values()) {
    if (line.retrySpreadMinutes > 0) continue;
    const at = writtenLine(context.written, line.id);
    const found = `all callers of ${line.id} are asked to call again at the minute it opens`;
    const advice = 'write the minutes over which they should be spread, such as 30';
    if (at) yield { at: child(at, 'retrySpreadMinutes') ?? at, found, advice };
  }
}

export function* checkPhones(context: LintContext): Iterable<Finding> {
  for (const line of context.snapshot.lines.values()) {
    if (line.phone !== null) continue;
    const at = writtenLine(context.written, line.id);
    if (at) yield { at, ...withoutPhone(line) };
  }
}

function withoutPhone({ id }: Line) {
  const advice = 'add phone: "+81-3-0000-0000", in quotes';
  return { found: `${id} has no telephone number for pages and calendars to show`, advice };
}

export function* checkAllChecked(context: LintContext): Iterable<Finding> {
  const { size } = linesByHours(context);
  const [at] = context.written;
  if (size <= MAX_SCHEDULES_CHECKED || !at) return;
  const found = `${size} schedules differ, and ${MAX_SCHEDULES_CHECKED} were looked at day by day`;
  yield { at, found, advice: 'share schedules between lines, or check the files of some alone' };
}
