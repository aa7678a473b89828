import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { createListedCalendar } from '../../src/calendars/listed.ts';
import { type OfficialList, parseOfficialList } from '../../src/calendars/official-list.ts';
import type { ConfigurationPorts } from '../../src/config/configuration-ports.ts';
import { parseConfiguration } from '../../src/config/parse-configuration.ts';
import { parseDocument } from '../../src/config/parse-document.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Instant } from '../../src/core/instant.ts';
import { checkMessage } from '../../src/messages/check-message.ts';

/** What the service itself gives to configuration. */
export const REAL_PORTS: ConfigurationPorts<OfficialList> = {
  calendars: { parseOfficialList, createJapanCalendar, createListedCalendar },
  checkMessage,
};

/** A Sunday evening in the middle of what the calendars know. */
export const NOW = Date.parse('2026-11-22T12:00:00Z') as Instant;

/** Parses documents by name, as if they had been read from files; official lists are nowhere. */
export function parseTexts(texts: Readonly<Record<string, string>>, now = NOW) {
  return parseConfiguration({
    documents: Object.entries(texts).map(([file, text]) => parseDocument(file, text)),
    ports: REAL_PORTS,
    now,
    readFile: () => ({ code: 'unreadable_file', found: 'cannot be read (ENOENT)', advice: '' }),
  });
}

export function writeProblem({ line, column, code, pointer, found, advice }: Problem): string {
  return `${line}:${column} ${code} ${pointer} | ${found} | ${advice}`;
}
