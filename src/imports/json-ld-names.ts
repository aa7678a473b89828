import { MAX_NAME_CHARACTERS, type WrittenNames } from '../config/schema-values.ts';

/**
 * The names that a value of JSON-LD has: a text, or texts with languages. One without a language is
 * taken for Japanese where it has a Japanese letter.
 */
export function readNames(value: unknown): Partial<WrittenNames> {
  const texts = [value].flat().flatMap(textsOf);
  const nameIn = (language: string) => texts.find((text) => text.language === language)?.text;
  const [ja, en] = [nameIn('ja'), nameIn('en')];
  return { ...(ja !== undefined && { ja }), ...(en !== undefined && { en }) };
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface Text {
  readonly text: string;
  readonly language: string;
}

function textsOf(value: unknown): Text[] {
  const { '@value': text = value, '@language': language } = (value ?? {}) as {
    readonly '@value'?: unknown;
    readonly '@language'?: unknown;
  };
  if (typeof text !== 'string') return [];
  const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (plain === '') return [];
  const cut = [...plain].slice(0, MAX_NAME_CHARACTERS / 2).join('');
  const guessed = JAPANESE.test(cut) ? 'ja' : 'en';
  return [{ text: cut, language: typeof language === 'string' ? language.slice(0, 2) : guessed }];
}
