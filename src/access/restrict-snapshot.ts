import type { Line, Snapshot } from '../lines/snapshot.ts';
import { allowsLine, type LineLimits } from './principal.ts';

/** What a limited map leaves out, and for whom. */
export interface Restriction {
  readonly limits: LineLimits;
  /** The map with everything in it. */
  readonly whole: ReadonlyMap<string, unknown>;
}

/** The snapshot as if only the lines within the limits were configured; made once for both. */
export function restrictSnapshot(snapshot: Snapshot, limits: LineLimits): Snapshot {
  const made = restricted.get(snapshot) ?? new WeakMap<LineLimits, Snapshot>();
  restricted.set(snapshot, made);
  const known = made.get(limits);
  if (known) return known;
  const fresh = restrict(snapshot, limits);
  made.set(limits, fresh);
  return fresh;
}

const restricted = new WeakMap<Snapshot, WeakMap<LineLimits, Snapshot>>();

/** The restriction behind the lines or groups of a snapshot, so that refusals can say so. */
export function restrictionOf(map: ReadonlyMap<string, unknown>): Restriction | undefined {
  return restrictions.get(map);
}

const restrictions = new WeakMap<ReadonlyMap<string, unknown>, Restriction>();

function restrict(snapshot: Snapshot, limits: LineLimits): Snapshot {
  const isAllowed = (line: Line) => allowsLine(limits, line);
  const lines = new Map([...snapshot.lines].filter(([, line]) => isAllowed(line)));
  const groups = new Map(
    [...snapshot.groups]
      .map(([name, members]) => [name, members.filter(isAllowed)] as const)
      .filter(([, members]) => members.length > 0),
  );
  restrictions.set(lines, { limits, whole: snapshot.lines });
  restrictions.set(groups, { limits, whole: snapshot.groups });
  return { ...snapshot, lines, groups, purposes: restrictPurposes(snapshot, lines) };
}

/** Purposes without the channels that lead to other lines, and without those left with none. */
function restrictPurposes({ purposes }: Snapshot, lines: ReadonlyMap<string, Line>) {
  const kept = [...purposes.values()].map((purpose) => ({
    ...purpose,
    channels: purpose.channels.filter(
      (channel) => channel.kind !== 'line' || lines.has(channel.line),
    ),
  }));
  const usable = kept.filter(({ channels }) => channels.length > 0);
  return new Map(usable.map((purpose) => [purpose.id, purpose]));
}
