import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { bodyOfPatch, type PatchDraft } from './patch-draft.ts';
import { PatchFields } from './patch-fields.tsx';
import { PatchPreview } from './patch-preview.tsx';
import { PATCH_WORDS } from './patch-words.ts';
import { SavingNote } from './saving-note.tsx';
import { usePatchSaving } from './use-patch-saving.ts';
import { usePreviews } from './use-previews.ts';

export interface PatchFormProps {
  readonly desk: Desk;
  readonly draft: PatchDraft;
  readonly again: string;
  /** Whether it was just asked for, and takes the focus. */
  readonly hasFocus: boolean;
  readonly onDraft: (draft: PatchDraft) => void;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Asks which date changes and why, shows what that would change, and saves it. */
export function PatchForm(props: PatchFormProps) {
  const { desk, draft, again, onCancel } = props;
  const words = PATCH_WORDS[desk.language];
  const { saving, save } = usePatchSaving(props);
  const body = bodyOfPatch(draft);
  const written = body === null ? [] : [JSON.stringify(body)];
  const asked = { path: '/v1/holidays', again } as const;
  const previewed = usePreviews(desk, written, asked).get(written[0] ?? '') ?? null;
  const fault = saving.fault ?? previewed?.fault ?? null;
  const isBusy = saving.phase !== 'idle';
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (props.hasFocus) form.current?.focus();
  }, []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (body && !isBusy) void save(body);
  };
  return (
    <form class="patch-form" ref={form} tabIndex={-1} aria-label={words.open} onSubmit={submit}>
      <fieldset class="plain" disabled={isBusy}>
        <PatchFields {...{ desk, draft }} faults={fault?.faults ?? []} onDraft={props.onDraft} />
      </fieldset>
      <PatchPreview {...{ desk, previewed, fault }} isWhole={body !== null} />
      <SavingNote saving={saving} language={desk.language} />
      <p class="actions">
        <button type="submit" class="primary" disabled={isBusy || !previewed?.preview}>
          {isBusy ? words.saving : words.save}
        </button>
        <button type="button" disabled={saving.phase === 'sending'} onClick={onCancel}>
          {saving.phase === 'doubt' ? words.leave : words.close}
        </button>
      </p>
    </form>
  );
}
