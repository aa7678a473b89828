import { useId } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { ListFaults } from './list-faults.tsx';
import { OfficialChanges } from './official-changes.tsx';
import { OFFICIAL_WORDS } from './official-words.ts';
import { SavingNote } from './saving-note.tsx';
import { useFocusHeld } from './use-focus-held.ts';
import { type ListUpload, useOfficialList } from './use-official-list.ts';

export interface OfficialUploadProps {
  readonly desk: Desk;
  readonly onPut: () => void;
}

/** A file is picked or dropped, what it would change is shown, and then it is put in force. */
export function OfficialUpload({ desk, onPut }: OfficialUploadProps) {
  const upload = useOfficialList(desk, onPut);
  return (
    <div class="upload">
      <FilePlace desk={desk} upload={upload} />
      {upload.picked && <PickedList desk={desk} upload={upload} />}
    </div>
  );
}

interface UploadProps {
  readonly desk: Desk;
  readonly upload: ListUpload;
}

/** Browsers let files be dropped on such a field; it is made large enough for that. */
function FilePlace({ desk, upload }: UploadProps) {
  const words = OFFICIAL_WORDS[desk.language];
  const id = useId();
  const field = useFocusHeld<HTMLInputElement>(String(upload.picked === null));
  return (
    <div class="field file-place">
      <label for={id}>{words.file}</label>
      <small id={`${id}-hint`} class="muted">
        {words.hint} <span class="by-mouse">{words.drop}</span>
      </small>
      <input
        {...{ id, type: 'file', accept: '.csv,text/csv' }}
        ref={field}
        disabled={upload.saving.phase !== 'idle'}
        aria-describedby={`${id}-hint`}
        // So that the same file can be picked again, once it is corrected.
        onClick={({ currentTarget }) => {
          currentTarget.value = '';
        }}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void upload.pick(file);
        }}
      />
    </div>
  );
}

function PickedList({ desk, upload }: UploadProps) {
  const { language } = desk;
  const words = OFFICIAL_WORDS[language];
  const { picked, trial, fault, saving, isForced } = upload;
  const unusable = picked?.unusable ?? null;
  const isBusy = saving.phase !== 'idle';
  const mayShrink = isForced || fault?.has('horizon_shrinks') === true;
  return (
    <div class="picked">
      <p role="status">{!unusable && !trial && !fault && words.asking}</p>
      {unusable && (
        <p class="fault" role="alert">
          {words.unusable[unusable]}
        </p>
      )}
      {fault && <ListFaults {...{ fault, language }} />}
      {mayShrink && <ForceChoice desk={desk} upload={upload} />}
      {trial && (
        <>
          <h3>{words.preview}</h3>
          <OfficialChanges changes={trial} language={language} />
        </>
      )}
      <SavingNote saving={saving} language={language} />
      <p class="actions">
        {trial && (
          <button type="button" class="primary" disabled={isBusy} onClick={upload.put}>
            {isBusy ? words.saving : words.confirm}
          </button>
        )}
        <button type="button" disabled={saving.phase === 'sending'} onClick={upload.forget}>
          {words.cancel}
        </button>
      </p>
    </div>
  );
}

function ForceChoice({ desk, upload }: UploadProps) {
  const { isForced, saving, force } = upload;
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isForced}
        disabled={saving.phase !== 'idle'}
        onChange={({ currentTarget }) => force(currentTarget.checked)}
      />
      <span>{OFFICIAL_WORDS[desk.language].force}</span>
    </label>
  );
}
