import type { Place, Problem } from './problem.ts';

/** The way to a value of a document: keys of maps and indexes of lists. */
export type Path = readonly (string | number)[];

/** Which part of an entry a place is of: the value, or the key in front of it. */
export type Part = 'key' | 'value';

/** A document as plain values that still knows where each of them was written. */
export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /** Where a value begins. The key of a list item is the item; a path that leads nowhere is 1:1. */
  placeOf(path: Path, part: Part): Place;
  /** A scalar as it was written (`0312345678`), or `null` for anything else. */
  writtenAt(path: Path): string | null;
}

/** A document, or `null` where it could not be read at all; and what is wrong with its text. */
export interface ParsedDocument {
  readonly document: SourceDocument | null;
  readonly problems: readonly Problem[];
}

/** Deeper than any document of this format; keeps walks over values shallow. */
export const MAX_DEPTH = 32;

/** RFC 6901. */
export function formatPointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
