/** Encodings in which spreadsheets save text; Japanese in CP932 is no valid UTF-8. */
const ENCODINGS = ['utf-8', 'shift_jis'] as const;

/**
 * The text of a file in UTF-8 with or without its mark, in CP932 (what Excel calls Shift_JIS), or
 * in UTF-16 with its mark; `null` where it is none of them.
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes);
  for (const encoding of ENCODINGS) {
    const text = decodeAs(encoding, bytes);
    if (text !== null) return text;
  }
  return null;
}

/** The text of bytes in one encoding, without its mark; `null` where they are something else. */
export function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
