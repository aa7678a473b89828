import { create } from 'xmlbuilder2';
import type { Language } from '../core/reason.ts';

/** How the voices of SSML, TwiML and VoiceXML name our languages. */
export const SPEECH_LANGUAGES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-US' };

const SSML = 'http://www.w3.org/2001/10/synthesis';

/** Where one sentence ends and the next one begins. */
const SENTENCE_ENDS: Readonly<Record<Language, RegExp>> = {
  ja: /(?<=[。？])/,
  en: /(?<=[.!?])\s+/,
};

/** A text for a voice as a whole SSML 1.1 document, a sentence at a time, without a declaration. */
export function speechToSsml(speech: string, language: Language): string {
  const document = create()
    .ele(SSML, 'speak')
    .att('version', '1.1')
    .att('xml:lang', SPEECH_LANGUAGES[language]);
  for (const sentence of speech.split(SENTENCE_ENDS[language])) {
    const text = carried(sentence).trim();
    if (text !== '') document.ele('s').txt(text);
  }
  return document.doc().end({ headless: true });
}

/**
 * XML 1.0 cannot carry some characters, escaped or not: one of them costs the whole document. What
 * looks like a reference (`&lt;`) the library would leave as it is, so that ampersands are escaped
 * here.
 */
function carried(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, ' ')
    .replaceAll('&', '&amp;');
}
