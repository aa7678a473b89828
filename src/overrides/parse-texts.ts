import { LANGUAGES, type Names } from '../core/reason.ts';
import { lineFlaw, textFlaw } from '../words/text-flaw.ts';
import { OVERRIDE_REASONS, type Override } from './override.ts';
import { fieldFault, missingField, type Reading } from './reading.ts';
import { isObject, type WrittenOverride } from './written-override.ts';

/** What is said about an override. */
export type OverrideTexts = Pick<Override, 'reason' | 'name' | 'message' | 'note' | 'author'>;

/** The texts of a body. Where one is wrong, which is reported, there is something in its place. */
export function parseTexts(body: WrittenOverride, reading: Reading, author: string): OverrideTexts {
  const { reason, note } = body;
  return {
    reason: OVERRIDE_REASONS.find((known) => known === reason) ?? 'other',
    name: parseNames(body.name, '/name', reading),
    message: parseMessage(body.message, reading),
    note: typeof note === 'string' && isTold(note, '/note', reading) ? note : null,
    author: parseAuthor(body.author, reading) ?? author,
  };
}

function parseAuthor(author: unknown, reading: Reading): string | null {
  return typeof author === 'string' && isOneLine(author, '/author', reading) ? author : null;
}

/** A text in both languages, as in the configuration. */
function parseNames(written: unknown, pointer: string, reading: Reading): Names | null {
  if (!isObject(written)) return null;
  const [ja, en] = LANGUAGES.map((language) => {
    const text = written[language];
    const place = `${pointer}/${language}`;
    if (text === undefined) reading.report(missingField(place, BOTH_ADVICE));
    return typeof text === 'string' && isOneLine(text, place, reading) ? text : null;
  });
  return ja == null || en == null ? null : { ja, en };
}

const BOTH_ADVICE = 'write both languages, { "ja": "…", "en": "…" }';

/** Messages are templates, as those of the configuration are, and hold to the same rules. */
function parseMessage(written: unknown, reading: Reading): Names | null {
  const message = parseNames(written, '/message', reading);
  for (const language of message ? LANGUAGES : []) {
    const fault = message && reading.checkMessage(message[language], language);
    const pointer = `/message/${language}`;
    if (fault) reading.report(fieldFault(pointer, `${pointer}: ${fault}; ${MESSAGE_ADVICE}.`));
  }
  return message;
}

const MESSAGE_ADVICE =
  'write plain text; {line}, {reasonName}, {opensAt} and {closesAt} may stand in it';

function isOneLine(text: string, pointer: string, { report }: Reading): boolean {
  const flaw = lineFlaw(text);
  if (flaw !== null) report(fieldFault(pointer, `${pointer} ${flaw}`));
  return flaw === null;
}

/** Whether a text says something, in characters that can be stored. */
function isTold(text: string, pointer: string, { report }: Reading): boolean {
  const flaw = textFlaw(text);
  if (flaw !== null) report(fieldFault(pointer, `${pointer} ${flaw}`));
  return flaw === null;
}
