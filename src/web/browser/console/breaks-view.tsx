import { useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { dateOf } from '../../moments.ts';
import { BreakCard } from './break-card.tsx';
import type { BreakRun } from './break-runs.ts';
import { BREAK_WORDS } from './break-words.ts';
import { type Desk, type LineJson, lineName } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { linesInScope } from './plan-draft.ts';
import { changeableLines } from './plan-lines.tsx';
import { PREVIEW_WORDS } from './preview-words.ts';
import { lastDateOf } from './registered-closure.tsx';
import { type LinesWithBreaks, useBreaks } from './use-breaks.ts';
import { useFocusHeld } from './use-focus-held.ts';
import { ALL_OVERRIDES, stateOfOverrides, useOverrides } from './use-overrides.ts';
import { useToday } from './use-today.ts';
import { YearSteps } from './year-steps.tsx';

/** Each line is two requests. */
const MAX_ALL_LINES = 20;
const ALL = '';
const YEARS_AHEAD = 2;

/** The long-break helper: the runs of a year, and the working days between them. */
export function BreaksView({ desk }: { readonly desk: Desk }) {
  const words = BREAK_WORDS[desk.language];
  const lines = changeableLines(desk);
  const [first] = lines;
  const [chosen, setChosen] = useState(first?.line ?? ALL);
  const [chosenYear, setYear] = useState<number | null>(null);
  const { today, fault } = useToday(desk, first);
  const year = chosenYear ?? (today === null ? null : Number(today.slice(0, 4)));
  const wanted = chosen === ALL ? lines.map(({ line }) => line) : [chosen];
  if (!first) return <p>{words.noLines}</p>;
  return (
    <div class="breaks">
      <p>{words.lead}</p>
      <div class="breaks-choice">
        <LineChoice desk={desk} lines={lines} chosen={chosen} onChosen={setChosen} />
        {year !== null && today !== null && (
          <YearSteps
            {...{ year, words, onYear: setYear }}
            first={Number(today.slice(0, 4))}
            last={Number(today.slice(0, 4)) + YEARS_AHEAD}
          />
        )}
      </div>
      {fault && <FaultNote fault={fault} language={desk.language} />}
      {today !== null && <BreakCards {...{ desk, today, year }} lines={wanted} />}
    </div>
  );
}

interface LineChoiceProps {
  readonly desk: Desk;
  readonly lines: readonly LineJson[];
  readonly chosen: string;
  readonly onChosen: (line: string) => void;
}

function LineChoice({ desk, lines, chosen, onChosen }: LineChoiceProps) {
  const words = BREAK_WORDS[desk.language];
  const hasAll = lines.length > 1 && lines.length <= MAX_ALL_LINES;
  return (
    <label class="field">
      {words.line}
      <select value={chosen} onChange={(event) => onChosen(event.currentTarget.value)}>
        {hasAll && <option value={ALL}>{words.allLines}</option>}
        {lines.map(({ line, name }) => (
          <option key={line} value={line}>
            {name[desk.language]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface BreakCardsProps {
  readonly desk: Desk;
  readonly lines: readonly string[];
  readonly year: number | null;
  readonly today: string;
}

function BreakCards({ desk, lines, year, today }: BreakCardsProps) {
  const { language } = desk;
  const words = BREAK_WORDS[language];
  const all = useOverrides(desk, ALL_OVERRIDES);
  const { found, fault } = useBreaks(desk, { lines, year, again: stateOfOverrides(all) });
  const cards = useFocusHeld<HTMLDivElement>(
    JSON.stringify(found?.map(({ runs }) => runs.map(keyOf))),
  );
  const closures = all.overrides?.filter(({ state }) => state === 'closed') ?? [];
  return (
    <div ref={cards} tabIndex={-1}>
      {fault && <FaultNote fault={fault} language={language} />}
      {!found && !fault && <p class="muted">{words.loading}</p>}
      {found?.every(({ runs }) => runs.length === 0) && <p>{words.none}</p>}
      {found?.map((group) => (
        <div key={group.lines.join()} class="break-group">
          {found.length > 1 && group.runs.length > 0 && <h2>{namesOf(desk, group)}</h2>}
          {group.runs.map((run) => (
            <BreakCard
              key={keyOf(run)}
              {...{ desk, run, today }}
              onChanged={all.reload}
              lines={group.lines}
              registered={closures.filter((each) => isWithin(each, run, { desk, group }))}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** What is chosen of a run is of these working days. */
function keyOf({ from, until, gaps }: BreakRun): string {
  return [from, until, ...gaps.flatMap(({ dates }) => dates)].join();
}

const MAX_NAMES = 5;

function namesOf(desk: Desk, { lines }: LinesWithBreaks): string {
  const named = lines.slice(0, MAX_NAMES).map((line) => lineName(desk, line));
  return PREVIEW_WORDS[desk.language].more(named, lines.length - named.length);
}

interface GroupContext {
  readonly desk: Desk;
  readonly group: LinesWithBreaks;
}

/** Whether a closure is for one of the lines and on some of the dates. */
function isWithin(override: OverrideJson, run: BreakRun, { desk, group }: GroupContext): boolean {
  const isForThem = linesInScope(override, desk.lines).some(({ line }) => {
    return group.lines.includes(line);
  });
  return isForThem && dateOf(override.from) <= run.until && lastDateOf(override) >= run.from;
}
