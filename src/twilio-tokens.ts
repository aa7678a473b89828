const MAX_TOKENS = 2;
/** Twilio's own are 32 hexadecimal digits; nothing shorter is worth checking against. */
const TOKEN = /^[\x21-\x7e]{16,128}$/;

const ADVICE =
  'write the auth token of the account; while one is being replaced, both with a space between';

/** The tokens that requests of Twilio are signed with: two while one is being replaced. */
export function parseTwilioTokens(text: string): readonly string[] {
  return text.split(/\s+/).filter((token) => token !== '');
}

/** What is wrong with them, or `null`; what they are is never said. */
export function twilioTokensFault(text: string): { found: string; advice: string } | null {
  const tokens = parseTwilioTokens(text);
  const isFine = tokens.length <= MAX_TOKENS && tokens.every((token) => TOKEN.test(token));
  if (isFine && tokens.length > 0) return null;
  const found = tokens.length > MAX_TOKENS ? `${tokens.length} tokens` : 'no auth token';
  return { found, advice: ADVICE };
}
