/** The first so many characters of a text, and `…` where there were more. */
export function clip(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const characters = [...text];
  if (characters.length <= maxCharacters) return text;
  return `${characters.slice(0, maxCharacters - 1).join('')}…`;
}

/** What Twilio takes of a text to say is the least of all; voices need four minutes for it. */
export const MAX_SPEECH_CHARACTERS = 3_000;
