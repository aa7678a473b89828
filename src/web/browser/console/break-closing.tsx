import { useId, useState } from 'preact/hooks';
import type { Names } from '../../../core/reason.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import type { Closing } from './break-runs.ts';
import { BREAK_WORDS } from './break-words.ts';
import type { Desk } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { wholeDates } from './plan-draft.ts';
import { PLAN_WORDS } from './plan-words.ts';
import { PreviewList } from './preview-list.tsx';
import { SavingNote } from './saving-note.tsx';
import { useDraft } from './use-draft.ts';
import { usePreviews } from './use-previews.ts';
import { newIdempotencyKey, useSaving } from './use-saving.ts';

export interface BreakClosingProps {
  readonly desk: Desk;
  readonly lines: readonly string[];
  readonly closing: Closing;
  /** What it is to be called where nobody says otherwise. */
  readonly name: Names;
  readonly today: string;
  readonly onClosed: () => void;
  readonly onCancel: () => void;
}

/** One closure over a whole run: what it is called, what it would change, and the last word. */
export function BreakClosing(props: BreakClosingProps) {
  const { desk, closing, onClosed, onCancel } = props;
  const { language } = desk;
  const words = BREAK_WORDS[language];
  const [name, setName, forget] = useDraft<Names>(`break ${closing.from}`, props.name);
  const body = closureBody(props, name);
  const previewed = usePreviews(desk, [body], { path: '/v1/overrides', again: 0 }).get(body);
  const saving = useSaving(desk.api);
  const [idempotencyKey] = useState(newIdempotencyKey);
  const isBusy = saving.phase !== 'idle';
  const save = async () => {
    const request = { method: 'POST', path: '/v1/overrides', body: JSON.parse(body) } as const;
    const saved = await saving.run<OverrideJson>({ ...request, idempotencyKey });
    if (!saved) return;
    forget();
    desk.say(words.saved);
    onClosed();
  };
  return (
    <div class="break-closing">
      <NameFields {...{ desk, name, onName: setName }} />
      {!previewed && <p class="muted">{PLAN_WORDS[language].asking}</p>}
      {previewed?.fault && <FaultNote fault={previewed.fault} language={language} />}
      {previewed?.preview && <PreviewList preview={previewed.preview} desk={desk} />}
      {saving.fault && <FaultNote fault={saving.fault} language={language} />}
      <SavingNote saving={saving} language={language} />
      <p class="actions">
        <button
          type="button"
          class="primary"
          disabled={isBusy || !previewed?.preview}
          onClick={save}
        >
          {isBusy ? words.saving : words.confirm}
        </button>
        <button type="button" disabled={isBusy} onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
    </div>
  );
}

interface NameFieldsProps {
  readonly desk: Desk;
  readonly name: Names;
  readonly onName: (name: Names) => void;
}

function NameFields({ desk, name, onName }: NameFieldsProps) {
  const words = BREAK_WORDS[desk.language];
  const id = useId();
  return (
    <div class="break-names">
      {(['ja', 'en'] as const).map((language) => (
        <div class="field" key={language}>
          <label for={`${id}-${language}`}>{language === 'ja' ? words.nameJa : words.nameEn}</label>
          <input
            id={`${id}-${language}`}
            lang={language}
            value={name[language]}
            onInput={(event) => onName({ ...name, [language]: event.currentTarget.value })}
          />
        </div>
      ))}
    </div>
  );
}

/** From midnight to midnight on the clock of the lines; what has begun goes on from now. */
function closureBody({ lines, closing, today }: BreakClosingProps, name: Names): string {
  return JSON.stringify({
    lines,
    state: 'closed',
    ...wholeDates(closing, today),
    reason: 'other',
    name,
  });
}
