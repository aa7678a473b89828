import type { WrittenException } from '../config/schema-schedule.ts';
import { addDays, type CivilDay, civilDayToDate } from '../core/civil.ts';
import type { Hours } from '../core/schedule.ts';
import { formatSpan, subtractHours, uniteHours } from '../core/span.ts';
import type { Lost, Said } from './imported.ts';
import { namesFor } from './names-for.ts';
import { isOnWeekday, type OsmPart } from './osm-parts.ts';
import { isCut, type OsmRule, openHours } from './osm-rule.ts';
import { writeHours } from './written-hours.ts';

/** Of all rules together: fifty years of dates; a date with many spans counts for more. */
const MAX_DATES = 20_000;
const SPANS_OF_A_DATE = 4;

/** What a date has instead of its hours, or what is cut out of them. */
interface Entry {
  readonly hours: Hours | null;
  readonly cut: Hours;
  readonly comment: string | null;
}

/** Dates of one year, from today on: of two rules for a date the later one decides. */
export function osmExceptions(
  parts: readonly OsmPart[],
  { today, lose, refuse }: Said & { today: CivilDay },
): WrittenException[] {
  const entries = new Map<CivilDay, Entry>();
  let visited = 0;
  for (const { rule, dates } of parts) {
    for (const { range } of dates) {
      if (range.kind !== 'once') continue;
      if (range.until < today) lose(past(rule));
      const from = Math.max(range.from, today) as CivilDay;
      for (let day = from; day <= range.until && visited < MAX_DATES; day = addDays(day, 1)) {
        const before = entries.get(day);
        visited += Math.max(1, countSpans(rule, before) / SPANS_OF_A_DATE);
        if (!isOnWeekday(rule.weekdays, day)) continue;
        const entry = changed(before, rule);
        if (entry === null) {
          refuse(addition(rule));
          break;
        }
        entries.set(day, entry);
      }
    }
  }
  if (visited >= MAX_DATES) refuse(tooMany(parts[0]?.rule));
  return writeEntries([...entries].sort(([a], [b]) => a - b));
}

function countSpans({ spans }: OsmRule, before: Entry | undefined): number {
  const [hours, cut] = [before?.hours?.length ?? 0, before?.cut.length ?? 0];
  return (spans?.length ?? 0) + hours + cut;
}

/** `null` where hours are added to those that a date has anyway, which may be any. */
function changed(before: Entry | undefined, rule: OsmRule): Entry | null {
  const { comment } = rule;
  const hours = openHours(rule);
  if (isCut(rule)) {
    const cut = uniteHours([...(before?.cut ?? []), ...(rule.spans ?? [])]);
    const known = before?.hours ?? null;
    return known
      ? { hours: subtractHours(known, cut), cut: [], comment }
      : { hours: null, cut, comment };
  }
  if (rule.joint !== 'add' || hours.length === 0) return { hours, cut: [], comment };
  if (!before?.hours) return null;
  return { hours: uniteHours([...before.hours, ...hours]), cut: [], comment };
}

/** Dates next to each other that are alike are one exception. */
function writeEntries(entries: readonly (readonly [CivilDay, Entry])[]): WrittenException[] {
  const runs: { from: CivilDay; until: CivilDay; entry: Entry }[] = [];
  for (const [day, entry] of entries) {
    const last = runs.at(-1);
    const isMore = last?.until === day - 1 && keyOf(last.entry) === keyOf(entry);
    if (last && isMore) last.until = day;
    else runs.push({ from: day, until: day, entry });
  }
  return runs.map(({ from, until, entry: { hours, cut, comment } }) => ({
    ...(from === until
      ? { date: civilDayToDate(from) }
      : { from: civilDayToDate(from), until: civilDayToDate(until) }),
    ...(hours ? { hours: writeHours(hours) } : { closedDuring: cut.map(formatSpan) }),
    name: namesFor(nameOf(comment), { isClosed: hours?.length === 0 }),
  }));
}

/** A comment is in whatever language; a name has at most 200 characters. */
export function nameOf(comment: string | null): { ja?: string } {
  const name = comment?.trim().slice(0, 200);
  return name ? { ja: name } : {};
}

function keyOf({ hours, cut, comment }: Entry): string {
  return JSON.stringify([hours, cut, comment]);
}

function past({ place }: OsmRule): Lost {
  return { code: 'past', place, found: 'dates that are over', advice: 'nothing needs to be done' };
}

function addition({ place }: OsmRule): Lost {
  const found = 'hours that are added to those of the week';
  return { code: 'not_expressible', place, found, advice: 'write ; and all hours of these dates' };
}

function tooMany(rule: OsmRule | undefined): Lost {
  const found = `more than ${MAX_DATES} dates`;
  return { code: 'too_many', place: rule?.place ?? 'rule 1', found, advice: 'give fewer dates' };
}
