import type { WrittenHolidayRule } from '../config/schema-schedule.ts';
import { type CivilDay, MINUTES_PER_DAY } from '../core/civil.ts';
import type { Lost, ParsedImport, Said } from './imported.ts';
import { osmExceptions } from './osm-exceptions.ts';
import { type OsmPart, osmParts } from './osm-parts.ts';
import { type OsmRule, openHours } from './osm-rule.ts';
import { osmRegular } from './osm-week.ts';
import { osmLongBreaks } from './osm-year.ts';
import { writeHours } from './written-hours.ts';

const JAPAN = 'jp';

/** What the rules say as a schedule, or why nothing of ours says the same. */
export function osmSchedule(rules: readonly OsmRule[], today: CivilDay): ParsedImport {
  const lost: Lost[] = [];
  const lose = (each: Lost) => void lost.push(each);
  const usual = rules.filter(({ joint }) => joint !== 'fallback');
  const { parts, faults } = osmParts(usual);
  const refuse = (each: Lost) => void faults.push(each);
  const of = (layer: OsmPart['layer']) => parts.filter((part) => part.layer === layer);
  for (const rule of rules) if (rule.joint === 'fallback') tellFallback(rule, { lose, refuse });
  const regular = osmRegular(of('week'), { today, lose });
  const holidays = holidayRule(of('holiday'));
  const longBreaks = osmLongBreaks(of('year'), refuse);
  const exceptions = osmExceptions(of('date'), { today, lose, refuse });
  for (const rule of usual) tellSmallThings(rule, { isAlone: usual.length === 1, lose });
  if (faults.length > 0) return { ok: false, faults };
  const schedule = {
    regular,
    ...(holidays && { holidays }),
    ...(longBreaks.length > 0 && { longBreaks }),
    ...(exceptions.length > 0 && { exceptions }),
  };
  const calendars = holidays ? { [JAPAN]: { source: 'japan' as const } } : {};
  return { ok: true, imported: { zone: null, calendars, schedule, lost } };
}

/** The last one decides. */
function holidayRule(parts: readonly OsmPart[]): WrittenHolidayRule | null {
  const last = parts.at(-1);
  return last ? { calendars: [JAPAN], hours: writeHours(openHours(last.rule)) } : null;
}

/** What holds where no other rule does: without hours callers lose nothing. */
function tellFallback(rule: OsmRule, { lose, refuse }: Said): void {
  const { place } = rule;
  if (rule.state !== 'open') {
    const found = 'what holds where no other rule does';
    const advice = 'callers are told that it is closed; write a message if they need more';
    lose({ code: 'fallback', place, found, advice });
    return;
  }
  const found = 'hours that hold where no other rule does';
  const advice = 'write ; instead of || and the days on which it is open';
  refuse({ code: 'not_expressible', place, found, advice });
}

function tellSmallThings(
  rule: OsmRule,
  { isAlone, lose }: { isAlone: boolean; lose: Said['lose'] },
): void {
  const { place, comment, dates } = rule;
  if (comment !== null && rule.state === 'open' && !rule.isStated) {
    const found = 'hours with a comment, which leaves open whether anybody is there';
    const advice = 'here they are open hours; check that it is so';
    lose({ code: 'maybe_open', place, found, advice });
  } else if (comment !== null && dates.length === 0) {
    const advice = 'write a message where callers should be told';
    lose({ code: 'comment', place, found: 'a comment on hours that have no name', advice });
  }
  if (rule.state === 'open' && rule.spans === null) {
    const advice = 'without times it is open all day; check that it is so';
    lose({ code: 'all_day', place, found: 'days without times', advice });
  }
  const isNight = openHours(rule).some(({ end }) => end > MINUTES_PER_DAY);
  if (isNight && !isAlone) {
    const found = 'a night, of which maps drop what is after midnight where a later rule begins';
    const advice = 'here it belongs to the date it begins on, and goes on; check that it is so';
    lose({ code: 'night', place, found, advice });
  }
}
