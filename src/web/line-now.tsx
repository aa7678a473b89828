import type { Language } from '../core/reason.ts';
import { BOARD_WORDS } from './board-words.ts';
import type { Coming } from './line-coming.tsx';
import type { DecisionJson, ShownLine } from './line-page.tsx';
import { LINE_WORDS } from './line-words.ts';
import { LongBreakText, OverrideText } from './long-break-text.tsx';
import { formatMoment } from './moments.ts';

export interface LineNowProps {
  readonly line: ShownLine;
  readonly decision: DecisionJson;
  readonly coming: Coming;
  readonly language: Language;
  readonly today: string;
}

/** Whether the line is open now, what callers are told, and what else they can do. */
export function LineNow({ line, decision, coming, language, today }: LineNowProps) {
  const words = LINE_WORDS[language];
  const { state, reason, closingSoon, message, freshness, asOf } = decision;
  return (
    <section class="line-now sheet" id="now" aria-labelledby="now-title">
      <h2 id="now-title" class="visually-hidden">
        {words.titles.now}
      </h2>
      <p class="line-state">
        <strong class={`state ${state}`}>
          {BOARD_WORDS[language].states[closingSoon ? 'closing_soon' : reason]}
        </strong>{' '}
        <NextChange decision={decision} language={language} today={today} />
      </p>
      {line.isAbroad && <p class="muted">{BOARD_WORDS[language].localTime(line.zone)}</p>}
      <p class="line-message">{message[language]}</p>
      {freshness === 'last-known' && asOf !== null && (
        <p class="line-notice">{words.lastKnown(formatMoment(asOf, { language, today }))}</p>
      )}
      <Notices decision={decision} coming={coming} language={language} today={today} />
      <Contacts line={line} decision={decision} language={language} />
    </section>
  );
}

type MomentProps = Pick<LineNowProps, 'decision' | 'language' | 'today'>;

function NextChange({ decision, language, today }: MomentProps) {
  const words = LINE_WORDS[language];
  const isOpen = decision.state === 'open';
  const at = isOpen ? decision.closesAt : decision.opensAt;
  if (at === null) return <span>{isOpen ? words.neverCloses : words.neverOpens}</span>;
  const moment = formatMoment(at, { language, today });
  return (
    <>
      <time datetime={at}>{isOpen ? words.until(moment) : words.from(moment)}</time>{' '}
      <time class="muted" data-countdown datetime={at} />
    </>
  );
}

function Notices({ decision, coming, language, today }: Omit<LineNowProps, 'line'>) {
  const words = LINE_WORDS[language];
  const { longBreak, upcomingBreak } = decision;
  const showing = coming.overrides.filter(({ isActive }) => isActive);
  if (showing.length === 0 && !longBreak && !upcomingBreak) return null;
  return (
    <dl class="line-notices">
      {showing.map((override) => (
        <div key={override.from} class="override">
          <dt>{words.override}</dt>
          <dd>
            <OverrideText override={override} language={language} today={today} />
          </dd>
        </div>
      ))}
      {[longBreak, upcomingBreak].map(
        (each) =>
          each && (
            <div key={each.from} class="long-break">
              <dt>{each === longBreak ? words.currentBreak : words.upcomingBreak}</dt>
              <dd>
                <LongBreakText longBreak={each} language={language} today={today} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Contacts({
  line,
  decision,
  language,
}: Pick<LineNowProps, 'line' | 'decision' | 'language'>) {
  const words = LINE_WORDS[language];
  if (line.phone === null && decision.alternatives.length === 0) return null;
  return (
    <div class="contacts">
      {line.phone !== null && (
        <p>
          <span class="muted">{words.call}</span>{' '}
          <a class="phone" href={`tel:${line.phone.replace(/[^+\d]/g, '')}`}>
            {line.phone}
          </a>
        </p>
      )}
      {decision.alternatives.length > 0 && (
        <>
          <h3>{words.online}</h3>
          <ul>
            {decision.alternatives.map(({ purpose, name, url }) => (
              <li key={purpose}>
                <a href={url}>{name[language]}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
