import { Lifetime } from '../lifetime.ts';
import type { RunCommand } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { readSettings } from './read-settings.ts';

export const runServe: RunCommand = async (given, terminal) => {
  const lifetime = new Lifetime(terminal.err);
  const settings = readSettings(given, terminal);
  if (!settings) return EXIT_CODES.configuration.code;
  // Loaded only now: the service's code takes a moment, and signals must be heard before that.
  const { serve } = await import('../main.ts');
  return serve({ settings, lifetime, err: terminal.err });
};
