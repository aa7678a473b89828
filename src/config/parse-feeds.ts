import { DEFAULT_REFRESH_MINUTES, type FeedSource, MAX_FEEDS } from './configuration.ts';
import { child, entries, type Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import { parseFeedUrl } from './parse-feed-url.ts';
import type { WrittenCalendar } from './schema.ts';

/** The calendars that are fetched, by id: no more than {@link MAX_FEEDS}. */
export function parseFeeds(
  maps: readonly Located<Readonly<Record<string, WrittenCalendar>>>[],
  context: ParseContext,
): ReadonlyMap<string, FeedSource> {
  const feeds = new Map<string, FeedSource>();
  for (const at of maps.flatMap((map) => entries(map))) {
    const id = String(at.key);
    const url = at.value.source === 'icalendar' ? child(at, 'url') : null;
    if (!url || feeds.has(id)) continue;
    if (feeds.size === MAX_FEEDS) {
      const found = `more than ${MAX_FEEDS} calendars are fetched`;
      context.problems.report(at, { code: 'too_many', found, advice: 'fetch fewer' }, 'key');
      break;
    }
    const address = parseFeedUrl(url, context);
    const refreshMinutes = child(at, 'refreshMinutes')?.value ?? DEFAULT_REFRESH_MINUTES;
    if (address) feeds.set(id, { id, ...address, refreshMinutes });
  }
  return feeds;
}
