import type { Desk } from './desk.ts';
import { type EditDraft, patchOf, zoneOfOverride } from './edit-draft.ts';
import { NOW_WORDS } from './now-words.ts';
import { type EditedField, OVERRIDE_WORDS } from './override-words.ts';

export interface OverrideEditProps {
  readonly desk: Desk;
  readonly draft: EditDraft;
  readonly isBusy: boolean;
  readonly onDraft: (draft: EditDraft | null) => void;
  readonly onSave: (patch: Readonly<Record<string, unknown>>) => void;
}

/** The end and the words of an override, to be changed. */
export function OverrideEdit({ desk, draft, isBusy, onDraft, onSave }: OverrideEditProps) {
  const words = OVERRIDE_WORDS[desk.language];
  const zone = zoneOfOverride(desk, draft.base);
  const write = (field: EditedField) => (text: string) =>
    onDraft({ ...draft, texts: { ...draft.texts, [field]: text } });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const patch = patchOf(draft, zone);
    if (Object.keys(patch).length === 0) onDraft(null);
    else onSave(patch);
  };
  const field = (name: EditedField) => ({
    id: `${draft.base.id}-${name}`,
    label: words.fields[name],
    value: draft.texts[name],
    onText: write(name),
  });
  return (
    <form class="override-edit" onSubmit={submit}>
      <fieldset class="plain" disabled={isBusy}>
        <TextField {...field('until')} label={`${words.fields.until} (${zone})`} kind="moment" />
        <ReasonField {...field('reason')} reasons={NOW_WORDS[desk.language].reasons} />
        <TextField {...field('nameJa')} maxLength={200} />
        <TextField {...field('nameEn')} maxLength={200} />
        <TextField {...field('messageJa')} maxLength={2_000} />
        <TextField {...field('messageEn')} maxLength={2_000} />
        <p class="muted">{words.messageHint}</p>
        <TextField {...field('note')} maxLength={1_000} kind="lines" />
        <p class="actions">
          <button type="submit" class="primary">
            {words.save}
          </button>
          <button type="button" onClick={() => onDraft(null)}>
            {words.cancel}
          </button>
        </p>
      </fieldset>
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}

interface TextFieldProps extends FieldProps {
  readonly kind?: 'line' | 'lines' | 'moment';
  readonly maxLength?: number;
}

function TextField({ id, label, value, onText, kind = 'line', maxLength }: TextFieldProps) {
  const given = {
    ...{ id, value, ...(maxLength !== undefined && { maxLength }) },
    onInput: ({ currentTarget }: Typed) => onText(currentTarget.value),
  };
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {kind === 'line' && <input {...given} type="text" />}
      {kind === 'moment' && <input {...given} type="datetime-local" required />}
      {kind === 'lines' && <textarea {...given} rows={2} />}
    </p>
  );
}

interface Typed {
  readonly currentTarget: { readonly value: string };
}

interface ReasonFieldProps extends FieldProps {
  readonly reasons: Readonly<Record<string, string>>;
}

function ReasonField({ id, label, value, onText, reasons }: ReasonFieldProps) {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onText(currentTarget.value)}>
        {Object.entries(reasons).map(([reason, text]) => (
          <option key={reason} value={reason} selected={reason === value}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}
