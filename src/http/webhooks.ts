import { Type } from 'typebox';
import { CodedError } from '../errors.ts';
import type { Courier } from '../push/courier.ts';
import { reportWebhook } from '../push/webhook-report.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import { forbidCaching } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { snapshotOf } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { idParameter, NoQuery } from './query-schema.ts';
import { nullable, record } from './schema.ts';

const TimeSchema = Type.String({ format: 'date-time', description: 'ISO 8601 in UTC.' });

const DeadLetterSchema = record(
  {
    id: Type.String({ description: 'The webhook-id of the message; it stays when it is retried.' }),
    type: Type.String({ examples: ['line.transition'] }),
    failedAt: TimeSchema,
    attempts: Type.Integer(),
    lastError: Type.String(),
  },
  { title: 'DeadLetter' },
);

const FailureSchema = record({ at: TimeSchema, error: Type.String() }, { title: 'WebhookFailure' });

const WebhookSchema = record(
  {
    id: Type.String({ examples: ['portal'] }),
    url: Type.String(),
    events: Type.Array(Type.String()),
    pending: Type.Integer({ description: 'Messages that were not taken yet.' }),
    lastSuccessAt: nullable(TimeSchema),
    lastFailure: nullable(FailureSchema),
    deadLetters: Type.Array(DeadLetterSchema, {
      description: 'Messages that were given up, the oldest first.',
    }),
  },
  { title: 'Webhook' },
);

const LIST_WEBHOOKS = {
  operationId: 'listWebhooks',
  summary: 'Where messages go, and what became of them',
  tags: ['service'],
  security: [{ key: [] }],
  querystring: NoQuery,
  response: {
    200: record(
      { webhooks: Type.Array(WebhookSchema) },
      { title: 'Webhooks', description: 'The webhooks of the configuration, in its order.' },
    ),
    ...errorResponses(['not_known', 'store_unavailable']),
  },
};

const RETRY_WEBHOOK = {
  operationId: 'retryWebhook',
  summary: 'Sends the messages of a webhook again that were given up',
  tags: ['service'],
  security: [{ key: [] }],
  params: record({ id: idParameter('The id of a webhook.', 'portal') }),
  querystring: NoQuery,
  response: {
    200: record(
      { retried: Type.Integer({ description: 'Messages put back into the queue.' }) },
      { title: 'Retried', description: 'They are sent as soon as may be.' },
    ),
    ...errorResponses(['unknown_webhook', 'not_known', 'store_unavailable']),
  },
};

/** The receivers of messages: how it stands with each, and another try for what was given up. */
export function registerWebhooks(app: App, { keeper, courier }: Ports): void {
  app.get('/v1/webhooks', { schema: LIST_WEBHOOKS }, async (_request, reply) => {
    const configured = snapshotOf(keeper).webhooks;
    const reports = courier
      ? await asked(courier, (each) => each.reports())
      : configured.map((webhook) => reportWebhook(webhook, new Map()));
    forbidCaching(reply);
    return reply.send({
      webhooks: reports.map(({ events, deadLetters, ...rest }) => ({
        ...rest,
        events: [...events],
        deadLetters: [...deadLetters],
      })),
    });
  });
  app.post('/v1/webhooks/:id/retry', { schema: RETRY_WEBHOOK }, async ({ params }, reply) => {
    const ids = snapshotOf(keeper).webhooks.map(({ id }) => id);
    if (!ids.includes(params.id)) throw unknownWebhook(params.id, ids);
    const retried = courier ? await asked(courier, (each) => each.retry(params.id)) : 0;
    forbidCaching(reply);
    return reply.send({ retried });
  });
}

/** What another replica has put down is asked of the store, which may be gone. */
async function asked<T>(courier: Courier, ask: (courier: Courier) => Promise<T>): Promise<T> {
  try {
    return await ask(courier);
  } catch {
    const detail = 'The messages of webhooks are in the store, which cannot be asked now.';
    throw new CodedError([{ code: 'store_unavailable', detail }], { 'retry-after': '1' });
  }
}

function unknownWebhook(name: string, ids: readonly string[]): CodedError {
  const detail = `There is no webhook ${quote(name)}.${suggestName(name, ids)}`;
  return new CodedError([{ code: 'unknown_webhook', parameter: 'id', detail }]);
}
