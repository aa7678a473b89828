import type { ApiFaultEntry } from './api.ts';
import type { Desk } from './desk.ts';
import { fieldFaultText } from './plan-fault-words.ts';
import { PLAN_WORDS } from './plan-words.ts';
import { PreviewList } from './preview-list.tsx';
import type { Plan } from './use-plan.ts';

export interface PlanPreviewProps {
  readonly desk: Desk;
  readonly plan: Plan;
}

/** What would change and what callers would hear, the way to save it, and what came of that. */
export function PlanPreview({ desk, plan }: PlanPreviewProps) {
  const words = PLAN_WORDS[desk.language];
  const { planned, saving, isReady, faults } = plan;
  const isFaulty = planned.some(({ previewed }) => previewed?.fault);
  const isIncomplete = planned.length === 0;
  return (
    <section class="sheet plan-preview" aria-labelledby="plan-preview">
      <h2 id="plan-preview">{words.preview}</h2>
      <p role="status" class="muted">
        {!saving.isSaving && statusText({ isIncomplete, isReady, isFaulty }, desk.language)}
      </p>
      <GeneralFaults faults={faults} desk={desk} onRetry={plan.previewAgain} />
      {planned.map(({ range, previewed }) => (
        <div key={range.from} class="plan-preview-range">
          {planned.length > 1 && <h3>{words.range(range)}</h3>}
          {previewed?.preview && <PreviewList preview={previewed.preview} desk={desk} />}
        </div>
      ))}
      <button
        type="button"
        class="primary"
        disabled={!isReady || saving.isSaving}
        onClick={plan.save}
      >
        {saving.isSaving ? words.saving : words.save(planned.length)}
      </button>
      <Outcomes desk={desk} plan={plan} />
    </section>
  );
}

interface PreviewStatus {
  readonly isIncomplete: boolean;
  readonly isReady: boolean;
  readonly isFaulty: boolean;
}

function statusText(status: PreviewStatus, language: Desk['language']): string {
  const words = PLAN_WORDS[language];
  if (status.isIncomplete) return words.incomplete;
  if (status.isFaulty) return words.refused;
  return status.isReady ? words.ready : words.asking;
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
  const { outcomes } = plan.saving;
  return (
    <div aria-live="polite" class="outcomes">
      {outcomes.length > 0 && <h3>{words.results}</h3>}
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
