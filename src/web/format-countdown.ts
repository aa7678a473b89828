import type { Language } from '../core/reason.ts';

const WORDS = {
  ja: {
    days: (days: number, hours: number) => `あと${days}日${hours > 0 ? `${hours}時間` : ''}`,
    hours: (hours: number, minutes: number) =>
      `あと${hours}時間${minutes > 0 ? `${minutes}分` : ''}`,
    minutes: (minutes: number, seconds: number) => `あと${minutes}分${twoDigits(seconds)}秒`,
    seconds: (seconds: number) => `あと${seconds}秒`,
    now: 'まもなく',
  },
  en: {
    days: (days: number, hours: number) => `in ${days} d${hours > 0 ? ` ${hours} h` : ''}`,
    hours: (hours: number, minutes: number) =>
      `in ${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`,
    minutes: (minutes: number, seconds: number) => `in ${minutes} min ${twoDigits(seconds)} s`,
    seconds: (seconds: number) => `in ${seconds} s`,
    now: 'any moment',
  },
};

/**
 * `あと2時間13分`, `in 2 h 13 min`: the time until something, in two units. What is begun counts as
 * whole seconds, so that nothing is left only when nothing is.
 */
export function formatCountdown(milliseconds: number, language: Language): string {
  const words = WORDS[language];
  const seconds = Math.ceil(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds <= 0) return words.now;
  if (hours >= 24) return words.days(Math.floor(hours / 24), hours % 24);
  if (hours >= 1) return words.hours(hours, minutes % 60);
  if (minutes >= 1) return words.minutes(minutes, seconds % 60);
  return words.seconds(seconds);
}

/** So that the text keeps its width while it counts. */
function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
