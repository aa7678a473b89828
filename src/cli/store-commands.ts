import type { Command } from './command.ts';
import { JSON_OPTION } from './json-option.ts';

/** What is about keys, records and everything that is kept. */
export const STORE_COMMANDS: readonly Command[] = [
  {
    name: 'keys create',
    summary: 'make an access key and print it, this once',
    operands: [],
    options: {
      name: { type: 'string', value: 'NAME', required: true, summary: 'who or what will hold it' },
      scope: {
        type: 'string',
        value: 'SCOPES',
        required: true,
        summary: 'what it may do: read, override or admin, such as --scope override (several: a,b)',
      },
      line: { type: 'string', value: 'LINES', summary: 'only for these lines: a,b (else for all)' },
      group: { type: 'string', value: 'GROUPS', summary: 'only for the lines of these groups' },
      expires: {
        type: 'string',
        value: 'T',
        summary: 'instant with offset, or duration such as P90D (else never)',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./keys-create.ts')).runKeysCreate,
  },
  {
    name: 'keys list',
    summary: 'list the access keys, without what is secret in them',
    operands: [],
    options: JSON_OPTION,
    load: async () => (await import('./keys-list.ts')).runKeysList,
  },
  {
    name: 'keys revoke',
    summary: 'make an access key invalid, everywhere within two seconds',
    operands: [{ value: 'ID', summary: 'the id of a key, the ten characters after eig_,' }],
    options: {},
    load: async () => (await import('./keys-revoke.ts')).runKeysRevoke,
  },
  {
    name: 'audit verify',
    summary: 'find records that were edited, dropped, moved or slipped in',
    operands: [],
    options: {
      expect: {
        type: 'string',
        value: 'VERSION:HASH',
        summary: 'an end that was noted before, which must be among the records',
      },
      since: {
        type: 'string',
        value: 'VERSION:HASH',
        summary: 'verify what came after this, where the records before are lost',
      },
    },
    load: async () => (await import('./audit-verify.ts')).runAuditVerify,
  },
  {
    name: 'store export',
    summary: 'print everything that the store holds, to be kept as a copy',
    operands: [],
    options: {},
    load: async () => (await import('./store-export.ts')).runStoreExport,
  },
  {
    name: 'store import',
    summary: 'put a copy, or the state.jsonl of a replica, into an empty store',
    operands: [{ value: 'FILE', summary: 'the file of a copy' }],
    options: {
      replace: { type: 'boolean', summary: 'also where the store holds something, which is lost' },
    },
    load: async () => (await import('./store-import.ts')).runStoreImport,
  },
];
