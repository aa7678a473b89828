import { allowsLine, describeLimits, type LineLimits } from '../access/principal.ts';
import { CodedError } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { OverrideScope } from './scope.ts';

/**
 * What of a scope lies outside the limits of a key, in words. A group must be allowed by its name:
 * lines may join it. `all` is for keys without limits.
 */
export function outsideLimits(
  limits: LineLimits | null,
  { lines, groups, all }: OverrideScope,
  snapshot: Snapshot,
): readonly string[] {
  if (limits === null) return [];
  const isOutside = (id: string) =>
    !allowsLine(limits, { id, groups: snapshot.lines.get(id)?.groups ?? [] });
  return [
    ...(all ? ['all lines'] : []),
    ...groups.filter((name) => !limits.groups.has(name)).map((name) => `the group ${name}`),
    ...lines.filter(isOutside).map((name) => `the line ${name}`),
  ];
}

/** Refuses a scope that is not wholly within the limits. */
export function requireLimits(
  limits: LineLimits | null,
  scope: OverrideScope,
  snapshot: Snapshot,
): void {
  const outside = outsideLimits(limits, scope, snapshot);
  if (limits === null || outside.length === 0) return;
  const named = outside.slice(0, MAX_TOLD).join(', ');
  const more = outside.length > MAX_TOLD ? ` and ${outside.length - MAX_TOLD} more` : '';
  const detail = `The access key is not for ${named}${more}, only for ${describeLimits(limits)}.`;
  throw new CodedError([{ code: 'forbidden', detail }]);
}

const MAX_TOLD = 10;

/** Whether any line of a scope is within the limits: what a limited key may see. */
export function touchesLimits(
  limits: LineLimits | null,
  { lines, groups, all }: OverrideScope,
  snapshot: Snapshot,
): boolean {
  if (limits === null || all) return true;
  const allows = (line: Line) => allowsLine(limits, line);
  if (groups.some((name) => snapshot.groups.get(name)?.some(allows))) return true;
  return lines.some((id) => allowsLine(limits, snapshot.lines.get(id) ?? { id, groups: [] }));
}
