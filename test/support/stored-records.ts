import type { Json } from '../../src/store/json.ts';
import type { AuditRecord, Head } from '../../src/store/record.ts';
import { sealRecord } from '../../src/store/seal-record.ts';
import type { Commit } from '../../src/store/store.ts';

/** A change that follows the head: sets documents, or removes those that are `null`. */
export function commitAfter(head: Head, documents: Readonly<Record<string, Json>>): Commit {
  const entries = Object.entries(documents);
  const puts = new Map(entries.filter(([, document]) => document !== null));
  const removes = entries.filter(([, document]) => document === null).map(([name]) => name);
  return { record: recordAfter(head, entries), puts, removes };
}

function recordAfter(head: Head, entries: readonly [string, Json][]): AuditRecord {
  return sealRecord({
    version: head.version + 1,
    at: '2026-11-24T00:00:00.000Z',
    actor: { key: null, name: 'test' },
    action: 'override.create',
    changes: entries.map(([id, after]) => ({ kind: 'override', id, before: null, after })),
    idempotency: null,
    nonce: '',
    previous: head.hash,
  });
}
