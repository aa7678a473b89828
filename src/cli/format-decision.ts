import { civilDayToDate } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { LongBreak } from '../core/long-break.ts';
import type { Retry } from '../core/retry.ts';
import type { Answer } from '../formats/answer.ts';
import { alignColumns } from './align-columns.ts';
import { formatNames } from './format-names.ts';
import { formatDated } from './format-timeline.ts';
import type { Paint } from './paint.ts';

type Write = (instant: Instant | null) => string;

/** A decision as a block that a person reads: the answer first, then everything about it. */
export function formatDecision({ line, decision, message }: Answer, paint: Paint): string {
  const { state, reason } = decision;
  const told = message();
  const write: Write = (instant) => (instant === null ? '-' : formatDated(line.zone, instant));
  const rows = [
    ['since', write(decision.since)],
    ['until', write(decision.until)],
    ['opens at', write(decision.opensAt)],
    ['closes at', write(decision.closesAt)],
    ['staffed until', write(decision.staffedUntil)],
    ['closing soon', decision.closingSoon ? 'yes' : 'no'],
    ['long break', formatLongBreak(decision.longBreak, write)],
    ['upcoming break', formatLongBreak(decision.upcomingBreak, write)],
    ['call again', formatRetry(decision.retry, write)],
    ['holidays', decision.holidays],
    ['message', told.ja],
    ['', told.en],
  ];
  const heading = [
    paint('bold', `${line.id}  ${formatNames(line.name)}`),
    `at ${formatDated(line.zone, decision.instant)}, ${line.zone.name}`,
  ];
  const answer = [
    paint(state === 'open' ? 'green' : 'red', state),
    reason.code,
    formatNames(reason.name),
  ];
  return `${[...heading, '', answer.join('  '), '', ...alignColumns(rows)].join('\n')}\n`;
}

function formatLongBreak(longBreak: LongBreak | null, write: Write): string {
  if (!longBreak) return '-';
  const { name, from, until, days, reopensAt } = longBreak;
  const dates = `${civilDayToDate(from)}..${civilDayToDate(until)}, ${days} days`;
  return `${formatNames(name)}, ${dates}, reopens ${write(reopensAt)}`;
}

function formatRetry(retry: Retry | null, write: Write): string {
  if (!retry) return '-';
  const { at, window } = retry;
  return window ? `${write(at)}, spread until ${write(window[1])}` : 'no opening within 400 days';
}
