import type { ComponentChildren } from 'preact';
import type { Language } from '../../../core/reason.ts';
import { formatMoment } from '../../moments.ts';
import { formatDuration, useNow, wallClock } from './clock.ts';
import type { Desk, LineJson } from './desk.ts';
import { NOW_WORDS } from './now-words.ts';
import type { DecisionJson } from './use-decisions.ts';

export interface LineRowProps {
  readonly desk: Desk;
  readonly line: LineJson;
  /** Not known yet when it is missing. */
  readonly decision: DecisionJson | undefined;
  readonly children: ComponentChildren;
}

/** How a line is now, and what can be done about it. */
export function LineRow({ desk, line, decision, children }: LineRowProps) {
  const { language } = desk;
  const words = NOW_WORDS[language];
  return (
    <li class="line-row" data-line={line.line}>
      <div>
        <h3>{line.name[language]}</h3>
        {decision ? (
          <LineState {...{ desk, line, decision }} />
        ) : (
          <p class="muted">{words.unknown}</p>
        )}
      </div>
      {children}
    </li>
  );
}

type StateProps = Pick<LineRowProps, 'desk' | 'line'> & { readonly decision: DecisionJson };

function LineState({ desk, line, decision }: StateProps) {
  const words = NOW_WORDS[desk.language];
  const { state, reason, reasonName, layer, freshness } = decision;
  const now = useNow(desk.now);
  const clock = { now, today: wallClock(now, line.zone).slice(0, 10), language: desk.language };
  return (
    <>
      <p>
        <span class={`state ${state}`}>
          {reason === 'override_closed' ? words.stopped : words.states[state]}
        </span>{' '}
        {layer === 'override' && <span class="tag override">{words.override}</span>}{' '}
        <span>{reasonName[desk.language]}</span>
      </p>
      <p class="muted">{changeOf(decision, clock)}</p>
      {freshness === 'last-known' && <p class="tag alert">{words.lastKnown}</p>}
    </>
  );
}

interface LocalClock {
  readonly now: number;
  readonly today: string;
  readonly language: Language;
}

/** Until when it is as it is; for a closed line, when callers get through again. */
function changeOf({ state, until, opensAt }: DecisionJson, { now, today, language }: LocalClock) {
  const words = NOW_WORDS[language];
  const change = state === 'open' ? until : opensAt;
  if (change === null) return words.noChange;
  const moment = formatMoment(change, { language, today });
  const left = formatDuration(Date.parse(change) - now, language);
  return state === 'open' ? words.until(moment, left) : words.opensAt(moment, left);
}
