import type { Json } from './json.ts';

/** Who made a change: an access key, or somebody on the machine itself (`key: null`). */
export interface Actor {
  /** The id of the access key; never the key. */
  readonly key: string | null;
  readonly name: string;
}

/** When something was done to a document, and who did it. */
export interface Deed {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly by: Actor;
  /** The store's version that it made. */
  readonly version: number;
}

/** The kinds of documents that the store holds. */
export type DocumentKind =
  | 'override'
  | 'key'
  | 'session'
  | 'holiday-patch'
  | 'official-list'
  | 'calendar-feed'
  | 'configuration';

/** One document before and after a change; `null` where there is none. */
export interface DocumentChange {
  readonly kind: DocumentKind;
  readonly id: string;
  readonly before: Json;
  readonly after: Json;
}

/** A caller's promise that a request with the same key is the same request. */
export interface Idempotency {
  /** SHA-256 over the access key's id and the caller's `Idempotency-Key`, in hexadecimal. */
  readonly key: string;
  /** SHA-256 over method, path and body, in hexadecimal. */
  readonly fingerprint: string;
}

/**
 * An accepted change: what the store is the sum of. One per version, each bound to the one before
 * it by its hash, so that an edited, dropped or reordered record shows.
 */
export interface AuditRecord {
  /** 1 for the first change, then one more for each. */
  readonly version: number;
  /** ISO 8601 in UTC, of the machine that accepted the change. */
  readonly at: string;
  readonly actor: Actor;
  /** What was done, such as `override.create`. */
  readonly action: string;
  readonly changes: readonly DocumentChange[];
  readonly idempotency: Idempotency | null;
  /**
   * Random. Two replicas that make the same change in the same millisecond would else make the same
   * record, and each would take the other's for its own.
   */
  readonly nonce: string;
  /** The hash of the record before; {@link NO_HASH} for the first. */
  readonly previous: string;
  /** SHA-256 over the RFC 8785 form of everything above, in hexadecimal. */
  readonly hash: string;
}

/** What the first record follows. */
export const NO_HASH = '0'.repeat(64);

/** Where the store stands: the version and hash of its last record. */
export interface Head {
  readonly version: number;
  readonly hash: string;
}

/** A store in which nothing was ever written. */
export const EMPTY_HEAD: Head = { version: 0, hash: NO_HASH };
