import type { Command, CommandGroup, Operand, Options } from './command.ts';

/** Understood by every command. */
export const GENERAL_OPTIONS: Options = {
  config: {
    type: 'string',
    value: 'PATH',
    summary: 'file or folder of the configuration (else EIGYOCHU_CONFIG, else config)',
  },
  help: { type: 'boolean', short: 'h', summary: 'print this help' },
  version: { type: 'boolean', short: 'V', summary: 'print the version' },
};

const JSON_OPTION: Options = {
  json: { type: 'boolean', summary: 'print what the HTTP interface answers' },
};

const LINE: Operand = { value: 'LINE', summary: 'the id of a line' };

/** What the first words of commands with two words stand for. */
export const GROUPS: readonly CommandGroup[] = [
  { name: 'keys', summary: 'the access keys: who may change something, and what' },
  { name: 'audit', summary: 'the records of everything that was changed' },
  { name: 'store', summary: 'everything that is kept: copies and restoring' },
];

/** The commands in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    summary: 'answer over HTTP until a signal ends it; SIGHUP reloads the configuration',
    operand: null,
    options: {},
    load: async () => (await import('./serve.ts')).runServe,
  },
  {
    name: 'check',
    summary: 'say what is wrong with the configuration, and test its expectations',
    operand: null,
    options: {},
    load: async () => (await import('./check.ts')).runCheck,
  },
  {
    name: 'decide',
    summary:
      'say whether a line is open, why, and when to call again; with the overrides in the store',
    operand: LINE,
    options: {
      at: {
        type: 'string',
        value: 'T',
        summary: 'at this instant, ISO 8601; without offset in the zone of the line (else now)',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./decide.ts')).runDecide,
  },
  {
    name: 'timeline',
    summary: 'list when a line opens and closes, and why; with the overrides in the store',
    operand: LINE,
    options: {
      from: { type: 'string', value: 'T', summary: 'date or instant (else today)' },
      until: {
        type: 'string',
        value: 'T',
        summary: 'date (included) or instant (not included) (else seven days later)',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./timeline.ts')).runTimeline,
  },
  {
    name: 'calendar',
    summary: 'print a year of a line at a glance; with the overrides in the store',
    operand: LINE,
    options: {
      year: { type: 'string', value: 'YYYY', required: true, summary: 'the year, 1970 to 2100' },
      ...JSON_OPTION,
    },
    load: async () => (await import('./calendar.ts')).runCalendar,
  },
  {
    name: 'business-time',
    summary:
      'say how long a line is open until an instant, or when so much open time or so many' +
      ' business days are over; with the overrides in the store',
    operand: LINE,
    options: {
      from: { type: 'string', value: 'T', summary: 'date or instant (else now)' },
      until: {
        type: 'string',
        value: 'T',
        summary: 'date (included) or instant (not included) (else the end of the date)',
      },
      add: {
        type: 'string',
        value: 'DURATION',
        summary: 'instead of --until: open time, PT8H; or -PT30M, for an instant before',
      },
      'add-days': {
        type: 'string',
        value: 'N',
        summary: 'instead of --until: business days; 1 is the next, -1 the previous one',
      },
      ...JSON_OPTION,
    },
    load: async () => (await import('./business-time.ts')).runBusinessTime,
  },
  {
    name: 'health',
    summary: 'ask the service on this machine whether it is alive; silent when it is',
    operand: null,
    options: {},
    load: async () => (await import('./health.ts')).runHealth,
  },
  {
    name: 'keys create',
    summary: 'make an access key and print it, this once',
    operand: null,
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
    operand: null,
    options: JSON_OPTION,
    load: async () => (await import('./keys-list.ts')).runKeysList,
  },
  {
    name: 'keys revoke',
    summary: 'make an access key invalid, everywhere within two seconds',
    operand: { value: 'ID', summary: 'the id of a key, the ten characters after eig_,' },
    options: {},
    load: async () => (await import('./keys-revoke.ts')).runKeysRevoke,
  },
  {
    name: 'audit verify',
    summary: 'find records that were edited, dropped, moved or slipped in',
    operand: null,
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
    operand: null,
    options: {},
    load: async () => (await import('./store-export.ts')).runStoreExport,
  },
  {
    name: 'store import',
    summary: 'put a copy, or the state.jsonl of a replica, into an empty store',
    operand: { value: 'FILE', summary: 'the file of a copy' },
    options: {
      replace: { type: 'boolean', summary: 'also where the store holds something, which is lost' },
    },
    load: async () => (await import('./store-import.ts')).runStoreImport,
  },
];
