import type { OverrideReason } from '../../../overrides/override.ts';
import { nextDate } from '../../moments.ts';
import type { DateRange } from './date-ranges.ts';
import type { LineJson } from './desk.ts';

/** As the service has them, the likeliest for a plan first. */
export const OVERRIDE_REASONS: readonly OverrideReason[] = [
  ...(['meeting', 'staffing', 'system_trouble', 'disaster', 'other'] as const),
];

export type PlanEffect = 'closed' | 'hours' | 'open';

/** Which lines a plan is for, as an override writes it. */
export interface PlanScope {
  readonly all: boolean;
  readonly groups: readonly string[];
  readonly lines: readonly string[];
}

/** A plan that is being written, as it outlives a reload. */
export interface PlanDraft {
  readonly scope: PlanScope;
  readonly dates: readonly string[];
  readonly effect: PlanEffect;
  /** As they were typed. */
  readonly hours: readonly string[];
  readonly reason: OverrideReason;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly messageJa: string;
  readonly messageEn: string;
  readonly note: string;
  /** By body: a repetition after a lost answer is known by its key. */
  readonly keys: { readonly [body: string]: string };
}

export const EMPTY_PLAN: PlanDraft = {
  scope: { all: false, groups: [], lines: [] },
  dates: [],
  effect: 'closed',
  hours: [''],
  reason: 'other',
  ...{ nameJa: '', nameEn: '', messageJa: '', messageEn: '', note: '' },
  keys: {},
};

/** From the beginning to the end, as `from` and `until` of an override; no `from`: from now. */
export interface PlanPeriod {
  readonly from?: string;
  readonly until: string;
}

/** Whole dates, on the clock of the lines: midnight to midnight. Today has begun: from now. */
export function wholeDates({ from, until }: DateRange, today: string): PlanPeriod {
  const end = { until: `${nextDate(until)}T00:00` };
  return from <= today ? end : { from: `${from}T00:00`, ...end };
}

/** The body of `POST /v1/overrides`, or `null` while something is missing that must be chosen. */
export function planBody(draft: PlanDraft, period: PlanPeriod): object | null {
  const { scope, effect, reason, note } = draft;
  const hours = writtenHours(draft).map(({ text }) => text);
  if (isEmptyScope(scope) || (effect === 'hours' && hours.length === 0)) return null;
  const name = namesOf(draft.nameJa, draft.nameEn);
  const message = namesOf(draft.messageJa, draft.messageEn);
  return {
    ...scopeBody(scope),
    ...(effect === 'hours' ? { hours } : { state: effect }),
    ...period,
    reason,
    ...(name && { name }),
    ...(message && { message }),
    ...(note.trim() !== '' && { note }),
  };
}

export function isEmptyScope({ all, groups, lines }: PlanScope): boolean {
  return !all && groups.length === 0 && lines.length === 0;
}

function scopeBody({ all, groups, lines }: PlanScope) {
  if (all) return { all };
  return { ...(groups.length > 0 && { groups }), ...(lines.length > 0 && { lines }) };
}

/** One language alone is sent too: the service says that the other is missing. */
function namesOf(ja: string, en: string) {
  if (ja.trim() === '' && en.trim() === '') return null;
  return { ...(ja.trim() !== '' && { ja }), ...(en.trim() !== '' && { en }) };
}

/** The spans that were typed and where, written as the service reads them. */
export function writtenHours({ hours }: PlanDraft) {
  return hours
    .map((typed, index) => ({ index, text: plainSpan(typed) }))
    .filter(({ text }) => text !== '');
}

/** `９：００〜１２：００` as keyboards in Japanese write it is `9:00-12:00`. */
function plainSpan(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u301c~\u2010-\u2015\u2212\u30fc]/g, '-')
    .replace(/\s/g, '');
}

/** The lines there are now in a scope, in the order of the configuration. */
export function linesInScope(scope: PlanScope, lines: readonly LineJson[]): readonly LineJson[] {
  const { all, groups, lines: named } = scope;
  return lines.filter(
    ({ line, groups: own }) =>
      all || named.includes(line) || own.some((group) => groups.includes(group)),
  );
}
