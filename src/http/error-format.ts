import { isPlain, type PlainFormat } from '../formats/format.ts';
import { FORMATS, formatNamed } from '../formats/formats.ts';

/** Where a URL names a format of a decision: as a suffix, or in the query. */
const FORMAT_ASKED_FOR = /(?:\/decision\.|[?&;]format=)([^/?&;#]*)/gi;

/** A misspelt path may still end in the name of a format. */
const LAST_SUFFIX = /\.([a-z]+)\/?(?:[?#]|$)/i;

/**
 * The plain format that governs a failure of a request, or `null` for a problem document. Asterisk
 * reads a body with a `"` in it as TRUE and would put the caller through, so whoever asks for
 * anything but JSON is answered plainly, and `unknown` where the name is not one of ours.
 */
export function errorFormatOf(url: string): PlainFormat | null {
  const text = decoded(url);
  for (const [, name = ''] of text.matchAll(FORMAT_ASKED_FOR)) {
    if (name !== 'json') return plainFormatNamed(name) ?? FORMATS.word;
  }
  return plainFormatNamed(LAST_SUFFIX.exec(text)?.[1] ?? '');
}

function plainFormatNamed(name: string): PlainFormat | null {
  const format = formatNamed(name.toLowerCase());
  return format && isPlain(format) ? format : null;
}

/** The router decodes before it matches, and so must this; what cannot be is read as it is. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
