import type { Command } from './command.ts';

/** What is about the files of a configuration. */
export const CONFIGURATION_COMMANDS: readonly Command[] = [
  {
    name: 'check',
    summary: 'say what is wrong with the configuration, and test its expectations',
    operands: [],
    options: {},
    load: async () => (await import('./check.ts')).runCheck,
  },
];
