import { Type } from 'typebox';
import { CodedError } from '../errors.ts';
import { forbidCaching } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { snapshotOf } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { NoQuery } from './query-schema.ts';
import { record } from './schema.ts';

const GET_LIVENESS = {
  operationId: 'getLiveness',
  summary: 'The process runs',
  tags: ['service'],
  security: [],
  querystring: NoQuery,
  response: { 200: healthSchema('live', 'It runs.'), ...errorResponses([]) },
};

const GET_READINESS = {
  operationId: 'getReadiness',
  summary: 'The service has data and is not about to stop',
  tags: ['service'],
  querystring: NoQuery,
  response: {
    200: healthSchema('ready', 'It can answer.'),
    ...errorResponses(['not_known', 'draining']),
  },
};

/** Whether the process lives (touches nothing), and whether it should be sent requests. */
export function registerHealth(app: App, { keeper, drain }: Ports): void {
  app.get('/livez', { schema: GET_LIVENESS }, (_request, reply) => {
    forbidCaching(reply);
    reply.send({ status: 'live' as const });
  });
  app.get('/readyz', { schema: GET_READINESS }, (_request, reply) => {
    if (drain.aborted) throw new CodedError([{ code: 'draining', detail: 'It is stopping.' }]);
    snapshotOf(keeper);
    forbidCaching(reply);
    reply.send({ status: 'ready' as const });
  });
}

function healthSchema<S extends string>(status: S, description: string) {
  return record({ status: Type.Literal(status) }, { description });
}
