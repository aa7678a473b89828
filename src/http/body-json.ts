import { CodedError } from '../errors.ts';
import { quote } from '../words/quote.ts';

/** Deeper than anything that is read here, and far from what a stack cannot take. */
const MAX_BODY_DEPTH = 32;

/**
 * The value of a JSON body in UTF-8; `undefined` where it is empty. Refuses what is not JSON, with
 * the place at which it stops being it, and keys that stand twice in one object: one of the two
 * would be passed over in silence.
 */
export function parseBodyJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  const flaw = findFlaw(text);
  if (flaw) throw badJson(`${flaw.found} (${placeOf(text, flaw.offset)}).`);
  return JSON.parse(text);
}

function decode(bytes: Buffer): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw badJson('The body is not UTF-8.');
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function badJson(detail: string): CodedError {
  return new CodedError([{ code: 'bad_json', detail }]);
}

/** Both counted from 1, as editors do. */
function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, character ${(lines.at(-1) ?? '').length + 1}`;
}

interface Flaw {
  readonly found: string;
  readonly offset: number;
}

const SPACE = /[ \t\r\n]*/y;
const CHARACTERS = '[^"\\\\\\u0000-\\u001f]*';
const ESCAPE = '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})';
const STRING = `"${CHARACTERS}(?:${ESCAPE}${CHARACTERS})*"`;
const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?';
const TOKEN = new RegExp(`[{}[\\],:]|${STRING}|(?:${NUMBER}|true|false|null)(?![\\w.+-])`, 'y');

/** What may stand next. `end` stands for the bracket that ends what is open. */
type Expected =
  | 'value'
  | 'value or end'
  | 'key'
  | 'key or end'
  | 'colon'
  | 'comma or end'
  | 'nothing';

interface Open {
  readonly end: '}' | ']';
  readonly keys: Set<string>;
}

/** The first thing that is wrong with a text as JSON. */
function findFlaw(text: string): Flaw | null {
  const open: Open[] = [];
  let expected: Expected = 'value';
  for (let offset = skipSpace(text, 0); offset < text.length; ) {
    const token = tokenAt(text, offset);
    const next: Expected | null = token === null ? null : step(token, expected, open);
    if (token === null || next === null) return { found: unexpected(text, offset), offset };
    if (open.length > MAX_BODY_DEPTH) {
      return { found: `The body has more than ${MAX_BODY_DEPTH} levels`, offset };
    }
    if (next === 'colon' && isRepeated(token, open)) {
      return { found: `The key ${quote(JSON.parse(token))} stands twice in one object`, offset };
    }
    expected = next;
    offset = skipSpace(text, offset + token.length);
  }
  const found = 'The body is not JSON: it ends too early';
  return expected === 'nothing' ? null : { found, offset: text.length };
}

function skipSpace(text: string, offset: number): number {
  SPACE.lastIndex = offset;
  return offset + (SPACE.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, offset: number): string | null {
  TOKEN.lastIndex = offset;
  return TOKEN.exec(text)?.[0] ?? null;
}

function unexpected(text: string, offset: number): string {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return `The body is not JSON: ${quote(character)} cannot stand there`;
}

/** What may stand after a token, or `null` where the token may not stand. */
function step(token: string, expected: Expected, open: Open[]): Expected | null {
  const inner = open.at(-1);
  if (token === inner?.end) {
    if (!expected.endsWith('or end')) return null;
    open.pop();
    return afterValue(open);
  }
  if (token === ':') return expected === 'colon' ? 'value' : null;
  if (token === ',') {
    if (expected !== 'comma or end') return null;
    return inner?.end === '}' ? 'key' : 'value';
  }
  if (expected.startsWith('key')) return token.startsWith('"') ? 'colon' : null;
  if (!expected.startsWith('value') || token === '}' || token === ']') return null;
  if (token !== '{' && token !== '[') return afterValue(open);
  open.push({ end: token === '{' ? '}' : ']', keys: new Set() });
  return token === '{' ? 'key or end' : 'value or end';
}

function afterValue(open: readonly Open[]): Expected {
  return open.length === 0 ? 'nothing' : 'comma or end';
}

function isRepeated(token: string, open: readonly Open[]): boolean {
  const keys = open.at(-1)?.keys ?? new Set();
  const key: unknown = JSON.parse(token);
  const isKnown = keys.has(String(key));
  keys.add(String(key));
  return isKnown;
}
