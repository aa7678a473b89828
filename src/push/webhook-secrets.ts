import type { Webhook } from '../config/configuration.ts';

/** What messages are signed with, by the id of the webhook: two while one is being replaced. */
export type WebhookSecrets = ReadonlyMap<string, readonly string[]>;

/** A fault of an environment variable; what it holds is never said. */
export interface SecretFault {
  readonly name: string;
  readonly found: string;
  readonly advice: string;
}

export type ParsedSecrets =
  | { readonly ok: true; readonly secrets: WebhookSecrets }
  | { readonly ok: false; readonly faults: readonly SecretFault[] };

const PREFIX = 'EIGYOCHU_WEBHOOK_SECRET_';
/** Of Standard Webhooks 1.0, in bytes. */
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const MAX_SECRETS = 2;

const ADVICE = `write whsec_ and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} random bytes in base64`;
const TWO_ADVICE = `${ADVICE}; while one is being replaced, both with a space between`;

/** Reads the secrets out of an environment, or every fault at once. */
export function parseWebhookSecrets(environment: NodeJS.ProcessEnv): ParsedSecrets {
  const secrets = new Map<string, readonly string[]>();
  const faults: SecretFault[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX) || !text) continue;
    const given = text.trim().split(/\s+/);
    const found = faultOf(given);
    if (found !== null) faults.push({ name, found, advice: TWO_ADVICE });
    else secrets.set(name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-'), given);
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, secrets };
}

/** A fault for each webhook whose messages could not be signed. */
export function findMissingSecrets(
  webhooks: readonly Webhook[],
  secrets: WebhookSecrets,
): readonly SecretFault[] {
  const missing = webhooks.filter(({ id }) => !secrets.has(id));
  return missing.map(({ id }) => ({
    name: secretVariable(id),
    found: `no secret for the webhook ${id}`,
    advice: ADVICE,
  }));
}

/** The variable that holds the secret of a webhook. */
export function secretVariable(id: string): string {
  return PREFIX + id.toUpperCase().replaceAll('-', '_');
}

function faultOf(given: readonly string[]): string | null {
  if (given.length > MAX_SECRETS) return `${given.length} secrets`;
  return given.every(isSecret) ? null : 'something that is no secret';
}

function isSecret(text: string): boolean {
  if (!text.startsWith('whsec_')) return false;
  const encoded = text.slice('whsec_'.length);
  const bytes = Buffer.from(encoded, 'base64');
  const isBase64 = bytes.toString('base64') === encoded;
  return isBase64 && bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES;
}
