import type { Part, Path } from './source-document.ts';

/** Where values stand in a JSON text. */
export interface JsonOffsets {
  offsetOf(path: Path, part: Part): number;
  scalarAt(path: Path): string | null;
}

interface Entry {
  readonly key: number;
  readonly value: number;
}

/** Finds places in valid JSON. A map or list is scanned once, when something in it is asked for. */
export function createJsonOffsets(text: string): JsonOffsets {
  const scanned = new Map<number, ReadonlyMap<string, Entry>>();

  function entriesAt(start: number): ReadonlyMap<string, Entry> {
    const entries = scanned.get(start) ?? scanEntries(text, start);
    scanned.set(start, entries);
    return entries;
  }

  function find(path: Path): Entry | null {
    const start = skipSpace(text, 0);
    let entry: Entry = { key: start, value: start };
    for (const key of path) {
      const next = entriesAt(entry.value).get(String(key));
      if (!next) return null;
      entry = next;
    }
    return entry;
  }

  return {
    offsetOf: (path, part) => find(path)?.[part] ?? 0,
    scalarAt(path) {
      const start = find(path)?.value;
      if (start === undefined || '{['.includes(text.charAt(start))) return null;
      return text.slice(start, endOfValue(text, start)).trim();
    },
  };
}

function scanEntries(text: string, start: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const isMap = text[start] === '{';
  if (!isMap && text[start] !== '[') return entries;
  let at = skipSpace(text, start + 1);
  while (at < text.length && !'}]'.includes(text.charAt(at))) {
    const keyEnd = isMap ? endOfString(text, at) : at;
    const name = isMap ? (JSON.parse(text.slice(at, keyEnd)) as string) : String(entries.size);
    const value = isMap ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at;
    entries.set(name, { key: at, value });
    at = skipSpace(text, endOfValue(text, value));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return entries;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if ('{['.includes(character)) depth++;
    else if ('}]'.includes(character)) {
      if (depth <= 1) return depth === 1 ? at + 1 : at;
      depth--;
    } else if (character === ',' && depth === 0) return at;
  }
  return text.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset behind the string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at + 1;
  }
  return text.length;
}

export function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}
