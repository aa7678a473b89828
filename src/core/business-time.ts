import { type BusinessDay, type BusinessDays, createBusinessDays } from './business-days.ts';
import { type HolidayKnowledge, knowledgeOfDays } from './calendar.ts';
import type { CompiledSchedule } from './compiled-schedule.ts';
import type { DayPlans } from './day-plans.ts';
import { END_OF_INSTANTS, FIRST_INSTANT, type Instant } from './instant.ts';
import { createOpenTime, type OpenTime } from './open-time.ts';
import type { BlockTimeline } from './timeline.ts';
import { instantToDay, type Zone } from './zone.ts';

/** What is counted from an instant: to another, so much open time, or so many business days. */
export type Measure =
  | { readonly kind: 'until'; readonly until: Instant }
  | { readonly kind: 'open'; readonly milliseconds: number }
  | { readonly kind: 'days'; readonly count: number };

/** An instant, another, and the open time between them. */
export interface MeasuredTime {
  readonly from: Instant;
  /** `null` where what was asked for is beyond the years with answers, or never comes. */
  readonly until: Instant | null;
  /** Milliseconds; negative where `until` is before `from`, `null` where there is none. */
  readonly open: number | null;
  /** The business day that was counted to; `null` where none were counted. */
  readonly businessDay: BusinessDay | null;
  /** The weakest knowledge of the holidays between the two. */
  readonly holidays: HolidayKnowledge;
}

/**
 * Measures business time. So many business days after an instant are over when the last of them
 * closes; so many before it begin when the first of them opens. The date of the instant is not
 * counted, open or not.
 */
export function measureBusinessTime(
  compiled: CompiledSchedule,
  from: Instant,
  measure: Measure,
): MeasuredTime {
  const { openTime, businessDayAfter } = compiled.businessTime;
  const businessDay = measure.kind === 'days' ? businessDayAfter(from, measure.count) : null;
  const until = untilOf(compiled, from, { measure, businessDay });
  return {
    from,
    until,
    open: until === null ? null : openTime.between(from, until),
    businessDay,
    holidays: knowledgeBetween(compiled, from, until ?? edgeOf(measure)),
  };
}

interface Counted {
  readonly measure: Measure;
  readonly businessDay: BusinessDay | null;
}

function untilOf(
  { businessTime }: CompiledSchedule,
  from: Instant,
  { measure, businessDay }: Counted,
): Instant | null {
  if (measure.kind === 'until') return measure.until;
  if (measure.kind === 'open') return businessTime.openTime.after(from, measure.milliseconds);
  if (measure.count === 0) return from;
  return (measure.count > 0 ? businessDay?.closesAt : businessDay?.opensAt) ?? null;
}

/** How far was looked in vain. */
function edgeOf(measure: Measure): Instant {
  const isBefore =
    (measure.kind === 'open' && measure.milliseconds < 0) ||
    (measure.kind === 'days' && measure.count < 0);
  return isBefore ? FIRST_INSTANT : END_OF_INSTANTS;
}

function knowledgeBetween(
  { zone, calendars }: CompiledSchedule,
  one: Instant,
  other: Instant,
): HolidayKnowledge {
  const first = Math.min(one, other) as Instant;
  const last = Math.max(one, other - 1, first) as Instant;
  const [from, until] = [instantToDay(zone, first), instantToDay(zone, last)];
  return knowledgeOfDays(calendars, { from, until });
}

/** What a compiled schedule counts with. */
export interface BusinessTime extends BusinessDays {
  readonly openTime: OpenTime;
}

interface BusinessTimeSource {
  readonly plans: DayPlans;
  readonly zone: Zone;
  readonly timeline: BlockTimeline;
}

export function createBusinessTime(source: BusinessTimeSource): BusinessTime {
  const openTime = createOpenTime(source.timeline);
  return { openTime, ...createBusinessDays({ ...source, openTime }) };
}
