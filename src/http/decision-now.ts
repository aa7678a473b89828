import type { FastifyReply } from 'fastify';
import { isAnonymous } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Format } from '../formats/format.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Tally } from '../observability/tally.ts';
import { writeAnswerHead } from './answer-head.ts';
import { isSameForAllOrigins } from './cors.ts';
import {
  answerFrom,
  bodyAt,
  type KeepAnswers,
  type KeptAnswer,
  type SecondsCounted,
  secondsCountedAt,
} from './kept-answers.ts';
import type { Ports } from './ports.ts';
import { type SealedAnswer, type SealedTallies, sendAndSeal, sendSealed } from './sealed-answer.ts';

/** A line as it is now, asked about by nobody in particular. */
export interface QuestionNow {
  readonly snapshot: Snapshot;
  readonly line: Line;
  readonly format: Format;
  readonly language: Language;
  readonly now: Instant;
}

export type SendNow = (reply: FastifyReply, question: QuestionNow) => void;

export interface SendNowOptions {
  /** Whether the format is chosen by `Accept`. */
  readonly isNegotiated: boolean;
  readonly keep: KeepAnswers;
}

/** A sealed answer with the seconds for which it holds, and what it is counted in. */
interface Seal {
  readonly seconds: SecondsCounted;
  readonly sealed: SealedAnswer;
  readonly decided: Tally;
  readonly requests: SealedTallies;
}

/**
 * What sends decisions about now, by far the most of all answers: each is sealed once, its head
 * once a second, and then sent as it is to everybody (docs/decisions/0032). Its routes end with the
 * hook `sealWithHead`.
 */
export function createSendNow(ports: Ports, { isNegotiated, keep }: SendNowOptions): SendNow {
  const { decisions, requests } = ports.tallies;
  const sealsOf = new WeakMap<KeptAnswer, Map<Format, Seal>>();

  return (reply, question) => {
    const { snapshot, line, format, now } = question;
    const kept = keep(snapshot, line, question);
    const seals = isForEverybody(reply, ports) ? sealsFor(kept) : null;
    const seconds = secondsCountedAt(kept, now);
    const known = seals?.get(format);
    if (known && isSame(known.seconds, seconds)) {
      known.decided.count += 1;
      sendSealed(reply, known.sealed, known.requests);
      return;
    }
    const decided = tallyOf(kept);
    decided.count += 1;
    const answer = answerFrom(kept, now);
    const asked = { format, snapshot, now, at: null, isFor: 'everybody', isNegotiated } as const;
    writeAnswerHead(reply, { answers: [answer], best: answer, ...asked }, ports);
    const { contentType } = format;
    const seal = (sealed: SealedAnswer) =>
      seals?.set(format, { seconds, sealed, decided, requests: talliesOf(reply) });
    sendAndSeal(reply, { contentType, body: bodyAt(kept, format, now), seal });
  };

  function sealsFor(kept: KeptAnswer): Map<Format, Seal> {
    const seals = sealsOf.get(kept) ?? new Map<Format, Seal>();
    sealsOf.set(kept, seals);
    return seals;
  }

  function tallyOf({ value: { line, decision } }: KeptAnswer): Tally {
    return decisions.of(line.id, decision.state, decision.reason.code);
  }

  function talliesOf({ request }: FastifyReply): SealedTallies {
    const { url = '' } = request.routeOptions;
    return { sent: requests.of(url, 'GET', 200), known: requests.of(url, 'GET', 304) };
  }
}

/** Whether the head is the same for everybody: without a key, an own origin or an end in sight. */
function isForEverybody(reply: FastifyReply, { reads, drain }: Ports): boolean {
  const { method, principal } = reply.request;
  const isShared = reads === 'public' && isAnonymous(principal) && isSameForAllOrigins(reply);
  return isShared && method === 'GET' && !drain.aborted;
}

function isSame(one: SecondsCounted, other: SecondsCounted): boolean {
  return one.fresh === other.fresh && one.retry === other.retry && one.opening === other.opening;
}
