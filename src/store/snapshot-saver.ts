import type { DiskSnapshots, SavedState } from './disk-snapshot.ts';
import type { LedgerLog } from './replica.ts';

export interface SaverParts {
  readonly disk: DiskSnapshots;
  readonly log: LedgerLog;
  /** What is to be saved now, and when it was confirmed. */
  latest(): SavedState | null;
  failed(): void;
}

/** Keeps the last state on disk. Those who wait for the same version share one writing. */
export class SnapshotSaver {
  readonly #parts: SaverParts;
  #version = -1;
  /** Saves that version; it never fails. */
  #saved: Promise<void> = Promise.resolve();

  constructor(parts: SaverParts) {
    this.#parts = parts;
  }

  /** Waits until the version is on disk, or could not be put there, which is logged. */
  reach(version: number): Promise<void> {
    return version <= this.#version ? this.#saved : this.save();
  }

  save(): Promise<void> {
    const found = this.#parts.latest();
    if (found) {
      this.#version = found.state.version;
      this.#saved = this.#save(found);
    }
    return this.#saved;
  }

  async #save({ state, confirmedAt }: SavedState): Promise<void> {
    const { disk, log, failed } = this.#parts;
    try {
      await disk.save(state, confirmedAt);
    } catch (error) {
      this.#version = -1;
      failed();
      log.error(`version ${state.version} cannot be saved on disk: ${error}`);
    }
  }
}
