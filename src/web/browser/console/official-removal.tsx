import { useState } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { OFFICIAL_WORDS } from './official-words.ts';
import { SavingNote } from './saving-note.tsx';
import { useFocusHeld } from './use-focus-held.ts';
import { newIdempotencyKey, useSaving } from './use-saving.ts';

export interface OfficialRemovalProps {
  readonly desk: Desk;
  readonly onRemoved: () => void;
}

/** Takes back the list that was put, after asking. */
export function OfficialRemoval({ desk, onRemoved }: OfficialRemovalProps) {
  const { language } = desk;
  const words = OFFICIAL_WORDS[language];
  const [isAsking, setAsking] = useState(false);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const saving = useSaving(desk.api);
  const place = useFocusHeld<HTMLDivElement>(`${isAsking} ${saving.phase}`);
  const isBusy = saving.phase !== 'idle';
  const remove = async () => {
    const request = { method: 'DELETE', path: '/v1/holidays/official', ifMatch: '*' } as const;
    if (!(await saving.run({ ...request, idempotencyKey }))) return;
    desk.say(words.removedList);
    onRemoved();
  };
  return (
    <div ref={place} tabIndex={-1} class={isAsking ? 'end-question' : ''}>
      {!isAsking && (
        <button type="button" class="small" onClick={() => setAsking(true)}>
          {words.remove}
        </button>
      )}
      {isAsking && <p>{words.question}</p>}
      {saving.fault && <FaultNote fault={saving.fault} language={language} />}
      <SavingNote saving={saving} language={language} />
      {isAsking && (
        <p class="actions">
          <button type="button" class="primary" disabled={isBusy} onClick={remove}>
            {words.confirmRemoval}
          </button>
          <button type="button" disabled={isBusy} onClick={() => setAsking(false)}>
            {words.keep}
          </button>
        </p>
      )}
    </div>
  );
}
