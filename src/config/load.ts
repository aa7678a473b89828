import { createHash } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import type { Configuration } from './configuration.ts';
import { type ConfigurationFile, fileProblem } from './configuration-files.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { type ConfigurationSource, sourceAt } from './configuration-source.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { parseDocument } from './parse-document.ts';
import type { Problem } from './problem.ts';
import type { ParsedDocument } from './source-document.ts';
import type { WrittenConfiguration } from './written-configuration.ts';

export type LoadedConfiguration =
  | {
      readonly ok: true;
      readonly configuration: Configuration;
      readonly written: WrittenConfiguration;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface LoadOptions {
  /** Some warnings are of what ends soon. */
  readonly now: Instant;
  /** Told of each file outside the documents, before it is read from the disk. */
  readonly follow?: (file: string) => void;
}

const REVISION_DIGITS = 12;

/**
 * Reads a configuration from a file or a folder on the disk, or from some other source, or tells
 * everything that is wrong with it. Blocks while it reads and parses; never throws because of what
 * it finds.
 */
export function loadConfiguration<List>(
  from: string | ConfigurationSource,
  ports: ConfigurationPorts<List>,
  { now, follow = () => {} }: LoadOptions,
): LoadedConfiguration {
  const source = typeof from === 'string' ? sourceAt(from, follow) : from;
  const { files, problems } = source.readDocuments();
  const revision = createRevision();
  for (const { name, bytes } of files) revision.add(name, bytes);
  const unreadable = problems.map((problem) => ({ document: null, problems: [problem] }));
  const parsed = parseConfiguration({
    documents: [...unreadable, ...files.map(parseFile)],
    ports,
    now,
    readFile(file, name) {
      const bytes = source.readFile(file);
      if (Buffer.isBuffer(bytes)) revision.add(name, bytes);
      return bytes;
    },
  });
  if (!parsed.ok) return parsed;
  const { parts, written } = parsed;
  return { ok: true, configuration: { revision: revision.digits(), ...parts }, written };
}

function parseFile({ path, bytes }: ConfigurationFile): ParsedDocument {
  const text = decodeUtf8(bytes);
  if (text !== null) return parseDocument(path, text);
  const found = 'the file is not text in UTF-8';
  const problem = fileProblem(path, { code: 'not_utf8', found, advice: 'save it as UTF-8' });
  return { document: null, problems: [problem] };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Names and lengths are hashed too, so that a line moved to another file shows. */
function createRevision() {
  const hash = createHash('sha256');
  return {
    add(name: string, bytes: Uint8Array) {
      hash.update(`${JSON.stringify(name)} ${bytes.length}\n`);
      hash.update(bytes);
    },
    digits: () => hash.digest('hex').slice(0, REVISION_DIGITS),
  };
}
