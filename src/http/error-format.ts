import { isPlain, type PlainFormat } from '../formats/format.ts';
import { FORMATS, type FormatName, formatNamed } from '../formats/formats.ts';
import { doorAt } from '../ivr/doors.ts';

/** Where a URL names a format: as the suffix of what has several, or in the query. */
const FORMAT_ASKED_FOR = /(?:\/decision\.|\/purposes\/[^/.?&;#]*\.|[?&;]format=)([^/?&;#]*)/gi;

/** A misspelt path may still end in the name of a format. */
const LAST_SUFFIX = /\.([a-z]+)\/?(?:[?#]|$)/i;

/** Where `Accept` is listened to, unless the URL names a format. */
const NEGOTIATED = /\/(?:decision|purposes\/[^/.?#]+)(?:[?#]|$)/;

/**
 * The plain format that governs a failure of a request, or `null` for a problem document. Asterisk
 * reads a body with a `"` in it as TRUE and would put the caller through, so whoever asks for
 * anything but JSON is answered plainly, and `unknown` where the name is not one of ours.
 */
export function errorFormatOf(
  url: string,
  accepted: () => FormatName = () => 'json',
): PlainFormat | null {
  const text = decoded(url);
  const door = doorAt(text);
  if (door) return door.format;
  let isJson = false;
  for (const [, name = ''] of text.matchAll(FORMAT_ASKED_FOR)) {
    if (name !== 'json') return plainFormatNamed(name) ?? FORMATS.word;
    isJson = true;
  }
  const bySuffix = plainFormatNamed(LAST_SUFFIX.exec(text)?.[1] ?? '');
  if (bySuffix || isJson || !NEGOTIATED.test(text)) return bySuffix;
  return plainFormatNamed(accepted());
}

/** Of a name with more behind it, such as `text.json`, the first one was meant. */
function plainFormatNamed(name: string): PlainFormat | null {
  const format = formatNamed(name.toLowerCase().split('.', 1)[0] ?? '');
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
