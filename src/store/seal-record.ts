import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AuditRecord } from './record.ts';

// The package is CommonJS, but its types describe a default export, which nodenext cannot match.
const canonicalize: (value: unknown) => string = createRequire(import.meta.url)('canonicalize');

/** The record with its hash. */
export function sealRecord(parts: Omit<AuditRecord, 'hash'>): AuditRecord {
  return { ...parts, hash: hashOf(parts) };
}

/** Whether a record still says what was sealed. */
export function isSealed({ hash, ...parts }: AuditRecord): boolean {
  return hashOf(parts) === hash;
}

/** Whether two values are the same document, in whatever order their keys stand. */
export function isSameDocument(a: unknown, b: unknown): boolean {
  return a === b || canonicalize(a) === canonicalize(b);
}

/** SHA-256 over the RFC 8785 form, in hexadecimal. */
function hashOf(parts: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256').update(canonicalize(parts)).digest('hex');
}
