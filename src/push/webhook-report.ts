import type { Webhook } from '../config/configuration.ts';
import type { Json } from '../store/json.ts';
import {
  type DeadLetter,
  type Delivery,
  type Health,
  healthName,
  NO_HEALTH,
  papersUnder,
} from './delivery.ts';

/** How it stands with a webhook, for whoever operates it. */
export interface WebhookReport extends Health {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  /** Messages that were not taken yet. */
  readonly pending: number;
  /** Messages that were given up, the oldest first. */
  readonly deadLetters: readonly DeadLetterReport[];
}

export interface DeadLetterReport {
  readonly id: string;
  readonly type: string;
  readonly failedAt: string;
  readonly attempts: number;
  readonly lastError: string;
}

export function reportWebhook(
  { id, url, events }: Webhook,
  papers: ReadonlyMap<string, Json>,
): WebhookReport {
  const { lastSuccessAt, lastFailure } =
    (papers.get(healthName(id)) as unknown as Health | undefined) ?? NO_HEALTH;
  const letters = papersUnder<DeadLetter>(papers, `dead/${id}/`);
  return {
    ...{ id, url, events },
    pending: papersUnder<Delivery>(papers, `delivery/${id}/`).length,
    ...{ lastSuccessAt, lastFailure },
    deadLetters: letters.map(reportLetter).sort((a, b) => (a.failedAt < b.failedAt ? -1 : 1)),
  };
}

function reportLetter({ id, type, failedAt, attempts, lastError }: DeadLetter): DeadLetterReport {
  return { id, type, failedAt, attempts, lastError };
}
