import type { Language, Names } from '../core/reason.ts';

/** What a caller is told who wants something done; for reading and for a voice alike. */
export interface PurposeSource {
  /** What the caller wants done. */
  readonly name: Names;
  /** Where it can be done without a person, at any time. */
  readonly selfService: ReadonlySet<'web' | 'app'>;
  /** What the line that serves best tells; `null` where no line serves. */
  readonly line: Names | null;
}

/**
 * First what can be done at once, or that it needs a person; then what the line tells: that it is
 * open, or why it is not, and when to call. Addresses are left to the fields beside it.
 */
export function announcePurpose(source: PurposeSource): Names {
  return { ja: announceIn('ja', source), en: announceIn('en', source) };
}

function announceIn(language: Language, { name, selfService, line }: PurposeSource): string {
  const first = FIRST_SENTENCES[language](name[language], placeIn(language, selfService));
  if (line === null) return first;
  return [first, line[language]].join(language === 'ja' ? '' : ' ');
}

/** `place` is where it can be done without a person; `null`: nowhere. */
type Sentence = (name: string, place: string | null) => string;

const FIRST_SENTENCES: Readonly<Record<Language, Sentence>> = {
  ja: (name, place) =>
    place === null
      ? `${name}は、係の者がお電話で承ります。`
      : `${name}は、ただいま${place}でお手続きいただけます。`,
  en: (name, place) =>
    place === null
      ? `${name}: this needs a person on the telephone.`
      : `${name}: you can do this now ${place}.`,
};

const PLACES = {
  web: { ja: 'ウェブ', en: 'on the web' },
  app: { ja: 'アプリ', en: 'in the app' },
} as const;

function placeIn(language: Language, selfService: PurposeSource['selfService']): string | null {
  const places = [...selfService].map((kind) => PLACES[kind][language]);
  return places.length === 0 ? null : places.join(language === 'ja' ? 'または' : ' or ');
}
