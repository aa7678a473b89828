import type { Instant } from '../core/instant.ts';
import { instantToDay } from '../core/zone.ts';
import { checkShape } from './check-shape.ts';
import { type Configuration, MAX_LINES, type OnUnknown } from './configuration.ts';
import type { ConfigurationPorts } from './configuration-ports.ts';
import { define, definitions } from './define.ts';
import { child, entries, items, type Located, pathOf } from './located.ts';
import { type CalendarInput, parseCalendar } from './parse-calendar.ts';
import type { ParseContext } from './parse-context.ts';
import { parseExpectations } from './parse-expectations.ts';
import { parseFeeds } from './parse-feeds.ts';
import { createLineParser } from './parse-line.ts';
import { parsePurpose } from './parse-purpose.ts';
import { parseSuppression } from './parse-suppression.ts';
import { parseWebhooks } from './parse-webhook.ts';
import { parseZone } from './parse-zone.ts';
import type { Problem } from './problem.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import { createSchedulePool } from './schedule-pool.ts';
import type { WrittenDocument } from './schema.ts';
import type { ParsedDocument } from './source-document.ts';
import type { Suppression } from './suppression.ts';
import { warnEndingCalendars } from './warn-ending-calendars.ts';
import type { WrittenConfiguration } from './written-configuration.ts';

type Documents = WrittenConfiguration;

/** Each may name a file that takes a while to read. */
const MAX_CALENDARS = 1_000;

export type ParsedConfiguration =
  | {
      readonly ok: true;
      readonly parts: Omit<Configuration, 'revision'>;
      readonly written: WrittenConfiguration;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ConfigurationInput<List> {
  readonly documents: readonly ParsedDocument[];
  readonly ports: ConfigurationPorts<List>;
  readonly readFile: CalendarInput<List>['readFile'];
  readonly now: Instant;
}

/** All documents together as one configuration, or everything that is wrong with any of them. */
export function parseConfiguration<List>(input: ConfigurationInput<List>): ParsedConfiguration {
  const problems = createProblemList();
  const documents = readDocuments(input.documents, problems);
  const suppressions = parseSuppressions(documents, problems);
  problems.suppress(suppressions);
  const context = {
    problems,
    checkMessage: input.ports.checkMessage,
    isComplete: documents.length === input.documents.length,
  };
  const parts = parseParts(documents, input, context);
  // Told alone: beside other faults it mostly follows from them (a misspelt "lines").
  if (problems.errorCount === 0 && parts.lines.length === 0) reportNoLines(documents, problems);
  if (problems.errorCount > 0 || !parts.zone) {
    return { ok: false, problems: [...problems.errors(), ...problems.warnings()] };
  }
  const schedules = new Set(parts.lines.map(({ schedule }) => schedule));
  const calendars = mapsOf(documents, 'calendars').flatMap((map) => entries(map));
  const today = instantToDay(parts.zone, input.now);
  warnEndingCalendars(calendars, schedules, { today, problems });
  const found = { warnings: problems.warnings(), suppressed: problems.suppressed() };
  const complete = { ...parts, zone: parts.zone, suppressions, ...found };
  return { ok: true, parts: complete, written: documents };
}

/** First of all, so that no warning that is not wanted takes the place of one that is. */
function parseSuppressions(documents: Documents, problems: ProblemList): Suppression[] {
  return documents
    .flatMap((of) => child(of, 'suppressions') ?? [])
    .flatMap((list) => items(list))
    .flatMap((at) => parseSuppression(at, problems) ?? []);
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
  { ports, readFile, now }: ConfigurationInput<List>,
  context: ParseContext,
) {
  const maps = <K extends MapKey>(key: K) => mapsOf(documents, key);
  checkVersion(documents, context);
  const writtenZone = onlyOne(documents, 'zone', context);
  const zone = writtenZone && parseZone(writtenZone, context);
  const onUnknown: OnUnknown = onlyOne(documents, 'onUnknown', context)?.value ?? 'unknown';
  if (!writtenZone) reportNoZone(documents, context);
  const feeds = parseFeeds(maps('calendars'), context);
  const input = { sources: ports.calendars, readFile, feeds, now, zone };
  let read = 0;
  const parseNext: typeof parseCalendar<List> = (at, ...given) => {
    if (++read <= MAX_CALENDARS) return parseCalendar(at, ...given);
    const found = `there are more than ${MAX_CALENDARS} calendars`;
    context.problems.report(at, { code: 'too_many', found, advice: 'join some of them' });
    return null;
  };
  const calendars = define(maps('calendars'), (at) => parseNext(at, input, context), context);
  const pool = createSchedulePool(calendars, context);
  const schedules = define(maps('schedules'), pool, context);
  const parseLine = createLineParser({ schedules, pool, zone, onUnknown }, context);
  const lines = define(withinLimit(maps('lines'), context), parseLine, context);
  const purposes = define(maps('purposes'), (at) => parsePurpose(at, lines, context), context);
  const expectationLists = documents.flatMap((of) => child(of, 'expectations') ?? []);
  const webhookLists = documents.flatMap((of) => child(of, 'webhooks') ?? []);
  return {
    zone,
    onUnknown,
    calendars: definitions(calendars),
    feeds: [...feeds.values()],
    lines: definitions(lines),
    purposes: definitions(purposes),
    expectations: parseExpectations(expectationLists, { lines, readFile }, context),
    webhooks: parseWebhooks(webhookLists, lines, context),
  };
}

type MapKey = 'calendars' | 'schedules' | 'lines' | 'purposes';

function mapsOf<K extends MapKey>(documents: Documents, key: K) {
  return documents.flatMap((of) => child(of, key) ?? []);
}

/** The maps, up to the one that goes beyond {@link MAX_LINES} together with those before it. */
function withinLimit<T extends object>(
  maps: readonly Located<T>[],
  { problems }: ParseContext,
): readonly Located<T>[] {
  let count = 0;
  for (const [index, map] of maps.entries()) {
    count += Object.keys(map.value).length;
    if (count <= MAX_LINES) continue;
    const found = `with the files before there are more than ${MAX_LINES} lines`;
    problems.report(map, { code: 'too_many', found, advice: 'configure fewer lines' }, 'key');
    return maps.slice(0, index);
  }
  return maps;
}

function reportNoLines(documents: Documents, problems: ProblemList): void {
  const at = documents.flatMap((of) => child(of, 'lines') ?? [])[0] ?? emptyOrFirst(documents);
  const advice = 'add one under lines:';
  if (at) problems.report(at, { code: 'no_lines', found: 'no line is configured', advice }, 'key');
}

/** An empty file is the likeliest to have lost what is missing. */
function emptyOrFirst(documents: Documents): Located<WrittenDocument> | undefined {
  return documents.find(({ value }) => Object.keys(value).length === 0) ?? documents[0];
}

function checkVersion(documents: Documents, { problems, isComplete }: ParseContext): void {
  const first = emptyOrFirst(documents);
  const isGiven = documents.some(({ value }) => value.version !== undefined);
  if (isGiven || !first || !isComplete) return;
  const fault = { code: 'missing_key', found: '"version" is missing', advice: 'add version: 1' };
  problems.report(first, fault);
}

function reportNoZone(documents: Documents, { problems, isComplete }: ParseContext): void {
  const first = emptyOrFirst(documents);
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
