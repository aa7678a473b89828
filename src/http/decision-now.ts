import type { FastifyReply } from 'fastify';
import { isAnonymous } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import type { Language } from '../core/reason.ts';
import type { Format } from '../formats/format.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Tally } from '../observability/tally.ts';
import { writeDecisionHead } from './decision-head.ts';
import {
  answerFrom,
  bodyAt,
  type KeepAnswers,
  type KeptAnswer,
  type SecondsCounted,
  secondsCountedAt,
} from './kept-answers.ts';
import type { Ports } from './ports.ts';
import { type SealedAnswer, sealAnswer, sendSealed } from './sealed-answer.ts';

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
  /** The template of the route, for what is counted. */
  readonly route: string;
  /** Whether the format is chosen by `Accept`. */
  readonly isNegotiated: boolean;
  readonly keep: KeepAnswers;
}

/** A sealed answer with the seconds for which it holds, and what it is counted in. */
interface Seal {
  readonly seconds: SecondsCounted;
  readonly sealed: SealedAnswer;
  readonly decided: Tally;
}

/**
 * What sends decisions about now, by far the most of all answers: each is sealed once, its head
 * once a second, and then sent as it is to everybody (docs/decisions/0032).
 */
export function createSendNow(ports: Ports, options: SendNowOptions): SendNow {
  const { route, isNegotiated, keep } = options;
  const { decisions, requests } = ports.tallies;
  const tallies = { sent: requests.of(route, 'GET', 200), known: requests.of(route, 'GET', 304) };
  const sealsOf = new WeakMap<KeptAnswer, Map<Format, Seal>>();

  function sealFor(reply: FastifyReply, kept: KeptAnswer, question: QuestionNow): Seal {
    const { format, now } = question;
    const seals = sealsOf.get(kept) ?? new Map<Format, Seal>();
    sealsOf.set(kept, seals);
    const seconds = secondsCountedAt(kept, now);
    const known = seals.get(format);
    if (known && isSame(known.seconds, seconds)) return known;
    const body = writeHead(reply, kept, question);
    const fresh = { seconds, sealed: sealAnswer(reply, body), decided: tallyOf(kept) };
    seals.set(format, fresh);
    return fresh;
  }

  /** The same as the framework sends it, where not everybody gets the same head. */
  function writeHead(reply: FastifyReply, kept: KeptAnswer, question: QuestionNow): string {
    const { snapshot, format, now } = question;
    const head = { format, snapshot, now, isFor: 'everybody', isNegotiated, ports } as const;
    writeDecisionHead(reply, answerFrom(kept, now), head);
    return bodyAt(kept, format, now);
  }

  function tallyOf({ value: { line, decision } }: KeptAnswer): Tally {
    return decisions.of(line.id, decision.state, decision.reason.code);
  }

  return (reply, question) => {
    const kept = keep(question.snapshot, question.line, question);
    if (isForEverybody(reply, ports)) {
      const { sealed, decided } = sealFor(reply, kept, question);
      decided.count += 1;
      sendSealed(reply, sealed, tallies);
    } else {
      tallyOf(kept).count += 1;
      reply.send(writeHead(reply, kept, question));
    }
  };
}

/** Whether the head is the same for everybody: without a key, an origin or an end in sight. */
function isForEverybody(reply: FastifyReply, { reads, drain }: Ports): boolean {
  const { method, principal } = reply.request;
  const isShared = reads === 'public' && isAnonymous(principal);
  return isShared && method === 'GET' && !drain.aborted && !reply.hasHeader('vary');
}

function isSame(one: SecondsCounted, other: SecondsCounted): boolean {
  return one.fresh === other.fresh && one.retry === other.retry && one.opening === other.opening;
}
