import type { Instant } from '../core/instant.ts';

/** How it stands with a calendar that is fetched from a URL. */
export interface FeedReport {
  readonly id: string;
  /** Without anything secret. */
  readonly url: string;
  /** When the dates that are known were new. */
  readonly fetchedAt: Instant | null;
  /** When this replica last had a good answer. */
  readonly checkedAt: Instant | null;
  readonly problem: string | null;
}
