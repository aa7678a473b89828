import { civilDayToDate } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import type { Answer } from './answer.ts';
import { clip } from './clip.ts';
import type { Failure, PlainFormat } from './format.ts';
import { firstUrlOf } from './json-decision.ts';
import { NEVER, secondsToOpening } from './plain-time.ts';
import { unknownSpeech } from './unknown-speech.ts';

/** A decision on one level: every value a string, empty where there is nothing to say. */
export type FlatDecision = Readonly<Record<FlatKey, string>>;

/** The keys of every answer, in their order: letters and digits, never renamed, never missing. */
export const FLAT_KEYS = [
  ...['line', 'lineName', 'at', 'language', 'state', 'reason', 'layer', 'reasonName'],
  ...['reasonNameJa', 'reasonNameEn', 'message', 'speech', 'since', 'until', 'opensAt', 'closesAt'],
  ...['secondsToOpening', 'staffedUntil', 'closingSoon', 'retryAt', 'retryFrom', 'retryUntil'],
  ...['longBreakName', 'longBreakFrom', 'longBreakUntil', 'longBreakDays', 'longBreakReopensAt'],
  ...['upcomingBreakName', 'upcomingBreakFrom', 'upcomingBreakUntil', 'upcomingBreakDays'],
  ...['upcomingBreakReopensAt', 'destinationKind', 'destinationTarget', 'phone'],
  ...['alternativePurpose', 'alternativeName', 'alternativeUrl'],
  ...['holidays', 'freshness', 'asOf', 'revision'],
] as const;

type FlatKey = (typeof FLAT_KEYS)[number];

/** As Amazon Connect (STRING_MAP) and others take it whose flows read no nested values. */
export const flatFormat: PlainFormat = {
  contentType: 'application/json; charset=utf-8',
  countsSeconds: true,
  write: (answer) => JSON.stringify(flatDecision(answer)),
  writeError: (failure) => JSON.stringify(flatFailure(failure)),
};

/** All of them together stay under the 32 kB that Amazon Connect takes. */
const MAX_TEXT_CHARACTERS = 3_000;
const MAX_NAME_CHARACTERS = 200;
const MAX_URL_CHARACTERS = 1_000;

export function flatDecision(answer: Answer): FlatDecision {
  const { line, decision, destination, language, freshness, revision } = answer;
  const { reason, retry, longBreak, upcomingBreak } = decision;
  const write = (instant: Instant | null) => writeInstant(line.zone, instant);
  const [alternative] = line.alternatives;
  return {
    line: line.id,
    lineName: name(line.name[language]),
    at: write(answer.at),
    language,
    state: decision.state,
    reason: reason.code,
    layer: reason.layer,
    reasonName: name(reason.name[language]),
    reasonNameJa: name(reason.name.ja),
    reasonNameEn: name(reason.name.en),
    message: clip(answer.message()[language], MAX_TEXT_CHARACTERS),
    speech: clip(answer.speech()[language], MAX_TEXT_CHARACTERS),
    since: write(decision.since),
    until: write(decision.until),
    opensAt: write(decision.opensAt),
    closesAt: write(decision.closesAt),
    secondsToOpening: secondsToOpening(answer),
    staffedUntil: write(decision.staffedUntil),
    closingSoon: String(decision.closingSoon),
    retryAt: write(retry?.at ?? null),
    retryFrom: write(retry?.window?.[0] ?? null),
    retryUntil: write(retry?.window?.[1] ?? null),
    ...flatBreak('longBreak', longBreak, answer),
    ...flatBreak('upcomingBreak', upcomingBreak, answer),
    destinationKind: name(destination?.kind ?? ''),
    destinationTarget: name(destination?.target ?? ''),
    phone: name(line.phone ?? ''),
    alternativePurpose: alternative?.id ?? '',
    alternativeName: name(alternative?.name[language] ?? ''),
    alternativeUrl: alternative ? wholeUrl(firstUrlOf(alternative)) : '',
    holidays: decision.holidays,
    freshness,
    asOf: write(answer.asOf),
    revision,
  };
}

/** The same keys where there is no decision: `unknown`, and the error's code as the reason. */
export function flatFailure({ code, line, onUnknown, language }: Failure): FlatDecision {
  const speech = unknownSpeech({ onUnknown })[language];
  return {
    ...EMPTY,
    line: line?.id ?? '',
    lineName: line?.name[language] ?? '',
    language,
    state: 'unknown',
    reason: code,
    message: speech,
    speech,
    secondsToOpening: NEVER,
  };
}

const EMPTY = Object.fromEntries(FLAT_KEYS.map((key) => [key, ''])) as FlatDecision;

function name(text: string): string {
  return clip(text, MAX_NAME_CHARACTERS);
}

/** Half an address leads nowhere. */
function wholeUrl(url: string): string {
  return url.length > MAX_URL_CHARACTERS ? '' : url;
}

function writeInstant(zone: Zone, instant: Instant | null): string {
  return instant === null ? '' : formatInstant(zone, instant);
}

type BreakKey = 'longBreak' | 'upcomingBreak';

/** Its fields behind the name of its kind. */
function flatBreak<K extends BreakKey>(
  kind: K,
  longBreak: LongBreak | null,
  { line, language }: Pick<Answer, 'line' | 'language'>,
) {
  const fields = {
    [`${kind}Name`]: name(longBreak?.name[language] ?? ''),
    [`${kind}From`]: longBreak ? civilDayToDate(longBreak.from) : '',
    [`${kind}Until`]: longBreak ? civilDayToDate(longBreak.until) : '',
    [`${kind}Days`]: longBreak ? String(longBreak.days) : '',
    [`${kind}ReopensAt`]: writeInstant(line.zone, longBreak?.reopensAt ?? null),
  };
  return fields as Readonly<
    Record<`${K}${'Name' | 'From' | 'Until' | 'Days' | 'ReopensAt'}`, string>
  >;
}
