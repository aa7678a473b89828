import type { Problem } from '../config/problem.ts';
import type { Instant } from '../core/instant.ts';
import type { Piece } from './pack-configuration.ts';

/** What the thread is given. */
export interface WorkerTask {
  /** A path on the disk, or files in memory by their names. */
  readonly from: string | ReadonlyMap<string, Uint8Array>;
  readonly now: Instant;
  /** One number, which becomes {@link GATE_OPEN} when a file may be read. */
  readonly gate: Int32Array;
}

/** What it says. */
export type WorkerMessage =
  | { readonly kind: 'follow'; readonly file: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'complete' }
  | Piece;

/** What it is told: go on. */
export const NEXT = 'next';

/** What is in {@link WorkerTask.gate}. */
export const GATE_SHUT = 0;
export const GATE_OPEN = 1;
