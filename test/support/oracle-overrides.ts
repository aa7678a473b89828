/**
 * Overrides as the oracle sees them: a stack from which every minute takes the last that holds.
 * Shares no code with the core.
 */
import type { Hours } from '../../src/core/schedule.ts';
import {
  aheadOf,
  type Entry,
  type Minutes,
  oracleLine,
  piecesOf,
  takeLastCalls,
  walkStaffed,
} from './oracle.ts';
import type { OracleLine, OverlaidDate } from './oracle-breaks.ts';
import { closingMinute, openingMinute } from './oracle-clock.ts';

export interface OracleOverride extends Minutes {
  /** Hours of its own, or what it makes of all of its time. */
  readonly change: 'open' | 'closed' | Hours;
  readonly name: string;
}

export interface OverriddenLine extends OracleLine {
  readonly overrides: readonly OracleOverride[];
  /** When hours of an override are open on a date, as far as it was asked for. */
  readonly openings: Map<Hours, Map<number, readonly Minutes[]>>;
}

/** What is left of a date, in the minutes that its wall clock reads, and who decided. */
export interface OraclePlan {
  readonly minutes: ReadonlySet<number>;
  /** `null`: the layers below. */
  readonly decidedBy: 'opened' | 'closed' | null;
  /** Those without which some time of the date would be otherwise. */
  readonly adjustedBy: ReadonlySet<string>;
}

const DAY = 1_440;

export function overriddenLine(
  { schedule, zone }: { schedule: OracleLine['schedule']; zone: string },
  overrides: readonly OracleOverride[],
): OverriddenLine {
  const line = { ...oracleLine(schedule, zone), overrides, openings: new Map() };
  const dates = new Map<number, OverlaidDate | null>();
  const overlaidOn = (day: number) => {
    const date = dates.get(day);
    if (date !== undefined) return date;
    const overlaid = overlaidDate(line, day);
    dates.set(day, overlaid);
    return overlaid;
  };
  return { ...line, overlaidOn };
}

/** As the walk of the line below, with what overrides say in its place. */
export function walkOverridden(line: OverriddenLine, minutes: Minutes): readonly Entry[] {
  const { lastCallMinutes } = line.schedule;
  const staffed = walkStaffed(line, aheadOf(minutes, lastCallMinutes)).map((entry) => {
    const override = topmost(line, entry.minute);
    if (!override) return entry;
    const isOpen = isOpenedBy(line, override, entry.minute);
    const { minute } = entry;
    const said = { layer: 'override', name: override.name, isBinding: true } as const;
    return isOpen
      ? { minute, state: 'open', code: 'override_open', ...said }
      : { minute, state: 'closed', code: 'override_closed', ...said };
  });
  return takeLastCalls(staffed as readonly Entry[], lastCallMinutes);
}

export function topmost({ overrides }: OverriddenLine, minute: number): OracleOverride | null {
  return overrides.findLast(({ from, until }) => from <= minute && minute < until) ?? null;
}

function isOpenedBy(line: OverriddenLine, override: OracleOverride, minute: number): boolean {
  const { change } = override;
  if (typeof change === 'string') return change === 'open';
  const today = Math.floor(line.clock.wallAt(minute) / DAY);
  return [-3, -2, -1, 0, 1].some(
    (more) =>
      isFrom(line, override, today + more) && hoursCover(line, change, today + more, minute),
  );
}

/** Hours of its own are open on dates from the one on which the override begins. */
function isFrom({ clock }: OracleLine, { from }: OracleOverride, day: number): boolean {
  return day >= Math.floor(clock.wallAt(from) / DAY);
}

function hoursCover(line: OverriddenLine, hours: Hours, day: number, minute: number): boolean {
  const known = line.openings.get(hours) ?? new Map<number, readonly Minutes[]>();
  line.openings.set(hours, known);
  const openings = known.get(day) ?? openingsOf(line, hours, day);
  known.set(day, openings);
  return openings.some(({ from, until }) => from <= minute && minute < until);
}

function openingsOf({ clock }: OracleLine, hours: Hours, day: number): readonly Minutes[] {
  if (!clock.happened(day)) return [];
  return hours.map(({ start, end }) => ({
    from: openingMinute(clock, day * DAY + start),
    until: closingMinute(clock, day * DAY + end),
  }));
}

/** Found minute by minute; `null` for a date that never happened. */
export function oraclePlanOn(line: OverriddenLine, day: number): OraclePlan | null {
  const { clock } = line;
  if (!clock.happened(day)) return null;
  const below = piecesOf(line, day).filter((piece) => piece.from < piece.until);
  const from = openingMinute(clock, day * DAY);
  const until = closingMinute(clock, (day + 2) * DAY);
  const found = new Set<number>();
  const adjustedBy = new Set<string>();
  let [isOpened, isWhole] = [false, true];
  for (let minute = from; minute < until; minute++) {
    const override = topmost(line, minute);
    const isBelow = below.some((piece) => piece.from <= minute && minute < piece.until);
    const reading = clock.wallAt(minute) - day * DAY;
    const isOnDate = reading >= 0 && reading < DAY;
    if (isOnDate && !override) isWhole = false;
    const opened = override !== null && opens(line, override, { day, minute, isOnDate });
    const isLeft = isBelow && (override === null || override.change === 'open');
    if (override && isBelow !== (isLeft || opened)) adjustedBy.add(override.name);
    // A clock that goes back at midnight reads times that no span of the date can say.
    if (reading < 0 || reading >= 2 * DAY) continue;
    isOpened ||= opened;
    if (isLeft || opened) found.add(reading);
  }
  const isClosed = found.size === 0 && (below.length > 0 || isWhole);
  return {
    minutes: found,
    decidedBy: isOpened ? 'opened' : isClosed ? 'closed' : null,
    adjustedBy,
  };
}

interface MinuteOfDate {
  readonly day: number;
  readonly minute: number;
  readonly isOnDate: boolean;
}

/** Whether an override opens a minute on behalf of the date. */
function opens(
  line: OverriddenLine,
  override: OracleOverride,
  { day, minute, isOnDate }: MinuteOfDate,
): boolean {
  const { change } = override;
  if (change === 'closed') return false;
  if (change === 'open') return isOnDate;
  return isFrom(line, override, day) && hoursCover(line, change, day, minute);
}

function overlaidDate(line: OverriddenLine, day: number): OverlaidDate | null {
  const margin = 3 * DAY;
  const isNear = line.overrides.some(
    ({ from, until }) => from - margin < day * DAY && day * DAY < until + margin,
  );
  const plan = isNear ? oraclePlanOn(line, day) : null;
  if (!plan) return null;
  const isClosed = plan.minutes.size === 0;
  const closedBy = plan.decidedBy === 'closed' ? closingName(line, day) : null;
  return { isClosed, closedBy };
}

/** The override that shows for the longest time without a break, among those that close. */
export function closingName(line: OverriddenLine, day: number): string | null {
  const last = Math.max(closingMinute(line.clock, (day + 1) * DAY), ...endsBelow(line, day));
  let [best, length] = [null as OracleOverride | null, 0];
  let [current, running] = [null as OracleOverride | null, 0];
  for (let minute = openingMinute(line.clock, day * DAY); minute < last; minute++) {
    const override = topmost(line, minute);
    running = override === current ? running + 1 : 1;
    current = override;
    if (current && running > length) [best, length] = [current, running];
  }
  return best?.name ?? null;
}

function endsBelow(line: OverriddenLine, day: number): readonly number[] {
  return piecesOf(line, day).map(({ until }) => until);
}
