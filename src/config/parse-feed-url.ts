import { createHash } from 'node:crypto';
import { quote } from '../words/quote.ts';
import type { Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';

/** Where a calendar is fetched from. */
export interface FeedAddress {
  /** To ask at; secret where it has a password or an unguessable part, as private calendars do. */
  readonly url: string;
  /** The same without anything secret, for people to know it by. */
  readonly shownUrl: string;
  /** The same for telling it from others, without anything secret. */
  readonly name: string;
}

const HASH_DIGITS = 12;

/** An address of a calendar; `null` where it is none, which has been told. */
export function parseFeedUrl(at: Located<string>, { problems }: ParseContext): FeedAddress | null {
  // What calendar programs call a subscription.
  const written = at.value.replace(/^webcals?:/i, 'https:');
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url && /^https?:$/.test(url.protocol)) {
    url.hash = '';
    const shownUrl = showUrl(url);
    const hash = createHash('sha256').update(url.href).digest('hex').slice(0, HASH_DIGITS);
    return { url: url.href, shownUrl, name: `${shownUrl}#${hash}` };
  }
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(at.value)?.[0];
  const found = scheme ? `the address begins with ${quote(scheme)}` : 'it is not an address';
  const advice = 'write one such as "https://calendar.example/company.ics"; webcal:// is https';
  problems.report(at, { code: 'bad_url', found, advice });
  return null;
}

/** Private calendars of Google, Outlook and iCloud have their secret in the path. */
function showUrl({ protocol, host, pathname }: URL): string {
  const parts = pathname.split('/').map((part) => (isSecret(part) ? '…' : part));
  return `${protocol}//${host}${parts.join('/')}`;
}

const MAX_OPEN_CHARACTERS = 20;

function isSecret(part: string): boolean {
  return /^private-|@|%40/i.test(part) || part.length > MAX_OPEN_CHARACTERS;
}
