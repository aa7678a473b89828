import { explain } from '../core/explanation.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { decideLine } from '../lines/line-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { writeMessage } from '../messages/message.ts';
import type { Answer } from './answer.ts';

/** What is asked of a line. */
export interface Question {
  readonly instant: Instant;
  /** The same instant where the caller named it, `null` where the question was "now". */
  readonly at: Instant | null;
  /** Where in the retry window the caller belongs, from 0 to below 1. */
  readonly share?: number;
  /** The language to explain in; `null` for no explanation. */
  readonly explainIn?: Language | null;
}

/** Everything that any format needs to write the decision of a line. */
export function composeAnswer(
  { revision, freshness, asOf }: Snapshot,
  line: Line,
  { instant, at, share = 0, explainIn = null }: Question,
): Answer {
  const lineDecision = decideLine(line, instant, share);
  const { name, zone, messages: templates } = line;
  const source = { name, zone, templates, decision: lineDecision.decision };
  const message = () => writeMessage(source);
  const explanation = explainIn && {
    explanation: explain(line.compiled, instant),
    language: explainIn,
  };
  return { ...lineDecision, at, message, revision, freshness, asOf, explanation };
}
