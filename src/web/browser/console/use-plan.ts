import { useState } from 'preact/hooks';
import type { ApiFaultEntry } from './api.ts';
import { type DateRange, rangesOf } from './date-ranges.ts';
import type { Desk, LineJson } from './desk.ts';
import { EMPTY_PLAN, linesInScope, type PlanDraft, planBody } from './plan-draft.ts';
import { changeableLines } from './plan-lines.tsx';
import { MAX_RANGES } from './plan-ranges.tsx';
import { useDraft } from './use-draft.ts';
import { ALL_OVERRIDES, stateOfOverrides, useOverrides } from './use-overrides.ts';
import { usePeriods } from './use-periods.ts';
import { type PlannedRange, type PlanSaving, usePlanSaving } from './use-plan-saving.ts';
import { type Previewed, usePreviews } from './use-previews.ts';

/** A range with what it would change; `null` while that is awaited. */
export interface PreviewedRange extends PlannedRange {
  readonly previewed: Previewed | null;
}

export interface Plan {
  readonly draft: PlanDraft;
  /** The lines it is for. */
  readonly lines: readonly LineJson[];
  /** Empty while something is missing. */
  readonly planned: readonly PreviewedRange[];
  /** What the service has against the form, each once. */
  readonly faults: readonly ApiFaultEntry[];
  readonly saving: PlanSaving;
  /** Whether what is shown is what would be saved. */
  readonly isReady: boolean;
  /** Changes whenever the service may say something else than before. */
  readonly again: string;
  change(part: Partial<PlanDraft>): void;
  faultsOf(range: DateRange): readonly ApiFaultEntry[];
  save(): Promise<void>;
  previewAgain(): void;
}

/** A plan from its draft to what the service says of it. */
export function usePlan(desk: Desk, today: string): Plan {
  const [kept, setDraft] = useDraft<PlanDraft>('plan', firstDraft(desk));
  const draft = { ...kept, dates: kept.dates.filter((date) => date >= today) };
  const all = useOverrides(desk, ALL_OVERRIDES);
  const [asked, setAsked] = useState(0);
  const again = `${asked} ${stateOfOverrides(all)}`;
  const saving = usePlanSaving(desk, draft, setDraft);
  const lines = linesInScope(draft.scope, desk.lines);
  const ranges = rangesOf(draft.dates);
  const periods = usePeriods(desk, { ranges, lines, today });
  const bodies = ranges.length <= MAX_RANGES ? bodiesOf(draft, ranges, periods) : [];
  const isSilent = saving.isSaving;
  const written = isSilent ? [] : bodies.map(({ body }) => body);
  const previews = usePreviews(desk, written, { path: '/v1/overrides', again });
  const planned = bodies.map((each) => ({ ...each, previewed: previews.get(each.body) ?? null }));
  return {
    ...{ draft, lines, planned, saving, again },
    faults: uniqueFaults(planned),
    isReady: planned.length > 0 && planned.every(({ previewed }) => previewed?.preview),
    change(part) {
      saving.forget();
      setDraft({ ...draft, ...part });
    },
    faultsOf: ({ from }) =>
      uniqueFaults(planned.filter(({ range }) => range.from === from)).filter(isAboutPeriod),
    async save() {
      await saving.save(planned);
      all.reload();
    },
    previewAgain: () => setAsked((count) => count + 1),
  };
}

/** Where there is one line, there is nothing to choose. */
function firstDraft(desk: Desk): PlanDraft {
  const [only, ...others] = changeableLines(desk);
  if (!only || others.length > 0) return EMPTY_PLAN;
  return { ...EMPTY_PLAN, scope: { all: false, groups: [], lines: [only.line] } };
}

function bodiesOf(
  draft: PlanDraft,
  ranges: readonly DateRange[],
  periods: ReturnType<typeof usePeriods>,
): PlannedRange[] {
  return ranges.flatMap((range, index) => {
    const period = periods?.[index];
    const body = period ? planBody(draft, period) : null;
    return body ? [{ range, body: JSON.stringify(body) }] : [];
  });
}

function uniqueFaults(planned: readonly PreviewedRange[]): readonly ApiFaultEntry[] {
  const faults = planned.flatMap(({ previewed }) => previewed?.fault?.faults ?? []);
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.detail}`, fault])).values()];
}

function isAboutPeriod({ pointer }: ApiFaultEntry): boolean {
  return pointer === '/from' || pointer === '/until';
}
