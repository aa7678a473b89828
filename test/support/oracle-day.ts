import type { CivilDay } from '../../src/core/civil.ts';
import type { Layer, ReasonCode } from '../../src/core/reason.ts';
import type {
  DateRange,
  Edition,
  ExceptionRule,
  HolidayRule,
  Hours,
  NthWeekdayRule,
  Schedule,
} from '../../src/core/schedule.ts';

/** What the layers say about a civil date, cuts and bridging left out. */
export interface DayPlan {
  readonly layer: Layer;
  readonly spans: Hours;
  /** The code of a date without spans. */
  readonly closedCode: ReasonCode;
  /** The Japanese name of the rule or the holiday that decided; `null` for regular hours. */
  readonly name: string | null;
}

/** The first layer with something to say decides. */
export function layeredPlan(schedule: Schedule, day: number): DayPlan {
  return (
    exceptionPlan(schedule, day) ??
    longBreakPlan(schedule, day) ??
    holidayPlan(schedule, day) ??
    regularPlan(schedule, day)
  );
}

function exceptionPlan(schedule: Schedule, day: number): DayPlan | null {
  let best: { plan: DayPlan; days: number } | null = null;
  for (const { from, until, name, change } of schedule.exceptions) {
    const days = until - from + 1;
    if (change.kind !== 'hours' || day < from || day > until) continue;
    if (best && best.days < days) continue;
    const plan = { spans: change.hours, name: name.ja };
    best = { days, plan: { ...plan, layer: 'exception', closedCode: 'exception' } };
  }
  return best?.plan ?? null;
}

function longBreakPlan(schedule: Schedule, day: number): DayPlan | null {
  let best: { plan: DayPlan; days: number } | null = null;
  for (const { range, hours, name } of schedule.longBreaks) {
    if (!covers(range, day)) continue;
    const days = daysAround(range, day);
    if (best && best.days < days) continue;
    const plan = { spans: hours, name: name.ja };
    best = { days, plan: { ...plan, layer: 'long_break', closedCode: 'long_break' } };
  }
  return best?.plan ?? null;
}

export function covers(range: DateRange, day: number): boolean {
  if (range.kind === 'once') return range.from <= day && day <= range.until;
  const [from, until] = [range.from, range.until].map(({ month, day }) => month * 100 + day);
  const date = new Date(day * 86_400_000);
  const here = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  if (from === undefined || until === undefined) return false;
  return from <= until ? from <= here && here <= until : from <= here || here <= until;
}

/** How many dates in a row the range covers around a date: a yearly one in that very year. */
function daysAround(range: DateRange, day: number): number {
  let [first, last] = [day, day];
  while (day - first < 400 && covers(range, first - 1)) first--;
  while (last - day < 400 && covers(range, last + 1)) last++;
  return last - first + 1;
}

function holidayPlan(schedule: Schedule, day: number): DayPlan | null {
  for (const rule of schedule.holidays) {
    const name = holidayName(rule, day);
    if (name === null || rule.hours === 'regular') continue;
    return { layer: 'holiday', spans: rule.hours, closedCode: 'holiday', name };
  }
  return null;
}

function holidayName(rule: HolidayRule, day: number): string | null {
  for (const calendar of rule.calendars) {
    const holiday = calendar.holidayOn(day as CivilDay);
    if (holiday) return holiday.name.ja;
  }
  return null;
}

function regularPlan(schedule: Schedule, day: number): DayPlan {
  const { hours, closedCode } = regularHours(schedule, day);
  let spans = hours;
  let name: string | null = null;
  for (const rule of schedule.holidays) {
    const next = holidayName(rule, day + 1);
    if (next === null || rule.dayBefore === null) continue;
    spans = intersection(spans, rule.dayBefore);
    name ??= next;
  }
  if (hours.length === 0 || spans.length > 0) {
    return { layer: 'regular', spans, closedCode, name: null };
  }
  return { layer: 'holiday', spans, closedCode: 'holiday', name };
}

/** What a date would have by regular hours alone. */
export function regularHours(schedule: Schedule, day: number) {
  const edition = editionOn(schedule, day);
  const weekday = weekdayOf(day);
  const nth = edition.nthWeekdays.filter((rule) => isNth(rule, day)).at(-1);
  const hours = nth ? nth.hours : (edition.weekdays[weekday] ?? []);
  const closedCode: ReasonCode = weekday >= 5 && !nth ? 'weekend' : 'regular_day_off';
  return { hours, closedCode };
}

function editionOn(schedule: Schedule, day: number): Edition {
  const inForce = schedule.editions.filter(({ from }) => from === null || from <= day).at(-1);
  if (!inForce) throw new Error('the first edition of a schedule has no beginning');
  return inForce;
}

function isNth({ nth, weekday }: NthWeekdayRule, day: number): boolean {
  const dayOfMonth = new Date(day * 86_400_000).getUTCDate();
  const isLast = new Date((day + 7) * 86_400_000).getUTCDate() <= 7;
  if (weekday !== weekdayOf(day)) return false;
  return nth === 'last' ? isLast : nth === Math.ceil(dayOfMonth / 7);
}

/** Monday is 0. */
function weekdayOf(day: number): number {
  return (new Date(day * 86_400_000).getUTCDay() + 6) % 7;
}

function intersection(some: Hours, others: Hours): Hours {
  const common = some.flatMap((a) =>
    others.map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })),
  );
  return common.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
}

/** The name of the cut that takes this minute out of the date's spans; the last in the file. */
export function cutAt(schedule: Schedule, day: number, minute: number): ExceptionRule | null {
  return schedule.exceptions.findLast((rule) => cuts(rule, day, minute)) ?? null;
}

function cuts({ from, until, change }: ExceptionRule, day: number, minute: number): boolean {
  if (change.kind !== 'closed_during' || day < from || day > until) return false;
  return change.spans.some(({ start, end }) => start <= minute && minute < end);
}

/** What is left of the spans of a date, minute by minute, once its cuts are taken out. */
export function uncutPieces(schedule: Schedule, day: number, spans: Hours): Hours {
  return spans.flatMap(({ start, end }) => {
    const minutes = Array.from({ length: end - start }, (_, index) => start + index);
    const left = new Set(minutes.filter((minute) => !cutAt(schedule, day, minute)));
    const starts = [...left].filter((minute) => !left.has(minute - 1));
    const ends = [...left].filter((minute) => !left.has(minute + 1));
    return starts.map((start, index) => ({ start, end: (ends[index] ?? start) + 1 }));
  });
}
