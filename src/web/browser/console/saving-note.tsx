import type { Language } from '../../../core/reason.ts';
import { SHEET_WORDS } from './sheet-words.ts';
import type { Saving } from './use-saving.ts';

export interface SavingNoteProps {
  readonly saving: Saving;
  readonly language: Language;
}

/** Says that nobody knows yet whether it was saved, and lets it be asked at once. */
export function SavingNote({ saving, language }: SavingNoteProps) {
  const words = SHEET_WORDS[language];
  return (
    <div role="status">
      {saving.phase === 'doubt' && (
        <div class="banner">
          <p>{words.doubt}</p>
          <button type="button" onClick={saving.retryNow}>
            {words.retryNow}
          </button>
        </div>
      )}
    </div>
  );
}
