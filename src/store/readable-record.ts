import type { AuditRecord } from './record.ts';

/** Whether something that was kept outside of this process has the shape of a record. */
export function isReadable(value: unknown): value is AuditRecord {
  const record = value as Partial<AuditRecord> | null;
  return (
    isObject(record) &&
    Number.isSafeInteger(record.version) &&
    isText(record.at, record.action, record.nonce, record.previous, record.hash) &&
    !Number.isNaN(Date.parse(String(record.at))) &&
    isActor(record.actor) &&
    Array.isArray(record.changes) &&
    record.changes.every((change) => isObject(change) && isText(change.kind, change.id)) &&
    isIdempotency(record.idempotency)
  );
}

function isActor(value: unknown): boolean {
  return isObject(value) && isText(value.name) && (value.key === null || isText(value.key));
}

function isIdempotency(value: unknown): boolean {
  return value === null || (isObject(value) && isText(value.key, value.fingerprint));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
