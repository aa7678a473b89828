import { LANGUAGES, type Names } from '../core/reason.ts';
import { CONTROL_CHARACTER } from '../words/control-character.ts';
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

function isOneLine(text: string, pointer: string, reading: Reading): boolean {
  if (!isTold(text, pointer, reading)) return false;
  if (!CONTROL_CHARACTER.test(text)) return true;
  const found = `${pointer} has a line break or a control character`;
  reading.report(fieldFault(pointer, `${found}; write it on one line.`));
  return false;
}

/** Whether a text says something, in characters that can be stored. */
function isTold(text: string, pointer: string, { report }: Reading): boolean {
  if (text.trim() === '') report(fieldFault(pointer, `${pointer} is empty; write text.`));
  else if (UNSTORABLE.test(text)) {
    report(fieldFault(pointer, `${pointer} has a character that is none; write it anew.`));
  } else return true;
  return false;
}

/** Halves of characters, and NUL; the line breaks of a note are fine. */
const UNSTORABLE = /[\p{Cs}\0]/u;
