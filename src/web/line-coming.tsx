import type { Language, Names, State } from '../core/reason.ts';
import type { DecisionJson } from './line-page.tsx';
import { LINE_WORDS } from './line-words.ts';
import { LongBreakText, OverrideText, periodBeside } from './long-break-text.tsx';

/** An override as everybody may know it: neither who made it nor what was noted. */
export interface ShownOverride {
  readonly isActive: boolean;
  readonly state: State;
  /** Its own hours, where it has some. */
  readonly hours: Names | null;
  /** What callers are told it is. */
  readonly name: Names | null;
  readonly from: string;
  readonly until: string;
}

/** What the coming year brings. */
export interface Coming {
  readonly exceptions: readonly {
    readonly from: string;
    readonly until: string;
    readonly name: Names;
    readonly hours: Names;
  }[];
  readonly breaks: readonly NonNullable<DecisionJson['longBreak']>[];
  readonly overrides: readonly ShownOverride[];
}

export interface LineComingProps {
  readonly coming: Coming;
  readonly language: Language;
  readonly today: string;
}

/** Exceptions, long breaks and overrides to come. */
export function LineComing({ coming, ...telling }: LineComingProps) {
  const words = LINE_WORDS[telling.language];
  const { exceptions, breaks, overrides } = coming;
  const isQuiet = exceptions.length + breaks.length + overrides.length === 0;
  return (
    <section class="line-coming" id="coming" aria-labelledby="coming-title">
      <h2 id="coming-title">{words.titles.coming}</h2>
      {isQuiet && <p class="muted">{words.nothingComing}</p>}
      <div class="columns">
        <Overrides overrides={overrides} {...telling} />
        <Exceptions exceptions={exceptions} {...telling} />
        {breaks.length > 0 && (
          <div>
            <h3>{words.breaks}</h3>
            <ul>
              {breaks.map((longBreak) => (
                <li key={longBreak.from}>
                  <LongBreakText longBreak={longBreak} {...telling} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

type Telling = Omit<LineComingProps, 'coming'>;

function Overrides({ overrides, ...telling }: Pick<Coming, 'overrides'> & Telling) {
  const words = LINE_WORDS[telling.language];
  if (overrides.length === 0) return null;
  return (
    <div class="overrides">
      <h3>{words.overrides}</h3>
      <ul>
        {overrides.map((override) => (
          <li key={`${override.from} ${override.until}`}>
            {override.isActive && <span class="tag">{words.active}</span>}
            <OverrideText override={override} {...telling} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Exceptions({ exceptions, ...telling }: Pick<Coming, 'exceptions'> & Telling) {
  const words = LINE_WORDS[telling.language];
  if (exceptions.length === 0) return null;
  const isMany = exceptions.length > MAX_EXCEPTIONS + 2;
  const first = isMany ? exceptions.slice(0, MAX_EXCEPTIONS) : exceptions;
  const rest = exceptions.slice(first.length);
  return (
    <div>
      <h3>{words.exceptions}</h3>
      <ExceptionList exceptions={first} {...telling} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{words.more(rest.length)}</summary>
          <ExceptionList exceptions={rest} {...telling} />
        </details>
      )}
    </div>
  );
}

/** More are shown, and printed, when they are asked for. */
const MAX_EXCEPTIONS = 6;

function ExceptionList({ exceptions, ...telling }: Pick<Coming, 'exceptions'> & Telling) {
  return (
    <ul>
      {exceptions.map(({ from, until, name, hours }) => (
        <li key={`${from} ${name.en}`}>
          <strong>{name[telling.language]}</strong>{' '}
          <span class="dates">{periodBeside(from, until, telling)}</span>
          <span class="detail">{hours[telling.language]}</span>
        </li>
      ))}
    </ul>
  );
}
