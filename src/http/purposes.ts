import { type Static, Type } from 'typebox';
import type { Instant } from '../core/instant.ts';
import { formatInstant } from '../core/zone.ts';
import { decideLine, type LineDecision } from '../lines/line-decision.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import { allowCaching, allowCachingOf, NotModifiedSchema } from './caching.ts';
import { errorResponses } from './error-responses.ts';
import { found, snapshotFor } from './lookup.ts';
import type { App, Ports } from './ports.ts';
import { idParameter, NoQuery } from './query-schema.ts';
import { InstantSchema, NamesSchema, nullable, record } from './schema.ts';
import { validityOf } from './validity.ts';

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
  { description: 'What callers may want done.' },
);

const ChannelSchema = record({
  kind: Type.Enum(['line', 'web', 'app']),
  line: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
  available: Type.Boolean(),
  opensAt: nullable(InstantSchema),
  closesAt: nullable(InstantSchema),
});

const PurposeSchema = record(
  { purpose: Type.String(), name: NamesSchema, channels: Type.Array(ChannelSchema) },
  { description: 'Each channel that can do it, and whether it is available now.' },
);

const LIST_PURPOSES = {
  operationId: 'listPurposes',
  summary: 'The purposes',
  tags: ['purposes'],
  querystring: NoQuery,
  response: { 200: PurposesSchema, 304: NotModifiedSchema, ...errorResponses(['not_known']) },
};

const GET_PURPOSE = {
  operationId: 'getPurpose',
  summary: 'Where something can be done now, and when',
  tags: ['purposes'],
  params: record({ purpose: idParameter('The id of a purpose.', 'set-phone-pin') }),
  querystring: NoQuery,
  response: {
    200: PurposeSchema,
    304: NotModifiedSchema,
    ...errorResponses(['unknown_purpose', 'not_known']),
  },
};

/** What callers may want done, and where it can be done now. */
export function registerPurposes(app: App, ports: Ports): void {
  app.get('/v1/purposes', { schema: LIST_PURPOSES }, (_request, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    allowCachingOf(snapshot, reply, ports);
    reply.send({ purposes: [...snapshot.purposes.values()].map(purposeToLink) });
  });
  app.get('/v1/purposes/:purpose', { schema: GET_PURPOSE }, ({ params }, reply) => {
    const snapshot = snapshotFor(ports, reply.request);
    const { id, name, channels } = found(snapshot.purposes, params.purpose, 'purpose');
    const now = ports.clock();
    const decisions = decideChannels(snapshot, channels, now);
    allowCaching(reply, validityOf([...decisions.values()], { snapshot, now, at: null }), ports);
    const written = channels.map((channel) => channelToJson(channel, decisions));
    reply.send({ purpose: id, name, channels: written });
  });
}

type Purpose = Snapshot['purposes'] extends ReadonlyMap<string, infer P> ? P : never;
type Channel = Purpose['channels'][number];

function purposeToLink({ id, name }: Purpose) {
  return { purpose: id, name, links: { self: `/v1/purposes/${encodeURIComponent(id)}` } };
}

function decideChannels({ lines }: Snapshot, channels: readonly Channel[], now: Instant) {
  const decisions = new Map<string, LineDecision>();
  for (const channel of channels) {
    const line = channel.kind === 'line' ? lines.get(channel.line) : undefined;
    if (line) decisions.set(line.id, decideLine(line, now));
  }
  return decisions;
}

/** The web and apps are available at all times. */
function channelToJson(
  channel: Channel,
  decisions: ReadonlyMap<string, LineDecision>,
): Static<typeof ChannelSchema> {
  const answer = channel.kind === 'line' ? decisions.get(channel.line) : undefined;
  if (!answer)
    return { ...channel, available: channel.kind !== 'line', opensAt: null, closesAt: null };
  const { line, decision } = answer;
  const write = (instant: Instant | null) => instant && formatInstant(line.zone, instant);
  const times = { opensAt: write(decision.opensAt), closesAt: write(decision.closesAt) };
  return { ...channel, available: decision.state === 'open', ...times };
}
