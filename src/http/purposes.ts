import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Question } from '../formats/compose-answer.ts';
import type { FormatName } from '../formats/formats.ts';
import { composePurposeAnswer } from '../formats/purpose-answer.ts';
import { PURPOSE_FORMATS } from '../formats/purpose-formats.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { writeAnswerHead } from './answer-head.ts';
import { allowCachingOf, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { type WrittenPurpose, writePurposeNow } from './kept-purposes.ts';
import { found, snapshotFor } from './lookup.ts';
import { formatAccepted } from './negotiation.ts';
import type { App, Ports } from './ports.ts';
import {
  GET_PURPOSE,
  GET_PURPOSE_AS,
  PurposeQuery,
  PurposeQueryWithFormat,
} from './purpose-schema.ts';
import { NoQuery } from './query-schema.ts';
import { NamesSchema, record } from './schema.ts';
import { shareOfKey } from './share-of-key.ts';
import { toInstant } from './time-parameter.ts';
import { passOverUnknownKeys } from './vendor-query.ts';

const PurposesSchema = record(
  {
    purposes: Type.Array(
      record({
        purpose: Type.String(),
        name: NamesSchema,
        links: record({ self: Type.String() }),
      }),
    ),
  },
  { title: 'Purposes', description: 'What callers may want done.' },
);

const LIST_PURPOSES = {
  operationId: 'listPurposes',
  summary: 'The purposes',
  tags: ['purposes'],
  querystring: NoQuery,
  response: { 200: PurposesSchema, 304: NotModifiedSchema, ...errorResponses(['not_known']) },
};

/** What callers may want done, and where it can be done now: in every format of a decision. */
export function registerPurposes(app: App, ports: Ports): void {
  app.get('/v1/purposes', { schema: LIST_PURPOSES }, (_request, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    allowCachingOf(snapshot, reply, ports);
    reply.send({ purposes: [...snapshot.purposes.values()].map(purposeToLink) });
  });
  app.get(
    '/v1/purposes/:purpose',
    { schema: GET_PURPOSE, preValidation: passOverUnknownKeys(PurposeQueryWithFormat) },
    ({ params, query }, reply) => {
      const { format = formatAccepted(reply.request), ...question } = query;
      const isNegotiated = query.format === undefined;
      sendPurpose(ports, reply, { ...params, format, question, isNegotiated });
    },
  );
  app.get(
    '/v1/purposes/:purpose.:format',
    { schema: GET_PURPOSE_AS, preValidation: passOverUnknownKeys(PurposeQuery) },
    ({ params, query }, reply) => {
      sendPurpose(ports, reply, { ...params, question: query, isNegotiated: false });
    },
  );
}

type Purpose = Snapshot['purposes'] extends ReadonlyMap<string, infer P> ? P : never;

function purposeToLink({ id, name }: Purpose) {
  return { purpose: id, name, links: { self: `/v1/purposes/${encodeURIComponent(id)}` } };
}

interface PurposeRequest {
  readonly purpose: string;
  readonly format: FormatName;
  readonly question: Static<typeof PurposeQuery>;
  /** Whether the format was chosen by `Accept`. */
  readonly isNegotiated: boolean;
}

function sendPurpose(
  ports: Ports,
  reply: FastifyReply,
  { purpose, format: name, question, isNegotiated }: PurposeRequest,
): void {
  const { key, lang: language = 'ja' } = question;
  const snapshot = snapshotFor(ports, reply.request);
  const wanted = found(snapshot.purposes, purpose, 'purpose');
  const now = ports.clock();
  const at = question.at === undefined ? null : toInstant(question.at, snapshot.zone, 'at');
  const format = PURPOSE_FORMATS[name];
  const { answer, body } =
    at === null && key === undefined
      ? writePurposeNow(snapshot, wanted, { now, language, format })
      : write({ instant: at ?? now, at, share: shareOfKey(key), language });
  const { best } = answer;
  const isFor = key === undefined ? 'everybody' : 'caller';
  const head = { best, format, snapshot, now, at, isFor, isNegotiated } as const;
  writeAnswerHead(reply, { answers: [...answer.answers.values()], ...head }, ports);
  reply.send(body);

  function write(asked: Question): WrittenPurpose {
    const composed = composePurposeAnswer(snapshot, wanted, asked);
    return { answer: composed, body: format.write(composed) };
  }
}
