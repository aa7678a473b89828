import { decodeAs } from '../words/decode-text.ts';
import { quote } from '../words/quote.ts';
import type { Lost } from './imported.ts';

/** A page with all of its structured data, and hours with their overrides, have some tens of kB. */
const MAX_JSON_BYTES = 512 * 1024;

/** What each format advises instead. */
interface JsonAdvice {
  /** Where there is no JSON. */
  readonly give: string;
  /** Where there is too much of it. */
  readonly shorten: string;
}

/** The value of a document in JSON, or why it cannot be read. */
export function parseJson(
  bytes: Uint8Array,
  { give, shorten }: JsonAdvice,
): { readonly value: unknown } | Lost {
  if (bytes.length > MAX_JSON_BYTES) {
    const found = `${bytes.length} bytes, and at most ${MAX_JSON_BYTES} are read`;
    return { code: 'too_large', place: '/', found, advice: shorten };
  }
  const text = decodeAs('utf-8', bytes);
  if (text === null) {
    return { code: 'bad_encoding', place: '/', found: 'text that is not UTF-8', advice: give };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const found = `no JSON: ${quote((error as Error).message)}`;
    return { code: 'bad_json', place: '/', found, advice: give };
  }
}
