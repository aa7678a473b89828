import type { Lost } from './imported.ts';
import { columnOf, type OsmToken } from './osm-tokens.ts';

/** What is read of it so far. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly OsmToken[];
  at: number;
  /** Of the rule, from 1. */
  number: number;
}

/** Why a rule cannot be read. Thrown inside of this parser, and caught by it for each rule. */
export class OsmFault extends Error {
  readonly lost: Lost;

  constructor(lost: Lost) {
    super(lost.found);
    this.lost = lost;
  }
}

/** Ends the reading of a rule at a word, or at the end. */
export function refuseAt(token: OsmToken | undefined, cursor: Cursor, because: Because): never {
  throw new OsmFault({ place: columnOf(token?.start ?? cursor.text.length), ...because });
}

export interface Because {
  readonly code: string;
  readonly found: string;
  readonly advice: string;
}

export function peek({ tokens, at }: Cursor, ahead = 0): OsmToken | undefined {
  return tokens[at + ahead];
}

export function next(cursor: Cursor): OsmToken | undefined {
  return cursor.tokens[cursor.at++];
}

export function isSymbol(cursor: Cursor, text: string, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token?.kind === 'symbol' && token.text === text;
}

/** Passes over a symbol where it stands here. */
export function take(cursor: Cursor, text: string): boolean {
  if (!isSymbol(cursor, text)) return false;
  cursor.at++;
  return true;
}
