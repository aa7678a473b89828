/** Asks the service of this page; the session goes along by itself, as a cookie. */
export interface Api {
  get<T>(path: string): Promise<Answered<T>>;
  send<T>(request: ApiRequest): Promise<Answered<T>>;
}

export interface ApiRequest {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body of JSON. */
  readonly content?: { readonly type: string; readonly bytes: ArrayBuffer };
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

export interface Answered<T> {
  readonly value: T;
  readonly etag: string | null;
  /** The path of the next page, of `Link: …; rel="next"`. */
  readonly next: string | null;
}

export interface ApiFaultEntry {
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** A refusal, or no answer at all. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  /** `null`: no connection. */
  readonly status: number | null;
  readonly faults: readonly ApiFaultEntry[];

  constructor(status: number | null, faults: readonly ApiFaultEntry[]) {
    super(faults.map(({ detail }) => detail).join(' '));
    this.status = status;
    this.faults = faults;
  }

  /** Whether it says this, among what it says. */
  has(code: string): boolean {
    return this.faults.some((fault) => fault.code === code);
  }
}

export interface ApiEvents {
  /** Told after every request whether the service could be reached. */
  reached(isReached: boolean): void;
  /** Told what the clock of the service was, in milliseconds, to the second. */
  dated(milliseconds: number): void;
  /**
   * Resolves once somebody has signed in again; the request is then made once more. What nobody has
   * asked for just now does not ask twice.
   */
  signInAgain(isAskedFor: boolean): Promise<void>;
}

/** Longer than the service waits for its store, so that it can say itself what became of it. */
const PATIENCE_MILLISECONDS = 30_000;

export function createApi(events: ApiEvents): Api {
  const ask = async <T>(path: string, init: RequestInit): Promise<Answered<T>> => {
    const response = await reach(path, init, events);
    if (response.ok) return answered<T>(response);
    const fault = await faultOf(response);
    if (!isSignedOut(fault, path)) throw fault;
    await events.signInAgain(init.method !== undefined);
    return ask(path, init);
  };
  return {
    get: (path) => ask(path, { cache: 'no-cache' }),
    send: ({ method, path, body, content, ifMatch, idempotencyKey }) => {
      const headers = new Headers();
      if (body !== undefined) headers.set('content-type', 'application/json');
      if (content) headers.set('content-type', content.type);
      if (ifMatch !== undefined) headers.set('if-match', ifMatch);
      if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
      return ask(path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(content && { body: content.bytes }),
      });
    },
  };
}

/** The session ends anywhere but where it is asked about and begun. */
function isSignedOut({ status }: ApiFault, path: string): boolean {
  return status === 401 && path !== '/v1/session';
}

async function reach(path: string, init: RequestInit, events: ApiEvents): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  try {
    const response = await fetch(path, { ...init, signal, credentials: 'same-origin' });
    events.reached(true);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) events.dated(date);
    return response;
  } catch {
    events.reached(false);
    throw noConnection();
  }
}

function noConnection(): ApiFault {
  return new ApiFault(null, [{ code: 'no_connection', detail: 'The service cannot be reached.' }]);
}

async function answered<T>(response: Response): Promise<Answered<T>> {
  const text = await response.text().catch(() => {
    throw noConnection();
  });
  const link = response.headers.get('link') ?? '';
  return {
    value: (text === '' ? null : JSON.parse(text)) as T,
    etag: response.headers.get('etag'),
    next: /<([^>]*)>;\s*rel="next"/.exec(link)?.[1] ?? null,
  };
}

/** What stands between may answer without a problem document. */
async function faultOf(response: Response): Promise<ApiFault> {
  const { status, statusText } = response;
  const body: { errors?: readonly ApiFaultEntry[] } | null = await response
    .json()
    .catch(() => null);
  const errors = body?.errors ?? [];
  return new ApiFault(
    status,
    errors.length > 0 ? errors : [{ code: `http_${status}`, detail: `${status} ${statusText}` }],
  );
}
