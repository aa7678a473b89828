import { useEffect } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { newPatchDraft, type PatchDraft } from './patch-draft.ts';
import type { PatchJson } from './patch-json.ts';
import { PATCH_WORDS } from './patch-words.ts';
import { type Saving, useSaving } from './use-saving.ts';

export interface PatchSavingProps {
  readonly desk: Desk;
  readonly draft: PatchDraft;
  readonly onDraft: (draft: PatchDraft) => void;
  readonly onSaved: () => void;
}

/** Saves a patch once, also where the page is loaded anew before the answer has come. */
export function usePatchSaving({ desk, draft, onDraft, onSaved }: PatchSavingProps): {
  readonly saving: Saving;
  readonly save: (body: object) => Promise<void>;
} {
  const saving = useSaving(desk.api);
  const save = async (sent: object) => {
    onDraft({ ...draft, sent });
    const { idempotencyKey } = draft;
    const request = { method: 'POST', path: '/v1/holidays', body: sent, idempotencyKey } as const;
    // Another body needs another key, and what was refused will be another one.
    const refused = () => onDraft({ ...draft, idempotencyKey: newPatchDraft().idempotencyKey });
    if (!(await saving.run<PatchJson>(request, refused))) return;
    desk.say(PATCH_WORDS[desk.language].saved);
    onSaved();
  };
  useEffect(() => {
    if (draft.sent) void save(draft.sent);
  }, []);
  return { saving, save };
}
