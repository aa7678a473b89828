import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { SECOND } from '../core/instant.ts';
import { LANGUAGES } from '../core/reason.ts';
import type { Answer } from '../formats/answer.ts';
import { composeAnswer, type Question } from '../formats/compose-answer.ts';
import { FORMATS, type FormatName } from '../formats/formats.ts';
import { allowCaching, forbidCaching, forbidSharing, NotModifiedSchema } from './caching.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { contentInEveryFormat, DocumentSchema, FormatParameter } from './format-schema.ts';
import { type WrittenAnswer, writeNow } from './kept-answers.ts';
import { MAX_KEY_LENGTH } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import { formatAccepted } from './negotiation.ts';
import type { App, Ports } from './ports.ts';
import { AtParameter, LineParameter, LineParams } from './query-schema.ts';
import { record, referTo } from './schema.ts';
import { shareOfKey } from './share-of-key.ts';
import { toInstant } from './time-parameter.ts';
import { type Validity, validityOf, validityOfCount } from './validity.ts';
import { varyBy } from './vary-by.ts';
import { passOverUnknownKeys } from './vendor-query.ts';

const QUESTION = {
  at: Type.Optional(AtParameter),
  lang: Type.Optional(
    Type.Enum([...LANGUAGES], {
      type: 'string',
      description: 'The language of what speaks one only: flat, twiml, vxml, the explanation.',
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

const QuestionQuery = record(QUESTION);
const QuestionInQuery = record({ ...QUESTION, format: Type.Optional(FormatParameter) });

const RESPONSE = {
  200: {
    description: 'The decision. A closed one has Retry-After.',
    content: contentInEveryFormat(referTo(DecisionSchema, 'Decision')),
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
  querystring: QuestionInQuery,
};

const GET_DECISION_AS = {
  tags: ['decisions'],
  response: RESPONSE,
  operationId: 'getDecisionAs',
  summary: 'The same decision for a machine that cannot choose by header',
  params: record({ line: LineParameter, format: FormatParameter }),
  querystring: QuestionQuery,
};

const POST_DECISION_TWIML = {
  tags: ['decisions'],
  response: { 200: { description: 'TwiML.', content: { 'text/xml': { schema: DocumentSchema } } } },
  operationId: 'postDecisionTwiml',
  summary: 'The same decision for Twilio, whatever it sends along',
  params: LineParams,
  querystring: QuestionQuery,
};

/** Is a line open, why, and until when: for people's portals and for machines that read a word. */
export function registerDecision(app: App, ports: Ports): void {
  app.get(
    '/v1/lines/:line/decision',
    { schema: GET_DECISION, preValidation: passOverUnknownKeys(QuestionInQuery) },
    ({ params, query }, reply) => {
      const { format = formatAccepted(reply.request), ...question } = query;
      sendDecision(ports, reply, { line: params.line, format, question });
      if (query.format === undefined) varyBy(reply, 'accept');
    },
  );
  app.get(
    '/v1/lines/:line/decision.:format',
    { schema: GET_DECISION_AS, preValidation: passOverUnknownKeys(QuestionQuery) },
    ({ params, query }, reply) => {
      sendDecision(ports, reply, { ...params, question: query });
    },
  );
  app.register(async (scope) => registerPostedDecision(scope as App, ports));
}
/** Twilio posts a form about the call, which says nothing about the line: no body is looked at. */
function registerPostedDecision(app: App, ports: Ports): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  app.post(
    '/v1/lines/:line/decision.twiml',
    { schema: POST_DECISION_TWIML, preValidation: passOverUnknownKeys(QuestionQuery, 'twiml') },
    ({ params, query }, reply) => {
      sendDecision(ports, reply, { line: params.line, format: 'twiml', question: query });
      forbidCaching(reply);
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
  const { key, explain: isExplained = false, lang: language = 'ja' } = question;
  const format = FORMATS[asked.format];
  const snapshot = snapshotFor(ports, reply.request);
  const line = lineNamed(snapshot, asked.line);
  const now = ports.clock();
  const at = question.at === undefined ? null : toInstant(question.at, line.zone, 'at');
  const isOfAll = at === null && key === undefined && !isExplained;
  const share = shareOfKey(key);
  const { answer, body } = isOfAll
    ? writeNow(snapshot, line, { now, language, format })
    : write({ instant: at ?? now, at, share, language, isExplained });
  adviseRetryAfter(reply, answer);
  if (key !== undefined) forbidSharing(reply);
  else allowCaching(reply, validity(), ports);
  reply.type(format.contentType).send(body);

  function write(asked: Question): WrittenAnswer {
    const composed = composeAnswer(snapshot, line, asked);
    return { answer: composed, body: format.write(composed) };
  }
  function validity(): Validity {
    const whole = validityOf([answer], { snapshot, now, at });
    return format.countsSeconds ? validityOfCount(whole, ports.maxAgeSeconds) : whole;
  }
}
/** The same advice as `retry.at`, in seconds from the instant asked about. */
export function adviseRetryAfter(reply: FastifyReply, { decision }: Answer): void {
  const at = decision.retry?.at ?? null;
  if (at !== null) {
    reply.header('retry-after', String(Math.ceil((at - decision.instant) / SECOND)));
  }
}
