import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';
import type { ApiFaultEntry } from './api.ts';
import { fieldFaultText } from './plan-fault-words.ts';

interface FieldProps {
  readonly label: ComponentChildren;
  readonly hint?: string;
  /** What the service has against the value. */
  readonly faults: readonly ApiFaultEntry[];
  readonly language: Language;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly kind?: 'line' | 'text' | 'date';
  /** The language that the value is written in, where it is another one. */
  readonly lang?: Language;
  readonly placeholder?: string;
}

/** A field of a form with its name, and what is wrong with its value beside it. */
export function PlanField({ label, hint, faults, language, kind = 'line', ...rest }: FieldProps) {
  const id = useId();
  const { value, onValue, lang, placeholder } = rest;
  const field = {
    id,
    value,
    ...(lang && { lang }),
    ...(placeholder && { placeholder }),
    'aria-invalid': faults.length > 0,
    'aria-describedby': `${id}-hint ${id}-faults`,
    onInput: (event: Event) => onValue((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <small id={`${id}-hint`} class="muted">
          {hint}
        </small>
      )}
      {kind === 'text' && <textarea rows={3} {...field} />}
      {kind === 'line' && <input autoComplete="off" {...field} />}
      {kind === 'date' && <input type="date" {...field} />}
      <FieldFaults id={`${id}-faults`} faults={faults} language={language} />
    </div>
  );
}

interface FieldFaultsProps extends Pick<FieldProps, 'faults' | 'language'> {
  readonly id?: string;
}

/** Always there, so that what appears in it is told. */
export function FieldFaults({ id, faults, language }: FieldFaultsProps) {
  const texts = new Set(faults.map((fault) => fieldFaultText(fault, language)));
  return (
    <div id={id} class="field-faults" aria-live="polite">
      {[...texts].map((text) => (
        <p key={text} class="field-fault">
          {text}
        </p>
      ))}
    </div>
  );
}
