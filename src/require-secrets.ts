import type { Webhook } from './config/configuration.ts';
import type { Problem } from './config/problem.ts';
import { createSuppressor } from './config/suppression.ts';
import type { LoadedSnapshot, ServableSnapshot } from './load-snapshot.ts';
import {
  findMissingSecrets,
  parseWebhookSecrets,
  type SecretFault,
  secretVariable,
  type WebhookSecrets,
} from './push/webhook-secrets.ts';
import { nearestName } from './words/nearest-name.ts';

/**
 * Refuses a configuration with webhooks whose messages could not be signed, and warns of secrets
 * that are for no webhook.
 */
export function requireSecrets(
  loaded: ServableSnapshot,
  path: string,
  secrets: WebhookSecrets,
): ServableSnapshot {
  if (!loaded.ok) return loaded;
  const { webhooks } = loaded.snapshot;
  const missing = findMissingSecrets(webhooks, secrets).map(toMissing(path, 'error'));
  const unused = findUnusedSecrets(webhooks, secrets).map(toUnused(path));
  if (missing.length > 0) return { ok: false, problems: [...missing, ...unused] };
  return warnOf(loaded, unused);
}

/** Warns of what would end the service: a configuration may be checked elsewhere. */
export function checkSecrets(
  loaded: LoadedSnapshot,
  path: string,
  environment: NodeJS.ProcessEnv,
): LoadedSnapshot {
  if (!loaded.ok) return loaded;
  const parsed = parseWebhookSecrets(environment);
  if (!parsed.ok) return warnOf(loaded, parsed.faults.map(toMissing(path, 'warning')));
  const { webhooks } = loaded.snapshot;
  return warnOf(loaded, [
    ...findMissingSecrets(webhooks, parsed.secrets).map(toMissing(path, 'warning')),
    ...findUnusedSecrets(webhooks, parsed.secrets).map(toUnused(path)),
  ]);
}

/** A fault for each secret that no webhook has, with the variable that was probably meant. */
function findUnusedSecrets(
  webhooks: readonly Webhook[],
  secrets: WebhookSecrets,
): readonly SecretFault[] {
  const ids = webhooks.map(({ id }) => id);
  const unused = [...secrets.keys()].filter((id) => !ids.includes(id));
  return unused.map((id) => {
    const meant = nearestName(id, ids);
    const advice = meant ? `write ${secretVariable(meant)}` : 'leave it out';
    return { name: secretVariable(id), found: `a secret for the webhook ${id}`, advice };
  });
}

function toMissing(path: string, severity: Problem['severity']) {
  return ({ name, found, advice }: SecretFault): Problem => ({
    ...placeIn(path),
    ...{ severity, code: 'webhook_without_secret', found, advice: `set ${name}: ${advice}` },
  });
}

function toUnused(path: string) {
  return ({ name, found, advice }: SecretFault): Problem => ({
    ...placeIn(path),
    ...{ severity: 'warning', code: 'secret_without_webhook' },
    ...{ found: `${name}, ${found}, which is not there`, advice },
  });
}

function placeIn(path: string) {
  return { file: path, line: 1, column: 1, pointer: '/webhooks' };
}

function warnOf<L extends ServableSnapshot & { readonly ok: true }>(
  loaded: L,
  problems: readonly Problem[],
): L {
  const { snapshot, configuration } = loaded;
  const suppressor = createSuppressor(configuration.suppressions);
  const told = problems.filter((each) => !suppressor.catches(each.code, each.pointer, () => each));
  const warnings = [...snapshot.warnings, ...told];
  const suppressed = [...configuration.suppressed, ...suppressor.suppressed()];
  const found = {
    snapshot: { ...snapshot, warnings },
    configuration: { ...configuration, suppressed },
  };
  return problems.length === 0 ? loaded : { ...loaded, ...found };
}
