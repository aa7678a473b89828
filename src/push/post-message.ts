import { Webhook as Signer } from 'standardwebhooks';
import { type Instant, SECOND } from '../core/instant.ts';

/** A message on its way to one receiver. */
export interface Posting {
  readonly url: string;
  readonly secrets: readonly string[];
  /** The same at every attempt, so that the receiver knows it again. */
  readonly id: string;
  readonly body: string;
  /** When the attempt is made. */
  readonly at: Instant;
  readonly timeoutMilliseconds: number;
  /** Ends the attempt before its time. */
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly isDelivered: true }
  | {
      readonly isDelivered: false;
      readonly error: string;
      /** The receiver wants no more of it. */
      readonly isFinal: boolean;
      readonly retryAfterMilliseconds: number;
    };

/** Receivers have little to say; more is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_RETRY_AFTER_SECONDS = 3_600;
const GONE = 410;

/**
 * Posts a message once, signed as Standard Webhooks 1.0 says. Redirects are not followed: messages
 * go where the configuration says and nowhere else.
 */
export async function postMessage(posting: Posting): Promise<Outcome> {
  const { url, id, body, at, timeoutMilliseconds } = posting;
  if (posting.secrets.length === 0) return failure('there is no secret to sign it with');
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    abort();
  }, timeoutMilliseconds);
  posting.signal.addEventListener('abort', abort);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: attempt.signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'eigyochu',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at / SECOND)),
        'webhook-signature': sign(posting),
      },
      body,
    });
    await passOver(response);
    if (response.ok) return { isDelivered: true };
    const retryAfterMilliseconds = retryAfterOf(response, at);
    return failure(`status ${response.status}`, {
      isFinal: response.status === GONE,
      retryAfterMilliseconds,
    });
  } catch (error) {
    const late = `no answer within ${timeoutMilliseconds / SECOND} s`;
    return failure(isLate ? late : describe(error as Error));
  } finally {
    clearTimeout(timer);
    posting.signal.removeEventListener('abort', abort);
  }
}

/** One signature for each secret. */
function sign({ id, at, body, secrets }: Posting): string {
  return secrets.map((secret) => new Signer(secret).sign(id, new Date(at), body)).join(' ');
}

/** Reads the answer to its end, if that is near, so that the connection can be used again. */
async function passOver({ body }: Response): Promise<void> {
  if (!body) return;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) break;
  }
}

/** Seconds, or a date; 0 where there is none. */
function retryAfterOf({ headers }: Response, at: Instant): number {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - at) / SECOND;
  return Math.min(Math.max(seconds || 0, 0), MAX_RETRY_AFTER_SECONDS) * SECOND;
}

function failure(error: string, rest = { isFinal: false, retryAfterMilliseconds: 0 }): Outcome {
  return { isDelivered: false, error, ...rest };
}

/** What fetch hides behind "fetch failed". */
function describe({ message, cause }: Error): string {
  const { code, message: reason } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? reason ?? message;
}
