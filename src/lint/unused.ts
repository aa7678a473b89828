import { child, entries } from '../config/located.ts';
import type { Finding } from './finding.ts';
import type { LintContext } from './lint-context.ts';
import { linesByHours } from './shared-hours.ts';

export function* checkUnusedSchedules({ written }: LintContext): Iterable<Finding> {
  const used = new Set<unknown>();
  for (const lines of written.flatMap((of) => child(of, 'lines') ?? [])) {
    for (const { schedule } of Object.values(lines.value)) used.add(schedule);
  }
  for (const at of written.flatMap((of) => child(of, 'schedules') ?? []).flatMap(entries)) {
    if (used.has(at.key)) continue;
    const advice = 'name it in a line, or remove it';
    yield { at, found: `no line has the schedule ${at.key}`, advice };
  }
}

export function* checkUnusedCalendars(context: LintContext): Iterable<Finding> {
  const used = [...linesByHours(context).keys()].flatMap(({ calendars }) => calendars);
  const ids = new Set(used.map(({ id }) => id));
  for (const at of context.written.flatMap((of) => child(of, 'calendars') ?? []).flatMap(entries)) {
    if (ids.has(String(at.key))) continue;
    const advice = 'name it under "holidays" of a schedule that lines have, or remove it';
    yield { at, found: `no line consults the calendar ${at.key}`, advice };
  }
}
