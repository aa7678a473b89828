import type { Language } from '../core/reason.ts';
import type { ShownOverride } from './line-coming.tsx';
import type { DecisionJson } from './line-page.tsx';
import { LINE_WORDS } from './line-words.ts';
import { dateOf, formatDate, formatMoment } from './moments.ts';

interface Telling {
  readonly language: Language;
  readonly today: string;
}

/** A date, with its year where it is not this one. */
export function dateBeside(iso: string, { language, today }: Telling): string {
  return formatDate(iso, language, { withYear: iso.slice(0, 4) !== today.slice(0, 4) });
}

/** Dates from one to another; a year is named once. */
export function periodBeside(from: string, until: string, telling: Telling): string {
  const first = dateBeside(from, telling);
  const last = from === until ? first : dateBeside(until, { ...telling, today: from });
  return LINE_WORDS[telling.language].period(first, last);
}

export interface LongBreakTextProps extends Telling {
  readonly longBreak: NonNullable<DecisionJson['longBreak']>;
}

/** A long break: name, dates, when the line opens again, and the working days beside it. */
export function LongBreakText({ longBreak, ...telling }: LongBreakTextProps) {
  const words = LINE_WORDS[telling.language];
  const { name, from, until, days, reopensAt, bridges } = longBreak;
  return (
    <>
      <strong>{name[telling.language]}</strong>{' '}
      <span class="dates">
        {periodBeside(from, until, telling)} <span class="muted">{words.days(days)}</span>
      </span>
      {reopensAt !== null && (
        <span class="detail">{words.reopens(formatMoment(reopensAt, telling))}</span>
      )}
      {bridges.length > 0 && (
        <span class="detail">
          {words.bridges(bridges.map((date) => dateBeside(date, telling)))}
        </span>
      )}
    </>
  );
}

export interface OverrideTextProps extends Telling {
  readonly override: ShownOverride;
}

/** An override: what callers are told it is, and from when until when it does what. */
export function OverrideText({ override, ...telling }: OverrideTextProps) {
  const words = LINE_WORDS[telling.language];
  const { name, state, hours, from, until } = override;
  const ends = dateOf(from) === dateOf(until) ? { ...telling, today: dateOf(from) } : telling;
  const effect = hours === null ? words.states[state] : hours[telling.language];
  return (
    <>
      <strong>{name?.[telling.language] ?? effect}</strong>{' '}
      <span class="dates">
        {words.period(formatMoment(from, telling), formatMoment(until, ends))}
      </span>
      {name && <span class="detail">{effect}</span>}
    </>
  );
}
