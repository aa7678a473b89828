import type { OnUnknown } from '../config/configuration.ts';
import type { Language } from '../core/reason.ts';
import type { Line } from '../lines/snapshot.ts';
import type { Answer } from './answer.ts';

/** A way to write decisions. Adding one to the formats is all that a new one needs. */
export interface Format {
  readonly contentType: string;
  readonly write: (answer: Answer) => string;
  /**
   * The whole body of an answer that is not a decision, at every status; `null` where problem
   * documents do.
   */
  readonly writeError: ((failure: Failure) => string) | null;
  /** Its body counts the seconds from `decision.instant`, so that it holds for one of them. */
  readonly countsSeconds?: boolean;
  /** Telephone systems play any other status to the caller as a fault, so failures are 200 too. */
  readonly isAlways200?: boolean;
}

/** Why there is no decision, and what is to be done instead. */
export interface Failure {
  readonly code: string;
  /** The line asked about; `null` where it cannot be told, or must not be. */
  readonly line: Line | null;
  readonly onUnknown: OnUnknown;
  readonly language: Language;
}

/** A format whose readers cannot see the status, so that every failure keeps its grammar. */
export interface PlainFormat extends Format {
  readonly writeError: (failure: Failure) => string;
}

export function isPlain(format: Format): format is PlainFormat {
  return format.writeError !== null;
}
