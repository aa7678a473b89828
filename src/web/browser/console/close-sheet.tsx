import { useEffect } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { ChipGroup } from './chip-group.tsx';
import { wallClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { Modal } from './modal.tsx';
import { bodyOf, firstZone, isBeforeNoon, type NowDraft, targetName } from './now-draft.ts';
import { NOW_WORDS } from './now-words.ts';
import { PreviewList } from './preview-list.tsx';
import { SavingNote } from './saving-note.tsx';
import { SheetTexts } from './sheet-texts.tsx';
import { END_CHOICES, SHEET_WORDS } from './sheet-words.ts';
import { usePreviews } from './use-previews.ts';
import { useSaving } from './use-saving.ts';

export interface CloseSheetProps {
  readonly desk: Desk;
  readonly draft: NowDraft;
  readonly onDraft: (draft: NowDraft) => void;
  readonly onCancel: () => void;
  readonly onSaved: (saved: OverrideJson) => void;
}

/** Asks why and until when, shows what would change, and closes or opens. */
export function CloseSheet({ desk, draft, onDraft, onCancel, onSaved }: CloseSheetProps) {
  const words = SHEET_WORDS[desk.language];
  const saving = useSaving(desk.api);
  const body = bodyOf(draft, desk);
  const isBusy = saving.phase !== 'idle';
  const save = async (sent: object) => {
    onDraft({ ...draft, sent });
    const { idempotencyKey } = draft;
    const request = { method: 'POST', path: '/v1/overrides', body: sent, idempotencyKey } as const;
    const refused = () => onDraft({ ...draft, sent: null });
    const answer = await saving.run<OverrideJson>(request, refused);
    if (answer) onSaved(answer.value);
  };
  // Sent before the page was loaded anew, and nobody has told since what became of it.
  useEffect(() => {
    if (draft.sent) void save(draft.sent);
  }, []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (body && !isBusy) void save(body);
  };
  return (
    <Modal labelledBy="sheet-title" class="close-sheet" onCancel={isBusy ? () => {} : onCancel}>
      <form onSubmit={submit}>
        <h2 id="sheet-title" tabIndex={-1}>
          {words.titles[draft.state](targetName(desk, draft.target))}
        </h2>
        <fieldset class="plain" disabled={isBusy}>
          <SheetChoices {...{ desk, draft, onDraft }} />
          <SheetTexts {...{ desk, draft, onDraft }} />
        </fieldset>
        <SheetPreview desk={desk} body={body} />
        <div class="sheet-foot">
          {saving.fault && <FaultNote fault={saving.fault} language={desk.language} />}
          <SavingNote saving={saving} language={desk.language} />
          <p class="actions">
            <button type="submit" class="primary" disabled={isBusy || body === null}>
              {isBusy ? words.saving : words.save[draft.state]}
            </button>
            <button type="button" disabled={saving.phase === 'sending'} onClick={onCancel}>
              {saving.phase === 'doubt' ? words.leave : words.cancel}
            </button>
          </p>
        </div>
      </form>
    </Modal>
  );
}

type Part = Pick<CloseSheetProps, 'desk' | 'draft' | 'onDraft'>;

function SheetChoices({ desk, draft, onDraft }: Part) {
  const words = SHEET_WORDS[desk.language];
  const hasNoon = isBeforeNoon(desk, draft.target);
  const ends = END_CHOICES.filter((end) => end !== 'noon' || hasNoon || draft.end === 'noon');
  return (
    <>
      <ChipGroup
        {...{ name: 'reason', legend: words.reason, value: draft.reason }}
        choices={NOW_WORDS[desk.language].reasons}
        onChoose={(reason) => onDraft({ ...draft, reason })}
      />
      <ChipGroup
        {...{ name: 'end', legend: words.end, value: draft.end }}
        choices={Object.fromEntries(ends.map((end) => [end, words.ends[end]])) as typeof words.ends}
        onChoose={(end) => onDraft({ ...draft, end })}
      />
      {draft.end === 'time' && <EndTime {...{ desk, draft, onDraft }} />}
    </>
  );
}

function EndTime({ desk, draft, onDraft }: Part) {
  const words = SHEET_WORDS[desk.language];
  const zone = firstZone(desk, draft.target);
  return (
    <p class="field">
      <label for="end-at">
        {words.at} <small class="muted">({zone})</small>
      </label>
      <input
        {...{ id: 'end-at', type: 'datetime-local', required: true, value: draft.at }}
        min={wallClock(desk.now(), zone)}
        onInput={({ currentTarget }) => onDraft({ ...draft, at: currentTarget.value })}
      />
    </p>
  );
}

function SheetPreview({ desk, body }: { readonly desk: Desk; readonly body: object | null }) {
  const words = SHEET_WORDS[desk.language];
  const written = body === null ? null : JSON.stringify(body);
  const asked = { path: '/v1/overrides', again: 0 } as const;
  const previews = usePreviews(desk, written === null ? [] : [written], asked);
  const previewed = previews.get(written ?? '');
  return (
    <section class="sheet-preview" aria-labelledby="preview-title">
      <h3 id="preview-title">{words.preview}</h3>
      {written === null && <p class="muted">{words.needsTime}</p>}
      {written !== null && !previewed && <p class="muted">{words.previewing}</p>}
      {previewed?.preview && <PreviewList preview={previewed.preview} desk={desk} />}
      {previewed?.fault && <FaultNote fault={previewed.fault} language={desk.language} />}
    </section>
  );
}
