import type { CivilDay } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Language, Names } from '../core/reason.ts';
import { instantToDay } from '../core/zone.ts';
import type { MessageSource } from './message.ts';
import {
  formatBoundary,
  formatDay,
  formatEnd,
  formatMoment,
  formatWeekday,
  type Reader,
} from './moment.ts';
import { type MessageValues, SAYABLE } from './template.ts';

/** What the variables of a template stand for, as of a decision and a long break. */
export function messageValues(
  language: Language,
  { name, zone, decision, alternatives }: Omit<MessageSource, 'templates'>,
  longBreak: LongBreak | null,
): MessageValues {
  const reader = { zone, now: decision.instant };
  const { opensAt, closesAt } = decision;
  const opens = opensAt === null ? null : formatMoment(opensAt, reader, language);
  const closes = closesAt === null ? null : formatEnd(closesAt, reader, language);
  return {
    line: sayable(name, language) ?? LINE[language],
    reasonName: sayable(decision.reason.name, language) ?? REASON[language],
    weekday: formatWeekday(instantToDay(zone, decision.instant), language),
    opensAt: opens?.at ?? null,
    opensDay: opens?.day ?? null,
    opensTime: opens?.time ?? null,
    closesAt: closes?.at ?? null,
    closesDay: closes?.day ?? null,
    closesTime: closes?.time ?? null,
    web: webOf(alternatives, language),
    ...(longBreak ? breakValues(language, longBreak, reader) : NO_BREAK),
  };
}

const NO_BREAK = {
  breakName: null,
  breakFrom: null,
  breakUntil: null,
  bridges: null,
  lastCall: null,
  reopensAt: null,
};

function breakValues(language: Language, longBreak: LongBreak, reader: Reader) {
  const { name, from, until, bridges, closesAt, reopensAt } = longBreak;
  const isAhead = (instant: Instant | null) => instant !== null && instant > reader.now;
  return {
    breakName: sayable(name, language) ?? REASON[language],
    breakFrom: formatBoundary(from, reader, language),
    breakUntil: formatBoundary(until, reader, language),
    bridges: bridgesOf(bridges, reader, language),
    lastCall: isAhead(closesAt) ? formatEnd(closesAt as Instant, reader, language).at : null,
    reopensAt: reopensAt === null ? null : formatMoment(reopensAt, reader, language).at,
  };
}

/** Open dates between breaks, those to come. */
function bridgesOf(bridges: readonly CivilDay[], reader: Reader, language: Language) {
  const today = instantToDay(reader.zone, reader.now);
  const days = bridges.filter((day) => day > today);
  if (language === 'ja') return days.map((day) => formatDay(day, reader, 'ja')).join('・') || null;
  return enumerateEn(days.map((day) => formatBoundary(day, reader, 'en')));
}

/** More purposes than these are summed up: a caller remembers no more. */
const MAX_WEB_NAMES = 2;

/** The names of what the web can serve: `「A」と「B」`, `「A」「B」など`. */
function webOf(alternatives: MessageSource['alternatives'], language: Language): string | null {
  const all = alternatives.flatMap(({ name }) => sayable(name, language) ?? []);
  const named = all.slice(0, MAX_WEB_NAMES);
  const hasMore = all.length > named.length;
  if (language === 'en') return enumerateEn(hasMore ? [...named, 'more'] : named);
  const quoted = named.map((name) => `「${name}」`);
  return (hasMore ? `${quoted.join('')}など` : quoted.join('と')) || null;
}

function enumerateEn(items: readonly string[]): string | null {
  const last = items.at(-1);
  if (last === undefined) return null;
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Where a name has nothing that can be said. */
const LINE: Names = { ja: 'この窓口', en: 'this line' };
const REASON: Names = { ja: '都合', en: 'operational reasons' };

/** A name as it can stand in a sentence: on one line, without what ends a sentence itself. */
function sayable(name: Names, language: Language): string | null {
  const text = name[language]
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/ (?=[。．.、，,！!？?])/g, '')
    .replace(/([。．.、，,！!？?])[。．.、，,！!？?]+/g, '$1')
    .replace(/^[ 。．.、，,]+|[ 。．.、，,！!？?；;：:]+$/g, '');
  return SAYABLE.test(text) ? text : null;
}
