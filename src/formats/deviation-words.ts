import type { Language } from '../core/reason.ts';
import type { Hours } from '../core/schedule.ts';
import { isWholeDay, spansEn, spansJa } from '../messages/describe-spans.ts';
import type { Deviation } from './deviation.ts';

/** What a deviation is called in somebody's calendar, among the entries of others. */
export function summaryOf(deviation: Deviation, line: string, language: Language): string {
  const name = deviation.name[language];
  return language === 'ja' ? summaryJa(deviation, line, name) : summaryEn(deviation, line, name);
}

/** Why, and the hours. */
export function detailsOf(deviation: Deviation, language: Language): string {
  const name = deviation.name[language];
  const hours = deviation.hours ?? [];
  const isProjected = 'isProjected' in deviation && deviation.isProjected;
  const lines =
    language === 'ja'
      ? [
          `理由：${name}`,
          `営業時間：${spansJa(hours, '・')}`,
          ...(isProjected ? [MAY_MOVE.ja] : []),
        ]
      : [`Reason: ${name}`, `Hours: ${spansEn(hours)}`, ...(isProjected ? [MAY_MOVE.en] : [])];
  return lines.join('\n');
}

const MAY_MOVE = {
  ja: '祝日が公表される前のため、日付が変わることがあります。',
  en: 'The holidays are not published yet, so the date may change.',
};

function summaryJa({ kind, hours }: Deviation, line: string, name: string): string {
  const what = kind === 'override' ? overrideJa(hours) : datesJa(hours ?? []);
  return name === what ? `${line} ${what}` : `${line} ${what}（${name}）`;
}

function datesJa(hours: Hours): string {
  return hours.length === 0 ? '休業' : `${spansJa(hours, '・')}の営業`;
}

function overrideJa(hours: Hours | null): string {
  if (hours === null || hours.length === 0) return '臨時休業';
  return isWholeDay(hours) ? '臨時営業' : `臨時の営業時間 ${spansJa(hours, '・')}`;
}

function summaryEn({ kind, hours }: Deviation, line: string, name: string): string {
  const isOpenThroughout = kind === 'override' && hours !== null && isWholeDay(hours);
  const open = isOpenThroughout ? 'open' : `open ${spansEn(hours ?? [])}`;
  const what = hours === null || hours.length === 0 ? 'closed' : open;
  return `${line}: ${what} (${name})`;
}
