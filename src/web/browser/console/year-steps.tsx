export interface YearStepsProps {
  readonly year: number;
  readonly first: number;
  readonly last: number;
  readonly words: {
    readonly year: (year: number) => string;
    readonly previousYear: string;
    readonly nextYear: string;
  };
  readonly onYear: (year: number) => void;
}

/** From one year to the next, and back. */
export function YearSteps({ year, first, last, words, onYear }: YearStepsProps) {
  return (
    <div class="year-steps">
      <button type="button" disabled={year <= first} onClick={() => onYear(year - 1)}>
        <span aria-hidden="true">‹ </span>
        {words.previousYear}
      </button>
      <strong aria-live="polite">{words.year(year)}</strong>
      <button type="button" disabled={year >= last} onClick={() => onYear(year + 1)}>
        {words.nextYear}
        <span aria-hidden="true"> ›</span>
      </button>
    </div>
  );
}
