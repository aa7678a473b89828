import type { State } from '../../../core/reason.ts';
import { wallClock, withOffset } from './clock.ts';
import type { OverrideReason } from './desk.ts';
import { type Desk, type LineJson, lineName } from './desk.ts';
import { NOW_WORDS } from './now-words.ts';
import { type EndChoice, GENERIC_NAMES } from './sheet-words.ts';
import { newIdempotencyKey } from './use-saving.ts';

export type Target =
  | { readonly kind: 'line' | 'group'; readonly name: string }
  | { readonly kind: 'all' };

/** What somebody is about to close or open, as far as it is written. */
export interface NowDraft {
  readonly target: Target;
  readonly state: State;
  readonly reason: OverrideReason;
  readonly end: EndChoice;
  /** `2026-11-24T12:00`, on the clock of the lines; where the end is a time. */
  readonly at: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly note: string;
  /** One for as long as the sheet is open: however often it is sent, it is done once. */
  readonly idempotencyKey: string;
  /** What was sent, while nobody knows what became of it. */
  readonly sent: object | null;
}

/** Fit for most cases, so that nothing has to be chosen. */
export function newDraft(target: Target, state: State): NowDraft {
  return {
    ...{ target, state, reason: 'other', end: state === 'closed' ? 'end-of-day' : 'hour', at: '' },
    ...{ nameJa: '', nameEn: '', note: '', idempotencyKey: newIdempotencyKey(), sent: null },
  };
}

/** The lines that it is for. */
export function linesOf({ lines }: Pick<Desk, 'lines'>, target: Target): readonly LineJson[] {
  if (target.kind === 'all') return lines;
  const { kind, name } = target;
  return lines.filter(({ line, groups }) =>
    kind === 'line' ? line === name : groups.includes(name),
  );
}

export function targetName(desk: Desk, target: Target): string {
  if (target.kind === 'all') return NOW_WORDS[desk.language].everyLine;
  return target.kind === 'line' ? lineName(desk, target.name) : target.name;
}

/** Whether noon is still to come where the lines are, which must be one place. */
export function isBeforeNoon(desk: Desk, target: Target): boolean {
  const zone = zoneOf(desk, target);
  return zone !== null && wallClock(desk.now(), zone).slice(11) < '12:00';
}

/** The zone that all lines share, or `null`. */
export function zoneOf(desk: Pick<Desk, 'lines'>, target: Target): string | null {
  const [first, ...others] = new Set(linesOf(desk, target).map(({ zone }) => zone));
  return first !== undefined && others.length === 0 ? first : null;
}

/** As `POST /v1/overrides` takes it; `null` while the time of the end is missing. */
export function bodyOf(draft: NowDraft, desk: Desk): object | null {
  const { target, state, reason, note } = draft;
  const until = untilOf(draft, desk);
  if (until === null) return null;
  const [nameJa, nameEn] = [draft.nameJa.trim(), draft.nameEn.trim()];
  const generic = GENERIC_NAMES[state];
  const name = { ja: nameJa || generic.ja, en: nameEn || generic.en };
  return {
    ...scopeOf(target),
    ...{ state, until, reason },
    ...((nameJa || nameEn) && { name }),
    ...(note.trim() && { note: note.trim() }),
  };
}

function scopeOf(target: Target) {
  if (target.kind === 'all') return { all: true };
  return target.kind === 'line' ? { lines: [target.name] } : { groups: [target.name] };
}

/** Without an offset the service reads it in the zone that the lines share, where they do. */
function untilOf({ end, at, target }: NowDraft, desk: Desk): string | null {
  if (end === 'hour') return 'PT1H';
  if (end === 'end-of-day' || end === 'next-opening') return end;
  const zone = zoneOf(desk, target);
  if (end === 'noon') return zone && `${wallClock(desk.now(), zone).slice(0, 10)}T12:00`;
  if (at === '') return null;
  return zone === null ? withOffset(at, firstZone(desk, target)) : at;
}

/** Whose clock times are written on where the lines have several. */
export function firstZone(desk: Pick<Desk, 'lines'>, target: Target): string {
  return linesOf(desk, target)[0]?.zone ?? 'UTC';
}
