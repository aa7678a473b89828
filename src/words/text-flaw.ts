import { CONTROL_CHARACTER } from './control-character.ts';

/**
 * What keeps a text from being stored and told, as the end of a sentence that begins with its
 * place; `null` where nothing does.
 */
export function textFlaw(text: string): string | null {
  if (text.trim() === '') return 'is empty; write text.';
  return UNSTORABLE.test(text) ? 'has a character that is none; write it anew.' : null;
}

/** The same of a text that must stand on one line. */
export function lineFlaw(text: string): string | null {
  const flaw = textFlaw(text);
  if (flaw !== null || !CONTROL_CHARACTER.test(text)) return flaw;
  return 'has a line break or a control character; write it on one line.';
}

/** Halves of characters, and NUL; the line breaks of a note are fine. */
const UNSTORABLE = /[\p{Cs}\0]/u;
