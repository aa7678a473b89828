import type { Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import type { LineOverride } from '../core/line-override.ts';
import type { Span } from '../core/schedule.ts';
import { parseSpan } from '../words/parse-span.ts';
import { callerNames } from './caller-names.ts';
import type { Override } from './override.ts';

/** What of a line decides which overrides are for it. */
export interface OverriddenLine {
  readonly id: string;
  readonly groups: readonly string[];
}

/**
 * Gives the overrides of a line in order of creation, from all of them in that order. Groups and
 * `all` mean the line as it is configured now. Lines with equal overrides that end at the same time
 * get the same list. A line costs what is for it, not what there is.
 */
export function createLineOverrides(
  overrides: readonly Override[],
): (line: OverriddenLine) => readonly LineOverride[] {
  const scopes = indexScopes(overrides);
  const entries = overrides.map(createEntry);
  const listOf = listPool(entries);
  const byGroups = new Map<string, readonly LineOverride[]>();

  return ({ id, groups }) => {
    const isPersonal = scopes.byLine.has(id) || scopes.withEnd.has(id);
    const known = groups.filter((group) => scopes.byGroup.has(group));
    if (isPersonal) return listOf(placesOf(scopes, id, known), id);
    const key = JSON.stringify(known);
    const list = byGroups.get(key) ?? listOf(placesOf(scopes, null, known), null);
    byGroups.set(key, list);
    return list;
  };
}

/** Places in the order of creation. */
type Places = readonly number[];

interface Scopes {
  readonly all: Places;
  readonly byLine: ReadonlyMap<string, Places>;
  readonly byGroup: ReadonlyMap<string, Places>;
  /** Lines for which some override has an end of their own. */
  readonly withEnd: ReadonlySet<string>;
}

function indexScopes(overrides: readonly Override[]): Scopes {
  const all: number[] = [];
  const byLine = new Map<string, number[]>();
  const byGroup = new Map<string, number[]>();
  const withEnd = new Set<string>();
  for (const [place, override] of overrides.entries()) {
    if (override.all) all.push(place);
    for (const line of override.lines) addTo(byLine, line, place);
    for (const group of override.groups) addTo(byGroup, group, place);
    for (const line of Object.keys(override.ends)) withEnd.add(line);
  }
  return { all, byLine, byGroup, withEnd };
}

function addTo(places: Map<string, number[]>, name: string, place: number): void {
  const known = places.get(name);
  if (known) known.push(place);
  else places.set(name, [place]);
}

/** An override may name a line and its group too, and is for it once. */
function placesOf(
  { all, byLine, byGroup }: Scopes,
  line: string | null,
  groups: readonly string[],
): Places {
  const places = new Set(all);
  for (const place of (line !== null && byLine.get(line)) || []) places.add(place);
  for (const group of groups) for (const place of byGroup.get(group) ?? []) places.add(place);
  return [...places].sort((a, b) => a - b);
}

/** An override as it concerns a line; `null`: one for which it has no end of its own. */
type Entry = (line: string | null) => LineOverride;

/** One object for all lines for which it ends at the same time. */
function createEntry(override: Override): Entry {
  const byEnd = new Map<string, LineOverride>();
  return (line) => {
    const end = ownEnd(override, line) ?? override.until;
    const known = byEnd.get(end) ?? toLineOverride(override, end);
    byEnd.set(end, known);
    return known;
  };
}

function ownEnd({ ends }: Override, line: string | null): string | undefined {
  return line !== null && Object.hasOwn(ends, line) ? ends[line] : undefined;
}

function toLineOverride(override: Override, end: string): LineOverride {
  const { state, hours, message } = override;
  return {
    start: Date.parse(override.from) as Instant,
    end: Date.parse(end) as Instant,
    change: state ? { kind: state } : { kind: 'hours', hours: (hours ?? []).map(toSpan) },
    names: callerNames(override),
    message,
  };
}

function toSpan(text: string): Span {
  const span = parseSpan(text);
  invariant(!('code' in span), 'the hours of a stored override were checked');
  return span;
}

const NO_OVERRIDES: readonly LineOverride[] = Object.freeze([]);

/** Makes lists, and each list of the same overrides once. */
function listPool(entries: readonly Entry[]) {
  const serials = new Map<LineOverride, number>();
  const lists = new Map<string, readonly LineOverride[]>();
  return (places: Places, line: string | null): readonly LineOverride[] => {
    const list = places.flatMap((place) => entries[place]?.(line) ?? []).filter(isNotEmpty);
    if (list.length === 0) return NO_OVERRIDES;
    for (const each of list) if (!serials.has(each)) serials.set(each, serials.size);
    const key = list.map((each) => serials.get(each)).join();
    const known = lists.get(key) ?? list;
    lists.set(key, known);
    return known;
  };
}

/** One that was ended before it began holds for no time. */
function isNotEmpty({ start, end }: LineOverride): boolean {
  return start < end;
}
