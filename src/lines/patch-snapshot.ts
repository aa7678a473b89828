import type { Calendar } from '../core/calendar.ts';
import { type CompiledSchedule, compileSchedule } from '../core/compiled-schedule.ts';
import type { HolidayRule, Schedule } from '../core/schedule.ts';
import type { HolidayPatch } from '../holidays/holiday-patch.ts';
import { layPatches } from '../holidays/lay-patches.ts';
import { layPublished } from '../holidays/lay-published.ts';
import type { RuntimeHolidays } from '../holidays/runtime-holidays.ts';
import { compileLine, type Line, type Snapshot } from './snapshot.ts';
import { finish, forEach, type Work } from './work.ts';

/** Lays run-time holidays over the calendars of a snapshot as it was loaded. */
export type PatchSnapshot = (loaded: Snapshot, holidays: RuntimeHolidays) => Snapshot;

/** As {@link PatchSnapshot}, as work that can be put down. */
export type PatchingSnapshot = (loaded: Snapshot, holidays: RuntimeHolidays) => Work<Snapshot>;

/**
 * Makes what lays run-time holidays over snapshots. What they do not concern stays the same
 * objects, and so does what a change of them does not concern: it remembers what it made last.
 * Lines that share a schedule share what comes of it.
 */
export function createPatching(): PatchSnapshot {
  const patching = createPatchingWork();
  return (loaded, holidays) => finish(patching(loaded, holidays));
}

/** As {@link createPatching}, for whoever has other things to do meanwhile. */
export function createPatchingWork(): PatchingSnapshot {
  const layOver = rememberingCalendars();
  const recompile = rememberingSchedules();
  const remake = rememberingLines();
  return function* (loaded, holidays) {
    const lay = once((calendar: Calendar) => layOver(calendar, holidays));
    const compile = once((compiled: CompiledSchedule) => recompile(compiled, lay));
    const calendars = sameIfEqual(loaded.calendars, loaded.calendars.map(lay));
    const lines = new Map<string, Line>();
    let isSame = true;
    yield* forEach(loaded.lines, ([id, line]) => {
      const made = remake(line, compile(line.compiled));
      isSame &&= made === line;
      lines.set(id, made);
    });
    if (isSame) return calendars === loaded.calendars ? loaded : { ...loaded, calendars };
    return { ...loaded, calendars, lines, groups: yield* regrouping(loaded, lines) };
  };
}

type Lay = (calendar: Calendar) => Calendar;

/** Thousands of lines share a few schedules, and consult the same few calendars. */
function once<T extends object>(make: (value: T) => T): (value: T) => T {
  const made = new Map<T, T>();
  return (value) => {
    const result = made.get(value) ?? make(value);
    made.set(value, result);
    return result;
  };
}

interface Laid {
  readonly published: Calendar;
  readonly patches: readonly HolidayPatch[];
  readonly calendar: Calendar;
}

function rememberingCalendars(): (calendar: Calendar, holidays: RuntimeHolidays) => Calendar {
  const last = new WeakMap<Calendar, Laid>();
  return (calendar, holidays) => {
    const published = layPublished(calendar, holidays);
    const patches = holidays.patches.filter((patch) => patch.calendar === calendar.id);
    const before = last.get(calendar);
    if (before?.published === published && isEqual(before.patches, patches)) return before.calendar;
    const laid = { published, patches, calendar: layPatches(published, patches).calendar };
    last.set(calendar, laid);
    return laid.calendar;
  };
}

function rememberingSchedules(): (compiled: CompiledSchedule, lay: Lay) => CompiledSchedule {
  const last = new WeakMap<CompiledSchedule, CompiledSchedule>();
  return (compiled, lay) => {
    const calendars = sameIfEqual(compiled.calendars, compiled.calendars.map(lay));
    if (calendars === compiled.calendars) return compiled;
    const before = last.get(compiled);
    if (before && isEqual(before.calendars, calendars)) return before;
    const made = compileSchedule(withCalendars(compiled.schedule, lay), compiled.zone);
    last.set(compiled, made);
    return made;
  };
}

function rememberingLines(): (line: Line, compiled: CompiledSchedule) => Line {
  const last = new WeakMap<Line, Line>();
  return (line, compiled) => {
    if (compiled === line.compiled) return line;
    const before = last.get(line);
    if (before?.compiled === compiled) return before;
    const made = compileLine(line, compiled, line.alternatives);
    last.set(line, made);
    return made;
  };
}

function withCalendars(schedule: Schedule, lay: Lay): Schedule {
  const relay = (rule: HolidayRule) => ({ ...rule, calendars: rule.calendars.map(lay) });
  return { ...schedule, holidays: schedule.holidays.map(relay) };
}

function* regrouping({ groups }: Snapshot, lines: Snapshot['lines']): Work<Snapshot['groups']> {
  const regrouped = new Map<string, readonly Line[]>();
  for (const [id, members] of groups) {
    const now: Line[] = [];
    yield* forEach(members, (line) => now.push(lines.get(line.id) ?? line));
    regrouped.set(id, sameIfEqual(members, now));
  }
  return regrouped;
}

function sameIfEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return isEqual(before, after) ? before : after;
}

function isEqual<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
