import { Type } from 'typebox';
import { formatInstant } from '../core/zone.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { MAX_DECISIONS } from './limits.ts';
import { linesAsked, namesParameters } from './lines-asked.ts';
import { snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { AtWithOffsetParameter } from './query-schema.ts';
import { InstantSchema, nullable, record, referTo } from './schema.ts';
import { toInstant } from './time-parameter.ts';
import { validityOf } from './validity.ts';

const DecisionsQuery = record({
  ...namesParameters(MAX_DECISIONS),
  at: Type.Optional(AtWithOffsetParameter),
});

const DecisionsSchema = record(
  {
    at: nullable(InstantSchema),
    revision: Type.String(),
    decisions: Type.Array(referTo(DecisionSchema, 'Decision')),
  },
  { description: 'Decisions of one revision, about one instant.' },
);

const LIST_DECISIONS = {
  operationId: 'listDecisions',
  summary: 'The decisions of many lines',
  tags: ['decisions'],
  querystring: DecisionsQuery,
  response: {
    200: DecisionsSchema,
    304: NotModifiedSchema,
    ...errorResponses([
      ...INSTANT_ERRORS,
      'too_many_lines',
      'forbidden',
      'unknown_line',
      'unknown_group',
      'unknown_names',
      'not_known',
    ]),
  },
};

/** Many decisions at once: of the lines named, of the lines of the groups named, or of all. */
export function registerDecisions(app: App, ports: Ports): void {
  app.get('/v1/decisions', { schema: LIST_DECISIONS }, ({ query }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const lines = linesAsked(snapshot, query, MAX_DECISIONS);
    const now = ports.clock();
    const at = query.at === undefined ? null : toInstant(query.at, snapshot.zone, 'at');
    const answers = lines.map((line) => composeAnswer(snapshot, line, { instant: at ?? now, at }));
    allowCaching(reply, validityOf(answers, { snapshot, now, at }), ports);
    reply.send({
      at: at === null ? null : formatInstant(snapshot.zone, at),
      revision: snapshot.revision,
      decisions: answers.map(decisionToJson),
    });
  });
}
