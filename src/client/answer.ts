import type { Layer, Names, ReasonCode, State } from '../core/reason.ts';

/** Here and below instants are ISO 8601 with an offset, and civil dates `2026-12-29`. */
export interface LongBreak {
  readonly name: Names;
  readonly from: string;
  /** The last date, inclusive. */
  readonly until: string;
  readonly days: number;
  readonly reopensAt: string | null;
  readonly bridges: readonly string[];
}

/** When a caller should call again, and the window over which many should be spread. */
export interface Retry {
  readonly at: string | null;
  readonly window: readonly string[] | null;
}

export interface Alternative {
  readonly purpose: string;
  readonly name: Names;
  readonly url: string;
}

/** A decision as the service writes it. Ends of periods are half-open. */
export interface Decision {
  readonly line: string;
  readonly at: string | null;
  readonly state: State;
  readonly reason: ReasonCode;
  readonly layer: Layer;
  readonly reasonName: Names;
  /** The interval of this state and reason. */
  readonly since: string | null;
  readonly until: string | null;
  /** The opening we are in, else the next one. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly staffedUntil: string | null;
  readonly closingSoon: boolean;
  readonly longBreak: LongBreak | null;
  readonly upcomingBreak: LongBreak | null;
  readonly retry: Retry | null;
  readonly destination: { readonly kind: string; readonly target: string } | null;
  readonly message: Names;
  readonly alternatives: readonly Alternative[];
  readonly holidays: 'official' | 'projected' | 'local' | 'unknown' | 'none';
  /** `last-known`: overrides of now are not seen, by the service or, when it is away, by us. */
  readonly freshness: 'live' | 'last-known';
  /** As of when the answer is, where that is not now. */
  readonly asOf: string | null;
  readonly revision: string;
}

/**
 * Why the service could not be asked, or not understood: `timeout`, `unreachable`,
 * `strange_answer` (somebody else answers in its place), or a code of the service itself, such as
 * `unknown_line`, `rate_limited` or `not_known`.
 */
export interface Fault {
  readonly code: string;
  /** For a log: what was found. */
  readonly detail: string;
}

/** The service's own answer. */
export interface ServedDecision extends Decision {
  /**
   * `fresh`: of now, as far as the service lets its answers be kept. `kept`: its last one, which
   * is still true unless an override came since.
   */
  readonly served: 'fresh' | 'kept';
  /** Why it is not fresh. */
  readonly fault: Fault | null;
}

/** What the timetable says: all but what only the service can tell. */
export interface LocalDecision
  extends Omit<Decision, 'at' | 'until' | 'layer' | 'since' | 'destination'> {
  readonly at: string;
  /** All of it stays as it is until then. */
  readonly until: string;
  readonly served: 'timetable';
  /** Why a newer timetable was not had, where one was wanted. */
  readonly fault: Fault | null;
}

/** Nothing is known, or no more. Neither open nor closed may be concluded from it. */
export interface UnknownDecision {
  readonly line: string;
  readonly state: 'unknown';
  readonly served: 'none';
  readonly fault: Fault;
}

/** What is known of a line. Look at `state` first: it tells the kinds apart. */
export type Answer = ServedDecision | LocalDecision | UnknownDecision;

export type Listener = (answer: Answer) => void;
