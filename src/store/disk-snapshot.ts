import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../core/instant.ts';
import { coalesce } from './coalesce.ts';
import type { Json } from './json.ts';
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
}

export interface DiskSnapshotOptions {
  /** Told about a file that is damaged. */
  readonly warn: (text: string) => void;
}

/** Two generations, newest first: the one before is there until the next one is durable. */
const GENERATIONS = ['state.jsonl', 'state.previous.jsonl'] as const;
const UNFINISHED = 'state.unfinished.jsonl';
const DAMAGED = '.damaged';
const FORMAT = 1;

export function createDiskSnapshots(folder: string, options: DiskSnapshotOptions): DiskSnapshots {
  let latest: SavedState | null = null;
  const write = coalesce(async () => {
    if (latest) await saveDiskSnapshot(folder, latest.state, latest.confirmedAt);
  });
  return {
    save(state, confirmedAt) {
      latest = { state, confirmedAt };
      return write();
    },
    load: () => loadDiskSnapshot(folder, options),
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
    if (saved) return saved;
    warn(`${path} is damaged; it is kept as ${name}${DAMAGED}, and the one before it is taken`);
    await rename(path, `${path}${DAMAGED}`);
  }
  return null;
}

/** A line for where it stands, one per document, and one that tells a whole file from a cut one. */
function formatSnapshot({ state, confirmedAt }: SavedState): string {
  const { version, hash, documents } = state;
  const head = { format: FORMAT, version, hash, confirmedAt: new Date(confirmedAt).toISOString() };
  const lines = [head, ...[...documents].map(([name, document]) => ({ name, document }))];
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${body}${JSON.stringify({ documents: documents.size, sha256: checksum(body) })}\n`;
}

/** `null` when anything about it is not as it was written. */
function parseSnapshot(text: string): SavedState | null {
  const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
  const body = text.slice(0, lastLine);
  try {
    const end = JSON.parse(text.slice(lastLine));
    const [head, ...entries] = body
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const isWhole = end.sha256 === checksum(body) && end.documents === entries.length;
    if (!isWhole || head.format !== FORMAT) return null;
    const named = entries.map(({ name, document }): [string, Json] => [name, document]);
    const { version, hash } = head;
    const confirmedAt = Date.parse(head.confirmedAt) as Instant;
    return { state: { version, hash, documents: new Map(named) }, confirmedAt };
  } catch {
    return null;
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
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
