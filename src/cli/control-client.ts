import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_PATH_BYTES } from '../control-socket.ts';
import { StoreFault } from '../store/store.ts';

/** A request to the routes of the service, as whoever runs this machine. */
export interface ControlRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body of JSON. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array };
  readonly ifMatch?: string;
}

/** The headers of a request, and what is sent with it. */
export interface WrittenRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Buffer;
}

/** A request as it goes to the service, in the name of whoever runs this machine. */
export function writeRequest(
  { body, content, ifMatch }: ControlRequest,
  operator: string,
): WrittenRequest {
  const headers = {
    'x-eigyochu-operator': operator,
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
  };
  const sent = content ?? (body === undefined ? null : jsonOf(body));
  if (sent === null) return { headers };
  const payload = Buffer.from(sent.bytes);
  return { headers: { ...headers, 'content-type': sent.type }, payload };
}

function jsonOf(body: unknown) {
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: string;
}

export type Ask = (request: ControlRequest) => Promise<ControlAnswer>;

/** Whoever holds the store's lock without listening is starting, or is another command. */
export class ServiceSilent extends Error {
  override readonly name = 'ServiceSilent';
}

/** The service answered, but not what was asked for. */
export class ServiceRefused extends Error {
  override readonly name = 'ServiceRefused';
  readonly answer: ControlAnswer;

  constructor(answer: ControlAnswer) {
    super(`the service answered with status ${answer.status}`);
    this.answer = answer;
  }
}

const PATIENCE_MILLISECONDS = 3_000;
const RETRY_MILLISECONDS = 50;
const ANSWER_MILLISECONDS = 10_000;

/** Asks the running service through the socket that only this machine's operator can open. */
export function askThrough(socketPath: string, operator: string): Ask {
  if (Buffer.byteLength(socketPath) > MAX_PATH_BYTES) {
    throw new StoreFault(
      `the path of the socket of the service is longer than ${MAX_PATH_BYTES} bytes: ${socketPath}`,
      'set EIGYOCHU_DATA to a shorter path, which may be relative',
    );
  }
  return async (asked) => {
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      try {
        return await send(socketPath, operator, asked);
      } catch (error) {
        if (!isNobodyThere(error)) throw error;
        if (performance.now() > deadline) throw new ServiceSilent(socketPath, { cause: error });
      }
      await pause(RETRY_MILLISECONDS);
    }
  };
}

async function send(
  socketPath: string,
  operator: string,
  asked: ControlRequest,
): Promise<ControlAnswer> {
  const { headers, payload } = writeRequest(asked, operator);
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
  const sent = request({ socketPath, method: asked.method, path: asked.url, headers, signal });
  sent.end(payload);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await text(answer) };
}

function isNobodyThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}
