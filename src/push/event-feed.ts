import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Webhook } from '../config/configuration.ts';
import { DAY, type Instant } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';
import { overlaySnapshot } from '../lines/overlay-snapshot.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Override } from '../overrides/override.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import type { Ledger } from '../store/ledger.ts';
import type { AuditRecord } from '../store/record.ts';
import type { StoreState } from '../store/store-state.ts';
import {
  type OverrideToJson,
  overrideEvent,
  type PushEvent,
  transitionEvent,
} from './push-event.ts';
import { type Moment, transitionsOf } from './transitions.ts';

/** How far events were found: every event until then is a message already. */
export interface Cursor {
  readonly at: Instant;
  readonly version: number;
}

export interface FeedOptions {
  readonly ledger: Ledger;
  readonly keeper: Keeper;
  readonly clock: () => Instant;
  readonly overrideToJson: OverrideToJson;
}

export interface Found {
  readonly cursor: Cursor;
  /** When the next transition is, as things are now. */
  readonly nextAt: number;
}

type Take = (webhook: Webhook, event: PushEvent) => void;

/** Transitions that were missed for longer are no news. */
const MAX_MISSED = DAY;
/** Lines looked through until others have their turn; a transition takes as long as many lines. */
const LINES_PER_TURN = 1_000;
const LINES_PER_TRANSITION = 10;
const RECORDS_PER_CALL = 500;

/**
 * Finds what happened since a cursor: transitions on the timelines, changes of overrides in the
 * records. Nothing has to be kept for that, so whoever takes over finds what was missed.
 */
export class EventFeed {
  readonly #options: FeedOptions;
  /** What was looked at last; `null` where only the cursor is known. */
  #seen: Moment | null = null;
  /** Records as they came, so that the store need not be asked for them. */
  #recent: readonly AuditRecord[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
    options.ledger.onChange((_state, records) => {
      this.#recent = records.length === 0 ? [] : [...this.#recent, ...records].slice(-MAX_RECENT);
    });
  }

  /** Goes by the cursor again: somebody else has been looking. */
  forget(): void {
    this.#seen = null;
  }

  /** Hands over every event since the cursor; without one, everything begins now. */
  async find(cursor: Cursor | null, take: Take): Promise<Found | null> {
    const { ledger, keeper, clock } = this.#options;
    const { state } = ledger;
    const { snapshot } = keeper;
    if (!state || !snapshot) return null;
    const now: Moment = { snapshot, at: clock() };
    const version = Math.min(cursor?.version ?? state.version, state.version);
    const records = await this.#recordsBetween(version, state.version);
    const before = this.#seen ?? (cursor ? this.#recall(cursor, { state, records, now }) : now);
    for (const record of records) this.#takeOverrides(record, now, take);
    const nextAt = await takeTransitions(before, now, take);
    this.#seen = now;
    return { cursor: { at: now.at, version: state.version }, nextAt };
  }

  async #recordsBetween(after: number, until: number): Promise<readonly AuditRecord[]> {
    const known = this.#recent.filter(({ version }) => version > after && version <= until);
    if (known.length === until - after) return known;
    const records: AuditRecord[] = [];
    while (after + records.length < until) {
      const page = await this.#options.ledger.records(after + records.length + 1, RECORDS_PER_CALL);
      if (page.length === 0) break;
      records.push(...page);
    }
    return records.filter(({ version }) => version <= until);
  }

  /** What was known at the cursor, as far as it matters: the overrides that there were. */
  #recall(cursor: Cursor, { state, records, now }: Recalled): Moment {
    const { configured } = this.#options.keeper;
    const at = Math.max(cursor.at, now.at - MAX_MISSED) as Instant;
    if (!configured || cursor.at > now.at) return now;
    const overrides = overridesBefore(state, records);
    return {
      snapshot: overlaySnapshot(configured, { version: cursor.version, overrides }),
      at,
    };
  }

  #takeOverrides(record: AuditRecord, { snapshot }: Moment, take: Take): void {
    const context = { zone: snapshot.zone, toJson: this.#options.overrideToJson };
    for (const change of record.changes) {
      const event = change.kind === 'override' ? overrideEvent(record, change, context) : null;
      if (!event) continue;
      for (const webhook of snapshot.webhooks) {
        const isWanted = webhook.events.includes(event.type);
        const override = change.after as unknown as Override;
        if (isWanted && isConcerned(webhook, override, snapshot)) take(webhook, event);
      }
    }
  }
}

interface Recalled {
  readonly state: StoreState;
  readonly records: readonly AuditRecord[];
  readonly now: Moment;
}

const MAX_RECENT = 1_000;

/** The overrides before the records: what they did is undone. */
function overridesBefore(state: StoreState, records: readonly AuditRecord[]): readonly Override[] {
  const documents = new Map(state.documents);
  for (const { changes } of records.toReversed()) {
    for (const { kind, id, before } of changes.toReversed()) {
      if (before === null) documents.delete(`${kind}/${id}`);
      else documents.set(`${kind}/${id}`, before);
    }
  }
  return overridesOf({ ...state, documents });
}

/** Hands over the transitions of all lines that somebody wants to know of, some lines per turn. */
async function takeTransitions(before: Moment, now: Moment, take: Take): Promise<number> {
  const webhooks = now.snapshot.webhooks.filter(({ events }) => events.includes('line.transition'));
  let nextAt = Number.POSITIVE_INFINITY;
  let left = LINES_PER_TURN;
  if (webhooks.length === 0) return nextAt;
  for (const line of now.snapshot.lines.values()) {
    if (left <= 0) {
      await nextTurn();
      left = LINES_PER_TURN;
    }
    left--;
    const concerned = webhooks.filter((webhook) => isFor(webhook, line));
    if (concerned.length === 0) continue;
    for (const transition of transitionsOf(line.id, before, now)) {
      const event = transitionEvent(now.snapshot, transition);
      left -= LINES_PER_TRANSITION;
      for (const webhook of concerned) take(webhook, event);
    }
    nextAt = Math.min(nextAt, line.compiled.timeline.intervalAt(now.at).end ?? nextAt);
  }
  return nextAt;
}

function isFor({ lines, groups }: Webhook, line: Line): boolean {
  if (lines.length === 0 && groups.length === 0) return true;
  return lines.includes(line.id) || line.groups.some((group) => groups.includes(group));
}

/** Whether an override is for a line that the webhook is told about. */
function isConcerned(webhook: Webhook, override: Override, { lines, groups }: Snapshot): boolean {
  if (webhook.lines.length === 0 && webhook.groups.length === 0) return true;
  if (override.all) return true;
  const named = override.lines.flatMap((id) => lines.get(id) ?? []);
  const members = override.groups.flatMap((id) => groups.get(id) ?? []);
  return [...named, ...members].some((line) => isFor(webhook, line));
}
