import type { LineLimits } from '../access/principal.ts';
import { restrictSnapshot } from '../access/restrict-snapshot.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { allowsNamed, outsideLimits, touchesLimits } from './line-limits.ts';
import type { Override } from './override.ts';
import { linesIn } from './scope.ts';

/**
 * An override as a key with limits may see it, as if it were for the lines of the key alone; `null`
 * where it is for none of them. The note of one that is for others too is for them as well.
 */
export function overrideWithin(
  limits: LineLimits | null,
  override: Override,
  snapshot: Snapshot,
): Override | null {
  if (limits === null) return override;
  if (!touchesLimits(limits, override, snapshot)) return null;
  if (outsideLimits(limits, override, snapshot).length === 0) return override;
  const visible = restrictSnapshot(snapshot, limits);
  return {
    ...override,
    lines: override.lines.filter((id) => allowsNamed(limits, id, snapshot)),
    groups: override.groups.filter((id) => limits.groups.has(id) || visible.groups.has(id)),
    ...endsOf(override, linesIn(override, visible)),
    note: null,
  };
}

/** The ends of these lines alone: of lines that all have an earlier one, the last is the end. */
function endsOf({ until, ends }: Override, lines: readonly Line[]) {
  const ids = new Set(lines.map(({ id }) => id));
  const own = Object.entries(ends).filter(([id]) => ids.has(id));
  const isWhole = own.length > 0 && own.length === ids.size;
  const last = isWhole ? own.reduce((latest, [, end]) => (end > latest ? end : latest), '') : until;
  return { until: last, ends: Object.fromEntries(own.filter(([, end]) => end < last)) };
}
