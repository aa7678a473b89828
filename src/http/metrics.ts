import { Type } from 'typebox';
import type { Metrics } from '../observability/metrics.ts';
import { forbidCaching } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import type { App } from './ports.ts';
import { NoQuery } from './query-schema.ts';

const GET_METRICS = {
  operationId: 'getMetrics',
  summary: 'Metrics for Prometheus',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    200: {
      description: 'The text format of Prometheus.',
      content: { 'text/plain': { schema: Type.String() } },
    },
    ...errorResponses([]),
  },
};

/** What dashboards and alarms read; docs/how-to/observe.md says what to do about them. */
export function registerMetrics(app: App, metrics: Metrics): void {
  app.get('/metrics', { schema: GET_METRICS }, async (_request, reply) => {
    forbidCaching(reply);
    return reply.type(metrics.contentType).send(await metrics.write());
  });
}
