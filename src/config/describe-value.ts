import { quote } from '../words/quote.ts';

const MAX_DIGITS = 60;

/** What a value is, in words: `"text"`, `the number 9` (as `written`), `a list`, `nothing`. */
export function describeValue(value: unknown, written: string | null = null): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : quote(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value !== 'number') return String(value);
  return `the number ${(written ?? String(value)).slice(0, MAX_DIGITS)}`;
}
