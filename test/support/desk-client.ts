/** Somebody who closes and opens lines of a real process over HTTP. */
import { runCli } from './processes.ts';

export interface Desk {
  /** Where the service is, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly key: string;
}

export interface Written {
  readonly status: number;
  readonly etag: string | null;
  readonly body: { readonly id: string; readonly note: string; readonly code: string };
}

export interface Request {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a key with the command line, as an operator would. */
export async function createKey(
  environment: Readonly<Record<string, string>>,
  scope = 'override',
): Promise<string> {
  const { code, out, err } = await runCli(
    ['keys', 'create', '--name', 'test', '--scope', scope],
    environment,
  );
  if (code !== 0) throw new Error(`no key: ${err}`);
  return out.trim();
}

/** Sends a write; throws only when nobody answers. */
export async function send({ url, key }: Desk, request: Request): Promise<Written> {
  const { method, path, body, headers } = request;
  const json = body && { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...json, ...headers },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const etag = response.headers.get('etag');
  return { status: response.status, etag, body: (await response.json()) as Written['body'] };
}

/** A repeated request must be the same request. */
const TOMORROW = Date.now() + 86_400_000;

/** Closes a line for an hour, each number for another one, so that overrides do not pile up. */
export function closeLine(desk: Desk, number: number, idempotencyKey: string): Promise<Written> {
  const from = new Date(TOMORROW + number * 3_600_000).toISOString();
  return send(desk, {
    method: 'POST',
    path: '/v1/overrides',
    body: { lines: ['phone-pin'], state: 'closed', from, until: 'PT1H', note: idempotencyKey },
    headers: { 'idempotency-key': idempotencyKey },
  });
}

/** The notes of everything that is listed as planned. */
export async function listNotes({ url, key }: Desk): Promise<readonly string[]> {
  const notes: string[] = [];
  let path: string | null = '/v1/overrides?phase=planned&limit=1000';
  while (path !== null) {
    const response: Response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { overrides } = (await response.json()) as { overrides: { note: string }[] };
    notes.push(...overrides.map(({ note }) => note));
    path = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
  }
  return notes;
}
