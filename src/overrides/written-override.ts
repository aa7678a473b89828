import type { Fault } from '../errors.ts';
import type { Override } from './override.ts';

/** The keys of an override as callers write it. */
export const WRITTEN_KEYS = [
  'lines',
  'groups',
  'all',
  'state',
  'hours',
  'from',
  'until',
  'reason',
  'name',
  'message',
  'note',
  'author',
] as const;
type WrittenKey = (typeof WRITTEN_KEYS)[number];

/**
 * An override, or changes to one, as somebody wrote it. Values of a wrong type are among `told`;
 * whoever reads the values passes them over.
 */
export interface Writing {
  readonly body: WrittenOverride;
  /** What is wrong with the shape of the body. */
  readonly told: readonly Fault[];
}

export type WrittenOverride = { readonly [key in WrittenKey]?: unknown };

/** How somebody would write a stored override. */
export function overrideToWritten(override: Override): WrittenOverride {
  const { lines, groups, all, state, hours, from, untilAsked, reason } = override;
  const { name, message, note, author } = override;
  return {
    ...(lines.length > 0 && { lines }),
    ...(groups.length > 0 && { groups }),
    ...(all && { all }),
    ...(state === null ? { hours } : { state }),
    ...{ from, until: untilAsked, reason, author },
    ...(name && { name }),
    ...(message && { message }),
    ...(note !== null && { note }),
  };
}

/** A JSON merge patch (RFC 7396) applied: objects are merged, `null` removes. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
