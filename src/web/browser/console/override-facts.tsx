import { useState } from 'preact/hooks';
import type { Names } from '../../../core/reason.ts';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { formatMoment, formatTime } from '../../moments.ts';
import { asEnd, formatDuration, useNow, wallClock } from './clock.ts';
import type { Desk } from './desk.ts';
import { zoneOfOverride } from './edit-draft.ts';
import { FaultNote } from './fault-note.tsx';
import { NOW_WORDS } from './now-words.ts';
import { OVERRIDE_WORDS } from './override-words.ts';
import { linesInScope } from './plan-draft.ts';
import { scopeName } from './scope-name.ts';
import { useAnswer } from './use-answer.ts';
import type { DecisionJson } from './use-decisions.ts';

export interface OverrideFactsProps {
  readonly desk: Desk;
  readonly override: OverrideJson;
}

/** What it does, to which lines. */
export function overrideTitle(override: OverrideJson, desk: Desk): string {
  const words = OVERRIDE_WORDS[desk.language];
  const scope = scopeName(override, desk);
  if (override.hours) return words.opensIn(scope, override.hours.join(', '));
  return override.state === 'open' ? words.opens(scope) : words.closes(scope);
}

/** When, why, who, and what callers are told. */
export function OverrideFacts({ desk, override }: OverrideFactsProps) {
  const { language } = desk;
  const words = OVERRIDE_WORDS[language];
  const { name, message, note, author, createdAt, createdBy, changedAt, changedBy } = override;
  const zone = zoneOfOverride(desk, override);
  const now = useNow(desk.now);
  const today = wallClock(now, zone).slice(0, 10);
  const moment = (iso: string) =>
    formatMoment(wallClock(Date.parse(iso), zone), { language, today });
  const endOf = ({ from, until }: OverrideJson) => {
    const end = asEnd(wallClock(Date.parse(until), zone));
    const isSameDate = wallClock(Date.parse(from), zone).slice(0, 10) === end.slice(0, 10);
    return isSameDate ? formatTime(end) : formatMoment(end, { language, today });
  };
  const isChanged = changedAt !== createdAt && changedAt !== override.endedAt;
  const facts: readonly (readonly [string, string | null])[] = [
    [words.reason, NOW_WORDS[language].reasons[override.reason]],
    [words.name, name?.[language] ?? null],
    [words.message, message?.[language] ?? null],
    [words.note, note],
    [words.by, words.byAt(whoOf(author, createdBy.name, language), moment(createdAt))],
    [words.changedBy, isChanged ? words.byAt(changedBy.name, moment(changedAt)) : null],
    [
      words.endedBy,
      override.endedAt && words.byAt(override.endedBy?.name ?? '', moment(override.endedAt)),
    ],
  ];
  return (
    <>
      <dl class="facts">
        <dt>{words.period}</dt>
        <dd>
          {words.span(moment(override.from), endOf(override))}
          {override.phase !== 'past' && (
            <strong class="countdown"> {countdownOf(override, now, desk)}</strong>
          )}
        </dd>
        {facts.map(([title, text]) => text && <Fact key={title} title={title} text={text} />)}
      </dl>
      {override.phase !== 'past' && <Heard desk={desk} override={override} />}
    </>
  );
}

function Fact({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** Whoever decided it, and the key by which it was written where that is another name. */
function whoOf(author: string, key: string, language: Desk['language']): string {
  if (author === key) return author;
  return language === 'ja' ? `${author}［${key}］` : `${author} [${key}]`;
}

function countdownOf({ from, until }: OverrideJson, now: number, { language }: Desk): string {
  const words = OVERRIDE_WORDS[language];
  const ahead = Date.parse(from) - now;
  if (ahead > 0) return words.startsIn(formatDuration(ahead, language));
  return words.left(formatDuration(Date.parse(until) - now, language));
}

/** What callers of its first line hear, asked for when somebody wants to know. */
function Heard({ desk, override }: OverrideFactsProps) {
  const words = OVERRIDE_WORDS[desk.language];
  const [isOpen, setOpen] = useState(false);
  const [line] = linesInScope(override, desk.lines);
  const isPlanned = override.phase === 'planned';
  const at = isPlanned ? `?${new URLSearchParams({ at: override.from })}` : '';
  const path = line ? `/v1/lines/${encodeURIComponent(line.line)}/decision${at}` : null;
  const { value, fault } = useAnswer<DecisionJson>(desk, isOpen ? path : null, override.version);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.heard}</summary>
      {line ? value && <Spoken message={value.message} /> : <p>{words.unheard}</p>}
      {fault && <FaultNote fault={fault} language={desk.language} />}
    </details>
  );
}

function Spoken({ message }: { readonly message: Names }) {
  return (
    <>
      <blockquote lang="ja">{message.ja}</blockquote>
      <blockquote lang="en">{message.en}</blockquote>
    </>
  );
}
