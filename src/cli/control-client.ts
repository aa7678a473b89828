import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_PATH_BYTES } from '../control-socket.ts';
import { StoreFault } from '../store/store.ts';

/** A request to the routes of the service, as whoever runs this machine. */
export interface ControlRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly body?: unknown;
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
  { method, url, body }: ControlRequest,
): Promise<ControlAnswer> {
  const headers = {
    'x-eigyochu-operator': operator,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
  const sent = request({ socketPath, method, path: url, headers, signal });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await text(answer) };
}

function isNobodyThere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ECONNREFUSED';
}
