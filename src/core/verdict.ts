import type { Layer, Names, ReasonCode } from './reason.ts';
import type { Hours } from './schedule.ts';

/**
 * Which rule of a schedule has said something, by the list that it stands in. Regular hours are
 * named by their edition and by what they say of nth weekdays; where that is `null`, it is the
 * plain weekday of the date. A date is bridged by `detection`.
 */
export type RuleId =
  | { readonly list: 'exceptions' | 'longBreaks'; readonly index: number }
  | { readonly list: 'holidays'; readonly index: number; readonly part: 'hours' | 'dayBefore' }
  | { readonly list: 'editions'; readonly index: number; readonly nthWeekday: number | null }
  | { readonly list: 'detection' };

/** What one layer says about one date: hours (or none), and the reasons that follow from it. */
export interface Verdict {
  readonly layer: Layer;
  readonly rule: RuleId;
  readonly hours: Hours;
  /** The reason inside the hours. */
  readonly openCode: ReasonCode;
  /** The reason for a date without hours. */
  readonly closedCode: ReasonCode;
  readonly name: Names | undefined;
  readonly message: Names | null;
}

/** Time cut out of a date's hours, whatever layer gave them. */
export interface Cut {
  readonly rule: RuleId;
  readonly spans: Hours;
  readonly name: Names;
}
