import type { Fault } from './answer.ts';
import type { Fetch } from './platform.ts';

/** A timetable of the most boundaries has 400 KB; whatever is longer is none of ours. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** A service, and how it is asked. */
export interface Link {
  /** Ends with a slash. */
  readonly base: string;
  readonly fetch: Fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
}

/** What came of a request. Nothing is thrown. */
export type Reply =
  | { readonly kind: 'answer' | 'same'; readonly value: unknown; readonly headers: Headers }
  | Refused;

interface Refused {
  readonly kind: 'fault';
  readonly fault: Fault;
  /** So long the service does not want to be asked again; 0 where it did not say. */
  readonly pauseMilliseconds: number;
}

/** Asks for JSON: the whole answer arrives in time, or there is a fault in its place. */
export async function ask(
  link: Link,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { timeoutMilliseconds } = link;
  const controller = new AbortController();
  const asked = exchange(link, path, {
    headers: { accept: 'application/json', ...headers },
    signal: controller.signal,
  });
  const detail = `${link.base} did not answer within ${timeoutMilliseconds} ms.`;
  const late = refusal('timeout', detail);
  const reply = await within(timeoutMilliseconds, asked, late);
  // What is still on its way is not waited for, whoever pays for the connection.
  controller.abort();
  return reply;
}

/** What is promised, or something else in its place after so long. */
export async function within<T>(milliseconds: number, promise: Promise<T>, late: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), milliseconds);
  });
  try {
    return await Promise.race([promise, wait]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Sends a request. The service never redirects, and a key must not go anywhere else. */
export function send(link: Link, path: string, { headers, signal }: Asked): Promise<Response> {
  return link.fetch(link.base + path, {
    headers: { ...link.headers, ...headers },
    signal,
    redirect: 'manual',
  });
}

async function exchange(link: Link, path: string, asked: Asked): Promise<Reply> {
  let response: Response;
  try {
    response = await send(link, path, asked);
  } catch (error) {
    return refusal('unreachable', `${link.base} cannot be reached: ${reasonOf(error)}`);
  }
  const { status, headers } = response;
  try {
    if (status === 304) return { kind: 'same', value: null, headers };
    if (!response.ok) return await readRefusal(response);
    return { kind: 'answer', value: JSON.parse(await readText(response)), headers };
  } catch (error) {
    return refusal('strange_answer', `${link.base} answered ${status}: ${reasonOf(error)}`);
  }
}

function refusal(code: string, detail: string, pauseMilliseconds = 0): Refused {
  return { kind: 'fault', fault: { code, detail }, pauseMilliseconds };
}

/** What the service says of its refusal; whoever answers in its place does not say it so. */
export async function readRefusal(response: Response): Promise<Refused> {
  const { status, headers, url } = response;
  const seconds = Number(headers.get('retry-after'));
  const pause = seconds > 0 ? seconds * 1_000 : 0;
  if (!/problem\+json/.test(headers.get('content-type') ?? '')) {
    void response.body?.cancel().catch(() => {});
    const target = headers.get('location');
    const where = target ? `, and leads to ${target}: is that the service?` : '.';
    return refusal(
      'strange_answer',
      `${url} answered ${status || 'with a redirect'}${where}`,
      pause,
    );
  }
  const { code, detail } = JSON.parse(await readText(response));
  return refusal(String(code), String(detail), pause);
}

async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('an answer without an end');
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** Node says `fetch failed`, and why one level below. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string } };
  return cause?.message || message || String(error);
}
