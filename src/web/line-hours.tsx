import type { Language, Names } from '../core/reason.ts';
import { LINE_WORDS } from './line-words.ts';
import { formatDate } from './moments.ts';

/** The configured hours in words, and rule by rule. */
export interface HoursInWords {
  readonly text: Names;
  readonly weeks: readonly {
    /** The first date on which the rules hold; `null`: they do now. */
    readonly from: string | null;
    readonly rules: readonly { readonly days: Names; readonly hours: Names }[];
  }[];
}

export interface LineHoursProps {
  readonly hours: HoursInWords;
  readonly language: Language;
}

/** The hours of a line in words. */
export function LineHours({ hours, language }: LineHoursProps) {
  const words = LINE_WORDS[language];
  return (
    <section class="line-hours" id="hours" aria-labelledby="hours-title">
      <h2 id="hours-title">{words.titles.hours}</h2>
      <p>{hours.text[language]}</p>
      {hours.weeks.map(({ from, rules }) => (
        <div key={from ?? ''}>
          {from !== null && (
            <h3>{words.editionFrom(formatDate(from, language, { withYear: true }))}</h3>
          )}
          <dl class="rules">
            {rules.map((rule) => (
              <div key={rule.days.en}>
                <dt>{rule.days[language]}</dt>
                <dd>{rule.hours[language]}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
