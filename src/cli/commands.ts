import type { Command, CommandGroup, Options } from './command.ts';
import { CONFIGURATION_COMMANDS } from './configuration-commands.ts';
import { HOLIDAY_COMMANDS } from './holiday-commands.ts';
import { LINE_COMMANDS } from './line-commands.ts';
import { STORE_COMMANDS } from './store-commands.ts';

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

/** What the first words of commands with two words stand for. */
export const GROUPS: readonly CommandGroup[] = [
  { name: 'holidays', summary: 'the holidays that are known, and what is changed in them' },
  { name: 'keys', summary: 'the access keys: who may change something, and what' },
  { name: 'audit', summary: 'the records of everything that was changed' },
  { name: 'store', summary: 'everything that is kept: copies and restoring' },
];

/** The commands in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    summary: 'answer over HTTP until a signal ends it; SIGHUP reloads the configuration',
    operands: [],
    options: {},
    load: async () => (await import('./serve.ts')).runServe,
  },
  ...CONFIGURATION_COMMANDS,
  ...LINE_COMMANDS,
  {
    name: 'health',
    summary: 'ask the service on this machine whether it is alive; silent when it is',
    operands: [],
    options: {},
    load: async () => (await import('./health.ts')).runHealth,
  },
  ...HOLIDAY_COMMANDS,
  ...STORE_COMMANDS,
];
