import { type ByReason, byReason } from '../core/by-reason.ts';
import type { Decision } from '../core/decision.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Language, Names } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import { chooseSentences } from './choose-sentences.ts';
import { formatBreakDate, formatEnd, formatMoment } from './moment.ts';
import { fillTemplate, type MessageValues } from './template.ts';

export interface MessageSource {
  /** The line's name and zone. */
  readonly name: Names;
  readonly zone: Zone;
  readonly templates: ByReason<Names>;
  readonly decision: Decision;
}

/**
 * What a caller is told, in each language: the winning rule's own message, else the line's for this
 * reason, else ours. A template that needs a value which is not known gives way to ours.
 */
export function writeMessage(source: MessageSource): Names {
  return { ja: writeIn('ja', source), en: writeIn('en', source) };
}

function writeIn(language: Language, source: MessageSource): string {
  const { decision, templates } = source;
  const { reason, longBreak, upcomingBreak } = decision;
  const own = { reasonName: reason.name, longBreak: longBreak ?? upcomingBreak };
  const values = valuesIn(language, source, own);
  for (const template of [reason.message, byReason(templates, reason)]) {
    const message = template && fillTemplate(template, language, values);
    if (message) return message;
  }
  return chooseSentences(decision)
    .map((about) => fillTemplate(about.template, language, valuesIn(language, source, about)))
    .join(language === 'ja' ? '' : ' ');
}

/** What a template is about, where that is not the same for every template of a decision. */
interface Subject {
  readonly reasonName: Names;
  readonly longBreak: LongBreak | null;
}

function valuesIn(
  language: Language,
  { name, zone, decision }: MessageSource,
  { reasonName, longBreak }: Subject,
): MessageValues {
  const reader = { zone, now: decision.instant };
  const { opensAt, closesAt } = decision;
  return {
    line: name[language],
    reasonName: reasonName[language],
    opensAt: opensAt === null ? null : formatMoment(opensAt, reader, language),
    closesAt: closesAt === null ? null : formatEnd(closesAt, reader, language),
    breakName: longBreak?.name[language] ?? null,
    breakFrom: longBreak && formatBreakDate(longBreak.from, reader, language),
    breakUntil: longBreak && formatBreakDate(longBreak.until, reader, language),
  };
}
