import { MINUTES_PER_DAY } from '../core/civil.ts';
import type { Names } from '../core/reason.ts';
import type { Hours, Span } from '../core/schedule.ts';
import { uniteHours } from '../core/span.ts';

/** Hours of a date in words: `9:00〜12:00、13:00〜18:00`, `22:00〜翌6:00`, `24時間`, `休業`. */
export function describeSpans(spans: Hours): Names {
  return { ja: spansJa(spans, '、'), en: spansEn(spans) };
}

/** The same with a separator that can stand in a list: `9:00〜12:00・13:00〜18:00`. */
export function spansJa(spans: Hours, separator: '、' | '・'): string {
  if (spans.length === 0) return '休業';
  return isWholeDay(spans) ? '24時間' : uniteHours(spans).map(spanJa).join(separator);
}

export function spansEn(spans: Hours): string {
  if (spans.length === 0) return 'closed';
  return isWholeDay(spans) ? '24 hours' : enumerateEn(uniteHours(spans).map(spanEn));
}

export function isWholeDay(spans: Hours): boolean {
  const [span, more] = uniteHours(spans);
  return more === undefined && span?.start === 0 && span.end === MINUTES_PER_DAY;
}

/** `Monday`, `Monday and Friday`, `Monday, Wednesday and Friday`. */
export function enumerateEn(items: readonly string[]): string {
  if (items.length < 2) return items.join();
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function spanJa({ start, end }: Span): string {
  return `${clockJa(start, start >= MINUTES_PER_DAY)}〜${clockJa(end, end > MINUTES_PER_DAY)}`;
}

function clockJa(minute: number, isNextDay: boolean): string {
  return isNextDay ? `翌${clock(minute - MINUTES_PER_DAY)}` : clock(minute);
}

/** What is left of a night that was cut may begin after midnight. */
function spanEn({ start, end }: Span): string {
  if (end <= MINUTES_PER_DAY) return `${clock(start)}–${clock(end)}`;
  const opens = start >= MINUTES_PER_DAY ? start - MINUTES_PER_DAY : start;
  return `${clock(opens)}–${clock(end - MINUTES_PER_DAY)} the next day`;
}

/** `9:00`; the midnight that ends a date is `24:00`. */
function clock(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}
