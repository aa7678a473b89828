import type { Webhook } from '../config/configuration.ts';
import { type Delivery, papersUnder } from './delivery.ts';
import { Endpoint, type EndpointOptions } from './endpoint.ts';
import { CURSOR, TOLD } from './papers.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

export interface EndpointsOptions extends Omit<EndpointOptions, 'webhook' | 'secrets'> {
  /** As configured now. */
  readonly webhooks: () => readonly Webhook[];
  readonly secrets: WebhookSecrets;
}

/** The receivers of all webhooks, each with the messages that are on their way to it. */
export class Endpoints {
  readonly #options: EndpointsOptions;
  readonly #endpoints = new Map<string, Endpoint>();
  #checked: readonly Webhook[] | null = null;

  constructor(options: EndpointsOptions) {
    this.#options = options;
  }

  of(id: string): Endpoint {
    const known = this.#endpoints.get(id);
    if (known) return known;
    const secrets = this.#options.secrets.get(id) ?? [];
    const webhook = () => this.#webhookOf(id);
    const endpoint = new Endpoint(id, { ...this.#options, webhook, secrets });
    this.#endpoints.set(id, endpoint);
    return endpoint;
  }

  /** Goes on with what stands in the papers. */
  resume(): void {
    for (const delivery of papersUnder<Delivery>(this.#options.papers.all, 'delivery/')) {
      if (this.#webhookOf(delivery.webhook)) this.of(delivery.webhook).resume(delivery);
    }
    this.send();
  }

  send(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.send();
  }

  async close(): Promise<void> {
    const endpoints = [...this.#endpoints.values()];
    this.#endpoints.clear();
    this.#checked = null;
    const { closeMilliseconds } = this.#options.timing;
    await Promise.all(endpoints.map((each) => each.close(closeMilliseconds)));
  }

  /** What waits for a webhook that is no longer configured has nowhere to go. */
  async dropUnconfigured(): Promise<void> {
    const { webhooks, papers, log } = this.#options;
    if (this.#checked === webhooks()) return;
    this.#checked = webhooks();
    await this.#closeUnconfigured();
    const dropped = new Map<string, number>();
    for (const name of [...papers.all.keys()]) {
      const id = name.split('/')[1] ?? '';
      if (name === CURSOR || name === TOLD || this.#webhookOf(id)) continue;
      dropped.set(id, (dropped.get(id) ?? 0) + (name.startsWith('health/') ? 0 : 1));
      papers.remove(name);
    }
    for (const [id, count] of dropped) {
      log.warn(`webhook ${id} is no longer configured: dropped ${count} messages`);
    }
  }

  /** Before its papers are removed: what is on its way would put down how it went. */
  async #closeUnconfigured(): Promise<void> {
    for (const [id, endpoint] of [...this.#endpoints]) {
      if (this.#webhookOf(id)) continue;
      this.#endpoints.delete(id);
      await endpoint.close(0);
    }
  }

  #webhookOf(id: string): Webhook | undefined {
    return this.#options.webhooks().find((webhook) => webhook.id === id);
  }
}
