import type { Language } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import type { Note } from './describe-notes.ts';

/** On which clock the times are: `時刻は日本時間`. */
export function describeZone({ name }: Zone): Note {
  const ja = name === 'Asia/Tokyo' ? '日本時間' : `${zoneIn('ja', name)}（${name}）`;
  const en = name === 'Asia/Tokyo' ? 'Japan time' : `${zoneIn('en', name)} (${name})`;
  return { kind: 'other', text: { ja: `時刻は${ja}`, en: `Times are in ${en}` } };
}

function zoneIn(language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' });
  const parts = format.formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
