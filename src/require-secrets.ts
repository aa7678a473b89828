import type { LoadedSnapshot } from './load-snapshot.ts';
import { findMissingSecrets, type WebhookSecrets } from './push/webhook-secrets.ts';

/** Refuses a configuration with webhooks whose messages could not be signed. */
export function requireSecrets(
  loaded: LoadedSnapshot,
  path: string,
  secrets: WebhookSecrets,
): LoadedSnapshot {
  if (!loaded.ok) return loaded;
  const missing = findMissingSecrets(loaded.snapshot.webhooks, secrets);
  if (missing.length === 0) return loaded;
  const place = { file: path, line: 1, column: 1, pointer: '/webhooks' };
  const problems = missing.map(({ name, found, advice }) => ({
    ...place,
    severity: 'error' as const,
    code: 'webhook_without_secret',
    found,
    advice: `set ${name}: ${advice}`,
  }));
  return { ok: false, problems };
}
