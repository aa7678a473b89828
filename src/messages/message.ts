import { type ByReason, byReason } from '../core/by-reason.ts';
import type { Decision } from '../core/decision.ts';
import type { Names } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import { CLOSES_AT, OPENING_UNKNOWN, OPENS_AT, REASON_SENTENCES } from './default-messages.ts';
import { formatMoment } from './moment.ts';
import { fillTemplate, type Language, type MessageValues } from './template.ts';

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
  const values = valuesIn(language, source);
  const candidates = [decision.reason.message, byReason(templates, decision.reason)];
  for (const candidate of candidates) {
    const message = candidate && fillTemplate(candidate[language], language, values);
    if (message) return message;
  }
  return defaultSentences(decision)
    .map((sentence) => fillTemplate(sentence[language], language, values) ?? '')
    .join(language === 'ja' ? '' : ' ')
    .trim();
}

function defaultSentences({ state, reason, opensAt, closesAt }: Decision): readonly Names[] {
  const first = REASON_SENTENCES[reason.code];
  if (state === 'open') return closesAt === null ? [first] : [first, CLOSES_AT];
  return [first, opensAt === null ? OPENING_UNKNOWN : OPENS_AT];
}

function valuesIn(language: Language, { name, zone, decision }: MessageSource): MessageValues {
  const clock = { zone, now: decision.instant };
  const { opensAt, closesAt, reason } = decision;
  return {
    line: name[language],
    reasonName: reason.name[language],
    opensAt: opensAt === null ? null : formatMoment(opensAt, clock, language),
    closesAt: closesAt === null ? null : formatMoment(closesAt, clock, language),
  };
}
