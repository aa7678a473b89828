import { Type } from 'typebox';
import { formatInstant } from '../core/zone.ts';
import { CodedError, refuseFaults } from '../errors.ts';
import { decisionToJson } from '../formats/json-decision.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { allowCaching, NotModifiedSchema } from './caching.ts';
import { composeAnswer } from './compose-answer.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { MAX_DECISIONS } from './limits.ts';
import { snapshotOf, unknownName } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { AtWithOffsetParameter, idParameter, LineParameter } from './query-schema.ts';
import { InstantSchema, nullable, record, referTo } from './schema.ts';
import { toInstant } from './time-parameter.ts';
import { validityOf } from './validity.ts';

const DecisionsQuery = record({
  line: Type.Optional(namesParameter(LineParameter, 'Lines; repeatable.')),
  group: Type.Optional(
    namesParameter(idParameter('The id of a group.', 'cards'), 'Groups; repeatable.'),
  ),
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
    const snapshot = snapshotOf(ports.keeper);
    const lines = linesAsked(snapshot, query);
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

interface NamesAsked {
  readonly line?: readonly string[];
  readonly group?: readonly string[];
}

/** Each line once, in the order asked for; every name that is not known is refused at once. */
function linesAsked(snapshot: Snapshot, { line = [], group = [] }: NamesAsked): Line[] {
  const { lines, groups } = snapshot;
  const faults = [
    ...line.filter((name) => !lines.has(name)).map((name) => unknownName(lines, name, 'line')),
    ...group.filter((name) => !groups.has(name)).map((name) => unknownName(groups, name, 'group')),
  ];
  refuseFaults(faults);
  const named = line.flatMap((name) => lines.get(name) ?? []);
  const members = group.flatMap((name) => groups.get(name) ?? []);
  const isAll = line.length === 0 && group.length === 0;
  const asked = new Set(isAll ? lines.values() : [...named, ...members]);
  if (asked.size > MAX_DECISIONS) refuseCount(asked.size);
  return [...asked];
}

function refuseCount(count: number): never {
  const detail = `${count} lines are asked for, at most ${MAX_DECISIONS} are answered at once.`;
  throw new CodedError([{ code: 'too_many_lines', parameter: 'line', detail }]);
}

function namesParameter(name: typeof LineParameter, description: string) {
  return Type.Array(name, {
    maxItems: MAX_DECISIONS,
    description,
  });
}
