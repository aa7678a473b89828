import { DAY, SECOND } from '../core/instant.ts';
import { MAX_ICALENDAR_BYTES } from '../imports/icalendar-source.ts';

/** A calendar is asked for. */
export interface FetchRequest {
  readonly url: string;
  /** What the answer before said of itself; `null` to be given all of it. */
  readonly validators: Validators | null;
  /** From the first byte to the last, redirects included. */
  readonly timeoutMilliseconds: number;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
}

export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type Fetched =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly bytes: Uint8Array; readonly validators: Validators }
  | {
      readonly kind: 'failed';
      /** For people; without the address, which may be secret. */
      readonly problem: string;
      readonly retryAfterMilliseconds: number;
    };

const MAX_REDIRECTS = 3;
const MAX_RETRY_AFTER_MILLISECONDS = DAY;
const NOT_MODIFIED = 304;

/** Fetches a calendar once. Never throws, and never reads more than {@link MAX_ICALENDAR_BYTES}. */
export async function fetchCalendar(request: FetchRequest): Promise<Fetched> {
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    abort();
  }, request.timeoutMilliseconds);
  request.signal.addEventListener('abort', abort);
  try {
    return await follow(request, attempt.signal);
  } catch (error) {
    const late = `no whole answer within ${request.timeoutMilliseconds / SECOND} s`;
    return failure(isLate ? late : describe(error as Error));
  } finally {
    abort();
    clearTimeout(timer);
    request.signal.removeEventListener('abort', abort);
  }
}

/** Asks, and asks where the answer sends us. */
async function follow({ url, validators }: FetchRequest, signal: AbortSignal): Promise<Fetched> {
  const first = new URL(url);
  let next = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(withoutPassword(next), {
      redirect: 'manual',
      signal,
      headers: { ...HEADERS, ...conditions(validators), ...authorization(first, next) },
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) {
      return read(response, Object.keys(conditions(validators)).length > 0);
    }
    if (!URL.canParse(location, next.href)) return failure('it redirects to no address');
    const target = new URL(location, next.href);
    if (!/^https?:$/.test(target.protocol))
      return failure('it redirects to something else than http');
    if (next.protocol === 'https:' && target.protocol === 'http:') {
      return failure('it redirects from https to http');
    }
    next = target;
  }
  return failure(`more than ${MAX_REDIRECTS} redirects`);
}

const HEADERS = { accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1', 'user-agent': 'eigyochu' };
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function conditions(validators: Validators | null): Record<string, string> {
  const { etag = null, lastModified = null } = validators ?? {};
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}

/** Sent to the host that the configuration names, and to no other. */
function authorization(first: URL, next: URL): Record<string, string> {
  if (first.origin !== next.origin || first.username === '') return {};
  const [name, password] = [first.username, first.password].map(decodeURIComponent);
  const text = Buffer.from(`${name}:${password}`).toString('base64');
  return { authorization: `Basic ${text}` };
}

function withoutPassword(url: URL): URL {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain;
}

async function read(response: Response, isConditional: boolean): Promise<Fetched> {
  const { status, headers, body } = response;
  if (status === NOT_MODIFIED && isConditional) return { kind: 'unchanged' };
  if (!response.ok) return failure(`status ${status}`, retryAfterOf(headers.get('retry-after')));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ICALENDAR_BYTES) {
      return failure(`it has more than the ${MAX_ICALENDAR_BYTES} bytes that are read`);
    }
    chunks.push(chunk);
  }
  const validators = { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
  return { kind: 'changed', bytes: Buffer.concat(chunks), validators };
}

function retryAfterOf(text: string | null): number {
  const seconds = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  return Math.min(seconds * SECOND, MAX_RETRY_AFTER_MILLISECONDS);
}

function failure(problem: string, retryAfterMilliseconds = 0): Fetched {
  return { kind: 'failed', problem, retryAfterMilliseconds };
}

/** What fetch hides behind "fetch failed". */
function describe({ message, cause }: Error): string {
  const { code, message: reason } = (cause ?? {}) as { code?: string; message?: string };
  return `it cannot be asked: ${code ?? reason ?? message}`;
}
