import type { FastifyRequest } from 'fastify';
import { CodedError } from '../errors.ts';
import { quote } from '../words/quote.ts';
import type { Ports } from './ports.ts';
import { isOverTls } from './session-cookie.ts';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** By a page of the service itself, or by a person in the bar of addresses. */
const OWN_SITES: readonly string[] = ['same-origin', 'none'];

/** Whether what a method does is no change. */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.includes(method);
}

/**
 * Refuses a change that a page of another origin may have had a browser send: browsers add cookies
 * by themselves, and pages can write neither of the two headers that are looked at.
 */
export function requireSameOrigin(
  request: FastifyRequest,
  { publicUrl }: Pick<Ports, 'publicUrl'>,
): void {
  if (isSafe(request.method)) return;
  const { 'sec-fetch-site': site, origin } = request.headers;
  // Sent by browsers over TLS and on this machine; elsewhere there is only the other header.
  if (site !== undefined) {
    if (!OWN_SITES.includes(String(site))) throw crossSite(`Sec-Fetch-Site is ${quote(`${site}`)}`);
    return;
  }
  if (origin === undefined) throw crossSite('There is neither Sec-Fetch-Site nor Origin');
  // Over TLS a page without it is another's: whoever sits in between may have written it.
  const scheme = isOverTls(request, { publicUrl }) ? 'https' : 'http';
  const own = [publicUrl ?? '', `${scheme}://${request.host}`].map(originOf);
  if (!own.includes(origin)) throw crossSite(`Origin is ${quote(origin)}`);
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

function crossSite(found: string): CodedError {
  const advice =
    'Only pages of the service itself may change anything with a cookie; others send an access' +
    ' key as Authorization: Bearer.';
  return new CodedError([{ code: 'cross_site', detail: `${found}. ${advice}` }]);
}
