import { createHash } from 'node:crypto';
import { type FSWatcher, readdirSync, type Stats, statSync, watch } from 'node:fs';
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
  close(): void;
}

const POLL_MS = 30_000;
const SETTLE_MS = 200;

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
  const seen = createContentMemory(() => [...new Set([...documentPaths(path), ...followed])]);
  const folders = new Map<string, FolderWatch>();
  let settling: NodeJS.Timeout | undefined;
  const poll = setInterval(look, pollMs).unref();

  function look(): void {
    for (const folder of folders.values()) folder.renew();
    if (seen.hasChanged()) onChange();
  }

  function settle(): void {
    clearTimeout(settling);
    settling = setTimeout(look, settleMs).unref();
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
    close() {
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

  function read(file: string): Content {
    const signature = signatureOf(file);
    const before = known.get(file);
    return before?.signature === signature ? before : { signature, hash: hashOf(file) };
  }

  function readAll(): Map<string, Content> {
    return new Map(paths().map((file) => [file, read(file)]));
  }

  known = readAll();
  return {
    remember(file: string): void {
      if (!known.has(file)) known.set(file, read(file));
    },
    hasChanged(): boolean {
      const before = known;
      known = readAll();
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
