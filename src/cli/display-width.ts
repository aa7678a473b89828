import stringWidth from 'string-width';

/** The text with spaces after it, so that it takes at least so many columns on a terminal. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The columns a text takes: two for a full-width character, none for colours and marks. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}
