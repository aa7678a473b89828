import { createJapanCalendar } from '../../src/calendars/japan.ts';
import { createListedCalendar } from '../../src/calendars/listed.ts';
import { type OfficialList, parseOfficialList } from '../../src/calendars/official-list.ts';
import type { ConfigurationPorts } from '../../src/config/configuration-ports.ts';
import { parseConfiguration } from '../../src/config/parse-configuration.ts';
import { parseDocument } from '../../src/config/parse-document.ts';
import type { Problem } from '../../src/config/problem.ts';
import { checkMessage } from '../../src/messages/template.ts';

/** What the service itself gives to configuration. */
export const REAL_PORTS: ConfigurationPorts<OfficialList> = {
  calendars: { parseOfficialList, createJapanCalendar, createListedCalendar },
  checkMessage,
};

/** Parses documents by name, as if they had been read from files; official lists are nowhere. */
export function parseTexts(texts: Readonly<Record<string, string>>) {
  return parseConfiguration({
    documents: Object.entries(texts).map(([file, text]) => parseDocument(file, text)),
    ports: REAL_PORTS,
    readFile: () => ({ code: 'unreadable_file', found: 'cannot be read (ENOENT)', advice: '' }),
  });
}

export function writeProblem({ line, column, code, pointer, found, advice }: Problem): string {
  return `${line}:${column} ${code} ${pointer} | ${found} | ${advice}`;
}
