import type { ApiFaultEntry } from './api.ts';
import type { Desk } from './desk.ts';
import { fieldFaultText } from './plan-fault-words.ts';
import { FieldFaults } from './plan-field.tsx';
import { PLAN_WORDS } from './plan-words.ts';
import { PreviewList } from './preview-list.tsx';
import { useFocusHeld } from './use-focus-held.ts';
import type { Plan } from './use-plan.ts';

export interface PlanPreviewProps {
  readonly desk: Desk;
  readonly plan: Plan;
}

/** What would change and what callers would hear, the way to save it, and what came of that. */
export function PlanPreview({ desk, plan }: PlanPreviewProps) {
  const words = PLAN_WORDS[desk.language];
  const { planned, saving, faults } = plan;
  return (
    <section class="sheet plan-preview" aria-labelledby="plan-preview">
      <h2 id="plan-preview">{words.preview}</h2>
      <p role="status" class="muted">
        {!saving.isSaving && statusText(plan, desk.language)}
      </p>
      <GeneralFaults faults={faults} desk={desk} onRetry={plan.previewAgain} />
      {planned.map(({ range, previewed }) => (
        <div key={range.from} class="plan-preview-range">
          {planned.length > 1 && <h3>{words.range(range)}</h3>}
          {previewed?.preview && <PreviewList preview={previewed.preview} desk={desk} />}
          {planned.length > 1 && (
            <FieldFaults faults={plan.faultsOf(range)} language={desk.language} />
          )}
        </div>
      ))}
      <button
        type="button"
        class="primary"
        disabled={!plan.isReady || saving.isSaving}
        onClick={plan.save}
      >
        {saving.isSaving ? words.saving : words.save(planned.length)}
      </button>
      <Outcomes desk={desk} plan={plan} />
    </section>
  );
}

/** All ranges are saved, or none: where only some cannot be, they are named. */
function statusText({ planned, isReady }: Plan, language: Desk['language']): string {
  const words = PLAN_WORDS[language];
  if (planned.length === 0) return words.incomplete;
  const faulty = planned.filter(({ previewed }) => previewed?.fault);
  if (faulty.length === 0) return isReady ? words.ready : words.asking;
  if (faulty.length === planned.length) return words.refused;
  return words.refusedRanges(faulty.map(({ range }) => words.range(range)));
}

interface GeneralFaultsProps {
  readonly desk: Desk;
  readonly faults: readonly ApiFaultEntry[];
  readonly onRetry: () => void;
}

/** What is wrong and stands beside no field. */
function GeneralFaults({ desk, faults, onRetry }: GeneralFaultsProps) {
  const { language } = desk;
  const own = faults.filter(({ pointer }) => !HAS_FIELD.test(pointer ?? ''));
  if (own.length === 0) return null;
  const texts = new Set(own.map((fault) => fieldFaultText(fault, language)));
  return (
    <div class="fault" role="alert">
      {[...texts].map((text) => (
        <p key={text}>{text}</p>
      ))}
      <button type="button" onClick={onRetry}>
        {PLAN_WORDS[language].retry}
      </button>
    </div>
  );
}

const HAS_FIELD = /^\/(from|until|hours|state|name|message|note)/;

/** Each range that was sent, and how it stands. */
function Outcomes({ desk, plan }: PlanPreviewProps) {
  const { language } = desk;
  const words = PLAN_WORDS[language];
  const { outcomes, isSaving } = plan.saving;
  const heading = useFocusHeld<HTMLHeadingElement>(String(isSaving));
  return (
    <div class="outcomes">
      {outcomes.length > 0 && (
        <h3 ref={heading} tabIndex={-1}>
          {words.results}
        </h3>
      )}
      <ul>
        {outcomes.map(({ range, state, fault }) => (
          <li key={range.from} class={state}>
            <span>{words.range(range)}</span> <strong>{words.outcomes[state]}</strong>
            {fault?.faults.map((each) => (
              <p key={each.detail} class="field-fault">
                {fieldFaultText(each, language)}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {outcomes.some(({ state }) => state === 'saved') && (
        <a href="#overrides">{words.toOverrides}</a>
      )}
    </div>
  );
}
