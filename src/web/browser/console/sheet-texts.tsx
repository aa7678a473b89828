import { useState } from 'preact/hooks';
import type { Desk } from './desk.ts';
import type { NowDraft } from './now-draft.ts';
import { NAME_SUGGESTIONS, SHEET_WORDS } from './sheet-words.ts';

export interface SheetTextsProps {
  readonly desk: Desk;
  readonly draft: NowDraft;
  readonly onDraft: (draft: NowDraft) => void;
}

/** What callers are told it is called, and what is for us; neither is needed. */
export function SheetTexts({ desk, draft, onDraft }: SheetTextsProps) {
  const words = SHEET_WORDS[desk.language];
  const isWritten = [draft.nameJa, draft.nameEn, draft.note].some((text) => text !== '');
  const [isOpen, setOpen] = useState(isWritten);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.more}</summary>
      <p class="field">
        <label for="name-ja">{words.nameJa}</label>
        <input
          {...{ id: 'name-ja', type: 'text', maxLength: 200, value: draft.nameJa }}
          aria-describedby="name-hint"
          onInput={({ currentTarget }) => onDraft({ ...draft, nameJa: currentTarget.value })}
        />
      </p>
      <p class="field">
        <label for="name-en">{words.nameEn}</label>
        <input
          {...{ id: 'name-en', type: 'text', maxLength: 200, value: draft.nameEn }}
          onInput={({ currentTarget }) => onDraft({ ...draft, nameEn: currentTarget.value })}
        />
      </p>
      <p id="name-hint" class="muted">
        {words.nameHint}
      </p>
      <Suggestions {...{ desk, draft, onDraft }} />
      <p class="field">
        <label for="note">{words.note}</label>
        <textarea
          {...{ id: 'note', rows: 2, maxLength: 1_000, value: draft.note }}
          aria-describedby="note-hint"
          onInput={({ currentTarget }) => onDraft({ ...draft, note: currentTarget.value })}
        />
      </p>
      <p id="note-hint" class="muted">
        {words.noteHint}
      </p>
    </details>
  );
}

function Suggestions({ desk, draft, onDraft }: SheetTextsProps) {
  const words = SHEET_WORDS[desk.language];
  const names = draft.state === 'closed' ? NAME_SUGGESTIONS[draft.reason] : [];
  if (names.length === 0) return null;
  return (
    <p class="suggestions">
      <span class="muted">{words.suggestions}</span>
      {names.map(({ ja, en }) => (
        <button
          key={ja}
          type="button"
          onClick={() => onDraft({ ...draft, nameJa: ja, nameEn: en })}
        >
          {desk.language === 'ja' ? ja : en}
        </button>
      ))}
    </p>
  );
}
