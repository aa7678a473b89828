import type { Command, Options } from './command.ts';

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

/** The commands in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    summary: 'answer over HTTP until a signal ends it; SIGHUP reloads the configuration',
    takesLine: false,
    options: {},
    load: async () => (await import('./serve.ts')).runServe,
  },
  {
    name: 'check',
    summary: 'say what is wrong with the configuration, and test its expectations',
    takesLine: false,
    options: {},
    load: async () => (await import('./check.ts')).runCheck,
  },
  {
    name: 'decide',
    summary: 'say whether a line is open, why, and when to call again',
    takesLine: true,
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
    summary: 'list when a line opens and closes, and why',
    takesLine: true,
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
    summary: 'print a year of a line at a glance',
    takesLine: true,
    options: {
      year: { type: 'string', value: 'YYYY', required: true, summary: 'the year, 1970 to 2100' },
      ...JSON_OPTION,
    },
    load: async () => (await import('./calendar.ts')).runCalendar,
  },
  {
    name: 'health',
    summary: 'ask the service on this machine whether it is alive; silent when it is',
    takesLine: false,
    options: {},
    load: async () => (await import('./health.ts')).runHealth,
  },
];
