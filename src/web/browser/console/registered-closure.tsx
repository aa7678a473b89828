import { useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { dateOf } from '../../moments.ts';
import { BREAK_WORDS } from './break-words.ts';
import { shiftDate } from './date-ranges.ts';
import { type Desk, mayChange } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { SavingNote } from './saving-note.tsx';
import { newIdempotencyKey, useSaving } from './use-saving.ts';

export interface RegisteredClosureProps {
  readonly desk: Desk;
  readonly override: OverrideJson;
  readonly onUndone: () => void;
}

/** A closure that is planned, and the way to take it back. */
export function RegisteredClosure({ desk, override, onUndone }: RegisteredClosureProps) {
  const { language } = desk;
  const words = BREAK_WORDS[language];
  const saving = useSaving(desk.api);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const name = override.name?.[language] ?? override.author;
  const undo = async () => {
    const path = `/v1/overrides/${encodeURIComponent(override.id)}`;
    const ifMatch = `"${override.version}"`;
    const undone = await saving.run({ method: 'DELETE', path, ifMatch, idempotencyKey });
    if (!undone) return;
    desk.say(words.undone);
    onUndone();
  };
  return (
    <div class="registered">
      <p>{words.registered(name, words.period(dateOf(override.from), lastDateOf(override)))}</p>
      {mayChange(desk) && (
        <button
          type="button"
          aria-label={words.undoOf(name)}
          disabled={saving.phase !== 'idle'}
          onClick={undo}
        >
          {words.undo}
        </button>
      )}
      {saving.fault && <FaultNote fault={saving.fault} language={language} />}
      <SavingNote saving={saving} language={language} />
    </div>
  );
}

/** An end at midnight is that of the date before. */
export function lastDateOf({ until }: Pick<OverrideJson, 'until'>): string {
  return until.slice(11, 16) === '00:00' ? shiftDate(dateOf(until), -1) : dateOf(until);
}
