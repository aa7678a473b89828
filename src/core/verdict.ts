import type { Layer, Names, ReasonCode } from './reason.ts';
import type { Hours } from './schedule.ts';

/** What one layer says about one date: hours (or none), and the reasons that follow from it. */
export interface Verdict {
  readonly layer: Layer;
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
  readonly spans: Hours;
  readonly name: Names;
}
