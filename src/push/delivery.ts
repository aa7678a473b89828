import type { WebhookEvent } from '../config/configuration.ts';
import type { Json } from '../store/json.ts';

/** A message for one webhook, as it is kept until it was taken or given up. Times are ISO 8601. */
export interface Delivery {
  readonly webhook: string;
  readonly id: string;
  readonly type: WebhookEvent;
  readonly body: string;
  /** Attempts that have failed. */
  readonly attempts: number;
  /** When it is tried next. */
  readonly nextAt: string;
}

/** A message that was given up. */
export interface DeadLetter extends Delivery {
  readonly failedAt: string;
  readonly lastError: string;
}

/** How a webhook fared last. */
export interface Health {
  readonly lastSuccessAt: string | null;
  readonly lastFailure: { readonly at: string; readonly error: string } | null;
}

export const NO_HEALTH: Health = { lastSuccessAt: null, lastFailure: null };

export function deliveryName({ webhook, id }: Delivery): string {
  return `delivery/${webhook}/${id}`;
}

export function deadLetterName({ webhook, id }: Delivery): string {
  return `dead/${webhook}/${id}`;
}

export function healthName(webhook: string): string {
  return `health/${webhook}`;
}

/** The papers that concern a webhook, or all of a kind; only we write them. */
export function papersUnder<T>(papers: ReadonlyMap<string, Json>, prefix: string): T[] {
  return [...papers]
    .filter(([name]) => name.startsWith(prefix))
    .map(([, paper]) => paper as unknown as T);
}
