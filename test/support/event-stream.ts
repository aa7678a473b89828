import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { until } from './until.ts';

const KEPT_CHARACTERS = 10_000;

export interface ReceivedEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** A client of Server-Sent Events over a real socket. */
export class EventStream {
  readonly response: IncomingMessage;
  readonly events: ReceivedEvent[] = [];
  /** What was received last, as it came. */
  text = '';
  #rest = '';
  isEnded = false;
  readonly #request: ClientRequest;

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request;
    this.response = response;
    response.setEncoding('utf8');
    response.on('close', () => {
      this.isEnded = true;
    });
  }

  /** Asks for a stream, whatever the answer is; `isReading: false` leaves it unread. */
  static async open(
    port: number,
    path: string,
    {
      headers = {},
      isReading = true,
    }: { headers?: Record<string, string>; isReading?: boolean } = {},
  ): Promise<EventStream> {
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    request.on('error', () => {});
    response.on('error', () => {});
    const stream = new EventStream(request, response);
    if (isReading) response.on('data', (text: string) => stream.#read(text));
    return stream;
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  /** The id of the last event: what a client comes back with. */
  get lastId(): string {
    return this.events.at(-1)?.id ?? '';
  }

  /** What came, once there are so many: `decision LINE STATE REASON`, or `gone LINE`. */
  async told(count: number): Promise<readonly string[]> {
    await until(
      () => this.events.length,
      (length) => length >= count,
      5_000,
    );
    return this.events.map(({ event, data }) => {
      const { line, state = '', reason = '' } = JSON.parse(data);
      return `${event} ${line} ${state} ${reason}`.trimEnd();
    });
  }

  async ended(milliseconds = 5_000): Promise<void> {
    await until(() => this.isEnded, Boolean, milliseconds);
  }

  close(): void {
    this.#request.destroy();
  }

  #read(text: string): void {
    this.text = (this.text + text).slice(-KEPT_CHARACTERS);
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => fieldOf(line)));
      const event = fields.get('event');
      if (!event) continue;
      this.events.push({ event, id: fields.get('id') ?? '', data: fields.get('data') ?? '' });
    }
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1)];
}
