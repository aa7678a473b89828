import type { Deed } from '../store/record.ts';

/** What a key may do. `override` includes `read`; `admin` includes everything. */
export const SCOPES = ['read', 'override', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Living ones, neither expired nor revoked; as many dead ones are remembered beside them. */
export const MAX_KEYS = 1_000;
export const MAX_KEY_NAME_LENGTH = 100;
/** Lines or groups that one key is limited to. */
export const MAX_LIMIT_NAMES = 500;

/** An access key as it is stored. The key itself is shown once, to whoever makes it. */
export interface AccessKey {
  /** Ten characters of `a-z0-9`; a part of the key, and no secret. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Limits; `null` for both: every line, also those that are configured later. */
  readonly lines: readonly string[] | null;
  readonly groups: readonly string[] | null;
  /** SHA-256 of the secret part, in hexadecimal: of 256 random bits, which nobody can guess. */
  readonly hash: string;
  readonly created: Deed;
  /** ISO 8601 in UTC, half-open; `null`: it never expires. */
  readonly expires: string | null;
  readonly revoked: Deed | null;
}
