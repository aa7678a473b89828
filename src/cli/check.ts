import type { Instant } from '../core/instant.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { checkSecrets } from '../require-secrets.ts';
import type { RunCommand } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatCheck } from './format-check.ts';
import { readSettings } from './read-settings.ts';

export const runCheck: RunCommand = async (given, terminal) => {
  const settings = readSettings(given, terminal);
  if (!settings) return EXIT_CODES.configuration.code;
  const path = settings.EIGYOCHU_CONFIG;
  const now = Date.now() as Instant;
  const loaded = checkSecrets(loadSnapshot(path, now), path, terminal.environment);
  terminal.out(formatCheck(path, loaded, terminal.paint));
  return loaded.ok ? EXIT_CODES.ok.code : EXIT_CODES.failure.code;
};
