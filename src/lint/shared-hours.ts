import type { FindingCode } from '../config/findings.ts';
import { child, items, type Located, pathOf } from '../config/located.ts';
import type { WrittenSchedule } from '../config/schema-schedule.ts';
import { formatPointer } from '../config/source-document.ts';
import { writtenScheduleOf } from '../config/written-configuration.ts';
import { addDays, type CivilDay } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import { winningVerdict } from '../core/layers.ts';
import { startOfDay } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import { type ComingInterval, comingIntervals } from './coming-intervals.ts';
import type { LintContext } from './lint-context.ts';

/** A schedule in a zone, the lines that keep to it, and where the first of them has it from. */
export interface SharedHours {
  readonly compiled: CompiledSchedule;
  readonly lines: readonly Line[];
  readonly at: Located<WrittenSchedule>;
  /** Of the dates ahead. */
  readonly intervals: readonly ComingInterval[];
  readonly neverOpens: boolean;
}

/** Each takes more than a millisecond. Beyond these none is looked at day by day, which is told. */
export const MAX_SCHEDULES_CHECKED = 2_000;

/** The hours that lines share, one after the other, so that a year of one is held at a time. */
export function* sharedHours(context: LintContext): Iterable<SharedHours> {
  let checked = 0;
  for (const [compiled, lines] of linesByHours(context)) {
    if (++checked > MAX_SCHEDULES_CHECKED) return;
    const [first] = lines;
    const at = first && writtenScheduleOf(context.written, first.id);
    if (!at) continue;
    const { from, until } = context.ahead;
    const { zone } = compiled;
    const [start, end] = [startOfDay(zone, from), startOfDay(zone, addDays(until, 1))];
    const intervals = comingIntervals(compiled, start, end);
    const neverOpens = intervals.every(({ reason }) => reason.state === 'closed');
    yield { compiled, lines, at, intervals, neverOpens };
  }
}

export function linesByHours({ snapshot }: LintContext): ReadonlyMap<CompiledSchedule, Line[]> {
  const byHours = new Map<CompiledSchedule, Line[]>();
  for (const line of snapshot.lines.values()) {
    const lines = byHours.get(line.compiled);
    if (lines) lines.push(line);
    else byHours.set(line.compiled, [line]);
  }
  return byHours;
}

/** Whose hours they are, and the verb: `lost-card is`, `lost-card and 2 more lines are`. */
export function linesAre(hours: Pick<SharedHours, 'lines'>): string {
  return `${nameLines(hours)} ${hours.lines.length === 1 ? 'is' : 'are'}`;
}

export function nameLines({ lines }: Pick<SharedHours, 'lines'>): string {
  const [first, ...others] = lines;
  if (others.length === 0) return first?.id ?? '';
  return `${first?.id} and ${others.length} more line${others.length === 1 ? '' : 's'}`;
}

/** The exception or long break that decides a date, or else the schedule. */
export function ruleOn({ compiled, at }: SharedHours, day: CivilDay): Located<unknown> {
  const { layers, index } = compiled.plans.layersOn(day);
  const { rule } = winningVerdict(layers, index);
  if (rule.list !== 'exceptions' && rule.list !== 'longBreaks') return at;
  return itemOf(at, rule.list, rule.index);
}

/** An entry of a list of the schedule, which is in the order of the file. */
export function itemOf(
  at: Located<WrittenSchedule>,
  list: 'exceptions' | 'longBreaks',
  index: number,
): Located<object> {
  const written: Located<readonly object[]> | null = child(at, list);
  return (written && items(written)[index]) ?? at;
}

/** Whether it has been said when the configuration was loaded, or is suppressed there. */
export function isTold(code: FindingCode, at: Located<unknown>, context: LintContext): boolean {
  const { warnings, suppressed } = context.configuration;
  const pointer = formatPointer(pathOf(at));
  return [...warnings, ...suppressed.map(({ problem }) => problem)].some(
    (problem) => problem.code === code && problem.pointer === pointer,
  );
}
