import type { Override } from '../../../overrides/override.ts';

/** A record of `GET /v1/audit`. */
export interface AuditRecordJson {
  readonly version: number;
  /** In UTC, as everything in a record. */
  readonly at: string;
  readonly actor: { readonly name: string };
  readonly action: string;
  readonly changes: readonly AuditChange[];
  readonly hash: string;
}

export interface AuditChange {
  readonly kind: string;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What of an override can differ between two records. */
export const OVERRIDE_FIELDS = [
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
] as const satisfies readonly (keyof Override)[];
export type OverrideField = (typeof OVERRIDE_FIELDS)[number];

/** An override as it is stored, as far as it is told in words. */
export type StoredOverride = Pick<Override, OverrideField>;

/** The fields that a change made another. */
export function changedFields(before: StoredOverride, after: StoredOverride): OverrideField[] {
  return OVERRIDE_FIELDS.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}

/** Those overrides that a record is about; what made room for it is not told. */
export function overrideChanges(record: AuditRecordJson) {
  return record.changes.flatMap(({ kind, id, before, after }) => {
    if (kind !== 'override' || after === null) return [];
    const documents = { before: before as StoredOverride | null, after: after as StoredOverride };
    return [{ id, ...documents }];
  });
}
