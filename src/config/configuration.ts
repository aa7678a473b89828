import type { ByReason } from '../core/by-reason.ts';
import type { Calendar } from '../core/calendar.ts';
import type { Instant } from '../core/instant.ts';
import type { Names, ReasonCode, State } from '../core/reason.ts';
import type { Schedule } from '../core/schedule.ts';
import type { Zone } from '../core/zone.ts';
import type { Place, Problem } from './problem.ts';

/** What IVR documents produce when the service knows that it does not know. */
export type OnUnknown = 'open' | 'closed' | 'unknown';

/** Where a call goes; words of the operator's telephone system. */
export interface Destination {
  readonly kind: string;
  readonly target: string;
}

/** A line as configured. Lines with equal hours share one {@link Schedule} object. */
export interface LineConfiguration {
  readonly id: string;
  readonly name: Names;
  readonly zone: Zone;
  readonly schedule: Schedule;
  readonly phone: string | null;
  readonly groups: readonly string[];
  readonly destinations: ByReason<Destination>;
  /** ICU MessageFormat templates, checked. */
  readonly messages: ByReason<Names>;
  readonly retrySpreadMinutes: number;
  readonly onUnknown: OnUnknown;
}

export type Channel =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'web' | 'app'; readonly url: string };

/** What the caller wants done, and the channels that can do it. */
export interface Purpose {
  readonly id: string;
  readonly name: Names;
  readonly channels: readonly Channel[];
}

/** What a webhook can be told. */
export const WEBHOOK_EVENTS = [
  'line.transition',
  'override.created',
  'override.changed',
  'override.ended',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A receiver of messages. Its secret is no configuration: it comes from the environment. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Lines and groups it is told about; without any: all lines. */
  readonly lines: readonly string[];
  readonly groups: readonly string[];
}

/** A test of the configuration: what a line must answer at an instant. */
export interface Expectation {
  readonly line: string;
  readonly at: Instant;
  /** As written. */
  readonly atText: string;
  readonly state: State | null;
  readonly reason: ReasonCode | null;
  readonly pointer: string;
  readonly place: Place;
}

/** Which lines exist and when they are open: all documents together, typed and checked. */
export interface Configuration {
  /** Twelve hexadecimal digits of a hash of everything read; equal files, equal revision. */
  readonly revision: string;
  readonly zone: Zone;
  readonly onUnknown: OnUnknown;
  readonly calendars: readonly Calendar[];
  readonly lines: readonly LineConfiguration[];
  readonly purposes: readonly Purpose[];
  readonly expectations: readonly Expectation[];
  readonly webhooks: readonly Webhook[];
  /** Findings that do not stop it from being used. */
  readonly warnings: readonly Problem[];
}

/** Defaults that the format promises. */
export const DEFAULT_RETRY_SPREAD_MINUTES = 30;
export const DEFAULT_CLOSING_SOON_MINUTES = 15;
export const DEFAULT_NOTICE_DAYS = 14;
export const DEFAULT_MIN_DAYS = 4;

/** Limits of a configuration; beyond them it is refused. */
export const MAX_LINES = 100_000;
export const MAX_DOCUMENTS = 1_000;
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** Reading YAML takes about a second per megabyte, and nothing else happens meanwhile. */
export const MAX_YAML_CHARACTERS = 4 * 1024 * 1024;
export const MAX_EXCEPTIONS = 1_000;
export const MAX_WEBHOOKS = 20;
export const MAX_PROBLEMS = 200;
