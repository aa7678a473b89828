import { stateOf } from '../core/reason.ts';
import type { Zone } from '../core/zone.ts';
import { quote } from '../words/quote.ts';
import {
  COUNTS,
  type CountName,
  type Expectation,
  type ExpectationSubject,
  type LineConfiguration,
} from './configuration.ts';
import { didYouMean } from './did-you-mean.ts';
import { child, type Located, pathOf } from './located.ts';
import {
  type Defined,
  type ParseContext,
  reportConflict,
  reportMissing,
  resolve,
} from './parse-context.ts';
import { type ExpectedTime, instantsOf, parseExpectedTime } from './parse-expected-time.ts';
import { parseHours } from './parse-hours.ts';
import type { WrittenExpectation } from './schema-expectation.ts';
import { formatPointer } from './source-document.ts';

type At = Located<WrittenExpectation>;

/** What an expectation asks for, one for each clock and count; none where something is wrong. */
export type ExpectationParser = (at: At) => readonly Expectation[];

export function createExpectationParser(
  lines: Defined<LineConfiguration>,
  context: ParseContext,
): ExpectationParser {
  const groups = groupsOf(lines);
  return (at) => {
    const named = parseLines(at, { lines, groups }, context);
    const zones = [...new Set(named.map(({ zone }) => zone))];
    const time = parseExpectedTime(at, zones[0] ?? null, context);
    const asked = parseAsked(at, context);
    if (!time || !asked) return [];
    return zones.flatMap((zone) => {
      const ids = named.filter((line) => line.zone === zone).map(({ id }) => id);
      return asked.flatMap((each) => expectation(each, { at, time, zone, ids }, context) ?? []);
    });
  };
}

/** The lines of each group; `null` where a line has faults, so that its groups are not known. */
type Groups = ReadonlyMap<string, readonly LineConfiguration[]> | null;

function groupsOf(lines: Defined<LineConfiguration>): Groups {
  const groups = new Map<string, LineConfiguration[]>();
  for (const line of lines.values()) {
    if (line === null) return null;
    for (const group of line.groups) {
      const members = groups.get(group) ?? [];
      members.push(line);
      groups.set(group, members);
    }
  }
  return groups;
}

interface Named {
  readonly lines: Defined<LineConfiguration>;
  readonly groups: Groups;
}

function parseLines(at: At, named: Named, context: ParseContext): readonly LineConfiguration[] {
  const [line, group] = [child(at, 'line'), child(at, 'group')];
  if (at.value.line === undefined && at.value.group === undefined) {
    const advice = 'add line: phone-pin, or group: cards for every line of a group';
    reportMissing(at, 'line', { advice, context });
  }
  if (line && group) {
    const advice = 'write a line, or a group for every line of it';
    reportConflict(group, ['line', 'group'], { advice, context });
  }
  if (line) {
    const found = resolve(line, named.lines, { noun: 'line', context });
    return found ? [found] : [];
  }
  const members = group && named.groups?.get(group.value);
  if (group && named.groups && !members && context.isComplete) {
    const found = `no line is in a group ${quote(group.value)}`;
    const otherwise = 'write it under "groups" of a line too';
    const advice = didYouMean(group.value, [...named.groups.keys()], otherwise);
    context.problems.report(group, { code: 'unknown_group', found, advice });
  }
  return members ?? [];
}

type Asked =
  | Pick<Extract<Expectation, { kind: 'state' }>, 'kind' | 'state' | 'reason'>
  | Pick<Extract<Expectation, { kind: 'hours' }>, 'kind' | 'hours' | 'reason'>
  | Pick<Extract<Expectation, { kind: 'count' }>, 'kind' | 'count' | 'expected'>;

/** A state and a reason, hours and their reason, or counts; `null` where that is wrong. */
function parseAsked(at: At, context: ParseContext): readonly Asked[] | null {
  const counts = COUNTS.filter((name) => at.value[name] !== undefined);
  const { state, reason, hours } = at.value;
  if (state === undefined && reason === undefined && hours === undefined && counts.length === 0) {
    const states = 'state: open, state: closed';
    const reasons = 'a reason such as reason: holiday';
    const advice =
      at.value.at === undefined
        ? `add ${states}, ${reasons}, hours: closed, or openDays: 242`
        : `add ${states}, or ${reasons}`;
    reportMissing(at, 'state', { advice, context });
    return null;
  }
  if (hours !== undefined) return parseAskedHours(at, counts, context);
  if (counts.length > 0) return parseCounts(at, counts, context);
  if (!checkReason(at, state, context)) return null;
  return [{ kind: 'state', state: state ?? null, reason: reason ?? null }];
}

function parseAskedHours(
  at: At,
  counts: readonly CountName[],
  context: ParseContext,
): readonly Asked[] | null {
  const isAlone = excludeKeys(at, { key: 'hours', others: ['at', 'state', ...counts] }, context);
  const written = child(at, 'hours');
  const hours = written && parseHours(written, context);
  if (!hours) return null;
  const isGood = checkReason(at, hours.length > 0 ? 'open' : 'closed', context);
  const reason = child(at, 'reason')?.value ?? null;
  return isAlone && isGood ? [{ kind: 'hours', hours, reason }] : null;
}

function parseCounts(
  at: At,
  counts: readonly CountName[],
  context: ParseContext,
): readonly Asked[] | null {
  const [key = 'openDays'] = counts;
  const isAlone = excludeKeys(at, { key, others: ['at', 'state', 'reason'] }, context);
  if (!isAlone) return null;
  return counts.flatMap((count) => {
    const expected = child(at, count)?.value;
    return expected === undefined ? [] : [{ kind: 'count' as const, count, expected }];
  });
}

type Key = keyof WrittenExpectation;

const ADVICE: Readonly<Partial<Record<Key, string>>> = {
  at: 'write the date: hours and counts are those of whole dates',
};

function excludeKeys(
  at: At,
  { key, others }: { readonly key: Key; readonly others: readonly Key[] },
  context: ParseContext,
): boolean {
  const found = others.flatMap((other) => child(at, other) ?? []);
  for (const other of found) {
    const advice = ADVICE[other.key as Key] ?? 'write an expectation for each of the two';
    reportConflict(other, [key, String(other.key)], { advice, context });
  }
  return found.length === 0;
}

/** A reason belongs to one state. */
function checkReason(
  at: At,
  state: 'open' | 'closed' | undefined,
  { problems }: ParseContext,
): boolean {
  const reason = child(at, 'reason');
  if (!reason || state === undefined || stateOf(reason.value) === state) return true;
  const isOfHours = at.value.hours !== undefined;
  const found = `${reason.value} never goes with ${isOfHours ? `${state} dates` : state}`;
  const other = isOfHours ? 'the reason of the date' : `state: ${stateOf(reason.value)}`;
  const advice = `write ${other}, or leave one of the two out`;
  problems.report(reason, { code: 'conflicting_keys', found, advice });
  return false;
}

interface Place {
  readonly at: At;
  readonly time: ExpectedTime;
  readonly zone: Zone;
  readonly ids: readonly string[];
}

/** `null` where the time does not fit what is asked, or this zone, which has been told. */
function expectation(asked: Asked, place: Place, context: ParseContext): Expectation | null {
  const { at, time, zone } = place;
  if (asked.kind === 'state') {
    const instants = instantsOf(time, zone, context);
    return instants && { ...subjectOf(place), ...asked, ...instants };
  }
  if (time.days) return { ...subjectOf(place), ...asked, days: time.days };
  const found = 'an instant where a date is needed';
  const advice = 'write dates: hours and counts are those of whole dates';
  context.problems.report(child(at, 'from') ?? at, { code: 'bad_date', found, advice });
  return null;
}

function subjectOf({ at, time, ids }: Place): ExpectationSubject {
  const path = pathOf(at);
  return {
    lines: ids,
    group: at.value.group ?? null,
    when: time.words,
    note: at.value.note ?? null,
    pointer: formatPointer(path),
    place: at.document.placeOf(path, 'value'),
  };
}
