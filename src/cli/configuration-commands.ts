import type { Command } from './command.ts';

/** What is about the files of a configuration. */
export const CONFIGURATION_COMMANDS: readonly Command[] = [
  {
    name: 'check',
    summary: 'say what is wrong with the configuration, and what the coming year will bring',
    operands: [],
    options: {
      strict: { type: 'boolean', summary: 'fail on warnings too; notices never fail' },
      format: {
        type: 'string',
        value: 'F',
        summary: 'text, json, sarif, or github for annotations (default: text)',
      },
      'max-closed-days': {
        type: 'string',
        value: 'N',
        summary: 'warn of longer runs of closed days (default: 10)',
      },
    },
    load: async () => (await import('./check.ts')).runCheck,
  },
  {
    name: 'diff',
    summary: 'say which hours change between two configurations: files, folders, git revisions',
    operands: [
      { value: 'OLD', summary: 'a path or a revision, such as HEAD~1 or main:config,' },
      { value: 'NEW', summary: 'a second path or revision to compare with' },
    ],
    options: {
      format: { type: 'string', value: 'FORMAT', summary: 'table (default), json or markdown' },
      days: {
        type: 'string',
        value: 'N',
        summary: 'look so many dates ahead, today included (default 400)',
      },
    },
    load: async () => (await import('./diff.ts')).runDiff,
  },
  {
    name: 'import',
    summary:
      'print the hours of a document in the format of the configuration; - is standard input',
    operands: [
      { value: 'FORMAT', summary: 'a format (csv, icalendar, json-ld, osm, amazon-connect)' },
      { value: 'FILE', summary: 'a file, or - for standard input,' },
    ],
    options: {
      id: {
        type: 'string',
        value: 'ID',
        summary: 'what the schedule is called (else as the file)',
      },
      'name-ja': { type: 'string', value: 'TEXT', summary: 'print a line too, of this name' },
      'name-en': { type: 'string', value: 'TEXT', summary: 'the same in English' },
      zone: {
        type: 'string',
        value: 'ZONE',
        summary: 'on whose clock times are read (else as the document says, else Asia/Tokyo)',
      },
      onto: {
        type: 'string',
        value: 'SCHEDULE',
        summary: 'print this schedule of the configuration with the exceptions added to its own',
      },
      strict: { type: 'boolean', summary: 'fail where something cannot be carried over' },
    },
    load: async () => (await import('./import.ts')).runImport,
  },
];
