import type { ApiFaultEntry } from './api.ts';
import type { Desk } from './desk.ts';
import { NOW_WORDS } from './now-words.ts';
import { OVERRIDE_REASONS, type PlanDraft, type PlanEffect, writtenHours } from './plan-draft.ts';
import { FieldFaults, PlanField } from './plan-field.tsx';
import { PLAN_WORDS } from './plan-words.ts';

export interface PlanFormProps {
  readonly language: Desk['language'];
  readonly draft: PlanDraft;
  readonly faults: readonly ApiFaultEntry[];
  readonly onChange: (part: Partial<PlanDraft>) => void;
}

/** What happens on the chosen dates, and what is said about it. */
export function PlanForm(props: PlanFormProps) {
  const { language, draft, faults, onChange } = props;
  const words = PLAN_WORDS[language];
  return (
    <div class="plan-form">
      <fieldset class="effects">
        <legend>{words.effect}</legend>
        {EFFECTS.map((effect) => (
          <label key={effect} class="choice">
            <input
              type="radio"
              name="effect"
              checked={draft.effect === effect}
              onChange={() => onChange({ effect })}
            />
            <span>{words.effects[effect]}</span>
          </label>
        ))}
        <FieldFaults faults={at(faults, '/state')} language={language} />
      </fieldset>
      {draft.effect === 'hours' && <HoursFields {...props} />}
      <label class="field">
        {words.reason}
        <select
          value={draft.reason}
          onChange={({ currentTarget }) => onChange({ reason: reasonOf(currentTarget.value) })}
        >
          {OVERRIDE_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {NOW_WORDS[language].reasons[reason]}
            </option>
          ))}
        </select>
      </label>
      <Texts {...props} />
    </div>
  );
}

const EFFECTS: readonly PlanEffect[] = ['closed', 'hours', 'open'];

function reasonOf(value: string) {
  return OVERRIDE_REASONS.find((reason) => reason === value) ?? 'other';
}

/** Faults at a place of the body, and within it. */
function at(faults: readonly ApiFaultEntry[], place: string): readonly ApiFaultEntry[] {
  return faults.filter(({ pointer }) => pointer === place || pointer?.startsWith(`${place}/`));
}

function HoursFields({ language, draft, faults, onChange }: PlanFormProps) {
  const words = PLAN_WORDS[language];
  const { hours } = draft;
  const written = writtenHours(draft);
  const placeOf = (index: number) => `/hours/${written.findIndex((each) => each.index === index)}`;
  const change = (index: number, value: string) => onChange({ hours: hours.with(index, value) });
  return (
    <fieldset class="hours">
      <legend>{words.hours}</legend>
      <p class="muted">{words.hoursHint}</p>
      {hours.map((value, index) => (
        <div class="span" key={index}>
          <PlanField
            label={words.span(index + 1)}
            faults={at(faults, placeOf(index))}
            language={language}
            value={value}
            placeholder="09:00-12:00"
            onValue={(next) => change(index, next)}
          />
          {hours.length > 1 && (
            <button
              type="button"
              class="small"
              aria-label={words.removeSpan(index + 1)}
              onClick={() => onChange({ hours: hours.toSpliced(index, 1) })}
            >
              {words.removeShort}
            </button>
          )}
        </div>
      ))}
      <button type="button" class="small" onClick={() => onChange({ hours: [...hours, ''] })}>
        {words.addSpan}
      </button>
    </fieldset>
  );
}

function Texts(props: PlanFormProps) {
  const { language, draft, faults, onChange } = props;
  const words = PLAN_WORDS[language];
  const isOpen = draft.messageJa !== '' || draft.messageEn !== '' || draft.note !== '';
  return (
    <>
      <BothLanguages {...props} kind="name" />
      <details class="more" open={isOpen}>
        <summary>{words.more}</summary>
        <BothLanguages {...props} kind="message" />
        <PlanField
          label={words.note}
          hint={words.noteHint}
          faults={at(faults, '/note')}
          language={language}
          value={draft.note}
          kind="text"
          onValue={(note) => onChange({ note })}
        />
      </details>
    </>
  );
}

/** A text in the two languages in which callers are told. */
function BothLanguages(props: PlanFormProps & { readonly kind: 'name' | 'message' }) {
  const { language, draft, faults, onChange, kind } = props;
  const words = PLAN_WORDS[language];
  return (
    <fieldset class="both">
      <legend>{words[kind]}</legend>
      <p class="muted">{words[`${kind}Hint`]}</p>
      {LANGUAGES.map(([lang, suffix]) => (
        <PlanField
          key={lang}
          label={words[lang]}
          faults={at(faults, `/${kind}/${lang}`)}
          language={language}
          value={draft[`${kind}${suffix}`]}
          lang={lang}
          kind={kind === 'message' ? 'text' : 'line'}
          onValue={(value) => onChange({ [`${kind}${suffix}`]: value })}
        />
      ))}
    </fieldset>
  );
}

const LANGUAGES = [
  ['ja', 'Ja'],
  ['en', 'En'],
] as const;
