import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Answer } from '../formats/answer.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import type { Format } from '../formats/format.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { bodyOf, createKeep } from './keep.ts';

/** What is asked about now, by nobody in particular. */
export interface QuestionOfAll {
  readonly now: Instant;
  readonly language: Language;
  readonly format: Format;
}

export interface WrittenAnswer {
  readonly answer: Answer;
  readonly body: string;
}

const keep = createKeep<Answer>();

/**
 * An answer about now in a format. What it says stays true until `freshUntil`, so that it is
 * composed, and written in each format, once until then; only seconds are counted each time.
 */
export function writeNow(
  snapshot: Snapshot,
  line: Line,
  { now, language, format }: QuestionOfAll,
): WrittenAnswer {
  const kept = keep(snapshot, { name: `${language} ${line.id}`, now }, () => {
    const value = composeAnswer(snapshot, line, { instant: now, at: null, language });
    return { value, until: value.decision.freshUntil };
  });
  const answer = { ...kept.value, decision: { ...kept.value.decision, instant: now } };
  return { answer, body: bodyOf(kept, format, answer) };
}
