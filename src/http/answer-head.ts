import type { FastifyReply } from 'fastify';
import { type Instant, SECOND } from '../core/instant.ts';
import type { Answer } from '../formats/answer.ts';
import type { Format } from '../formats/format.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { allowCaching, forbidCaching, forbidSharing } from './caching.ts';
import type { Ports } from './ports.ts';
import { validityOf, validityOfCount } from './validity.ts';
import { varyBy } from './vary-by.ts';

/** What the head of an answer is made from: about a line, or about the lines of a purpose. */
export interface AnswerHead {
  /** Everything that it says; it is as true as the first of them to change. */
  readonly answers: readonly Answer[];
  /** The one whose advice to call again is given; `null` for none. */
  readonly best: Answer | null;
  readonly format: Pick<Format, 'contentType' | 'countsSeconds'>;
  readonly snapshot: Snapshot;
  readonly now: Instant;
  /** The instant asked about; `null` for now. */
  readonly at: Instant | null;
  /** Whose answer it is: everybody's, of the caller alone, or one that nobody may keep. */
  readonly isFor: 'everybody' | 'caller' | 'once';
  /** Whether the format was chosen by `Accept`. */
  readonly isNegotiated: boolean;
}

/**
 * Writes what the headers say of an answer: its type, how long it holds, when to ask again. Before
 * it is sent, which may be over when `send` returns.
 */
export function writeAnswerHead(reply: FastifyReply, head: AnswerHead, ports: Ports): void {
  const { answers, best, format, snapshot, now, at, isFor, isNegotiated } = head;
  if (best) adviseRetryAfter(reply, best);
  if (isFor === 'once') forbidCaching(reply);
  else if (isFor === 'caller') forbidSharing(reply);
  else {
    const whole = validityOf(answers, { snapshot, now, at });
    const counted = validityOfCount(whole, ports.maxAgeSeconds);
    allowCaching(reply, format.countsSeconds ? counted : whole, ports);
  }
  if (isNegotiated) varyBy(reply, 'accept');
  reply.type(format.contentType);
}

/** Gives the same advice as `retry.at`, in seconds from the instant asked about. */
function adviseRetryAfter(reply: FastifyReply, { decision }: Answer): void {
  const at = decision.retry?.at ?? null;
  if (at !== null) {
    reply.header('retry-after', String(Math.ceil((at - decision.instant) / SECOND)));
  }
}
