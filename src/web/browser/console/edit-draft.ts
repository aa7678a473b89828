import type { Names } from '../../../core/reason.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { wallClock, withOffset } from './clock.ts';
import type { Desk } from './desk.ts';
import { EDITED_FIELDS, type EditedField } from './override-words.ts';
import { linesInScope } from './plan-draft.ts';

/** What of an override is written in a form. */
export type EditedTexts = Readonly<Record<EditedField, string>>;

/** A change that somebody is writing, and what it was begun from. */
export interface EditDraft {
  readonly base: OverrideJson;
  readonly texts: EditedTexts;
}

/** An override as a form shows it; the end on the clock of its lines. */
export function textsOf(override: OverrideJson, zone: string): EditedTexts {
  const { until, reason, name, message, note } = override;
  return {
    until: wallClock(Date.parse(until), zone),
    reason,
    nameJa: name?.ja ?? '',
    nameEn: name?.en ?? '',
    messageJa: message?.ja ?? '',
    messageEn: message?.en ?? '',
    note: note ?? '',
  };
}

/** The merge patch that says what was changed, and nothing else. */
export function patchOf(
  { base, texts }: EditDraft,
  zone: string,
): Readonly<Record<string, unknown>> {
  const before = textsOf(base, zone);
  const changed = new Set(EDITED_FIELDS.filter((field) => texts[field].trim() !== before[field]));
  const has = (...fields: EditedField[]) => fields.some((field) => changed.has(field));
  return {
    ...(has('until') && { until: withOffset(texts.until, zone) }),
    ...(has('reason') && { reason: texts.reason }),
    ...(has('nameJa', 'nameEn') && { name: namesOf(texts.nameJa, texts.nameEn) }),
    ...(has('messageJa', 'messageEn') && { message: namesOf(texts.messageJa, texts.messageEn) }),
    ...(has('note') && { note: texts.note.trim() || null }),
  };
}

/** The other language stands in where one is left empty. */
function namesOf(ja: string, en: string): Names | null {
  const [written, other] = [ja.trim(), en.trim()];
  return written || other ? { ja: written || other, en: other || written } : null;
}

/** An override as it would be after a merge patch. */
export function withPatch(
  override: OverrideJson,
  patch: Readonly<Record<string, unknown>>,
): OverrideJson {
  return { ...override, ...patch };
}

/** On whose clock an override is shown: that of its first line; else of the first there is. */
export function zoneOfOverride({ lines }: Pick<Desk, 'lines'>, override: OverrideJson): string {
  const touched = linesInScope(override, lines)[0] ?? lines[0];
  return touched?.zone ?? 'Asia/Tokyo';
}
