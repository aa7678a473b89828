import type { Located } from './located.ts';

/**
 * Gives what was parsed for an equal value before, so that thousands of lines with the same
 * destinations hold one object. What is wrong (`null`) is parsed each time: its places differ.
 */
export function shareEqual<W, T>(
  parse: (at: Located<W>) => T | null,
): (at: Located<W>) => T | null {
  const parsed = new Map<string, T>();
  return (at) => {
    const text = JSON.stringify(at.value);
    const value = parsed.get(text) ?? parse(at);
    if (value !== null) parsed.set(text, value);
    return value;
  };
}
