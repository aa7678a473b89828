import type { ServerResponse } from 'node:http';
import { createEventBuffer, createSession, type Session } from 'better-sse';
import type { FastifyReply } from 'fastify';
import { keyStateAt, keysOf } from '../access/keys-of.ts';
import { restrictSnapshot } from '../access/restrict-snapshot.ts';
import { isLiving } from '../access/sessions-of.ts';
import { CodedError } from '../errors.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Watcher } from '../push/line-watch.ts';
import { DIGEST_LENGTH, type Sight } from '../push/sight.ts';
import { MAX_STREAM_LINES, MAX_UNSENT_BYTES, STREAM_RETRY_MILLISECONDS } from './limits.ts';
import { linesFound, type NamesAsked } from './lines-asked.ts';
import type { Ports } from './ports.ts';

const HEARTBEAT = createEventBuffer().comment().dispatch();

/** One client's stream of decisions, from the head of the response to its end. */
export class OpenStream implements Watcher {
  /** What the client has, by line: its event ids are made of it. */
  readonly told = new Map<string, string>();
  readonly #session: Session;
  readonly #reply: FastifyReply;
  readonly #ports: Ports;
  readonly #asked: NamesAsked;
  #movedAt = performance.now();
  #isBehind = false;

  private constructor(session: Session, reply: FastifyReply, { ports, asked }: StreamSource) {
    this.#session = session;
    this.#reply = reply;
    this.#ports = ports;
    this.#asked = asked;
  }

  /** Sends the head. A client that has gone in the meantime has its stream closed already. */
  static async open(reply: FastifyReply, source: StreamSource): Promise<OpenStream> {
    const session = await sendHead(reply);
    reply.hijack();
    return new OpenStream(session, reply, source);
  }

  get response(): ServerResponse {
    return this.#reply.raw;
  }

  /** The digests that the client says it has, from the id of the last event that it saw. */
  get claimed(): ReadonlySet<string> {
    const id = this.#session.lastId.slice(0, MAX_STREAM_LINES * DIGEST_LENGTH);
    return new Set(id.match(new RegExp(`.{${DIGEST_LENGTH}}`, 'g')));
  }

  /** Ends the stream where a reload makes it one of too many lines, which coming back will tell. */
  select(snapshot: Snapshot): readonly string[] {
    const { limits } = this.#reply.request.principal;
    const visible = limits === null ? snapshot : restrictSnapshot(snapshot, limits);
    const lines = linesFound(visible, this.#asked);
    if (lines.length <= MAX_STREAM_LINES) return lines.map(({ id }) => id);
    this.end();
    return [];
  }

  onDecision({ json }: Sight): void {
    this.#push('decision', json);
  }

  onGone(line: string): void {
    this.#push('gone', JSON.stringify({ line }));
  }

  /** Shows the client that we live, and drops one that does not read, or may no longer. */
  check(): void {
    if (!this.#isAllowed()) this.end();
    const isBehind = this.response.writableLength > MAX_UNSENT_BYTES;
    if (isBehind && this.#isBehind) this.response.destroy();
    this.#isBehind = isBehind;
    if (performance.now() - this.#movedAt < this.#ports.streamLimits.heartbeatMilliseconds) return;
    this.#movedAt = performance.now();
    if (!this.#isOver()) void this.#session.batch(HEARTBEAT);
  }

  /** Clients come back by themselves, perhaps to another replica. */
  end(): void {
    this.response.end();
  }

  #push(event: 'decision' | 'gone', data: string): void {
    if (this.#isOver()) return;
    const { response } = this;
    const isStuck = this.#isBehind && response.writableLength > MAX_UNSENT_BYTES;
    if (isStuck) response.destroy();
    else this.#session.push(data, event, [...this.told.values()].join(''));
    this.#movedAt = performance.now();
  }

  #isOver(): boolean {
    return this.response.writableEnded || this.response.closed;
  }

  /** Whether the key or session that opened the stream lasts; streams without a key need none. */
  #isAllowed(): boolean {
    const { principal, session } = this.#reply.request;
    const { key: id } = principal.actor;
    const state = this.#ports.ledger?.state;
    if (id === null || !state) return true;
    if (session) return isLiving(session, state, this.#ports.clock());
    const key = keysOf(state).get(id);
    return key !== undefined && keyStateAt(key, this.#ports.clock()) === 'valid';
  }
}

export interface StreamSource {
  readonly ports: Ports;
  readonly asked: NamesAsked;
}

/** What every answer has, and what keeps caches and proxies from keeping a stream to themselves. */
async function sendHead(reply: FastifyReply): Promise<Session> {
  const constant = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]);
  try {
    return await createSession(reply.request.raw, reply.raw, {
      retry: STREAM_RETRY_MILLISECONDS,
      keepAlive: null,
      serializer: String,
      headers: {
        ...Object.fromEntries(constant),
        'cache-control': 'no-store',
        pragma: undefined,
        'x-accel-buffering': 'no',
        // Nothing follows a stream, and an idle connection would keep the server from closing.
        connection: 'close',
      },
    });
  } catch {
    // The library makes an address of both, and a Host such as `a b` is none.
    const detail = 'The path and the Host header are no address together.';
    throw new CodedError([{ code: 'bad_request', detail }]);
  }
}
