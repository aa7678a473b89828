import { quote } from '../words/quote.ts';
import type { Lost } from './imported.ts';

/** A word of the tag `opening_hours`, and where it stands. */
export interface OsmToken {
  readonly kind: 'always' | 'time' | 'number' | 'word' | 'comment' | 'symbol';
  readonly text: string;
  /** In the text, from 0, half-open. */
  readonly start: number;
  readonly end: number;
}

const KINDS = ['always', 'time', 'number', 'word', 'comment', 'symbol'] as const;
const TOKEN =
  /(24\/7(?!\d))|(\d{1,2}:\d\d(?!\d))|(\d+)|([A-Za-z]+)|("[^"]*")|(\|\||[;,\-+/:()[\]])|\s+/y;
/** What is none of them, up to where reading can go on. */
const OTHER = /[^\s\dA-Za-z";,\-+/:()[\]]+|"[^"]*$|./uy;

/** The words in order, and all places where there is none. */
export function readOsmTokens(text: string) {
  const tokens: OsmToken[] = [];
  const strange: { readonly start: number; readonly fault: Lost }[] = [];
  for (let start = 0; start < text.length; ) {
    TOKEN.lastIndex = start;
    const found = TOKEN.exec(text);
    if (found) {
      const kind = KINDS.find((_, index) => found[index + 1] !== undefined);
      const end = start + found[0].length;
      if (kind) tokens.push({ kind, text: found[0], start, end });
      start = end;
      continue;
    }
    OTHER.lastIndex = start;
    const other = OTHER.exec(text)?.[0] ?? text.slice(start, start + 1);
    strange.push({ start, fault: strangeAt(other, start) });
    start += other.length;
  }
  return { tokens, strange };
}

/** Counted from 1. */
export function columnOf(start: number): string {
  return `column ${start + 1}`;
}

function strangeAt(text: string, start: number): Lost {
  const place = columnOf(start);
  if (text.startsWith('"')) {
    const advice = 'end the comment with a quotation mark';
    return { code: 'open_comment', place, found: `${quote(text)} has no end`, advice };
  }
  const found = `${quote(text)} has no meaning here`;
  return { code: 'bad_character', place, found, advice: adviceOn(text) };
}

function adviceOn(text: string): string {
  if (/^[‐‑‒–—―−ー～〜~]+$/.test(text)) return 'write - between two times or days';
  if (/^[、，]+$/.test(text)) return 'write , between hours';
  if (/^[：.]+$/.test(text)) return 'write : between hours and minutes';
  const plain = text.normalize('NFKC');
  const isWide = plain !== text && /^[\x20-\x7e]+$/.test(plain);
  if (isWide) return `write ${plain} in half-width characters`;
  return 'write Mo … Su, PH for holidays and off for closed, and other words as a comment in "…"';
}
