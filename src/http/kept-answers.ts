import { type Instant, SECOND } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Answer } from '../formats/answer.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import type { Format } from '../formats/format.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { bodyOf, createKeep, type Kept } from './keep.ts';

/** What is asked about now, by nobody in particular. */
export interface QuestionOfAll {
  readonly now: Instant;
  readonly language: Language;
}

export type KeptAnswer = Kept<Answer>;
export type KeepAnswers = ReturnType<typeof createKeptAnswers>;

/**
 * Keeps answers about now. What one says stays true until `freshUntil`, so that it is composed, and
 * written in each format, once until then; only seconds are counted each time.
 */
export function createKeptAnswers() {
  const keep = createKeep<Answer>();
  return (snapshot: Snapshot, line: Line, { now, language }: QuestionOfAll): KeptAnswer =>
    keep(snapshot, { name: `${language} ${line.id}`, now }, () => {
      const value = composeAnswer(snapshot, line, { instant: now, at: null, language });
      return { value, until: value.decision.freshUntil };
    });
}

/** The same answer with the seconds counted from now. */
export function answerFrom({ value }: KeptAnswer, now: Instant): Answer {
  return { ...value, decision: { ...value.decision, instant: now } };
}

/** The body of a kept answer, as of now. */
export function bodyAt(kept: KeptAnswer, format: Format, now: Instant): string {
  return bodyOf(kept, format, answerFrom(kept, now));
}

/** What an answer counts in whole seconds: while they are the same, so are its bytes and head. */
export interface SecondsCounted {
  /** To the first instant at which it may be another, rounded down. */
  readonly fresh: number;
  /** To the instant to ask again, and to the next opening, rounded up; -1 where there is none. */
  readonly retry: number;
  readonly opening: number;
}

export function secondsCountedAt({ value: { decision } }: KeptAnswer, now: Instant) {
  return {
    fresh: Math.floor((decision.freshUntil - now) / SECOND),
    retry: secondsUntil(decision.retry?.at ?? null, now),
    opening: secondsUntil(decision.opensAt, now),
  };
}

function secondsUntil(instant: Instant | null, now: Instant): number {
  return instant === null ? -1 : Math.ceil((instant - now) / SECOND);
}
