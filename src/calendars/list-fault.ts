/** One thing wrong with a list: where, what was found there, and what to write instead. */
export interface ListFault {
  readonly line: number;
  readonly found: string;
  readonly advice: string;
}

const MAX_QUOTED_CHARACTERS = 40;

/** The text in quotes, cut off where it is long: a file of one line is not repeated whole. */
export function quote(text: string): string {
  const characters = [...text.trim()];
  const shown = characters.slice(0, MAX_QUOTED_CHARACTERS).join('');
  return `"${shown}${characters.length > MAX_QUOTED_CHARACTERS ? '…' : ''}"`;
}
