/**
 * The hours of a line as Amazon Connect has them: a week, and overrides for dates that differ from
 * it. A date is open from its midnight to the next, and 00:00 as an end is the next midnight
 * (Administrator Guide, "How to specify midnight"), so a night is written in two halves. An
 * override replaces the week on its dates, those weekdays that it does not name are closed, and no
 * two meet: https://docs.aws.amazon.com/connect/latest/APIReference/, HoursOfOperationOverride.
 */
import { addDays, type CivilDay, civilDayToDate, weekdayIndexOf } from '../core/civil.ts';
import type { CompiledSchedule } from '../core/compiled-schedule.ts';
import type { Days } from '../core/date-range.ts';
import type { Language } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import type { Line } from '../lines/snapshot.ts';
import { type ClockDate, clockDates, clockWeek, unsayableDate } from './clock-dates.ts';
import { deviatingStretches, type Stretch } from './deviating-stretches.ts';
import type { Exported } from './exported.ts';

/** Of one hours of operation; AWS does not raise it. */
export const MAX_CONNECT_OVERRIDES = 50;
/** Entries of a `Config`. */
const MAX_CONNECT_ENTRIES = 100;
const MAX_CONNECT_NAME = 127;

interface Question extends Days {
  readonly language: Language;
}

interface ConnectEntry {
  readonly Day: string;
  readonly StartTime: ConnectTime;
  readonly EndTime: ConnectTime;
}

interface ConnectTime {
  readonly Hours: number;
  readonly Minutes: number;
}

/** JSON. The first of the dates is today. */
export function writeConnectHours(line: Line, question: Question): Exported {
  const { compiled } = line;
  const dates = clockDates(compiled, question);
  const unsayable = unsayableDate(dates);
  if (unsayable !== null) return { ok: false, detail: unsayable };
  const week = regularWeek(compiled, question.from);
  const config = configOf(new Map(week.entries()));
  const stretches = fewEnough(dates, week);
  const refusal = refusalOf(config, stretches);
  if (refusal !== null) return { ok: false, detail: refusal };
  const document = {
    HoursOfOperation: {
      Name: connectName(line.name[question.language]),
      TimeZone: line.zone.name,
      Config: config,
    },
    HoursOfOperationOverrideList: stretches.map((stretch) => ({
      Name: overrideName(compiled, stretch, question.language),
      EffectiveFrom: civilDayToDate(stretch.from),
      EffectiveTill: civilDayToDate(stretch.until),
      Config: configOf(stretch.weekdays),
    })),
  };
  return { ok: true, text: JSON.stringify(document, null, 2) };
}

function regularWeek({ schedule }: CompiledSchedule, today: CivilDay): readonly Hours[] {
  const { editions } = schedule;
  const current = editions.findLast(({ from }) => from === null || from <= today);
  return clockWeek(current?.weekdays ?? [], schedule);
}

/** One override per thing that happens where they are few enough; else as few as can be. */
function fewEnough(dates: readonly ClockDate[], week: readonly Hours[]): Stretch[] {
  const ordinaryOn = (day: CivilDay) => week[weekdayIndexOf(day)] ?? [];
  const telling = deviatingStretches(dates, { ordinaryOn, isAcrossOpenDates: false });
  if (telling.length <= MAX_CONNECT_OVERRIDES) return telling;
  return deviatingStretches(dates, { ordinaryOn, isAcrossOpenDates: true });
}

function refusalOf(config: readonly ConnectEntry[], stretches: readonly Stretch[]): string | null {
  if (config.length > MAX_CONNECT_ENTRIES) {
    return `The week has ${config.length} spans; Amazon Connect takes ${MAX_CONNECT_ENTRIES}.`;
  }
  const first = stretches[MAX_CONNECT_OVERRIDES];
  if (first === undefined) return null;
  const until = civilDayToDate(addDays(first.from, -1));
  const needed = `${stretches.length} overrides would be needed`;
  const reach = `Amazon Connect takes ${MAX_CONNECT_OVERRIDES}, which reach until ${until}`;
  return `${needed}; ${reach}. Ask with until=${until}.`;
}

const CONNECT_DAYS = [
  ...['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
  ...['SATURDAY', 'SUNDAY'],
] as const;

function configOf(weekdays: ReadonlyMap<number, Hours>): ConnectEntry[] {
  const inOrder = [...weekdays].sort(([a], [b]) => a - b);
  return inOrder.flatMap(([weekday, hours]) =>
    hours.map(({ start, end }) => ({
      Day: CONNECT_DAYS[weekday] as string,
      StartTime: timeOf(start),
      EndTime: timeOf(end),
    })),
  );
}

/** The midnight at the end of a date is 0:00, as the one at its beginning. */
function timeOf(minute: number): ConnectTime {
  return { Hours: Math.floor(minute / 60) % 24, Minutes: minute % 60 };
}

/** Names must differ, so the date is in them. */
function overrideName({ plans, longBreaks }: CompiledSchedule, days: Days, language: Language) {
  const { from } = days;
  const name = longBreaks.on(from)?.name ?? plans.planOn(from)?.reason.name;
  const date = civilDayToDate(from);
  return name ? connectName(name[language], ` ${date}`) : date;
}

/** Cut to what is taken, without what is not. */
function connectName(name: string, suffix = ''): string {
  const plain = name.replace(/\p{C}/gu, ' ');
  return [...plain].slice(0, MAX_CONNECT_NAME - suffix.length).join('') + suffix;
}
