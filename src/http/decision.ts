import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { SECOND } from '../core/instant.ts';
import { LANGUAGES } from '../core/reason.ts';
import type { Answer } from '../formats/answer.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { FORMAT_NAMES, FORMATS, type FormatName } from '../formats/formats.ts';
import { allowCaching, forbidSharing, NotModifiedSchema } from './caching.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { MAX_KEY_LENGTH } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { AtParameter, LineParameter, LineParams } from './query-schema.ts';
import { record, referTo } from './schema.ts';
import { toInstant } from './time-parameter.ts';
import { validityOf } from './validity.ts';

const QUESTION = {
  at: Type.Optional(AtParameter),
  lang: Type.Optional(
    Type.Enum([...LANGUAGES], {
      type: 'string',
      description: 'The language of the explanation. Default: ja.',
    }),
  ),
  key: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MAX_KEY_LENGTH,
      description: 'Anything that tells callers apart: the same key gets the same retry instant.',
    }),
  ),
  explain: Type.Optional(
    Type.Boolean({ description: 'Adds what every layer said. JSON only.', default: false }),
  ),
};

const FormatParameter = Type.Enum([...FORMAT_NAMES], {
  type: 'string',
  description: 'How it is written.',
});

const QuestionQuery = record(QUESTION);

const RESPONSE = {
  200: {
    description: 'The decision. A closed one has Retry-After.',
    content: {
      'application/json': { schema: referTo(DecisionSchema, 'Decision') },
      'text/plain': { schema: Type.Enum(['open', 'closed'], { examples: ['closed'] }) },
    },
  },
  304: NotModifiedSchema,
  ...errorResponses([...INSTANT_ERRORS, 'not_found', 'forbidden', 'unknown_line', 'not_known'], {
    plain: true,
  }),
};

const GET_DECISION = {
  tags: ['decisions'],
  response: RESPONSE,
  operationId: 'getDecision',
  summary: 'Whether a line is open, why, and until when',
  params: LineParams,
  querystring: record({ ...QUESTION, format: Type.Optional(FormatParameter) }),
};

const GET_DECISION_AS = {
  tags: ['decisions'],
  response: RESPONSE,
  operationId: 'getDecisionAs',
  summary: 'The same decision for a machine that cannot choose by header',
  params: record({ line: LineParameter, format: FormatParameter }),
  querystring: QuestionQuery,
};

/** Is a line open, why, and until when: for people's portals and for machines that read a word. */
export function registerDecision(app: App, ports: Ports): void {
  app.get('/v1/lines/:line/decision', { schema: GET_DECISION }, ({ params, query }, reply) => {
    const { format = 'json', ...question } = query;
    sendDecision(ports, reply, { line: params.line, format, question });
  });
  app.get(
    '/v1/lines/:line/decision.:format',
    { schema: GET_DECISION_AS },
    ({ params, query }, reply) => {
      sendDecision(ports, reply, { ...params, question: query });
    },
  );
}

interface DecisionRequest {
  readonly line: string;
  readonly format: FormatName;
  readonly question: Static<typeof QuestionQuery>;
}

function sendDecision(
  ports: Ports,
  reply: FastifyReply,
  { question, ...asked }: DecisionRequest,
): void {
  const { key, explain, lang = 'ja' } = question;
  const snapshot = snapshotFor(ports, reply.request);
  const line = lineNamed(snapshot, asked.line);
  const now = ports.clock();
  const at = question.at === undefined ? null : toInstant(question.at, line.zone, 'at');
  const answer = composeAnswer(snapshot, line, {
    instant: at ?? now,
    at,
    share: key === undefined ? 0 : shareOf(key),
    explainIn: explain ? lang : null,
  });
  const format = FORMATS[asked.format];
  const body = format.write(answer);
  adviseRetryAfter(reply, answer);
  if (key !== undefined) forbidSharing(reply);
  else allowCaching(reply, validityOf([answer], { snapshot, now, at }), ports);
  reply.type(format.contentType).send(body);
}

/** A stable place in the retry window: 48 bits of a hash, so that keys spread evenly. */
function shareOf(key: string): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** The same advice as `retry.at`, in seconds from the instant asked about. */
function adviseRetryAfter(reply: FastifyReply, { decision }: Answer): void {
  const at = decision.retry?.at ?? null;
  if (at !== null) {
    reply.header('retry-after', String(Math.ceil((at - decision.instant) / SECOND)));
  }
}
