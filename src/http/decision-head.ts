import type { FastifyReply } from 'fastify';
import type { Instant } from '../core/instant.ts';
import { SECOND } from '../core/instant.ts';
import type { Answer } from '../formats/answer.ts';
import type { Format } from '../formats/format.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { allowCaching, forbidCaching, forbidSharing } from './caching.ts';
import type { Ports } from './ports.ts';
import { validityOf, validityOfCount } from './validity.ts';
import { varyBy } from './vary-by.ts';

/** How the bytes of a decision were chosen. */
export interface DecisionHead {
  readonly format: Format;
  readonly snapshot: Snapshot;
  readonly now: Instant;
  /** Whose answer it is: everybody's, of the caller alone, or one that nobody may keep. */
  readonly isFor: 'everybody' | 'caller' | 'once';
  /** Whether the format was chosen by `Accept`. */
  readonly isNegotiated: boolean;
}

/** Writes what the headers say of a decision: its type, how long it holds, when to ask again. */
export function writeDecisionHead(
  reply: FastifyReply,
  answer: Answer,
  { format, snapshot, now, isFor, isNegotiated, ports }: DecisionHead & { readonly ports: Ports },
): void {
  adviseRetryAfter(reply, answer);
  if (isFor === 'once') forbidCaching(reply);
  else if (isFor === 'caller') forbidSharing(reply);
  else {
    const whole = validityOf([answer], { snapshot, now, at: answer.at });
    const counted = validityOfCount(whole, ports.maxAgeSeconds);
    allowCaching(reply, format.countsSeconds ? counted : whole, ports);
  }
  if (isNegotiated) varyBy(reply, 'accept');
  reply.type(format.contentType);
}

/** Gives the same advice as `retry.at`, in seconds from the instant asked about. */
export function adviseRetryAfter(reply: FastifyReply, { decision }: Answer): void {
  const at = decision.retry?.at ?? null;
  if (at !== null) {
    reply.header('retry-after', String(Math.ceil((at - decision.instant) / SECOND)));
  }
}
