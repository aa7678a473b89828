import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';

const MINUTE = 60_000;

/** What clocks show in a zone: `2026-11-24T09:00`. */
export function wallClock(milliseconds: number, zone: string): string {
  return formatOf(zone).format(milliseconds).replace(' ', 'T');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, since many clocks tick each second. Sweden writes dates and times as ISO 8601 does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options);
  formats.set(zone, format);
  return format;
}

/** Midnight as the end of the date before it: `2026-11-24T24:00`. */
export function asEnd(wall: string): string {
  if (!wall.endsWith('T00:00')) return wall;
  const before = new Date(Date.parse(`${wall}Z`) - 24 * 60 * MINUTE);
  return `${before.toISOString().slice(0, 10)}T24:00`;
}

/** The instant now, told anew every second. */
export function useNow(now: () => number): number {
  const [value, setValue] = useState(now);
  useEffect(() => {
    const ticks = setInterval(() => setValue(now()), 1_000);
    return () => clearInterval(ticks);
  }, [now]);
  return value;
}

/** How long there is: `2時間15分`, `2 h 15 min`; at least a minute, since the minute is begun. */
export function formatDuration(milliseconds: number, language: Language): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE));
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const names = UNITS[language];
  const parts = [
    ...(days > 0 ? [`${days}${names.days}`] : []),
    ...(hours > 0 ? [`${hours}${names.hours}`] : []),
    ...(minutes % 60 > 0 && days === 0 ? [`${minutes % 60}${names.minutes}`] : []),
  ];
  return parts.join(names.between);
}

const UNITS = {
  ja: { days: '日', hours: '時間', minutes: '分', between: '' },
  en: { days: ' d', hours: ' h', minutes: ' min', between: ' ' },
} as const;

/** What a wall clock of a zone shows, with the offset that the zone then has. */
export function withOffset(wall: string, zone: string): string {
  // The offset of hours beside it is near enough to know which one holds: clocks change seldom.
  const near = Date.parse(`${wall}${offsetAt(Date.parse(`${wall}Z`), zone)}`);
  return `${wall}:00${offsetAt(near, zone)}`;
}

function offsetAt(milliseconds: number, zone: string): string {
  const options = { timeZone: zone, timeZoneName: 'longOffset' } as const;
  const parts = new Intl.DateTimeFormat('en', options).formatToParts(milliseconds);
  const written = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return written.replace('GMT', '') || 'Z';
}
