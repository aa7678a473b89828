import type { Language, Names } from '../core/reason.ts';
import { type CalendarRow, type DayKind, joinNames } from './calendar-days.ts';
import { CALENDAR_WORDS } from './calendar-words.ts';
import { LINE_WORDS } from './line-words.ts';
import { formatDate } from './moments.ts';

export interface NamedDaysProps {
  readonly rows: readonly CalendarRow[];
  readonly language: Language;
}

/** The holidays, breaks, exceptions and overrides of a year: the names behind its colours. */
export function NamedDays({ rows, language }: NamedDaysProps) {
  const words = LINE_WORDS[language];
  const { kinds, span, projectedBriefly } = CALENDAR_WORDS[language];
  const runs = namedRuns(rows);
  if (runs.length === 0) return <p class="muted">{words.noNamedDays}</p>;
  return (
    <ul class="named-days">
      {runs.map(({ kind, name, from, until, spans, isProjected }) => (
        <li key={`${kind} ${from}`}>
          <span
            class={`swatch day ${kind.replace('_', '-')}${isProjected ? ' hatched' : ''}`}
            aria-hidden="true"
          >
            {kinds[kind].mark}
          </span>
          <span class="dates">
            {words.period(formatDate(from, language), formatDate(until, language))}
          </span>{' '}
          <span class="visually-hidden">{kinds[kind].name} </span>
          {name[language]}
          {spans.length > 0 && <span class="muted"> {spans.map(span).join(' ')}</span>}
          {isProjected && <span class="muted"> {projectedBriefly}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Dates in a row of which the same is to be said. */
interface NamedRun {
  readonly kind: DayKind;
  readonly name: Names;
  readonly from: string;
  readonly until: string;
  readonly spans: readonly string[];
  readonly isProjected: boolean;
}

/** In order; a break before the holidays in it. */
function namedRuns(rows: readonly CalendarRow[]): readonly NamedRun[] {
  const runs = SAID.flatMap((said) => joined(rows.map((row) => said(row))));
  return runs.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

type Said = (row: CalendarRow) => NamedRun | null;

const SAID: readonly Said[] = [
  (row) => decidedRun(row, 'override'),
  (row) => decidedRun(row, 'exception'),
  (row) => {
    const name = row.longBreak ?? (row.layer === 'long_break' ? row.reasonName : null);
    return name && runOf(row, 'long_break', name);
  },
  (row) => row.holiday && runOf(row, 'holiday', row.holiday.name),
];

/** Of a rule of its own, also where it is only a part of the date. */
function decidedRun(row: CalendarRow, kind: 'override' | 'exception'): NamedRun | null {
  const names = [
    ...(row.layer === kind ? [row.reasonName] : []),
    ...row.adjustedBy.flatMap(({ layer, reasonName }) => (layer === kind ? [reasonName] : [])),
  ];
  return names.length === 0 ? null : runOf(row, kind, joinNames(names));
}

function runOf({ date, spans, holiday }: CalendarRow, kind: DayKind, name: Names): NamedRun {
  const isProjected = kind === 'holiday' && holiday?.provenance === 'projected';
  return { kind, name, from: date, until: date, spans, isProjected };
}

/** Neighbours that are alike as one. */
function joined(days: readonly (NamedRun | null)[]): NamedRun[] {
  const runs: NamedRun[] = [];
  for (const [index, day] of days.entries()) {
    const last = runs.at(-1);
    if (day === null) continue;
    if (last && last.until === days[index - 1]?.until && isAlike(last, day)) {
      runs[runs.length - 1] = { ...last, until: day.until };
    } else runs.push(day);
  }
  return runs;
}

function isAlike(a: NamedRun, b: NamedRun): boolean {
  return a.name.ja === b.name.ja && a.name.en === b.name.en && a.spans.join() === b.spans.join();
}
