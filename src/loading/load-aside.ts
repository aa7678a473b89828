import { sourceOf } from '../config/configuration-source.ts';
import { loadSnapshot, type ServableSnapshot } from '../load-snapshot.ts';
import { type LoadingOptions, loadInWorker } from './load-in-worker.ts';

/**
 * More is read in a thread of its own. Starting one takes a fifth of a second of another core;
 * so much YAML, the slowest, holds the event loop for some tens of milliseconds.
 */
export const MAX_BYTES_HERE = 8 * 1024;

export interface AsideOptions extends Omit<LoadingOptions, 'from'> {
  readonly from: string | ReadonlyMap<string, Buffer>;
  /** How much there is to read. */
  readonly bytes: number;
}

/** A configuration, read where it does not hold up what else the service does. */
export async function loadAside({ bytes, ...options }: AsideOptions): Promise<ServableSnapshot> {
  if (bytes > MAX_BYTES_HERE) return loadInWorker(options);
  const { from, now, follow } = options;
  return loadSnapshot(typeof from === 'string' ? from : sourceOf(from), now, follow);
}
