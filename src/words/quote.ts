const MAX_QUOTED_CHARACTERS = 60;

/** A text in quotes for a message: on one line, and cut off where it is long. */
export function quote(text: string): string {
  // Of a text of megabytes only the beginning is looked at; a character has at most two units.
  const characters = [...text.slice(0, 2 * (MAX_QUOTED_CHARACTERS + 1))];
  if (characters.length <= MAX_QUOTED_CHARACTERS) return JSON.stringify(text);
  return JSON.stringify(`${characters.slice(0, MAX_QUOTED_CHARACTERS).join('')}…`);
}
