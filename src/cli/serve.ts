import { Lifetime } from '../lifetime.ts';
import { parseWebhookSecrets, type WebhookSecrets } from '../push/webhook-secrets.ts';
import { formatSettingFault } from '../settings.ts';
import type { RunCommand, Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { readSettings } from './read-settings.ts';

export const runServe: RunCommand = async (given, terminal) => {
  const lifetime = new Lifetime(terminal.err);
  const settings = readSettings(given, terminal);
  const secrets = readSecrets(terminal);
  if (!settings || !secrets) return EXIT_CODES.configuration.code;
  // Loaded only now: the service's code takes a moment, and signals must be heard before that.
  const { serve } = await import('../main.ts');
  return serve({ settings, secrets, lifetime, err: terminal.err });
};

/** The secrets of webhooks, or `null` once their faults have been said. */
function readSecrets({ environment, err }: Terminal): WebhookSecrets | null {
  const parsed = parseWebhookSecrets(environment);
  if (parsed.ok) return parsed.secrets;
  for (const fault of parsed.faults) err(`setting ${formatSettingFault(fault)}\n`);
  return null;
}
