import { civilDayToDate } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Retry } from '../core/retry.ts';
import { formatInstant } from '../core/zone.ts';
import type { Line } from '../lines/snapshot.ts';
import type { Answer } from './answer.ts';
import { explanationToJson } from './explanation-json.ts';
import type { Format } from './format.ts';

export const jsonFormat: Format = {
  contentType: 'application/json; charset=utf-8',
  write: (answer) => JSON.stringify(decisionToJson(answer)),
  writeError: null,
};

type Write = (instant: Instant) => string;

/** A decision as JSON: every key always present, in the order of the contract. */
export function decisionToJson(answer: Answer) {
  const { line, decision, at, explanation } = answer;
  const { reason, longBreak, upcomingBreak, retry } = decision;
  const write: Write = (instant) => formatInstant(line.zone, instant);
  const writeOrNull = (instant: Instant | null) => (instant === null ? null : write(instant));
  return {
    line: line.id,
    at: writeOrNull(at),
    state: decision.state,
    reason: reason.code,
    layer: reason.layer,
    reasonName: reason.name,
    since: writeOrNull(decision.since),
    until: writeOrNull(decision.until),
    opensAt: writeOrNull(decision.opensAt),
    closesAt: writeOrNull(decision.closesAt),
    staffedUntil: writeOrNull(decision.staffedUntil),
    closingSoon: decision.closingSoon,
    longBreak: longBreak && longBreakToJson(longBreak, write),
    upcomingBreak: upcomingBreak && longBreakToJson(upcomingBreak, write),
    retry: retry && retryToJson(retry, write),
    destination: answer.destination,
    message: answer.message(),
    alternatives: line.alternatives.map(alternativeToJson),
    holidays: decision.holidays,
    freshness: answer.freshness,
    asOf: writeOrNull(answer.asOf),
    revision: answer.revision,
    ...(explanation && { explanation: explanationToJson(explanation) }),
  };
}

export function longBreakToJson(longBreak: LongBreak, write: Write) {
  const { name, from, until, days, reopensAt, bridges } = longBreak;
  return {
    name,
    from: civilDayToDate(from),
    until: civilDayToDate(until),
    days,
    reopensAt: reopensAt === null ? null : write(reopensAt),
    bridges: bridges.map(civilDayToDate),
  };
}

function retryToJson({ at, window }: Retry, write: Write) {
  return { at: at === null ? null : write(at), window: window?.map(write) ?? null };
}

type Alternative = Line['alternatives'][number];

function alternativeToJson(alternative: Alternative) {
  const { id, name } = alternative;
  return { purpose: id, name, url: firstUrlOf(alternative) };
}

/** A line's alternatives all have a channel that serves itself; the first one is offered. */
export function firstUrlOf({ channels }: Alternative): string {
  return channels.flatMap((channel) => (channel.kind === 'line' ? [] : [channel.url]))[0] ?? '';
}
