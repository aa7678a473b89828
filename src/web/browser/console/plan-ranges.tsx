import { useState } from 'preact/hooks';
import type { ApiFaultEntry } from './api.ts';
import { type DateRange, datesBetween, rangesOf } from './date-ranges.ts';
import type { Desk } from './desk.ts';
import { FieldFaults } from './plan-field.tsx';
import { PLAN_WORDS } from './plan-words.ts';

/** Each is a request for a preview and one to save. */
export const MAX_RANGES = 12;

export interface PlanRangesProps {
  readonly language: Desk['language'];
  readonly dates: readonly string[];
  readonly today: string;
  readonly isOff: boolean;
  /** What the service has against a range. */
  readonly faultsOf: (range: DateRange) => readonly ApiFaultEntry[];
  readonly onDates: (dates: readonly string[]) => void;
}

/** The chosen dates as ranges, which can be taken away. */
export function PlanRanges(props: PlanRangesProps) {
  const { language, dates, today, onDates } = props;
  const words = PLAN_WORDS[language];
  const ranges = rangesOf(dates);
  return (
    <div class="plan-ranges">
      <h2 tabIndex={-1}>{words.dates}</h2>
      <div aria-live="polite">
        {ranges.length === 0 && <p class="muted">{words.noDates}</p>}
        <ul>
          {ranges.map((range) => (
            <RangeItem key={range.from} range={range} {...props} />
          ))}
        </ul>
        {ranges.length > MAX_RANGES && <p class="field-fault">{words.tooMany(MAX_RANGES)}</p>}
        {dates.includes(today) && <p class="muted">{words.fromNow}</p>}
      </div>
      {ranges.length > 1 && (
        <button type="button" onClick={() => onDates([])}>
          {words.clear}
        </button>
      )}
    </div>
  );
}

function RangeItem(props: PlanRangesProps & { readonly range: DateRange }) {
  const { range, language, dates, isOff, faultsOf, onDates } = props;
  const words = PLAN_WORDS[language];
  const own = datesBetween(range.from, range.until);
  const written = words.range(range);
  return (
    <li>
      <span>
        {written} <span class="muted">{words.days(own.length)}</span>
      </span>
      <button
        type="button"
        class="small"
        disabled={isOff}
        aria-label={words.remove(written)}
        onClick={() => onDates(dates.filter((date) => !own.includes(date)))}
      >
        {words.removeShort}
      </button>
      <FieldFaults faults={faultsOf(range)} language={language} />
    </li>
  );
}

type DateFieldsProps = Omit<PlanRangesProps, 'faultsOf'>;

/** Two dates that add to the chosen ones: works without any dragging. */
export function DateFields({ language, dates, today, isOff, onDates }: DateFieldsProps) {
  const words = PLAN_WORDS[language];
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [fault, setFault] = useState('');
  const add = () => {
    const last = until || from;
    if (from === '' || from < today) return setFault(words.pastDate);
    if (last < from) return setFault(words.reversed);
    setFault('');
    setFrom('');
    setUntil('');
    onDates([...new Set([...dates, ...datesBetween(from, last)])].sort());
  };
  return (
    <div class="date-fields">
      <DateField label={words.from} value={from} first={today} onValue={setFrom} />
      <DateField label={words.until} value={until} first={from || today} onValue={setUntil} />
      <button type="button" disabled={isOff} onClick={add}>
        {words.add}
      </button>
      <div aria-live="polite">{fault && <p class="field-fault">{fault}</p>}</div>
    </div>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly first: string;
  readonly onValue: (value: string) => void;
}

function DateField({ label, value, first, onValue }: DateFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="date"
        min={first}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
}
