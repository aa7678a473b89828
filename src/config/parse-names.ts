import { LANGUAGES, type Language, type Names } from '../core/reason.ts';
import { CONTROL_CHARACTER } from '../words/control-character.ts';
import { quote } from '../words/quote.ts';
import { child, type Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { WrittenNames } from './schema-values.ts';

/** Names in both languages; `null` where something is missing or wrong, which has been told. */
export function parseNames(of: Located<WrittenNames>, context: ParseContext): Names | null {
  return parseTexts(of, (text) => isTold(text, context));
}

/** Whether the text can be said: something, on one line. */
function isTold(text: Located<string>, { problems }: ParseContext): boolean {
  if (text.value.trim() === '') {
    problems.report(text, { code: 'empty', found: 'an empty text', advice: 'write text' });
    return false;
  }
  if (!CONTROL_CHARACTER.test(text.value)) return true;
  const found = `${quote(text.value)} has a line break or a control character`;
  problems.report(text, { code: 'bad_text', found, advice: 'write it on one line' });
  return false;
}

/** Message templates in both languages, checked. */
export function parseMessages(of: Located<WrittenNames>, context: ParseContext): Names | null {
  return parseTexts(of, (text, language) => {
    if (!isTold(text, context)) return false;
    const fault = context.checkMessage(text.value, language);
    if (fault === null) return true;
    const advice =
      'write plain text; {line}, {reasonName}, {opensAt}, {closesAt}, {breakName}, {breakFrom} ' +
      'and {breakUntil} may stand in it';
    context.problems.report(text, { code: 'bad_message', found: fault, advice });
    return false;
  });
}

function parseTexts(
  of: Located<WrittenNames>,
  isGood: (text: Located<string>, language: Language) => boolean,
): Names | null {
  const [ja, en] = LANGUAGES.map((language) => {
    const text = child(of, language);
    return text && isGood(text, language) ? text.value : null;
  });
  return ja == null || en == null ? null : { ja, en };
}
