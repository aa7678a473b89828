import { posix } from 'node:path';
import { MAX_DOCUMENT_BYTES } from '../config/configuration.ts';
import {
  type ConfigurationFiles,
  documentsAmong,
  fileProblem,
} from '../config/configuration-files.ts';
import type { ConfigurationSource } from '../config/configuration-source.ts';
import type { Fault } from '../config/problem-list.ts';
import { askGit } from './git.ts';

/** A file or a folder as it was in a commit. */
export interface CommittedPath {
  /** The top of the working tree. */
  readonly top: string;
  /** The hash of the commit. */
  readonly commit: string;
  /** From the top, with `/` between its parts; '' for the top itself. */
  readonly path: string;
}

/** What begins the paths of files of a commit, which are not on the disk. */
export function prefixOf({ commit }: Pick<CommittedPath, 'commit'>): string {
  return `${commit}:/`;
}

/** Of all documents of a commit together. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Reads a configuration out of a commit. Links are not followed. */
export function sourceInCommit(committed: CommittedPath): ConfigurationSource {
  const prefix = prefixOf(committed);
  return {
    readDocuments: () => readDocuments(committed),
    readFile(file) {
      const advice = 'commit the file, or name another one';
      const path = file.startsWith(prefix) ? file.slice(prefix.length) : null;
      if (path === null) {
        return { code: 'unreadable_file', found: 'lies outside the repository', advice };
      }
      const entry = entryAt({ ...committed, path });
      if (!entry) return { code: 'unreadable_file', found: 'is not in that revision', advice };
      return flawOf(entry) ?? blobsOf(committed, [entry])[0] ?? UNREADABLE;
    },
  };
}

const UNREADABLE: Fault = {
  code: 'unreadable_file',
  found: 'cannot be read from the repository',
  advice: 'check the repository with git fsck',
};

/** What a tree says about something in it. */
interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly hash: string;
  readonly size: number;
  readonly name: string;
}

/** `null`: nothing is there. The top has no entry, and is a folder. */
export function entryAt({ top, commit, path }: CommittedPath): Entry | null {
  if (path === '') return { mode: '040000', type: 'tree', hash: commit, size: 0, name: '' };
  const words = ['ls-tree', '-z', '-l', '--full-tree', commit, '--', path];
  const [entry] = entriesOf(askGit(top, { words }));
  return entry ?? null;
}

function entriesOf(answer: ReturnType<typeof askGit>): Entry[] {
  if ('fault' in answer) return [];
  const lines = answer.bytes.toString().split('\0');
  return lines.flatMap((line) => {
    const [, mode = '', type = '', hash = '', size = '', name = ''] = ENTRY.exec(line) ?? [];
    return name === '' ? [] : [{ mode, type, hash, size: Number(size) || 0, name }];
  });
}

const ENTRY = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s;

function readDocuments(committed: CommittedPath): ConfigurationFiles {
  const { top, commit, path } = committed;
  const whole = entryAt(committed);
  const fileOf = (name: string) => `${prefixOf(committed)}${posix.join(path, name)}`;
  if (whole?.type !== 'tree') {
    return readEntries(committed, whole ? [{ ...whole, name: '' }] : [], fileOf);
  }
  const words = ['ls-tree', '-z', '-l', `${commit}:${path}`];
  const entries = new Map(entriesOf(askGit(top, { words })).map((each) => [each.name, each]));
  const names = documentsAmong([...entries.keys()]);
  if ('code' in names) return { files: [], problems: [fileProblem(fileOf(''), names)] };
  const documents = names.flatMap((name) => entries.get(name) ?? []);
  return readEntries(committed, documents, fileOf);
}

function readEntries(
  committed: CommittedPath,
  entries: readonly Entry[],
  fileOf: (name: string) => string,
): ConfigurationFiles {
  const readable = entries.filter((entry) => flawOf(entry) === null);
  const blobs = blobsOf(committed, readable);
  const files = readable.flatMap((entry, index) => {
    const bytes = blobs[index];
    const path = fileOf(entry.name);
    return bytes ? [{ path, name: posix.basename(path), bytes }] : [];
  });
  const problems = entries.flatMap((entry) => {
    const flaw = flawOf(entry) ?? (blobs.length < readable.length ? UNREADABLE : null);
    return flaw ? [fileProblem(fileOf(entry.name), { ...flaw, found: `it ${flaw.found}` })] : [];
  });
  return { files, problems };
}

/** Why an entry is not read; `null` for an ordinary file. */
function flawOf({ mode, type, size }: Entry): Fault | null {
  const advice = 'put a file in its place, or rename it';
  if (mode === '120000') {
    const found = 'is a symbolic link, which is not followed in a revision';
    return { code: 'unreadable_file', found, advice };
  }
  if (type !== 'blob') return { code: 'unreadable_file', found: 'is a folder, not a file', advice };
  if (size <= MAX_DOCUMENT_BYTES) return null;
  const found = `has ${size} bytes, and at most ${MAX_DOCUMENT_BYTES} are read`;
  return { code: 'too_large', found, advice: 'split it into files' };
}

/** The contents of files, in their order, by one process; fewer where something is missing. */
function blobsOf({ top }: CommittedPath, entries: readonly Entry[]): Buffer[] {
  if (entries.length === 0) return [];
  const input = entries.map(({ hash }) => `${hash}\n`).join('');
  const answer = askGit(top, { words: ['cat-file', '--batch'], input, maxBytes: MAX_BYTES });
  if ('fault' in answer) return [];
  const blobs: Buffer[] = [];
  // Each is a line that ends with its size, then its bytes, then a line break.
  for (let at = 0; at < answer.bytes.length; ) {
    const start = answer.bytes.indexOf('\n', at) + 1;
    const size = Number(answer.bytes.toString('latin1', at, start).trim().split(' ')[2]);
    if (start === 0 || !Number.isInteger(size)) break;
    blobs.push(answer.bytes.subarray(start, start + size));
    at = start + size + 1;
  }
  return blobs;
}
