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
  const seen = createContentMemory(path);
  const folder = createFolderWatch(path, () => {
    clearTimeout(settling);
    settling = setTimeout(look, settleMs).unref();
  });
  let settling: NodeJS.Timeout | undefined;
  const poll = setInterval(look, pollMs).unref();

  function look(): void {
    folder.renew();
    if (seen.hasChanged()) onChange();
  }

  folder.renew();
  return {
    close() {
      clearInterval(poll);
      clearTimeout(settling);
      folder.close();
    },
  };
}

/** Follows a folder that may be deleted and made again. */
function createFolderWatch(path: string, onEvent: () => void) {
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

/** Remembers content. A look reads nothing while no file has another time, size or inode. */
function createContentMemory(path: string) {
  let signature = signatureOf(path);
  let content = hashOf(path);
  return {
    hasChanged(): boolean {
      const now = signatureOf(path);
      if (now === signature) return false;
      signature = now;
      const before = content;
      content = hashOf(path);
      return content !== before;
    },
  };
}

function signatureOf(path: string): string {
  const signatures = contentPaths(path).map((file) => {
    const stats = statOf(file);
    return `${file} ${stats?.dev} ${stats?.ino} ${stats?.size} ${stats?.mtimeMs} ${stats?.ctimeMs}`;
  });
  return signatures.join('\n');
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  for (const file of contentPaths(path)) {
    hash.update(`${file}\n`);
    const bytes = readBounded(file, MAX_DOCUMENT_BYTES);
    hash.update(Buffer.isBuffer(bytes) ? bytes : bytes.found);
  }
  return hash.digest('hex');
}

/** The documents, and official lists beside them. */
function contentPaths(path: string): string[] {
  const isFolder = statOf(path)?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(path);
  const isWanted = (name: string) =>
    (isFolder && isDocumentName(name)) || /^[^.].*\.csv$/i.test(name);
  try {
    const names = readdirSync(folder).filter(isWanted).sort();
    return [...(isFolder ? [] : [path]), ...names.map((name) => join(folder, name))];
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
