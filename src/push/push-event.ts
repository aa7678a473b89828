import { createHash } from 'node:crypto';
import type { Webhook, WebhookEvent } from '../config/configuration.ts';
import type { Instant } from '../core/instant.ts';
import type { Zone } from '../core/zone.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Override } from '../overrides/override.ts';
import type { AuditRecord, DocumentChange } from '../store/record.ts';
import type { Delivery } from './delivery.ts';
import type { Transition } from './transitions.ts';

/** Something that happened, as webhooks are told of it. */
export interface PushEvent {
  readonly type: WebhookEvent;
  readonly at: Instant;
  /** What tells it from every other event of its type: the same on every replica. */
  readonly key: string;
  readonly data: object;
}

export type OverrideToJson = (
  override: Override,
  context: { readonly now: Instant; readonly zone: Zone },
) => object;

/** Receivers may refuse more: Standard Webhooks 1.0 advises to stay below 20 kB. */
const MAX_BODY_BYTES = 20_000;

/** The event of a line's transition, with the decision of that instant. */
export function transitionEvent(snapshot: Snapshot, transition: Transition): PushEvent {
  const { line, previous, at, key } = transition;
  const decision = decisionToJson(composeAnswer(snapshot, line, { instant: at, at }));
  return {
    type: 'line.transition',
    at,
    key: `${line.id} ${key}`,
    data: {
      line: line.id,
      previous: { state: previous.state, reason: previous.code },
      decision,
    },
  };
}

/** What a record did to an override; `null` where a long past one was only forgotten. */
export function overrideEvent(
  { at, version }: AuditRecord,
  { id, before, after }: DocumentChange,
  { zone, toJson }: { readonly zone: Zone; readonly toJson: OverrideToJson },
): PushEvent | null {
  if (after === null) return null;
  const override = after as unknown as Override;
  const instant = Date.parse(at) as Instant;
  return {
    type: typeOf(before as unknown as Override | null, override),
    at: instant,
    key: `${id} version ${version}`,
    data: toJson(override, { now: instant, zone }),
  };
}

function typeOf(before: Override | null, after: Override): WebhookEvent {
  if (before === null) return 'override.created';
  return after.ended !== null && before.ended === null ? 'override.ended' : 'override.changed';
}

/** The message that tells a webhook of an event: a repeat has the same id. */
export function deliveryOf({ id: webhook }: Webhook, event: PushEvent, now: Instant): Delivery {
  const { type, key } = event;
  const hash = createHash('sha256').update(`${webhook}\n${type}\n${key}`).digest('base64url');
  const nextAt = new Date(now).toISOString();
  const id = `msg_${hash.slice(0, 27)}`;
  return { webhook, id, type, body: bodyOf(event), attempts: 0, nextAt };
}

/** What is too long for a message can be asked for: only what tells it from others is left. */
function bodyOf({ type, at, data }: PushEvent): string {
  const timestamp = new Date(at).toISOString();
  const body = JSON.stringify({ type, timestamp, data });
  if (Buffer.byteLength(body) < MAX_BODY_BYTES) return body;
  return JSON.stringify({ type, timestamp, data: shorten(data) });
}

const LONG = new Set(['message', 'note', 'alternatives', 'ends', 'lines', 'groups']);

/** Texts of any length and lists of many names; what is left says so. */
function shorten(data: object): object {
  const cut = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const kept = Object.entries(value).filter(([key]) => !LONG.has(key));
    return Object.fromEntries(kept.map(([key, part]) => [key, cut(part)]));
  };
  return { ...(cut(data) as object), shortened: true };
}
