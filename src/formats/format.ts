import type { Answer } from './answer.ts';

/** A way to write decisions. Adding one to the formats is all that a new one needs. */
export interface Format {
  readonly contentType: string;
  readonly write: (answer: Answer) => string;
  /**
   * The whole body of an answer that is not a decision, at every status; `null` where problem
   * documents do.
   */
  readonly writeError: ((code: string) => string) | null;
}

/** A format whose readers cannot see the status, so that every failure keeps its grammar. */
export interface PlainFormat extends Format {
  readonly writeError: (code: string) => string;
}

export function isPlain(format: Format): format is PlainFormat {
  return format.writeError !== null;
}
