import type { Explanation } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { Language, Names } from '../core/reason.ts';
import type { LineDecision } from '../lines/line-decision.ts';
import type { Snapshot } from '../lines/snapshot.ts';

/** Everything a representation of one decision is made from. */
export interface Answer extends LineDecision, Pick<Snapshot, 'revision' | 'freshness' | 'asOf'> {
  /** The instant asked for; `null` when the question was "now". */
  readonly at: Instant | null;
  /** The language asked for: of representations that speak one only. */
  readonly language: Language;
  /** Writes what a caller can be told, for reading: only some formats have room for it. */
  readonly message: () => Names;
  /** Writes the same for a voice. */
  readonly speech: () => Names;
  /** `null` when no explanation was asked for. */
  readonly explanation: AskedExplanation | null;
}

export interface AskedExplanation {
  readonly explanation: Explanation;
  readonly language: Language;
}
