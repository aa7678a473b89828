import { type ByReason, byReason } from '../core/by-reason.ts';
import type { Decision } from '../core/decision.ts';
import type { Language, Names } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import { chooseSentences } from './choose-sentences.ts';
import { messageValues } from './message-values.ts';
import { fillTemplate } from './template.ts';

export interface MessageSource {
  /** The line's name and zone. */
  readonly name: Names;
  readonly zone: Zone;
  readonly templates: ByReason<Names>;
  readonly decision: Decision;
  /** What callers can do on the web meanwhile. */
  readonly alternatives: readonly { readonly name: Names }[];
}

/**
 * What a caller is told, in each language: the winning rule's own message, else the line's for this
 * reason, else ours. A template that needs a value which is not known gives way to ours.
 */
export function writeMessage(source: MessageSource): Names {
  return { ja: writeIn('ja', source), en: writeIn('en', source) };
}

function writeIn(language: Language, source: MessageSource): string {
  return ownMessage(language, source) ?? ourMessage(language, source);
}

function ownMessage(language: Language, source: MessageSource): string | null {
  const { decision, templates } = source;
  const { reason, longBreak, upcomingBreak } = decision;
  const own = [reason.message, byReason(templates, reason)].filter((template) => template != null);
  if (own.length === 0) return null;
  const values = messageValues(language, source, longBreak ?? upcomingBreak);
  for (const template of own) {
    const message = fillTemplate(template, language, values);
    if (message !== null) return message;
  }
  return null;
}

function ourMessage(language: Language, source: MessageSource): string {
  const { decision } = source;
  const { longBreak: on, upcomingBreak } = decision;
  const values = messageValues(language, source, on);
  const coming = upcomingBreak && messageValues(language, source, upcomingBreak);
  return chooseSentences(decision, language)
    .map(({ template, longBreak }) =>
      fillTemplate(template, language, longBreak === on ? values : (coming ?? values)),
    )
    .filter((sentence) => sentence !== null)
    .join(language === 'ja' ? '' : ' ');
}
