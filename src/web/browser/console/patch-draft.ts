import type { Language } from '../../../core/reason.ts';
import { newIdempotencyKey } from './use-saving.ts';

export const PATCH_KINDS = ['add', 'move', 'cancel'] as const;
export type PatchKind = (typeof PATCH_KINDS)[number];

/** A patch of a holiday as somebody is writing it. */
export interface PatchDraft {
  readonly kind: PatchKind;
  /** '': the only one there is. */
  readonly calendar: string;
  readonly date: string;
  readonly to: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly note: string;
  /** Of the change that the draft is about, however often it is sent. */
  readonly idempotencyKey: string;
  /** What was sent, while nobody knows what became of it. */
  readonly sent: object | null;
}

export function newPatchDraft(): PatchDraft {
  return {
    ...{ kind: 'add', calendar: '', date: '', to: '', name: { ja: '', en: '' }, note: '' },
    ...{ idempotencyKey: newIdempotencyKey(), sent: null },
  };
}

/** The body of a request, or `null` while something is missing that it cannot do without. */
export function bodyOfPatch({ kind, calendar, date, to, name, note }: PatchDraft): object | null {
  const isWhole = date !== '' && note.trim() !== '' && (kind !== 'move' || to !== '');
  const isNamed = kind !== 'add' || (name.ja.trim() !== '' && name.en.trim() !== '');
  if (!isWhole || !isNamed) return null;
  return {
    ...{ kind, date, note },
    ...(calendar !== '' && { calendar }),
    ...(kind === 'move' && { to }),
    ...(kind === 'add' && { name }),
  };
}
