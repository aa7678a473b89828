import { useState } from 'preact/hooks';
import type { ApiFault } from './api.ts';
import { type DateRange, datesBetween } from './date-ranges.ts';
import type { Desk } from './desk.ts';
import { EMPTY_PLAN, type PlanDraft } from './plan-draft.ts';
import { PLAN_WORDS } from './plan-words.ts';
import { asFault } from './use-answer.ts';
import { newIdempotencyKey } from './use-saving.ts';

/** A range and the body that plans it. */
export interface PlannedRange {
  readonly range: DateRange;
  readonly body: string;
}

/** How the saving of a range stands; `unsure`: sent, and no answer came. */
export interface Outcome {
  readonly range: DateRange;
  readonly state: 'saving' | 'saved' | 'failed' | 'unsure';
  readonly fault: ApiFault | null;
}

export interface PlanSaving {
  readonly outcomes: readonly Outcome[];
  readonly isSaving: boolean;
  save(planned: readonly PlannedRange[]): Promise<void>;
  forget(): void;
}

/**
 * Saves the ranges of a plan one after the other. What is saved leaves the draft at once, so that
 * the rest can be saved again, also after a reload; by the key of each body none is made twice.
 */
export function usePlanSaving(
  desk: Desk,
  draft: PlanDraft,
  onDraft: (draft: PlanDraft) => void,
): PlanSaving {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (planned: readonly PlannedRange[]) => {
    setIsSaving(true);
    setOutcomes([]);
    let current = withKeys(draft, planned);
    onDraft(current);
    let saved = 0;
    for (const { range, body } of planned) {
      const tell = (outcome: Omit<Outcome, 'range'>) =>
        setOutcomes((old) => [
          ...old.filter((each) => each.range !== range),
          { range, ...outcome },
        ]);
      tell({ state: 'saving', fault: null });
      const fault = await create(desk, body, current.keys[body] ?? '');
      tell({ state: stateOf(fault), fault });
      if (fault?.status === null) break;
      if (fault) continue;
      saved++;
      current = withoutRange(current, range);
      onDraft(current);
    }
    if (current.dates.length === 0) onDraft({ ...EMPTY_PLAN, scope: current.scope });
    desk.say(PLAN_WORDS[desk.language].told(saved, planned.length - saved));
    setIsSaving(false);
  };
  return { outcomes, isSaving, save, forget: () => setOutcomes([]) };
}

/** The key of a body that was sent before is the same again. */
function withKeys(draft: PlanDraft, planned: readonly PlannedRange[]): PlanDraft {
  const keys = planned.map(({ body }) => [body, draft.keys[body] ?? newIdempotencyKey()]);
  return { ...draft, keys: Object.fromEntries(keys) };
}

function withoutRange(draft: PlanDraft, { from, until }: DateRange): PlanDraft {
  const own = new Set(datesBetween(from, until));
  return { ...draft, dates: draft.dates.filter((date) => !own.has(date)) };
}

async function create({ api }: Desk, body: string, idempotencyKey: string) {
  try {
    const path = '/v1/overrides';
    await api.send({ method: 'POST', path, body: JSON.parse(body), idempotencyKey });
    return null;
  } catch (error) {
    return asFault(error);
  }
}

function stateOf(fault: ApiFault | null): Outcome['state'] {
  if (fault === null) return 'saved';
  return fault.status === null || fault.has('outcome_unknown') ? 'unsure' : 'failed';
}
