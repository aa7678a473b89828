/** What the service answered to a page that asked for itself. */
export interface PageAnswer {
  readonly etag: string | null;
  /** The service's clock, in milliseconds since the epoch. */
  readonly now: number;
  /** In milliseconds. */
  readonly maxAge: number;
  /** `null`: what is shown already. */
  readonly content: PageContent | null;
}

export interface PageContent {
  readonly main: HTMLElement;
  readonly title: string;
  readonly style: string | null;
}

const PATIENCE_MILLISECONDS = 10_000;
const REFUSED_MILLISECONDS = 60_000;

/**
 * Asks for this page again; `null` where there was no answer of use. That a page is gone or needs a
 * key by now is an answer too, and is shown.
 */
export async function askForPage(etag: string | null): Promise<PageAnswer | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const askedAt = Date.now();
    const response = await fetch(location.href, { cache: 'no-cache', signal });
    const { headers } = response;
    const isUse = response.ok || [401, 403, 404].includes(response.status);
    if (!isUse) return null;
    const tag = headers.get('etag');
    const isKnown = tag !== null && tag === etag;
    const content = isKnown ? null : contentOf(await response.text());
    if (!isKnown && content === null) return null;
    const now = clockOf(headers) ?? askedAt;
    return { etag: tag, now, maxAge: maxAgeOf(headers), content };
  } catch {
    return null;
  }
}

/** What else may answer in the service's place, such as a hotel's network, has no such part. */
function contentOf(html: string): PageContent | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const main = page.querySelector<HTMLElement>('main#main');
  if (!main) return null;
  // Parsed without scripts: what is only for browsers without them would be shown.
  for (const each of main.querySelectorAll('noscript')) each.remove();
  const style = page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? null;
  return { main, title: page.title, style };
}

/** The header has whole seconds: on average half of one has passed. */
function clockOf(headers: Headers): number | null {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return null;
  return date + Number(headers.get('age') ?? 0) * 1_000 + 500;
}

/** What may not be kept, as a refusal, is asked for again after a while all the same. */
function maxAgeOf(headers: Headers): number {
  const found = /max-age=(\d+)/.exec(headers.get('cache-control') ?? '');
  return found ? Number(found[1]) * 1_000 : REFUSED_MILLISECONDS;
}
