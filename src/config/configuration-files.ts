/** Finds and reads the files of a configuration. */
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS } from './configuration.ts';
import type { Problem } from './problem.ts';
import type { Fault } from './problem-list.ts';

export interface ConfigurationFile {
  /** As the operator knows it: the configured path, with the name in it. */
  readonly path: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ConfigurationFiles {
  readonly files: readonly ConfigurationFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a file, or the documents that lie directly in a folder, in order of names. Dot files are
 * left out, and so is what a mounted volume keeps beside its links (`..data`).
 */
export function readConfigurationFiles(path: string): ConfigurationFiles {
  const names = listDocuments(path);
  if (!Array.isArray(names)) return { files: [], problems: [names] };
  const files: ConfigurationFile[] = [];
  const problems: Problem[] = [];
  for (const file of names) {
    const bytes = readBounded(file, MAX_DOCUMENT_BYTES);
    if (Buffer.isBuffer(bytes)) files.push({ path: file, name: basename(file), bytes });
    else problems.push(fileProblem(file, { ...bytes, found: `it ${bytes.found}` }));
  }
  return { files, problems };
}

export function isDocumentName(name: string): boolean {
  return /\.(ya?ml|json)$/.test(name) && !name.startsWith('.') && !name.endsWith('.schema.json');
}

/** Of the names in a folder those of the documents, in order, or why it is no configuration. */
export function documentsAmong(all: readonly string[]): readonly string[] | Fault {
  const names = all.filter(isDocumentName).sort();
  if (names.length > MAX_DOCUMENTS) {
    const found = `the folder has ${names.length} files, and at most ${MAX_DOCUMENTS} are read`;
    return { code: 'too_many_files', found, advice: 'join some of them' };
  }
  if (names.length > 0) return names;
  const advice = 'put a .yaml, .yml or .json file into it';
  return { code: 'empty_folder', found: 'the folder has no configuration', advice };
}

/** The paths of the documents, or why there are none. */
function listDocuments(path: string): string[] | Problem {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = documentsAmong(readdirSync(path));
    return 'code' in names ? fileProblem(path, names) : names.map((name) => join(path, name));
  } catch (error) {
    const reason = codeOf(error);
    const advice = 'check the path of the configuration, and its permissions';
    return reason === 'ENOENT'
      ? fileProblem(path, { code: 'not_found', found: 'there is no such file or folder', advice })
      : fileProblem(path, {
          code: 'unreadable_file',
          found: `it cannot be read (${reason})`,
          advice,
        });
  }
}

/** The bytes, or why there are none. Never more than `maxBytes` are read. */
export function readBounded(path: string, maxBytes: number): Buffer | Fault {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) {
      const found = `is ${kindOf(stats)}, not a file`;
      return { code: 'unreadable_file', found, advice: 'put a file in its place, or rename it' };
    }
    if (stats.size <= maxBytes) return readFileSync(path);
    const found = `has ${stats.size} bytes, and at most ${maxBytes} are read`;
    return { code: 'too_large', found, advice: 'split it into files' };
  } catch (error) {
    const advice = 'check the file and its permissions';
    return { code: 'unreadable_file', found: `cannot be read (${codeOf(error)})`, advice };
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}

/** A problem of a whole file. */
export function fileProblem(file: string, fault: Fault): Problem {
  return { file, line: 1, column: 1, severity: 'error', pointer: '', ...fault };
}
