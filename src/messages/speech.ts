import type { Language } from '../core/reason.ts';
import { speakEnglish } from './speak-english.ts';
import { speakJapanese } from './speak-japanese.ts';

const SPEAK: Readonly<Record<Language, (text: string) => string>> = {
  ja: speakJapanese,
  en: speakEnglish,
};

/**
 * A text in plain words for a voice: times, dates and weekdays spelt out, and no sign that a voice
 * reads out. The operators' own texts too, so that it is made from what is written, not beside it.
 */
export function speak(text: string, language: Language): string {
  return SPEAK[language](text.normalize('NFKC'));
}
