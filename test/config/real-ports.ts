import { parseConfiguration } from '../../src/config/parse-configuration.ts';
import { parseDocument } from '../../src/config/parse-document.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Instant } from '../../src/core/instant.ts';
import { PORTS } from '../../src/load-snapshot.ts';

/** What the service itself gives to configuration. */
export const REAL_PORTS = PORTS;

/** A Sunday evening in the middle of what the calendars know. */
export const NOW = Date.parse('2026-11-22T12:00:00Z') as Instant;

/** Parses documents by name, as if they had been read from files, with the other files given. */
export function parseTexts(
  texts: Readonly<Record<string, string>>,
  now = NOW,
  files: Readonly<Record<string, Uint8Array>> = {},
) {
  return parseConfiguration({
    documents: Object.entries(texts).map(([file, text]) => parseDocument(file, text)),
    ports: REAL_PORTS,
    now,
    readFile: (_path, name) => files[name] ?? MISSING,
  });
}

const MISSING = { code: 'unreadable_file', found: 'cannot be read (ENOENT)', advice: '' };

export function writeProblem({ line, column, code, pointer, found, advice }: Problem): string {
  return `${line}:${column} ${code} ${pointer} | ${found} | ${advice}`;
}
