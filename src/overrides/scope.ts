import type { Fault } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { missingField, type Reading } from './reading.ts';
import type { WrittenOverride } from './written-override.ts';

/** Which lines an override is for. */
export interface OverrideScope {
  readonly lines: readonly string[];
  readonly groups: readonly string[];
  readonly all: boolean;
}

/** The lines, groups or all of a body; `null` where that cannot be told, which is reported. */
export function parseScope(body: WrittenOverride, reading: Reading): OverrideScope | null {
  const { lines, groups } = reading.base;
  const scope = {
    lines: namesIn(body.lines, { key: 'lines', noun: 'line', known: lines }, reading),
    groups: namesIn(body.groups, { key: 'groups', noun: 'group', known: groups }, reading),
    all: body.all === true,
  };
  const isNamed = scope.lines.length > 0 || scope.groups.length > 0;
  if (scope.all && isNamed) {
    reading.report({ code: 'invalid_parameter', pointer: '/all', detail: ALL_AND_NAMES });
    return null;
  }
  if (scope.all || isNamed) return scope;
  if (!isWritten(body)) reading.report(missingField('/lines', SCOPE_ADVICE));
  return null;
}

const ALL_AND_NAMES =
  '/all stands together with /lines or /groups; write one or the other, null in a PATCH.';
const SCOPE_ADVICE = 'name "lines" or "groups", or write "all": true';

interface NamesKind {
  readonly key: 'lines' | 'groups';
  readonly noun: 'line' | 'group';
  readonly known: ReadonlyMap<string, unknown>;
}

/** Each name once; the names that stand for nothing are reported. */
function namesIn(value: unknown, { key, noun, known }: NamesKind, { report }: Reading): string[] {
  const names = new Set<string>();
  for (const [index, name] of (Array.isArray(value) ? value : []).entries()) {
    if (typeof name !== 'string') continue;
    names.add(name);
    if (known.has(name)) continue;
    const detail = `There is no ${noun} ${quote(name)}.${suggestName(name, known.keys())}`;
    report({ code: `unknown_${noun}`, pointer: `/${key}/${index}`, detail } satisfies Fault);
  }
  return [...names];
}

/** Whether there is anything about the scope; what has no names in it has been told. */
function isWritten({ lines, groups, all }: WrittenOverride): boolean {
  return lines !== undefined || groups !== undefined || (all !== undefined && all !== false);
}

/** The lines that there are in a scope, each once. */
export function linesIn({ lines, groups, all }: OverrideScope, snapshot: Snapshot): Line[] {
  if (all) return [...snapshot.lines.values()];
  const found = new Set([
    ...lines.flatMap((name) => snapshot.lines.get(name) ?? []),
    ...groups.flatMap((name) => snapshot.groups.get(name) ?? []),
  ]);
  return [...found];
}
