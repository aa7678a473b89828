import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Webhook } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { Override } from '../overrides/override.ts';
import type { Ledger } from '../store/ledger.ts';
import type { AuditRecord } from '../store/record.ts';
import {
  type OverrideToJson,
  overrideEvent,
  type PushEvent,
  transitionEvent,
} from './push-event.ts';
import { isSameState, type ToldState, type ToldStates } from './told-states.ts';
import { type Look, transitionsOf } from './transitions.ts';

/** How far events were found: every event until then is a message already. */
export interface Cursor {
  readonly at: Instant;
  readonly version: number;
}

/** Where the last look has ended. */
export interface Known {
  readonly cursor: Cursor;
  /** What lines were at the cursor; one that is not among them has nothing to be told yet. */
  readonly told: ToldStates;
}

export interface FeedOptions {
  readonly ledger: Ledger;
  readonly keeper: Keeper;
  readonly clock: () => Instant;
  readonly overrideToJson: OverrideToJson;
}

export interface Found {
  readonly cursor: Cursor;
  /** What lines are now; `null` where nothing has changed. */
  readonly told: ToldStates | null;
  /** When the next transition is, as things are now. */
  readonly nextAt: number;
}

type Take = (webhook: Webhook, event: PushEvent) => void;

/** Lines looked through until others have their turn; a transition takes as long as many lines. */
const LINES_PER_TURN = 1_000;
const LINES_PER_TRANSITION = 10;
const RECORDS_PER_CALL = 500;

/**
 * Finds what happened since a cursor: transitions on the timelines, changes of overrides in the
 * records. What lines were at the cursor is all that has to be kept for that, so whoever takes over
 * finds what was missed, also where the configuration is another one now.
 */
export class EventFeed {
  readonly #options: FeedOptions;
  /** Records as they came, so that the store need not be asked for them. */
  #recent: readonly AuditRecord[] = [];

  constructor(options: FeedOptions) {
    this.#options = options;
    options.ledger.onChange((_state, records) => {
      this.#recent = records.length === 0 ? [] : [...this.#recent, ...records].slice(-MAX_RECENT);
    });
  }

  /** Hands over every event since the last look; without one, everything begins now. */
  async find(known: Known | null, take: Take): Promise<Found | null> {
    const { ledger, keeper, clock } = this.#options;
    const { state } = ledger;
    const { snapshot } = keeper;
    if (!state || !snapshot) return null;
    const now = clock();
    const cursor = known?.cursor ?? { at: now, version: state.version };
    const records = await this.#recordsBetween(cursor.version, state.version);
    for (const record of records) this.#takeOverrides(record, snapshot, take);
    const look = { since: cursor.at, until: now, revision: snapshot.revision };
    const seen = await takeTransitions({ snapshot, told: known?.told ?? new Map(), look }, take);
    return { cursor: { at: now, version: state.version }, ...seen };
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

  #takeOverrides(record: AuditRecord, snapshot: Snapshot, take: Take): void {
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

const MAX_RECENT = 1_000;

interface Watch {
  readonly snapshot: Snapshot;
  readonly told: ToldStates;
  readonly look: Look;
}

/** Hands over the transitions of all lines that somebody wants to know of, some lines per turn. */
async function takeTransitions({ snapshot, told, look }: Watch, take: Take) {
  const webhooks = snapshot.webhooks.filter(({ events }) => events.includes('line.transition'));
  const seen = new Map<string, ToldState>();
  let nextAt = Number.POSITIVE_INFINITY;
  let left = LINES_PER_TURN;
  for (const line of webhooks.length > 0 ? snapshot.lines.values() : []) {
    if (left <= 0) {
      await nextTurn();
      left = LINES_PER_TURN;
    }
    left--;
    const concerned = webhooks.filter((webhook) => isFor(webhook, line));
    if (concerned.length === 0) continue;
    const before = told.get(line.id);
    for (const transition of before ? transitionsOf(line, before, look) : []) {
      const event = transitionEvent(snapshot, transition);
      left -= LINES_PER_TRANSITION;
      for (const webhook of concerned) take(webhook, event);
    }
    const { reason, end } = line.compiled.timeline.intervalAt(look.until);
    seen.set(line.id, reason);
    nextAt = Math.min(nextAt, end ?? nextAt);
  }
  return { told: isSame(told, seen) ? null : seen, nextAt };
}

function isSame(before: ToldStates, now: ToldStates): boolean {
  if (before.size !== now.size) return false;
  return [...now].every(([line, state]) => {
    const old = before.get(line);
    return old !== undefined && isSameState(old, state);
  });
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
