import { addDays } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import { formatInstant, instantToDay } from '../core/zone.ts';
import { longBreakToJson } from '../formats/json-decision.ts';
import type { Line } from '../lines/snapshot.ts';
import type { BoardBreak } from '../web/board-data.ts';
import { ALL_LINES, namedLines } from './board-overrides.ts';
import { BOARD_BREAK_DAYS } from './limits.ts';

type BreakJson = ReturnType<typeof longBreakToJson>;

/** The long breaks that last now or begin soon, each once with the lines that take it. */
export function breaksShown(lines: readonly Line[], now: Instant): readonly BoardBreak[] {
  const bySchedule = new Map<CompiledSchedule, readonly BreakJson[]>();
  const found = new Map<string, { readonly json: BreakJson; readonly lines: Line[] }>();
  for (const line of lines) {
    const breaks = bySchedule.get(line.compiled) ?? breaksOf(line.compiled, now);
    bySchedule.set(line.compiled, breaks);
    for (const json of breaks) {
      const key = JSON.stringify(json);
      const same = found.get(key) ?? { json, lines: [] };
      found.set(key, same);
      same.lines.push(line);
    }
  }
  return [...found.values()]
    .map((each) => ({ ...each.json, lines: takersOf(each.lines, lines) }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function breaksOf({ zone, longBreaks }: CompiledSchedule, now: Instant): readonly BreakJson[] {
  const today = instantToDay(zone, now);
  const running = longBreaks.on(today);
  const soon = { from: addDays(today, 1), until: addDays(today, BOARD_BREAK_DAYS) };
  const write = (instant: Instant) => formatInstant(zone, instant);
  return [...(running ? [running] : []), ...longBreaks.beginningWithin(soon)]
    .filter((each) => !isRestOf(running, each))
    .map((each) => longBreakToJson(each, write));
}

/** A run that began before today is found again from its second date on. */
function isRestOf(running: LongBreak | null, each: LongBreak): boolean {
  return running !== null && each !== running && each.from <= running.until;
}

function takersOf(takers: readonly Line[], all: readonly Line[]) {
  return takers.length === all.length && all.length > 1 ? ALL_LINES : namedLines(takers);
}
