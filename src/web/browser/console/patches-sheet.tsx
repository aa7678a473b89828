import { useState } from 'preact/hooks';
import { type Desk, mayAdminister } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { newPatchDraft, type PatchDraft } from './patch-draft.ts';
import { PatchForm } from './patch-form.tsx';
import { PatchItem } from './patch-item.tsx';
import type { PatchJson } from './patch-json.ts';
import { PATCH_WORDS } from './patch-words.ts';
import { useAnswer } from './use-answer.ts';
import { useDraft } from './use-draft.ts';
import { useFocusHeld } from './use-focus-held.ts';

interface PatchesJson {
  readonly patches: readonly PatchJson[];
}

export interface PatchesSheetProps {
  readonly desk: Desk;
  /** Grows when others may have changed something. */
  readonly round: number;
  readonly onChanged: () => void;
}

/** What was changed in the holidays while the service runs, and the way to change more. */
export function PatchesSheet({ desk, round, onChanged }: PatchesSheetProps) {
  const { language } = desk;
  const words = PATCH_WORDS[language];
  const { value, fault } = useAnswer<PatchesJson>(desk, '/v1/holidays/patches', round);
  const [draft, setDraft, forget] = useDraft<PatchDraft | null>('patch', null);
  const patches = value?.patches ?? [];
  const state = patches.map(({ id, standing }) => `${id} ${standing}`).join();
  const heading = useFocusHeld<HTMLHeadingElement>(String(draft === null));
  const [isOpened, setOpened] = useState(false);
  const isAdmin = mayAdminister(desk);
  const removed = () => {
    heading.current?.focus();
    onChanged();
  };
  return (
    <section class="sheet patches" aria-labelledby="patches">
      <h2 id="patches" ref={heading} tabIndex={-1}>
        {words.title}
      </h2>
      <p class="muted">{words.lead}</p>
      {fault && <FaultNote fault={fault} language={language} />}
      {value && patches.length === 0 && <p>{words.none}</p>}
      {patches.length > 0 && (
        <ul>
          {patches.map((patch) => (
            <PatchItem key={patch.id} {...{ desk, patch }} onRemoved={removed} />
          ))}
        </ul>
      )}
      {isAdmin && draft === null && (
        <button
          type="button"
          onClick={() => {
            setOpened(true);
            setDraft(newPatchDraft());
          }}
        >
          {words.open}
        </button>
      )}
      {isAdmin && draft !== null && (
        <PatchForm
          {...{
            desk,
            draft,
            hasFocus: isOpened,
            onDraft: setDraft,
            onCancel: forget,
            again: state,
          }}
          onSaved={() => {
            forget();
            onChanged();
          }}
        />
      )}
    </section>
  );
}
