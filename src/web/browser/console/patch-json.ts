import type { Language } from '../../../core/reason.ts';
import type { HolidayPatchJson } from '../../../http/holiday-json.ts';
import { PATCH_WORDS } from './patch-words.ts';

export type PatchJson = HolidayPatchJson;

type PatchedDate = Pick<PatchJson, 'kind' | 'date' | 'to' | 'name'>;

/** What a patch does, in a sentence. */
export function patchText({ kind, date, to, name }: PatchedDate, language: Language): string {
  return PATCH_WORDS[language].says[kind]({ date, to: to ?? date, name: name[language] });
}
