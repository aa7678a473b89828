import type { Reason } from '../core/reason.ts';
import type { Json } from '../store/json.ts';

/** What receivers were told last that a line is: what tells one interval from another. */
export type ToldState = Pick<Reason, 'state' | 'code' | 'layer' | 'name'>;

/** By line. */
export type ToldStates = ReadonlyMap<string, ToldState>;

/** Reasons of two snapshots are never the same objects. */
export function isSameState(a: ToldState, b: ToldState): boolean {
  if (a === b) return true;
  const isSameName = a.name.ja === b.name.ja && a.name.en === b.name.en;
  return isSameName && a.state === b.state && a.code === b.code && a.layer === b.layer;
}

interface Group extends ToldState {
  readonly lines: string[];
}

/** As a paper: lines in one state together, so that thousands of them are a small one. */
export function writeToldStates(told: ToldStates): Json {
  const groups = new Map<string, Group>();
  for (const [line, { state, code, layer, name }] of told) {
    const key = JSON.stringify([state, code, layer, name.ja, name.en]);
    const group = groups.get(key) ?? { state, code, layer, name, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()] as unknown as Json;
}

/** What {@link writeToldStates} wrote; without any paper nothing was told. */
export function readToldStates(paper: Json | undefined): ToldStates {
  const groups = (paper ?? []) as unknown as readonly Group[];
  return new Map(
    groups.flatMap(({ lines, ...told }) => lines.map((line) => [line, told] as const)),
  );
}
