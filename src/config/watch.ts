import { createHash } from 'node:crypto';
import {
  createReadStream,
  type FSWatcher,
  readdirSync,
  type Stats,
  statSync,
  watch,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_DOCUMENT_BYTES } from './configuration.ts';
import { isDocumentName, readBounded } from './configuration-files.ts';

export interface WatchOptions {
  /** How often to look without having been told; some file systems tell nothing. */
  readonly pollMs?: number;
  /** How long to wait for the rest of a change. */
  readonly settleMs?: number;
}

export interface ConfigurationWatch {
  /** Watches one more file: the official list that a document names, wherever it is. */
  follow(file: string): void;
  /** How much there is to read: the documents and what they name. */
  bytes(): number;
  close(): void;
}

const POLL_MS = 30_000;
const SETTLE_MS = 200;

/** Read and hashed in about a millisecond. */
const SLICE_BYTES = 1024 * 1024;

/**
 * Calls `onChange` after the content of the configuration has changed. It watches the folder, never
 * a file: a watched file is lost when an editor or a mounted volume puts another in its place.
 * Start it before loading. It keeps no process alive.
 */
export function watchConfiguration(
  path: string,
  onChange: () => void,
  { pollMs = POLL_MS, settleMs = SETTLE_MS }: WatchOptions = {},
): ConfigurationWatch {
  const followed = new Set<string>();
  const files = () => [...new Set([...documentPaths(path), ...followed])];
  const seen = createContentMemory(files);
  const folders = new Map<string, FolderWatch>();
  let settling: NodeJS.Timeout | undefined;
  let looks = 0;
  let isClosed = false;
  const poll = setInterval(() => void look(), pollMs).unref();

  /** One look at a time; another one follows where it was asked for meanwhile. */
  async function look(): Promise<void> {
    if (looks++ > 0) return;
    while (looks > 0 && !isClosed) {
      looks = 1;
      for (const folder of folders.values()) folder.renew();
      const hasChanged = await seen.hasChanged();
      if (hasChanged && !isClosed) onChange();
      looks--;
    }
  }

  function settle(): void {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), settleMs).unref();
  }

  function watchFolderOf(given: string): void {
    if (folders.has(given)) return;
    const folder = createFolderWatch(given, settle);
    folders.set(given, folder);
    folder.renew();
  }

  watchFolderOf(path);
  return {
    follow(file) {
      if (followed.has(file)) return;
      followed.add(file);
      seen.remember(file);
      watchFolderOf(file);
    },
    bytes: () => files().reduce((sum, file) => sum + (statOf(file)?.size ?? 0), 0),
    close() {
      isClosed = true;
      clearInterval(poll);
      clearTimeout(settling);
      for (const folder of folders.values()) folder.close();
    },
  };
}

interface FolderWatch {
  renew(): void;
  close(): void;
}

/** Follows a folder that may be deleted and made again. */
function createFolderWatch(path: string, onEvent: () => void): FolderWatch {
  let watcher: FSWatcher | null = null;
  let watched = '';

  function close(): void {
    watcher?.close();
    watcher = null;
    watched = '';
  }

  function renew(): void {
    const folder = folderOf(path);
    const identity = identityOf(folder);
    if (watcher && identity === watched) return;
    close();
    if (identity === '') return;
    try {
      watcher = watch(folder, { persistent: false }, onEvent).on('error', close);
      watched = identity;
    } catch {
      // Gone in between, or no watches left: polling goes on.
    }
  }

  return { renew, close };
}

function folderOf(path: string): string {
  return statOf(path)?.isDirectory() ? path : dirname(path);
}

/** What tells a folder from another of the same name. */
function identityOf(folder: string): string {
  const stats = statOf(folder);
  return stats ? `${folder} ${stats.dev} ${stats.ino}` : '';
}

interface Content {
  readonly signature: string;
  readonly hash: string;
}

/** Remembers content. A look reads nothing of a file without another time, size or inode. */
function createContentMemory(paths: () => readonly string[]) {
  let known = new Map<string, Content>();
  let rememberedSince = new Map<string, Content>();

  function readAtOnce(file: string): Content {
    return { signature: signatureOf(file), hash: hashOf(file) };
  }

  async function readAll(): Promise<Map<string, Content>> {
    const read = new Map<string, Content>();
    for (const file of paths()) {
      const signature = signatureOf(file);
      const before = known.get(file);
      const isSame = before?.signature === signature;
      read.set(file, isSame ? before : { signature, hash: await hashInSlices(file) });
    }
    return read;
  }

  for (const file of paths()) known.set(file, readAtOnce(file));
  return {
    remember(file: string): void {
      if (known.has(file)) return;
      const content = readAtOnce(file);
      known.set(file, content);
      rememberedSince.set(file, content);
    },
    async hasChanged(): Promise<boolean> {
      rememberedSince = new Map();
      const before = known;
      const now = await readAll();
      for (const [file, content] of rememberedSince) if (!now.has(file)) now.set(file, content);
      known = now;
      const isSame = ([file, { hash }]: [string, Content]) => before.get(file)?.hash === hash;
      return before.size !== known.size || ![...known].every(isSame);
    },
  };
}

function signatureOf(file: string): string {
  const stats = statOf(file);
  return `${stats?.dev} ${stats?.ino} ${stats?.size} ${stats?.mtimeMs} ${stats?.ctimeMs}`;
}

function hashOf(file: string): string {
  const bytes = readBounded(file, MAX_DOCUMENT_BYTES);
  const content = Buffer.isBuffer(bytes) ? bytes : bytes.found;
  return createHash('sha256').update(content).digest('hex');
}

/** Of a file of many megabytes it takes some tens of milliseconds, in which others have turns. */
async function hashInSlices(file: string): Promise<string> {
  const stats = statOf(file);
  if (!stats?.isFile() || stats.size <= SLICE_BYTES || stats.size > MAX_DOCUMENT_BYTES) {
    return hashOf(file);
  }
  const hash = createHash('sha256');
  try {
    const slices = createReadStream(file, { highWaterMark: SLICE_BYTES });
    for await (const slice of slices) hash.update(slice);
    return hash.digest('hex');
  } catch {
    // Gone or shut in between; what to say of it then is said at once.
    return hashOf(file);
  }
}

function documentPaths(path: string): string[] {
  if (!statOf(path)?.isDirectory()) return [path];
  try {
    const names = readdirSync(path).filter(isDocumentName);
    return names.map((name) => join(path, name));
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
