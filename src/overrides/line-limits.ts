import { allowsLine, describeLimits, type LineLimits } from '../access/principal.ts';
import { restrictSnapshot } from '../access/restrict-snapshot.ts';
import { CodedError } from '../errors.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import type { OverridePorts } from './reading.ts';
import type { OverrideScope } from './scope.ts';
import type { WrittenOverride } from './written-override.ts';

/**
 * What a key with limits reads against: as if there were only the lines that it is for, so that no
 * refusal tells of others. What was written must have been found within the limits.
 */
export function portsWithin(limits: LineLimits | null, ports: OverridePorts): OverridePorts {
  return limits === null ? ports : { ...ports, base: restrictSnapshot(ports.base, limits) };
}

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
  return [
    ...(all ? ['all lines'] : []),
    ...groups.filter((name) => !limits.groups.has(name)).map((name) => `the group ${name}`),
    ...lines.filter((id) => !allowsNamed(limits, id, snapshot)).map((name) => `the line ${name}`),
  ];
}

/**
 * Refuses a body that names what there is and what the key is not for. What there is not is left
 * to whoever reads the body.
 */
export function requireLimits(
  limits: LineLimits | null,
  body: WrittenOverride,
  snapshot: Snapshot,
): void {
  const scope = {
    lines: namesIn(body.lines, snapshot.lines),
    groups: namesIn(body.groups, snapshot.groups),
    all: body.all === true,
  };
  const outside = outsideLimits(limits, scope, snapshot);
  if (limits === null || outside.length === 0) return;
  const named = outside.slice(0, MAX_TOLD).join(', ');
  const more = outside.length > MAX_TOLD ? ` and ${outside.length - MAX_TOLD} more` : '';
  const detail = `The access key is not for ${named}${more}, only for ${describeLimits(limits)}.`;
  throw new CodedError([{ code: 'forbidden', detail }]);
}

const MAX_TOLD = 10;

function namesIn(written: unknown, known: ReadonlyMap<string, unknown>): string[] {
  const names: readonly unknown[] = Array.isArray(written) ? written : [];
  return names.filter((name) => typeof name === 'string').filter((name) => known.has(name));
}

/** Whether any line of a scope is within the limits: what a limited key may see. */
export function touchesLimits(
  limits: LineLimits | null,
  { lines, groups, all }: OverrideScope,
  snapshot: Snapshot,
): boolean {
  if (limits === null || all) return true;
  const allows = (line: Line) => allowsLine(limits, line);
  if (groups.some((name) => snapshot.groups.get(name)?.some(allows))) return true;
  return lines.some((id) => allowsNamed(limits, id, snapshot));
}

/** Whether a key is for a line that an override names, also where it is no longer configured. */
export function allowsNamed(limits: LineLimits, id: string, { lines }: Snapshot): boolean {
  return allowsLine(limits, lines.get(id) ?? { id, groups: [] });
}
