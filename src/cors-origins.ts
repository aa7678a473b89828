import type { CorsOrigins } from './http/cors.ts';

/** The origins of a setting: `*`, `none`, or a list with commas or spaces between; or not set. */
export function parseCorsOrigins(text: string | undefined): CorsOrigins | null {
  if (text === undefined) return null;
  const origins = partsOf(text);
  if (origins.includes('none')) return [];
  return origins.includes('*') ? '*' : origins;
}

/** What is wrong with such a list, or `null`. */
export function corsOriginsFault(text: string): { found: string; advice: string } | null {
  const parts = partsOf(text);
  const isWord = (part: string) => part === '*' || part === 'none';
  const wrong = parts.find((part) => !(isWord(part) && parts.length === 1) && !isOrigin(part));
  if (parts.length > 0 && wrong === undefined) return null;
  const advice = 'write origins such as https://www.example.com with commas between, or *, or none';
  return { found: JSON.stringify(wrong ?? text), advice };
}

function partsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

/** Exactly as browsers write it: without a path, a slash at the end, or the port of the scheme. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
