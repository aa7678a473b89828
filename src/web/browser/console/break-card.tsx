import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { BreakClosing } from './break-closing.tsx';
import { type BreakRun, closingOf, innerGaps } from './break-runs.ts';
import { BreakStrip } from './break-strip.tsx';
import { BREAK_WORDS, breakName, closureName } from './break-words.ts';
import { type Desk, mayChange } from './desk.ts';
import { RegisteredClosure } from './registered-closure.tsx';
import { useFocusHeld } from './use-focus-held.ts';

export interface BreakCardProps {
  readonly desk: Desk;
  readonly run: BreakRun;
  /** The lines whose calendar has it. */
  readonly lines: readonly string[];
  readonly today: string;
  /** The closures in it that somebody has planned. */
  readonly registered: readonly OverrideJson[];
  /** Something was closed or taken back. */
  readonly onChanged: () => void;
}

/** A break with the working days between and beside it, and the way to close them in one step. */
export function BreakCard(props: BreakCardProps) {
  const { desk, run, lines, today, registered, onChanged } = props;
  const { language } = desk;
  const words = BREAK_WORDS[language];
  const id = useId();
  const [chosen, setChosen] = useState(innerGaps(run));
  const [isClosing, setIsClosing] = useState(false);
  const closing = closingOf(run, chosen);
  const heading = useFocusHeld<HTMLHeadingElement>(String(isClosing));
  const isOver = run.until < today;
  const isChosen = (date: string) =>
    !isOver && closing !== null && date >= closing.from && date <= closing.until;
  return (
    <section class="sheet break" aria-labelledby={id}>
      <BreakHead {...{ id, run, language, heading }} />
      <BreakStrip rows={run.rows} {...{ language, today, isChosen }} />
      {registered.map((override) => (
        <RegisteredClosure key={override.id} {...{ desk, override }} onUndone={onChanged} />
      ))}
      {isOver && <p class="muted">{words.over}</p>}
      {!isOver && <GapChoices {...{ run, language, chosen }} onChosen={setChosen} />}
      {!isOver && closing && <p>{words.closing(closing)}</p>}
      {mayChange(desk) && !isOver && closing && !isClosing && (
        <button type="button" class="primary" onClick={() => setIsClosing(true)}>
          {words.close(closing.workingDays)}
        </button>
      )}
      {isClosing && closing && (
        <BreakClosing
          {...{ desk, lines, closing, today }}
          name={closureName(breakName(run))}
          onCancel={() => setIsClosing(false)}
          onClosed={() => {
            setIsClosing(false);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface BreakHeadProps {
  readonly id: string;
  readonly run: BreakRun;
  readonly language: Desk['language'];
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

function BreakHead({ id, run, language, heading }: BreakHeadProps) {
  const words = BREAK_WORDS[language];
  const { detected, from, until, rows } = run;
  const days = detected?.days ?? rows.filter(({ date }) => date >= from && date <= until).length;
  const known = (detected && words.provenances[detected.provenance]) ?? null;
  return (
    <>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {breakName(run)[language]}
      </h2>
      <p class="muted">
        {words.head({
          kind: detected ? words.detected : words.offered,
          period: words.period(detected?.from ?? from, detected?.until ?? until),
          days: words.days(days),
          known,
        })}
      </p>
    </>
  );
}

interface GapChoicesProps {
  readonly run: BreakRun;
  readonly language: Desk['language'];
  readonly chosen: readonly number[];
  readonly onChosen: (chosen: readonly number[]) => void;
}

/** The working days that may be closed; those between two chosen ones go along. */
function GapChoices({ run, language, chosen, onChosen }: GapChoicesProps) {
  const words = BREAK_WORDS[language];
  const [first, last] = [Math.min(...chosen), Math.max(...chosen)];
  const isOn = (index: number) => index >= first && index <= last;
  const toggle = (index: number) => {
    const all = run.gaps.map((_, each) => each).filter(isOn);
    onChosen(isOn(index) ? all.filter((each) => each !== index) : [...all, index]);
  };
  if (run.gaps.length === 0) return <p class="muted">{words.noGaps}</p>;
  return (
    <fieldset class="plain gaps">
      <legend>{words.gaps}</legend>
      {run.gaps.map(({ dates }, index) => (
        <label class="choice" key={dates[0]}>
          <input type="checkbox" checked={isOn(index)} onChange={() => toggle(index)} />
          <span>{words.gap(dates)}</span>
        </label>
      ))}
      {chosen.length === 0 && <p class="muted">{words.chooseGap}</p>}
    </fieldset>
  );
}
