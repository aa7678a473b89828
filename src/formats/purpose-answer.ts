import type { Purpose } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import type { Language, Names, State } from '../core/reason.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { announcePurpose } from '../messages/announce-purpose.ts';
import type { Answer } from './answer.ts';
import { composeAnswer, type Question } from './compose-answer.ts';

/** Everything a representation of one purpose is made from. */
export interface PurposeAnswer extends Pick<Snapshot, 'revision' | 'freshness' | 'asOf' | 'zone'> {
  readonly purpose: Purpose;
  /** For whoever is on the telephone: `open` while a line of the purpose is. */
  readonly state: State;
  /** The line that serves best: the first that is open, else the first to open; or `null`. */
  readonly best: Answer | null;
  /** Of every line of the purpose, by id. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** The instant asked for; `null` when the question was "now". */
  readonly at: Instant | null;
  readonly language: Language;
  /** Writes where it can be done now, and else when, for reading. */
  readonly message: () => Names;
  /** Writes the same for a voice. */
  readonly speech: () => Names;
}

/** Everything that any format needs to write where a purpose is served. */
export function composePurposeAnswer(
  snapshot: Snapshot,
  purpose: Purpose,
  question: Question,
): PurposeAnswer {
  const answers = answerLines(snapshot, purpose, question);
  const best = bestOf([...answers.values()]);
  const { name } = purpose;
  const selfService = new Set(
    purpose.channels.flatMap(({ kind }) => (kind === 'line' ? [] : [kind])),
  );
  const message = once(() => announcePurpose({ name, selfService, line: best?.message() ?? null }));
  const speech = once(() => announcePurpose({ name, selfService, line: best?.speech() ?? null }));
  const { revision, freshness, asOf, zone } = snapshot;
  return {
    purpose,
    state: best?.decision.state ?? 'closed',
    best: best && { ...best, message, speech },
    answers,
    at: question.at,
    language: question.language ?? 'ja',
    message,
    speech,
    ...{ revision, freshness, asOf, zone },
  };
}

/** Written for the first format that says it, and kept for the others. */
function once(write: () => Names): () => Names {
  let written: Names | null = null;
  return () => {
    written ??= write();
    return written;
  };
}

/** A purpose is no alternative to itself: what it says of the web is said once. */
function answerLines(snapshot: Snapshot, { id, channels }: Purpose, question: Question) {
  const answers = new Map<string, Answer>();
  for (const channel of channels) {
    const line = channel.kind === 'line' ? snapshot.lines.get(channel.line) : undefined;
    if (!line) continue;
    const alternatives = line.alternatives.filter((purpose) => purpose.id !== id);
    answers.set(line.id, composeAnswer(snapshot, { ...line, alternatives }, question));
  }
  return answers;
}

/** In the order of the configuration where two are equally good. */
function bestOf(answers: readonly Answer[]): Answer | null {
  return answers.reduce<Answer | null>((best, answer) => {
    return best === null || servesFrom(answer) < servesFrom(best) ? answer : best;
  }, null);
}

/** From when on the line serves: at once, from its next opening, or not within 400 days. */
function servesFrom({ decision: { state, opensAt } }: Answer): number {
  if (state === 'open') return Number.NEGATIVE_INFINITY;
  return opensAt ?? Number.POSITIVE_INFINITY;
}
