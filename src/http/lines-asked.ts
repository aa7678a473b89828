import { Type } from 'typebox';
import { CodedError, refuseFaults } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { unknownName } from './lookup.ts';
import { idParameter, LineParameter } from './query-schema.ts';

/** Names of lines and groups in a query; without any, all lines are asked for. */
export interface NamesAsked {
  readonly line?: readonly string[];
  readonly group?: readonly string[];
}

/** The parameters `line` and `group` of a route that answers about so many lines at most. */
export function namesParameters(maxItems: number) {
  const group = idParameter('The id of a group.', 'cards');
  return {
    line: Type.Optional(Type.Array(LineParameter, { maxItems, description: 'Lines; repeatable.' })),
    group: Type.Optional(Type.Array(group, { maxItems, description: 'Groups; repeatable.' })),
  };
}

/** Each line once, in the order asked for; every name that is not known is refused at once. */
export function linesAsked(snapshot: Snapshot, asked: NamesAsked, max: number): readonly Line[] {
  const { lines, groups } = snapshot;
  const { line = [], group = [] } = asked;
  const faults = [
    ...line.filter((name) => !lines.has(name)).map((name) => unknownName(lines, name, 'line')),
    ...group.filter((name) => !groups.has(name)).map((name) => unknownName(groups, name, 'group')),
  ];
  refuseFaults(faults);
  const found = linesFound(snapshot, asked);
  if (found.length > max) refuseCount(found.length, max);
  return found;
}

/** The same, without the lines and groups that are no longer there. */
export function linesFound(
  { lines, groups }: Snapshot,
  { line = [], group = [] }: NamesAsked,
): readonly Line[] {
  if (line.length === 0 && group.length === 0) return [...lines.values()];
  const named = line.flatMap((name) => lines.get(name) ?? []);
  const members = group.flatMap((name) => groups.get(name) ?? []);
  return [...new Set([...named, ...members])];
}

function refuseCount(count: number, max: number): never {
  const detail = `${count} lines are asked for, at most ${max} are answered at once.`;
  throw new CodedError([{ code: 'too_many_lines', parameter: 'line', detail }]);
}
