import type { OverrideJson } from '../../../http/overrides-json.ts';
import { type Desk, lineName } from './desk.ts';
import { NOW_WORDS } from './now-words.ts';

/** Which lines an override is for, in words. */
export function scopeName(
  { all, groups, lines }: Pick<OverrideJson, 'all' | 'groups' | 'lines'>,
  desk: Desk,
): string {
  if (all) return NOW_WORDS[desk.language].everyLine;
  const names = [...groups, ...lines.map((line) => lineName(desk, line))];
  return names.join(desk.language === 'ja' ? '、' : ', ');
}
