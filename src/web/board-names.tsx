import type { Language } from '../core/reason.ts';
import type { NamedLines } from './board-data.ts';
import { BOARD_WORDS } from './board-words.ts';

interface NamesProps {
  readonly language: Language;
  readonly lines: NamedLines;
}

/** Which lines something concerns: all, or the first of them by name. */
export function BoardNames({ language, lines }: NamesProps) {
  const words = BOARD_WORDS[language];
  const { isAll, names, more } = lines;
  if (isAll) return <>{words.allLines}</>;
  const named = names.map((name) => name[language]);
  return <>{[...named, ...(more > 0 ? [words.moreLines(more)] : [])].join(words.and)}</>;
}
