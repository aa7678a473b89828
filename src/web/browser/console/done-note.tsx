import { useEffect, useRef, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { formatMoment } from '../../moments.ts';
import { asEnd, wallClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { zoneOfOverride } from './edit-draft.ts';
import { FaultNote } from './fault-note.tsx';
import { NOW_WORDS } from './now-words.ts';
import { SavingNote } from './saving-note.tsx';
import { scopeName } from './scope-name.ts';
import { isFocusLost } from './use-focus-held.ts';
import { newIdempotencyKey, useSaving } from './use-saving.ts';

export interface DoneNoteProps {
  readonly desk: Desk;
  readonly saved: OverrideJson;
  readonly onOver: () => void;
}

/** Says what was just done, and takes it back if it was a mistake. It stays until it is closed. */
export function DoneNote({ desk, saved, onOver }: DoneNoteProps) {
  const words = NOW_WORDS[desk.language];
  const saving = useSaving(desk.api);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const zone = zoneOfOverride(desk, saved);
  const today = wallClock(desk.now(), zone).slice(0, 10);
  const end = asEnd(wallClock(Date.parse(saved.until), zone));
  const moment = formatMoment(end, { language: desk.language, today });
  const undo = async () => {
    const path = `/v1/overrides/${encodeURIComponent(saved.id)}`;
    const ifMatch = `"${saved.version}"`;
    const answer = await saving.run({ method: 'DELETE', path, ifMatch, idempotencyKey });
    if (!answer) return;
    desk.say(words.undone);
    onOver();
  };
  const isBusy = saving.phase !== 'idle';
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const hasFocus = isFocusLost() || note.current?.contains(document.activeElement);
      if (hasFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div class="done-note" ref={note}>
      <p>
        <strong>
          {words.done[saved.state === 'closed' ? 'closed' : 'open'](scopeName(saved, desk))}
        </strong>{' '}
        {words.untilMoment(moment)}
      </p>
      {saving.fault && <FaultNote fault={saving.fault} language={desk.language} />}
      <SavingNote saving={saving} language={desk.language} />
      <p class="actions">
        <button type="button" disabled={isBusy} onClick={undo}>
          {words.undo}
        </button>
        <button type="button" disabled={isBusy} onClick={onOver}>
          {words.dismiss}
        </button>
      </p>
    </div>
  );
}
