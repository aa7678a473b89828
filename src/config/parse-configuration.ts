import { checkShape } from './check-shape.ts';
import type { Configuration, OnUnknown } from './configuration.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { define, definitions } from './define.ts';
import { child, items, type Located, pathOf } from './located.ts';
import { type CalendarInput, parseCalendar } from './parse-calendar.ts';
import type { ParseContext } from './parse-context.ts';
import { parseExpectation } from './parse-expectation.ts';
import { createLineParser } from './parse-line.ts';
import { parsePurpose } from './parse-purpose.ts';
import { parseZone } from './parse-zone.ts';
import type { Problem } from './problem.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import { createSchedulePool } from './schedule-pool.ts';
import type { WrittenDocument } from './schema.ts';
import type { ParsedDocument } from './source-document.ts';

type Documents = readonly Located<WrittenDocument>[];

export type ParsedConfiguration =
  | { readonly ok: true; readonly parts: Omit<Configuration, 'revision'> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ConfigurationInput<List> {
  readonly documents: readonly ParsedDocument[];
  readonly ports: ConfigurationPorts<List>;
  readonly readFile: CalendarInput<List>['readFile'];
}

/** All documents together as one configuration, or everything that is wrong with any of them. */
export function parseConfiguration<List>(input: ConfigurationInput<List>): ParsedConfiguration {
  const problems = createProblemList();
  const documents = readDocuments(input.documents, problems);
  const context = {
    problems,
    checkMessage: input.ports.checkMessage,
    isComplete: documents.length === input.documents.length,
  };
  const parts = parseParts(documents, input, context);
  if (problems.errorCount > 0 || !parts.zone) {
    return { ok: false, problems: [...problems.errors(), ...problems.warnings()] };
  }
  return { ok: true, parts: { ...parts, zone: parts.zone, warnings: problems.warnings() } };
}

function readDocuments(parsed: readonly ParsedDocument[], problems: ProblemList): Documents {
  return parsed.flatMap(({ document, problems: faults }) => {
    for (const fault of faults) problems.add(() => fault);
    if (!document) return [];
    // A file of comments only is an empty map.
    return checkShape({ ...document, value: document.value ?? {} }, problems) ?? [];
  });
}

/** Calendars first, then what names them, then what names that. */
function parseParts<List>(
  documents: Documents,
  { ports, readFile }: ConfigurationInput<List>,
  context: ParseContext,
) {
  const maps = <K extends MapKey>(key: K) => documents.flatMap((of) => child(of, key) ?? []);
  checkVersion(documents, context);
  const writtenZone = onlyOne(documents, 'zone', context);
  const zone = writtenZone && parseZone(writtenZone, context);
  const onUnknown: OnUnknown = onlyOne(documents, 'onUnknown', context)?.value ?? 'unknown';
  if (!writtenZone) reportNoZone(documents, context);
  const input = { sources: ports.calendars, readFile };
  const calendars = define(maps('calendars'), (at) => parseCalendar(at, input, context), context);
  const pool = createSchedulePool(calendars, context);
  const schedules = define(maps('schedules'), pool, context);
  const parseLine = createLineParser({ schedules, pool, zone, onUnknown }, context);
  const lines = define(maps('lines'), parseLine, context);
  const purposes = define(maps('purposes'), (at) => parsePurpose(at, lines, context), context);
  const expectations = documents
    .flatMap((of) => child(of, 'expectations') ?? [])
    .flatMap((list) => items(list))
    .flatMap((at) => parseExpectation(at, lines, context) ?? []);
  return {
    zone,
    onUnknown,
    calendars: definitions(calendars),
    lines: definitions(lines),
    purposes: definitions(purposes),
    expectations,
  };
}

type MapKey = 'calendars' | 'schedules' | 'lines' | 'purposes';

function checkVersion(documents: Documents, { problems, isComplete }: ParseContext): void {
  const [first] = documents;
  const isGiven = documents.some(({ value }) => value.version !== undefined);
  if (isGiven || !first || !isComplete) return;
  const fault = { code: 'missing_key', found: '"version" is missing', advice: 'add version: 1' };
  problems.report(first, fault);
}

function reportNoZone(documents: Documents, { problems, isComplete }: ParseContext): void {
  const [first] = documents;
  const isGiven = documents.some(({ value }) => value.zone !== undefined);
  if (isGiven || !first || !isComplete) return;
  const advice = 'add zone: Asia/Tokyo';
  problems.report(first, { code: 'missing_key', found: '"zone" is missing', advice });
}

/** A setting of the whole configuration, which at most one document may give. */
function onlyOne<K extends 'zone' | 'onUnknown'>(
  documents: Documents,
  key: K,
  { problems }: ParseContext,
) {
  const [first = null, ...others] = documents.flatMap((of) => child(of, key) ?? []);
  for (const other of others) {
    const { file, line } = (first ?? other).document.placeOf(pathOf(first ?? other), 'key');
    const found = `"${key}" is already given in ${file}, line ${line}`;
    problems.report(other, { code: 'duplicate_setting', found, advice: 'give it once' }, 'key');
  }
  return first;
}
