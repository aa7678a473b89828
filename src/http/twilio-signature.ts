import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request as Twilio signs it. */
export interface SignedRequest {
  /** The whole URL with its query, as the caller wrote it. */
  readonly url: string;
  /** The pairs of a form; `null` where the request has no body. */
  readonly form: Readonly<Record<string, unknown>> | null;
  /** `X-Twilio-Signature`. */
  readonly signature: string;
}

/**
 * Whether a request was signed with one of the tokens of the account: HMAC-SHA1 over the URL and
 * the form's pairs in order of their names. Twilio writes some URLs with their port and some
 * without, so both are tried. (https://www.twilio.com/docs/usage/security)
 */
export function isSignedByTwilio(
  { url, form, signature }: SignedRequest,
  tokens: readonly string[],
): boolean {
  const given = Buffer.from(signature);
  const pairs = form === null ? '' : pairsOf(form);
  const expected = tokens.flatMap((token) =>
    writingsOf(url).map((each) => sign(`${each}${pairs}`, token)),
  );
  return expected.some((each) => each.length === given.length && timingSafeEqual(each, given));
}

function sign(text: string, token: string): Buffer {
  return Buffer.from(createHmac('sha1', token).update(text).digest('base64'));
}

function pairsOf(form: Readonly<Record<string, unknown>>): string {
  return Object.keys(form)
    .sort()
    .flatMap((name) => valuesOf(form[name]).map((value) => `${name}${value}`))
    .join('');
}

/** A name that comes more than once is signed once for each of its values, in their order. */
function valuesOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.map(String))].sort() : [String(value)];
}

const URL_PARTS = /^(https?:\/\/)((?:\[[^\]]*\]|[^/?#:])*)(:\d+)?(.*)$/is;

/** The URL without a port and with one; else nothing in it is changed, since that is signed too. */
function writingsOf(url: string): readonly string[] {
  const [, scheme = '', host = '', port, rest = ''] = URL_PARTS.exec(url) ?? [];
  const usual = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return [`${scheme}${host}${rest}`, `${scheme}${host}${port ?? usual}${rest}`];
}
