import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseSession, type SessionText, writeSession } from '../access/session.ts';
import { findSession, type Living, sessionOf } from '../access/sessions-of.ts';
import { SECOND } from '../core/instant.ts';
import type { Ports } from './ports.ts';

const NAME = 'eigyochu_session';

/** Browsers take it over TLS alone and from this very host, so that no neighbour can set it. */
const SECURE_NAME = `__Host-${NAME}`;

type CookiePorts = Pick<Ports, 'publicUrl'>;
type SessionPorts = Pick<Ports, 'publicUrl' | 'ledger' | 'clock'>;

/** Whether there may be a session: nothing is parsed, since every read is looked at. */
export function showsSession({ headers }: FastifyRequest): boolean {
  return headers.cookie?.includes(`${NAME}=`) ?? false;
}

/**
 * The session of the cookie. Of several cookies none is taken: a neighbouring host can add one of
 * its own, and nothing tells the two apart.
 */
export function sessionShown(request: FastifyRequest, ports: CookiePorts): SessionText | null {
  const start = `${cookieName(request, ports)}=`;
  // Spaces alone: what JavaScript trims beside them is to browsers a part of another name, which
  // they let a neighbouring host set.
  const pairs = (request.headers.cookie ?? '').split(/; */);
  const [own, ...others] = pairs.filter((pair) => pair.startsWith(start));
  return own !== undefined && others.length === 0 ? parseSession(own.slice(start.length)) : null;
}

/** The session that a request shows, while it lasts, and its key. */
export function livingSession(request: FastifyRequest, ports: SessionPorts): Living | null {
  const shown = sessionShown(request, ports);
  const state = ports.ledger?.state;
  return shown && state ? findSession(shown, state, ports.clock()) : null;
}

/** Makes sure that a session is known here that another replica has just started. */
export async function awaitSession(request: FastifyRequest, ports: SessionPorts): Promise<void> {
  const { ledger } = ports;
  const shown = sessionShown(request, ports);
  if (!shown || !ledger?.state || sessionOf(ledger.state, shown.id)) return;
  await ledger.catchUp();
}

/** Out of reach of scripts, and sent by no page of another site. */
export function handOut(
  reply: FastifyReply,
  { session, milliseconds }: { readonly session: SessionText; readonly milliseconds: number },
  ports: CookiePorts,
): void {
  const options = { ...optionsOf(reply.request, ports), maxAge: Math.floor(milliseconds / SECOND) };
  reply.setCookie(cookieName(reply.request, ports), writeSession(session), options);
}

export function takeBack(reply: FastifyReply, ports: CookiePorts): void {
  reply.clearCookie(cookieName(reply.request, ports), optionsOf(reply.request, ports));
}

function optionsOf(request: FastifyRequest, ports: CookiePorts) {
  const secure = isOverTls(request, ports);
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}

function cookieName(request: FastifyRequest, ports: CookiePorts): string {
  return isOverTls(request, ports) ? SECURE_NAME : NAME;
}

/** Also behind a proxy that ends TLS and is not known to us, where the setting says so. */
export function isOverTls(
  { protocol }: Pick<FastifyRequest, 'protocol'>,
  { publicUrl }: CookiePorts,
): boolean {
  return protocol === 'https' || (publicUrl?.toLowerCase().startsWith('https:') ?? false);
}
