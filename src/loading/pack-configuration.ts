import type { Configuration, LineConfiguration, Purpose } from '../config/configuration.ts';
import type { Calendar } from '../core/calendar.ts';
import type { HolidayRule, Schedule } from '../core/schedule.ts';
import type { CalendarRecipe } from './calendar-recipes.ts';

/** A part of a configuration as plain data, small enough to be read without anybody noticing. */
export type Piece =
  | { readonly kind: 'head'; readonly head: PackedHead }
  | { readonly kind: 'calendar'; readonly recipe: CalendarRecipe }
  | { readonly kind: 'purposes'; readonly purposes: readonly Purpose[] }
  | { readonly kind: 'lines'; readonly packed: PackedLines };

/** What there is once, or a few of. */
export interface PackedHead
  extends Pick<
    Configuration,
    'revision' | 'onUnknown' | 'feeds' | 'webhooks' | 'warnings' | 'suppressions' | 'suppressed'
  > {
  /** Its name. */
  readonly zone: string;
}

/** Some lines; what they share stands in two tables, which grow from piece to piece. */
export interface PackedLines {
  /** Schedules that no piece before had. */
  readonly schedules: readonly PackedSchedule[];
  /** Other values that no piece before had. */
  readonly values: readonly unknown[];
  readonly lines: readonly PackedLine[];
}

/** Lists, not records, which would name their keys a hundred thousand times. */
export type PackedLine = readonly [
  id: string,
  ja: string,
  en: string,
  phone: string | null,
  retrySpreadMinutes: number,
  /** A place in the table of schedules; all that follow are places in that of values. */
  schedule: number,
  zone: number,
  groups: number,
  destinations: number,
  messages: number,
  onUnknown: number,
];

export interface PackedSchedule extends Omit<Schedule, 'holidays'> {
  readonly holidays: readonly PackedHolidayRule[];
}

/** Its calendars by their ids. */
export interface PackedHolidayRule extends Omit<HolidayRule, 'calendars'> {
  readonly calendars: readonly string[];
}

/** Of one piece: lines and the rules of schedules together; some milliseconds to read. */
const MAX_PARTS = 1_000;

/** A configuration in pieces, to be read in this order. Expectations are left out. */
export function* packConfiguration(
  configuration: Configuration,
  recipeOf: (calendar: Calendar) => CalendarRecipe,
): Generator<Piece, void> {
  const { revision, zone, onUnknown, feeds, webhooks } = configuration;
  const { warnings, suppressions, suppressed } = configuration;
  const told = { warnings, suppressions, suppressed };
  const head = { revision, zone: zone.name, onUnknown, feeds, webhooks, ...told };
  yield { kind: 'head', head };
  for (const calendar of configuration.calendars) {
    yield { kind: 'calendar', recipe: recipeOf(calendar) };
  }
  const { purposes } = configuration;
  for (let from = 0; from < purposes.length; from += MAX_PARTS) {
    yield { kind: 'purposes', purposes: purposes.slice(from, from + MAX_PARTS) };
  }
  for (const packed of packLines(configuration.lines)) yield { kind: 'lines', packed };
}

function* packLines(configured: readonly LineConfiguration[]): Generator<PackedLines, void> {
  const schedules = createTable<Schedule>();
  const values = createTable<unknown>();
  let lines: PackedLine[] = [];
  let parts = 0;
  const take = () => ({ schedules: schedules.take().map(packSchedule), values: values.take() });
  for (const line of configured) {
    if (!schedules.has(line.schedule)) parts += countRules(line.schedule);
    lines.push([
      ...([line.id, line.name.ja, line.name.en, line.phone, line.retrySpreadMinutes] as const),
      schedules.placeOf(line.schedule),
      values.placeOf(line.zone.name),
      values.placeOf(line.groups),
      values.placeOf(line.destinations),
      values.placeOf(line.messages),
      values.placeOf(line.onUnknown),
    ]);
    if (++parts < MAX_PARTS) continue;
    yield { ...take(), lines };
    lines = [];
    parts = 0;
  }
  if (lines.length > 0) yield { ...take(), lines };
}

/** Gives equal places to one and the same value. */
function createTable<T>() {
  const places = new Map<T, number>();
  let untaken: T[] = [];
  return {
    has: (value: T) => places.has(value),
    placeOf(value: T): number {
      const known = places.get(value);
      if (known !== undefined) return known;
      places.set(value, places.size);
      untaken.push(value);
      return places.size - 1;
    },
    /** What is new since the last time, in order of places. */
    take(): readonly T[] {
      const taken = untaken;
      untaken = [];
      return taken;
    },
  };
}

function countRules({ editions, exceptions, longBreaks, holidays }: Schedule): number {
  return 7 * editions.length + exceptions.length + longBreaks.length + holidays.length;
}

function packSchedule(schedule: Schedule): PackedSchedule {
  const holidays = schedule.holidays.map((rule) => ({
    ...rule,
    calendars: rule.calendars.map(({ id }) => id),
  }));
  return { ...schedule, holidays };
}
