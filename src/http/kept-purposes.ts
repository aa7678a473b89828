import type { Purpose } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import { composePurposeAnswer, type PurposeAnswer } from '../formats/purpose-answer.ts';
import type { PurposeFormat } from '../formats/purpose-formats.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { bodyOf, createKeep } from './keep.ts';

/** What is asked about now, by nobody in particular. */
interface QuestionOfAll {
  readonly now: Instant;
  readonly language: Language;
  readonly format: PurposeFormat;
}

export interface WrittenPurpose {
  readonly answer: PurposeAnswer;
  readonly body: string;
}

const keep = createKeep<PurposeAnswer>();

/** A purpose about now: composed and written once until one of its lines changes. */
export function writePurposeNow(
  snapshot: Snapshot,
  purpose: Purpose,
  { now, language, format }: QuestionOfAll,
): WrittenPurpose {
  const kept = keep(snapshot, { name: `${language} ${purpose.id}`, now }, () => {
    const value = composePurposeAnswer(snapshot, purpose, { instant: now, at: null, language });
    return { value, until: freshUntil(value) };
  });
  const answer = { ...kept.value, best: kept.value.best && askedAt(now, kept.value.best) };
  return { answer, body: bodyOf(kept, format, answer) };
}

function freshUntil({ answers }: PurposeAnswer): Instant {
  const boundaries = [...answers.values()].map(({ decision }) => decision.freshUntil);
  return Math.min(...boundaries) as Instant;
}

/** Seconds are counted from it; everything else is the same. */
function askedAt(now: Instant, best: NonNullable<PurposeAnswer['best']>) {
  return { ...best, decision: { ...best.decision, instant: now } };
}
