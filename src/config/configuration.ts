import type { ByReason } from '../core/by-reason.ts';
import type { Calendar } from '../core/calendar.ts';
import type { Days } from '../core/date-range.ts';
import type { Instant } from '../core/instant.ts';
import type { Names, ReasonCode, State } from '../core/reason.ts';
import type { Hours, Schedule } from '../core/schedule.ts';
import type { Zone } from '../core/zone.ts';
import type { Place, Problem } from './problem.ts';
import type { SuppressedProblem, Suppression } from './suppression.ts';

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

/** A calendar that is fetched from a URL while the service runs. */
export interface FeedSource {
  /** The id of the calendar. */
  readonly id: string;
  /** To ask at; may have a secret in it. */
  readonly url: string;
  /** The same without anything secret, for people. */
  readonly shownUrl: string;
  /** Without anything secret too, and another for every other URL. */
  readonly name: string;
  readonly refreshMinutes: number;
}

/** A test of the configuration: what lines must answer, each with its own overrides left out. */
export type Expectation = ExpectationSubject & (ExpectedState | ExpectedHours | ExpectedCount);

export interface ExpectationSubject {
  /** The line, or those of the group that share a clock. */
  readonly lines: readonly string[];
  readonly group: string | null;
  /** When, as written: `at 2027-01-03T10:00`, `from 2026-12-29 until 2027-01-03`, `in 2027`. */
  readonly when: string;
  readonly note: string | null;
  readonly pointer: string;
  readonly place: Place;
}

/** At every instant of `[from, until)`; one instant is a stretch of a millisecond. */
export interface ExpectedState {
  readonly kind: 'state';
  readonly from: Instant;
  readonly until: Instant;
  /** `null`: whatever the state. */
  readonly state: State | null;
  readonly reason: ReasonCode | null;
}

/** The spans that start on each of the dates, and why; none means closed. */
export interface ExpectedHours {
  readonly kind: 'hours';
  readonly days: Days;
  readonly hours: Hours;
  readonly reason: ReasonCode | null;
}

/** What can be counted on dates. Open time is that between their midnights. */
export const COUNTS = ['openDays', 'openHours', 'openMinutes', 'longestClosedDays'] as const;
export type CountName = (typeof COUNTS)[number];

export interface ExpectedCount {
  readonly kind: 'count';
  readonly days: Days;
  readonly count: CountName;
  readonly expected: number;
}

/** Which lines exist and when they are open: all documents together, typed and checked. */
export interface Configuration {
  /** Twelve hexadecimal digits of a hash of everything read; equal files, equal revision. */
  readonly revision: string;
  readonly zone: Zone;
  readonly onUnknown: OnUnknown;
  readonly calendars: readonly Calendar[];
  /** Those of the calendars that are fetched. */
  readonly feeds: readonly FeedSource[];
  readonly lines: readonly LineConfiguration[];
  readonly purposes: readonly Purpose[];
  readonly expectations: readonly Expectation[];
  readonly webhooks: readonly Webhook[];
  /** Findings that do not stop it from being used, without those that it suppresses. */
  readonly warnings: readonly Problem[];
  readonly suppressions: readonly Suppression[];
  /** The warnings that they caught. */
  readonly suppressed: readonly SuppressedProblem[];
}

/** Defaults that the format promises. */
export const DEFAULT_RETRY_SPREAD_MINUTES = 30;
export const DEFAULT_CLOSING_SOON_MINUTES = 15;
export const DEFAULT_NOTICE_DAYS = 14;
export const DEFAULT_MIN_DAYS = 4;
export const DEFAULT_REFRESH_MINUTES = 60;

/** Limits of a configuration; beyond them it is refused. */
export const MAX_LINES = 100_000;
export const MAX_DOCUMENTS = 1_000;
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** 100,000 lines; reading takes a second per megabyte, or a few, and a hundred times its size. */
export const MAX_YAML_CHARACTERS = 16 * 1024 * 1024;
export const MAX_EXCEPTIONS = 1_000;
export const MAX_WEBHOOKS = 20;
/** Calendars that are fetched; each of them may be 2 MiB. */
export const MAX_FEEDS = 50;
/** Those of tables too. */
export const MAX_EXPECTATIONS = 10_000;
export const MAX_SUPPRESSIONS = 200;
export const MAX_PROBLEMS = 200;
