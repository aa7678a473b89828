import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { Test } from 'tap';
import type { Instant } from '../../src/core/instant.ts';
import { until } from './until.ts';

/** A secret as an operator would make it. */
export function secretOf(byte: number): string {
  return `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
}

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { type: string; timestamp: string; data: Record<string, unknown> };
}

export interface Receiver {
  readonly url: string;
  /** What came, whatever the answer was. */
  readonly received: Received[];
  /** How the next requests are answered; a status for all of them unless it is set. */
  answer: (response: ServerResponse, count: number) => void;
  /** Waits for so many requests, and gives what they said: `TYPE LINE STATE`. */
  told(count: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A real receiver that verifies every signature with the standard's library, on the test's clock. */
export async function startReceiver(
  t: Test,
  { secret, clock, port = 0 }: { secret: string; clock: () => Instant; port?: number },
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { headers } = request;
    try {
      verifyAt(clock(), () => new Webhook(secret).verify(body, headers as Record<string, string>));
    } catch (error) {
      t.fail(`a signature that is not right: ${(error as Error).message}`);
    }
    received.push({ id: String(headers['webhook-id']), headers, body: JSON.parse(body) });
    receiver.answer(response, received.length);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  t.teardown(close);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`,
    received,
    answer: (response) => response.end('thanks'),
    async told(count) {
      await until(
        () => received.length,
        (length) => length >= count,
        10_000,
      );
      return received.map(({ body: { type, data } }) => {
        const { state = '' } = (data.decision ?? data) as { state?: string };
        return `${type} ${data.line ?? data.id} ${state}`;
      });
    },
    close,
  };
  return receiver;
}

/** The library reads the clock of the process. */
function verifyAt(now: Instant, verify: () => unknown): void {
  const real = Date.now;
  Date.now = () => now;
  try {
    verify();
  } finally {
    Date.now = real;
  }
}
