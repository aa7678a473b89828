import type { DateRange, Hours, Nth } from '../core/schedule.ts';

/** One rule of the tag `opening_hours`, read word by word. */
export interface OsmRule {
  /** `rule 2: PH off`. */
  readonly place: string;
  /** What it does to the rules before it: `;`, `,` and `||`. */
  readonly joint: 'replace' | 'add' | 'fallback';
  /** Without weekdays and holidays: every day. */
  readonly weekdays: readonly OsmWeekday[];
  /** Whether it names public holidays, `PH`. */
  readonly hasHolidays: boolean;
  /** None: always. */
  readonly dates: readonly OsmDates[];
  /** `null`: no times, so all day. */
  readonly spans: Hours | null;
  readonly state: 'open' | 'off' | 'unknown';
  /** Whether the state is written, not only meant. */
  readonly isStated: boolean;
  readonly comment: string | null;
}

export interface OsmWeekday {
  /** Monday is 0. */
  readonly weekday: number;
  /** `null`: every one. */
  readonly nth: Nth | null;
}

export interface OsmDates {
  readonly range: DateRange;
  /** Whole months, as seasons are written. */
  readonly isMonths: boolean;
}

const WHOLE_DAY: Hours = [{ start: 0, end: 1_440 }];

/** The hours that a rule opens; none for `off`. */
export function openHours({ state, spans }: OsmRule): Hours {
  return state === 'open' ? (spans ?? WHOLE_DAY) : [];
}

/** Whether it takes time out of hours instead of deciding a date. */
export function isCut({ state, spans }: OsmRule): boolean {
  return state === 'off' && spans !== null;
}
