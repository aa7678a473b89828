import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { LANGUAGES } from '../core/reason.ts';
import { composeAnswer } from '../formats/compose-answer.ts';
import { FORMATS, type FormatName } from '../formats/formats.ts';
import { writeAnswerHead } from './answer-head.ts';
import { NotModifiedSchema } from './caching.ts';
import { createSendNow, type SendNow } from './decision-now.ts';
import { DecisionSchema } from './decision-schema.ts';
import { errorResponses, INSTANT_ERRORS } from './error-responses.ts';
import { contentInEveryFormat, DocumentSchema, FormatParameter } from './format-schema.ts';
import { createKeptAnswers } from './kept-answers.ts';
import { MAX_KEY_LENGTH } from './limits.ts';
import { lineNamed, snapshotFor } from './lookup.ts';
import { formatAccepted } from './negotiation.ts';
import type { App, Ports } from './ports.ts';
import { AtParameter, LineParameter, LineParams } from './query-schema.ts';
import { record, referTo } from './schema.ts';
import { sealWithHead } from './sealed-answer.ts';
import { shareOfKey } from './share-of-key.ts';
import { toInstant } from './time-parameter.ts';
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
  const keep = createKeptAnswers();
  const by = ({ isNegotiated = false } = {}) => ({
    isNegotiated,
    sendNow: createSendNow(ports, { isNegotiated, keep }),
  });
  const [byAccept, byQuery, bySuffix] = [by({ isNegotiated: true }), by(), by()];
  app.get(
    '/v1/lines/:line/decision',
    {
      schema: GET_DECISION,
      preValidation: passOverUnknownKeys(QuestionInQuery),
      onSend: sealWithHead,
    },
    ({ params: { line }, query }, reply) => {
      const { format = formatAccepted(reply.request), ...question } = query;
      const way = query.format === undefined ? byAccept : byQuery;
      sendDecision(ports, reply, { line, format, question, ...way });
    },
  );
  app.get(
    '/v1/lines/:line/decision.:format',
    {
      schema: GET_DECISION_AS,
      preValidation: passOverUnknownKeys(QuestionQuery),
      onSend: sealWithHead,
    },
    ({ params: { line, format }, query: question }, reply) =>
      sendDecision(ports, reply, { line, format, question, ...bySuffix }),
  );
  app.register(async (scope) => registerPostedDecision(scope as App, ports));
}

/** Twilio posts a form about the call, which says nothing about the line: no body is looked at. */
function registerPostedDecision(app: App, ports: Ports): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  app.post(
    '/v1/lines/:line/decision.twiml',
    {
      schema: POST_DECISION_TWIML,
      config: { keepsShape: true },
      preValidation: passOverUnknownKeys(QuestionQuery, 'twiml'),
    },
    ({ params: { line }, query: question }, reply) => {
      const way = { isNegotiated: false, sendNow: null };
      sendDecision(ports, reply, { line, format: 'twiml', question, ...way });
    },
  );
}

interface DecisionRequest {
  readonly line: string;
  readonly format: FormatName;
  readonly question: Static<typeof QuestionQuery>;
  /** Whether the format was chosen by `Accept`. */
  readonly isNegotiated: boolean;
  /** Sends what everybody is told now; `null` for a method whose answers nobody keeps. */
  readonly sendNow: SendNow | null;
}

function sendDecision(
  ports: Ports,
  reply: FastifyReply,
  { question, sendNow, isNegotiated, ...asked }: DecisionRequest,
): void {
  const { key, explain: isExplained = false, lang: language = 'ja' } = question;
  const format = FORMATS[asked.format];
  const snapshot = snapshotFor(ports, reply.request);
  const line = lineNamed(snapshot, asked.line);
  const now = ports.clock();
  const at = question.at === undefined ? null : toInstant(question.at, line.zone, 'at');
  if (sendNow && at === null && key === undefined && !isExplained) {
    sendNow(reply, { snapshot, line, format, language, now });
    return;
  }
  const own = { instant: at ?? now, at, share: shareOfKey(key), language, isExplained };
  const answer = composeAnswer(snapshot, line, own);
  const { state, reason } = answer.decision;
  ports.tallies.decisions.of(line.id, state, reason.code).count += 1;
  const isFor = sendNow === null ? 'once' : key === undefined ? 'everybody' : 'caller';
  const head = { format, snapshot, now, at, isFor, isNegotiated } as const;
  writeAnswerHead(reply, { answers: [answer], best: answer, ...head }, ports);
  reply.send(format.write(answer));
}
