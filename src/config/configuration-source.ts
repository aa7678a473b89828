import { posix } from 'node:path';
import { MAX_DOCUMENT_BYTES } from './configuration.ts';
import {
  type ConfigurationFiles,
  documentsAmong,
  fileProblem,
  readBounded,
  readConfigurationFiles,
} from './configuration-files.ts';
import type { Fault } from './problem-list.ts';

/** Where a configuration is read from. Neither function throws because of what it finds. */
export interface ConfigurationSource {
  readDocuments(): ConfigurationFiles;
  /** A file that a document names, by its path beside that document; or why it is not there. */
  readFile(file: string): Buffer | Fault;
}

/** A file or a folder on the disk. `follow` is told of each other file, before it is read. */
export function sourceAt(path: string, follow: (file: string) => void): ConfigurationSource {
  return {
    readDocuments: () => readConfigurationFiles(path),
    readFile(file) {
      follow(file);
      return readBounded(file, MAX_DOCUMENT_BYTES);
    },
  };
}

/** A folder in memory: its files by their paths in it, with `/` between the parts. */
export function sourceOf(files: ReadonlyMap<string, Buffer>): ConfigurationSource {
  return {
    readDocuments() {
      // Files in folders of the folder are read only where a document names them, as on a disk.
      const names = documentsAmong([...files.keys()].filter((name) => !name.includes('/')));
      if ('code' in names) return { files: [], problems: [fileProblem('.', names)] };
      const documents = names.flatMap((name) => {
        const bytes = files.get(name);
        return bytes ? [{ path: name, name, bytes }] : [];
      });
      return { files: documents, problems: [] };
    },
    readFile(file) {
      const advice = 'send it too, under the name that the document gives it';
      const bytes = files.get(posix.normalize(file));
      return bytes ?? { code: 'unreadable_file', found: 'is not among the files', advice };
    },
  };
}
