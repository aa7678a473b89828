import type { Calendar, Holiday } from '../core/calendar.ts';
import { type CivilDay, yearOf } from '../core/civil.ts';
import type { Names } from '../core/reason.ts';

/** A change to the dates of a calendar. */
export interface DatePatch {
  readonly id: string;
  readonly kind: 'add' | 'move' | 'cancel';
  readonly day: CivilDay;
  /** Where the holiday is moved to; `null` unless it is. */
  readonly to: CivilDay | null;
  readonly name: Names;
}

export interface PatchedCalendar {
  /** The calendar itself where no patch does anything. */
  readonly calendar: Calendar;
  /** The ids of the patches that do nothing, because what is below them says so already. */
  readonly steppedAside: ReadonlySet<string>;
}

/**
 * A calendar with patches laid over it, each over what those before it left. Exactly the dates that
 * they name change: the rules of 振替休日 and 国民の休日 are not applied anew, since an act that moves
 * a holiday says itself what becomes of the days around it; those are patched too. How far the
 * calendar knows, and how far officially, stays as it is below.
 */
export function patchCalendar(below: Calendar, patches: readonly DatePatch[]): PatchedCalendar {
  const patched = new Map<CivilDay, Holiday | null>();
  const steppedAside = new Set<string>();
  const on = (day: CivilDay) =>
    patched.get(day) ?? (patched.has(day) ? null : below.holidayOn(day));
  for (const patch of patches) {
    const changes = changesOf(patch, on);
    if (changes === null) steppedAside.add(patch.id);
    else for (const [day, holiday] of changes) patched.set(day, holiday);
  }
  if (patched.size === 0) return { calendar: below, steppedAside };
  return { calendar: createPatched(below, { patches, patched, on }), steppedAside };
}

type Change = readonly [CivilDay, Holiday | null];

/** What a patch does, given what is there; `null` where it is so already. */
function changesOf(
  patch: DatePatch,
  on: (day: CivilDay) => Holiday | null,
): readonly Change[] | null {
  const { kind, day, to } = patch;
  const there = on(day);
  if (to === null) {
    const isSo = (there !== null) === (kind === 'add');
    return isSo ? null : [[day, kind === 'add' ? placed(patch, day, null) : null]];
  }
  const other = on(to);
  if (there === null && other !== null) return null;
  return [
    [day, null],
    [to, other ?? placed(patch, to, there)],
  ];
}

/** A holiday where a patch puts it; one that is moved stays what it is, under its own name. */
function placed({ id, name }: DatePatch, day: CivilDay, moved: Holiday | null): Holiday {
  const { kind, officialName } = moved ?? { kind: 'listed', officialName: name.ja };
  // Nobody published that date, whoever named the holiday.
  return { day, name, kind, provenance: 'local', officialName, patch: id };
}

interface Parts {
  readonly patches: readonly DatePatch[];
  readonly patched: ReadonlyMap<CivilDay, Holiday | null>;
  readonly on: (day: CivilDay) => Holiday | null;
}

function createPatched(below: Calendar, { patches, patched, on }: Parts): Calendar {
  const years = new Map<number, readonly Holiday[]>();
  const touched = new Set([...patched.keys()].map(yearOf));
  const { layOfficial, layFeed } = below;
  const again = (calendar: Calendar) => patchCalendar(calendar, patches).calendar;

  function holidaysIn(year: number): readonly Holiday[] {
    if (!touched.has(year)) return below.holidaysIn(year);
    const known = years.get(year) ?? Object.freeze(patchYear(below.holidaysIn(year), year));
    years.set(year, known);
    return known;
  }

  function patchYear(holidays: readonly Holiday[], year: number): Holiday[] {
    const kept = holidays.filter(({ day }) => !patched.has(day));
    const put = [...patched.values()].filter((holiday) => holiday !== null);
    const ofYear = put.filter(({ day }) => yearOf(day) === year);
    return [...kept, ...ofYear].sort((a, b) => a.day - b.day);
  }

  return {
    id: below.id,
    holidayOn: on,
    holidaysIn,
    knowledgeOf: (year) => below.knowledgeOf(year),
    officialThrough: below.officialThrough,
    layOfficial: layOfficial && ((list) => again(layOfficial(list))),
    layFeed: layFeed && ((feed) => again(layFeed(feed))),
  };
}
