import type { ServerResponse } from 'node:http';
import { createEventBuffer } from 'better-sse';
import type { FastifyReply } from 'fastify';
import { keyStateAt, keysOf } from '../access/keys-of.ts';
import type { Session } from '../access/session.ts';
import { isLiving } from '../access/sessions-of.ts';
import { MAX_UNSENT_BYTES, STREAM_RETRY_MILLISECONDS } from './limits.ts';
import type { Ports } from './ports.ts';

const OPENING = Buffer.from(createEventBuffer().retry(STREAM_RETRY_MILLISECONDS).dispatch().read());
const HEARTBEAT = Buffer.from(createEventBuffer().comment().dispatch().read());

/** What a stream was opened with; it ends when that is no longer good. */
interface Pass {
  readonly key: string;
  /** The session that stands for the key; `null` where none does. */
  readonly session: Session | null;
}

/**
 * One client's stream, from the head of the response to its end. There may be 10,000, so it holds
 * on to nothing of the request but who may go on reading (docs/explanation/scaling.md).
 */
export class OpenStream {
  readonly #response: ServerResponse;
  readonly #pass: Pass | null;
  #isBehind = false;

  private constructor(response: ServerResponse, pass: Pass | null) {
    this.#response = response;
    this.#pass = pass;
  }

  /** Sends the head; from here on the framework has nothing to do with the answer. */
  static open(reply: FastifyReply): OpenStream {
    const { request, raw } = reply;
    reply.hijack();
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...STREAM_HEADERS });
    raw.write(OPENING);
    const { key } = request.principal.actor;
    return new OpenStream(raw, key === null ? null : { key, session: request.session });
  }

  /** What was written and has not left the process; what many streams share counts for each. */
  get unsentBytes(): number {
    return this.#response.writableLength;
  }

  /** Sends events; one who did not read the last ones for a while is dropped instead. */
  write(events: Buffer): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    if (this.#isBehind && this.unsentBytes > MAX_UNSENT_BYTES) this.#response.destroy();
    else this.#response.write(events);
  }

  /** Shows the client that we live, and keeps the connection from being closed as idle. */
  beat(): void {
    this.write(HEARTBEAT);
  }

  /** Drops a client that was behind at the last check too, and ends one who may no longer read. */
  check(allowedBytes: number, ports: Ports): void {
    if (!this.#isAllowed(ports)) this.end();
    const isBehind = this.unsentBytes > allowedBytes;
    if (isBehind && this.#isBehind) this.#response.destroy();
    this.#isBehind = isBehind;
  }

  /** Clients come back by themselves, perhaps to another replica. */
  end(): void {
    this.#response.end();
  }

  /** Whether the key or session that opened the stream lasts; streams without a key need none. */
  #isAllowed({ ledger, clock }: Ports): boolean {
    const state = ledger?.state;
    if (this.#pass === null || !state) return true;
    const { key: id, session } = this.#pass;
    if (session) return isLiving(session, state, clock());
    const key = keysOf(state).get(id);
    return key !== undefined && keyStateAt(key, clock()) === 'valid';
  }
}

/** What keeps caches and proxies from keeping a stream to themselves. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  // Nothing follows a stream, and an idle connection would keep the server from closing.
  connection: 'close',
};
