import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../core/instant.ts';
import { coalesce } from './coalesce.ts';
import type { Head } from './record.ts';
import {
  formatConfirmation,
  formatSnapshot,
  parseConfirmation,
  parseSnapshot,
} from './snapshot-text.ts';
import type { StoreState } from './store-state.ts';

/** The store's state as it was last confirmed: what a replica starts from without its store. */
export interface SavedState {
  readonly state: StoreState;
  readonly confirmedAt: Instant;
}

export interface DiskSnapshots {
  /**
   * Resolves when this state, or a later one, is durable. Of those that arrive while one is being
   * written only the last is written.
   */
  save(state: StoreState, confirmedAt: Instant): Promise<void>;
  /** The newest that is whole; `null` where there is none. */
  load(): Promise<SavedState | null>;
  /** Leaves the folder to others. */
  close(): Promise<void>;
}

export interface DiskSnapshotOptions {
  /** Told about a file that is damaged. */
  readonly warn: (text: string) => void;
}

/** Two generations, newest first: the one before is there until the next one is durable. */
const GENERATIONS = ['state.jsonl', 'state.previous.jsonl'] as const;
const UNFINISHED = 'state.unfinished.jsonl';
const DAMAGED = '.damaged';
/** When the state of the newest file was last confirmed, where that is later than it says. */
const CONFIRMED = 'confirmed.json';

export function createDiskSnapshots(folder: string, options: DiskSnapshotOptions): DiskSnapshots {
  let latest: SavedState | null = null;
  let onDisk: Head | null = null;
  const write = coalesce(async () => {
    if (!latest) return;
    const { state, confirmedAt } = latest;
    if (onDisk?.version === state.version && onDisk.hash === state.hash) {
      return saveConfirmation(folder, state, confirmedAt);
    }
    onDisk = null;
    await saveDiskSnapshot(folder, state, confirmedAt);
    onDisk = state;
  });
  return {
    save(state, confirmedAt) {
      latest = { state, confirmedAt };
      return write();
    },
    load: () => loadDiskSnapshot(folder, options),
    async close() {},
  };
}

/** Puts the state on disk, for good once it resolves. The folder is made when it is missing. */
export async function saveDiskSnapshot(
  folder: string,
  state: StoreState,
  confirmedAt: Instant,
): Promise<void> {
  const [newest, previous] = GENERATIONS.map((name) => join(folder, name)) as [string, string];
  const unfinished = join(folder, UNFINISHED);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeDurably(unfinished, formatSnapshot({ state, confirmedAt }));
  await rename(newest, previous).catch(unlessMissing);
  await rename(unfinished, newest);
  await syncFolder(folder);
}

/** Not for good: a confirmation that is lost only makes the state look older than it is. */
async function saveConfirmation(folder: string, head: Head, confirmedAt: Instant): Promise<void> {
  const unfinished = join(folder, UNFINISHED);
  await writeFile(unfinished, formatConfirmation(head, confirmedAt), { mode: 0o600 });
  await rename(unfinished, join(folder, CONFIRMED));
}

/** The newest that is whole. A damaged one is told about and kept aside under another name. */
export async function loadDiskSnapshot(
  folder: string,
  { warn }: DiskSnapshotOptions,
): Promise<SavedState | null> {
  for (const name of GENERATIONS) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8').catch(unlessMissing);
    if (text === undefined) continue;
    const saved = parseSnapshot(text);
    if (saved) return { ...saved, confirmedAt: await lastConfirmedAt(folder, saved) };
    warn(`${path} is damaged; it is kept as ${name}${DAMAGED}, and the one before it is taken`);
    await rename(path, `${path}${DAMAGED}`);
  }
  return null;
}

async function lastConfirmedAt(folder: string, saved: SavedState): Promise<Instant> {
  const text = await readFile(join(folder, CONFIRMED), 'utf8').catch(unlessMissing);
  const later = parseConfirmation(text ?? '', saved.state) ?? saved.confirmedAt;
  return Math.max(later, saved.confirmedAt) as Instant;
}

/** Others have their turn after each slice. */
async function writeDurably(path: string, slices: Iterable<string>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for (const slice of slices) await file.writeFile(slice);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename lasts once its folder is on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
