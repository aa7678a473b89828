import type { DateRange, Schedule } from '../../src/core/schedule.ts';
import type { WallClock } from './oracle-clock.ts';
import { covers, type DayPlan, layeredPlan, regularHours, uncutPieces } from './oracle-day.ts';

/** A line as the oracle sees it. What is known of a date is kept: every minute asks for it. */
export interface OracleLine {
  readonly schedule: Schedule;
  readonly clock: WallClock;
  readonly plans: Map<number, DayPlan | null>;
  readonly closedByLayers: Map<number, boolean>;
  /** What overrides make of a date; `null` for one that they leave alone. */
  readonly overlaidOn?: (day: number) => OverlaidDate | null;
}

export interface OverlaidDate {
  readonly isClosed: boolean;
  /** In Japanese, the name of the override that closes it; `null` where none does. */
  readonly closedBy: string | null;
}

/** Civil dates that did happen, in order. */
export type Dates = readonly number[];

export interface OracleBreak {
  readonly from: number;
  readonly until: number;
  readonly days: number;
  readonly daysLost: number;
  /** In Japanese. */
  readonly name: string;
  readonly noticeDays: number;
  readonly bridges: Dates;
}

type Test = (line: OracleLine, day: number) => boolean;

/** Longer runs of closed dates are not looked at: `null`. */
const LONGEST_RUN = 420;
const MOST_BRIDGES = 3;
/** No schedule of the tests gives longer notice. */
const MOST_NOTICE_DAYS = 20;

/** What decides a date, bridging included; `null` for a date that never happened. */
export function planOn(line: OracleLine, day: number): DayPlan | null {
  const known = line.plans.get(day);
  if (known !== undefined) return known;
  const plan = line.clock.happened(day) ? bridgedPlan(line, day) : null;
  line.plans.set(day, plan);
  return plan;
}

function bridgedPlan(line: OracleLine, day: number): DayPlan {
  if (!isBridged(line, day)) return layeredPlan(line.schedule, day);
  const run = datesAround(line, day, isClosedBelow) ?? [day];
  const { name } = titleOf(line.schedule, run);
  return { layer: 'long_break', spans: [], closedCode: 'long_break', name };
}

/** The long break that a date lies in; `undefined` where the run is too long to tell. */
export function longBreakOn(line: OracleLine, day: number): OracleBreak | null | undefined {
  if (!line.clock.happened(day) || !isClosed(line, day)) return null;
  const run = datesAround(line, day, isClosed);
  if (!run) return undefined;
  const lost = run.filter((date) => hasRegularHours(line, date));
  const planned = run.some((date) => isPlannedBreak(line, date));
  const isLong = run.length >= line.schedule.detection.minDays && lost.length > 0;
  if (!isLong && !planned) return null;
  return {
    ...titleOf(line.schedule, run),
    ...overrideTitle(line, run),
    from: firstOf(run),
    until: lastOf(run),
    days: run.length,
    daysLost: lost.length,
    bridges: [...bridgesFrom(line, firstOf(run), -1), ...bridgesFrom(line, lastOf(run), 1)],
  };
}

/** The next long break that a date announces: the first to begin among those with notice given. */
export function upcomingBreakOn(line: OracleLine, day: number): OracleBreak | null | undefined {
  for (let from = day + 1; from <= day + MOST_NOTICE_DAYS; from++) {
    const found = longBreakOn(line, from);
    if (found === undefined) return undefined;
    if (found?.from === from && from - found.noticeDays <= day) return found;
  }
  return null;
}

/** The one to three open dates between a run and a neighbour that also lost a regular day. */
function bridgesFrom(line: OracleLine, edge: number, direction: 1 | -1): Dates {
  const bridges: number[] = [];
  let day = neighbour(line, edge, direction);
  for (; !isClosed(line, day); day = neighbour(line, day, direction)) {
    bridges.push(day);
    if (bridges.length > MOST_BRIDGES) return [];
  }
  const next = datesAround(line, day, isClosed) ?? [day];
  return next.some((date) => hasRegularHours(line, date)) ? bridges.sort((a, b) => a - b) : [];
}

/** Judged on the plans before any bridging. */
function isBridged(line: OracleLine, day: number): boolean {
  const { bridgeWithinDays } = line.schedule.detection;
  if (bridgeWithinDays === 0 || isClosedByLayers(line, day)) return false;
  const isOpen: Test = (...args) => !isClosedByLayers(...args);
  const stretch = datesAround(line, day, isOpen, bridgeWithinDays);
  if (!stretch || stretch.some((date) => isDated(line.schedule, date))) return false;
  const runs = [neighbour(line, firstOf(stretch), -1), neighbour(line, lastOf(stretch), 1)];
  const sides = runs.map((date) => datesAround(line, date, isClosedByLayers) ?? [date]);
  return sides.flat().some((date) => hasRegularHours(line, date));
}

function isDated(schedule: Schedule, day: number): boolean {
  return ['exception', 'long_break'].includes(layeredPlan(schedule, day).layer);
}

function isClosedByLayers(line: OracleLine, day: number): boolean {
  const known = line.closedByLayers.get(day);
  if (known !== undefined) return known;
  const { spans } = layeredPlan(line.schedule, day);
  const isClosed = uncutPieces(line.schedule, day, spans).length === 0;
  line.closedByLayers.set(day, isClosed);
  return isClosed;
}

function isClosed(line: OracleLine, day: number): boolean {
  return line.overlaidOn?.(day)?.isClosed ?? isClosedBelow(line, day);
}

function isClosedBelow(line: OracleLine, day: number): boolean {
  return isClosedByLayers(line, day) || isBridged(line, day);
}

function isPlannedBreak(line: OracleLine, day: number): boolean {
  const plan = layeredPlan(line.schedule, day);
  return plan.layer === 'long_break' && plan.spans.length === 0;
}

function hasRegularHours(line: OracleLine, day: number): boolean {
  return regularHours(line.schedule, day).hours.length > 0;
}

/** The dates around one that pass the test, unbroken; `null` when there are more than `most`. */
function datesAround(line: OracleLine, day: number, test: Test, most = LONGEST_RUN): Dates | null {
  const dates = [day];
  for (const direction of [-1, 1] as const) {
    let next = neighbour(line, day, direction);
    for (; test(line, next); next = neighbour(line, next, direction)) {
      dates.push(next);
      if (dates.length > most) return null;
    }
  }
  return dates.sort((a, b) => a - b);
}

/** The next or the previous date that did happen. */
function neighbour({ clock }: OracleLine, day: number, direction: 1 | -1): number {
  let next = day + direction;
  while (!clock.happened(next)) next += direction;
  return next;
}

const SEASONS = [
  { name: '年末年始', from: { month: 12, day: 26 }, until: { month: 1, day: 5 } },
  { name: 'ゴールデンウィーク', from: { month: 4, day: 27 }, until: { month: 5, day: 8 } },
  { name: 'お盆', from: { month: 8, day: 10 }, until: { month: 8, day: 18 } },
  { name: 'シルバーウィーク', from: { month: 9, day: 17 }, until: { month: 9, day: 25 } },
];

/**
 * The name of the exception that closes more than half of a run, else of the closed break that it
 * overlaps most, else of the season that covers at least half of it, else 連休. Where the text is
 * silent: a break with hours of its own names no run, and of equals the first in the file.
 */
function titleOf({ longBreaks, exceptions, detection }: Schedule, run: Dates) {
  const { noticeDays } = detection;
  const closures = exceptions
    .filter(({ change }) => change.kind === 'hours' && change.hours.length === 0)
    .map(({ name, from, until }) => ({
      name: name.ja,
      range: { kind: 'once', from, until } as const,
    }));
  const closure = mostOverlapped(closures, run);
  if (closure && overlapOf(closure.range, run) > run.length / 2) {
    return { name: closure.name, noticeDays };
  }
  const configured = longBreaks.filter(({ hours }) => hours.length === 0);
  const rule = mostOverlapped(configured, run);
  if (rule) return { name: rule.name.ja, noticeDays: rule.noticeDays };
  const seasons = SEASONS.map(({ name, from, until }) => {
    return { name, range: { kind: 'yearly', from, until } as const };
  });
  const season = mostOverlapped(seasons, run);
  const isSeason = season && overlapOf(season.range, run) >= run.length / 2;
  return { name: isSeason ? season.name : '連休', noticeDays };
}

/** The name of the override that closes more than half of a run. */
function overrideTitle({ overlaidOn }: OracleLine, run: Dates): { name?: string } {
  const names = run.map((day) => overlaidOn?.(day)?.closedBy ?? null);
  const name = names.find((each) => names.filter((it) => it === each).length > run.length / 2);
  return typeof name === 'string' ? { name } : {};
}

function mostOverlapped<Named extends { range: DateRange }>(all: readonly Named[], run: Dates) {
  const overlaps = all.map(({ range }) => overlapOf(range, run));
  const most = Math.max(0, ...overlaps);
  return most > 0 ? (all[overlaps.indexOf(most)] ?? null) : null;
}

function overlapOf(range: DateRange, run: Dates): number {
  return run.filter((date) => covers(range, date)).length;
}

function firstOf(dates: Dates): number {
  return Math.min(...dates);
}

function lastOf(dates: Dates): number {
  return Math.max(...dates);
}
