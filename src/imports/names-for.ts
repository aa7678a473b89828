import type { WrittenNames } from '../config/schema-values.ts';

const CLOSED: WrittenNames = { ja: '休業', en: 'Closed' };
const CHANGED: WrittenNames = { ja: '営業時間の変更', en: 'Changed hours' };

/** The names of an exception: those that are known, for both languages, else what it does. */
export function namesFor(
  { ja, en }: Partial<WrittenNames>,
  { isClosed }: { readonly isClosed: boolean },
): WrittenNames {
  const does = isClosed ? CLOSED : CHANGED;
  return { ja: ja ?? en ?? does.ja, en: en ?? ja ?? does.en };
}
