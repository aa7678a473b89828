import { useRef, useState } from 'preact/hooks';
import type { Desk, LineJson } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { PlanCalendar } from './plan-calendar.tsx';
import { PlanForm } from './plan-form.tsx';
import { changeableLines, PlanLines } from './plan-lines.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { DateFields, PlanRanges } from './plan-ranges.tsx';
import { PLAN_WORDS } from './plan-words.ts';
import { type Plan, usePlan } from './use-plan.ts';
import { useToday } from './use-today.ts';

/** Plans closures and special hours: which lines and dates, what happens, what it changes. */
export function PlanView({ desk }: { readonly desk: Desk }) {
  const words = PLAN_WORDS[desk.language];
  const [first] = changeableLines(desk);
  const { today, fault } = useToday(desk, first);
  if (!first) return <p>{words.noLines}</p>;
  if (today !== null) return <PlanDesk desk={desk} first={first} today={today} />;
  if (fault) return <FaultNote fault={fault} language={desk.language} />;
  return <p class="muted">{words.loading}</p>;
}

interface PlanDeskProps {
  readonly desk: Desk;
  /** Whose calendar is shown while no line is chosen. */
  readonly first: LineJson;
  readonly today: string;
}

function PlanDesk({ desk, first, today }: PlanDeskProps) {
  const plan = usePlan(desk, today);
  const line = plan.lines[0] ?? first;
  const isOff = plan.saving.isSaving;
  const form = useRef<HTMLElement>(null);
  return (
    <div class="plan">
      <div class="plan-where">
        <PlanLines
          desk={desk}
          scope={plan.draft.scope}
          onScope={(scope) => plan.change({ scope })}
        />
        <PlanDates {...{ desk, plan, line, today }} onNext={() => toForm(form.current)} />
      </div>
      <div class="plan-what">
        <section class="sheet" ref={form}>
          <PlanRanges
            {...{ language: desk.language, today, isOff }}
            dates={plan.draft.dates}
            faultsOf={plan.faultsOf}
            onDates={(dates) => plan.change({ dates })}
          />
        </section>
        <section class="sheet" aria-labelledby="plan-content">
          <h2 id="plan-content">{PLAN_WORDS[desk.language].content}</h2>
          <fieldset class="plain" disabled={isOff}>
            <PlanForm
              language={desk.language}
              draft={plan.draft}
              faults={plan.faults}
              onChange={plan.change}
            />
          </fieldset>
        </section>
        <PlanPreview desk={desk} plan={plan} />
      </div>
    </div>
  );
}

function toForm(form: HTMLElement | null): void {
  form?.scrollIntoView();
  form?.querySelector('h2')?.focus();
}

interface PlanDatesProps extends Omit<PlanDeskProps, 'first'> {
  readonly plan: Plan;
  readonly line: LineJson;
  readonly onNext: () => void;
}

function PlanDates({ desk, plan, line, today, onNext }: PlanDatesProps) {
  const { language } = desk;
  const words = PLAN_WORDS[language];
  const { dates } = plan.draft;
  const [year, setYear] = useState(Number((dates[0] ?? today).slice(0, 4)));
  const isOff = plan.saving.isSaving;
  const onDates = (next: readonly string[]) => plan.change({ dates: next });
  const isMixed = new Set(plan.lines.map(({ zone }) => zone)).size > 1;
  return (
    <section class="sheet plan-dates" aria-labelledby="plan-dates">
      <h2 id="plan-dates">{words.calendar}</h2>
      <ul class="muted how">
        <li class="by-mouse">{words.howMouse}</li>
        <li class="by-touch">{words.howTouch}</li>
        <li class="by-keys">{words.howKeys}</li>
      </ul>
      {isMixed && <p class="warning">{words.zones(line.name[language], line.zone)}</p>}
      <DateFields {...{ language, dates, today, isOff, onDates }} />
      <PlanCalendar
        {...{ desk, line, year, today, dates, isOff, onDates }}
        again={plan.again}
        onYear={setYear}
      />
      {dates.length > 0 && (
        <button type="button" class="primary to-form" onClick={onNext}>
          {words.toForm(dates.length)}
        </button>
      )}
    </section>
  );
}
