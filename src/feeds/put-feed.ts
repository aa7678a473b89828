import type { CalendarFeed } from '../core/calendar.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/write.ts';

/** The change that keeps what a calendar's URL said; none where the store has the same already. */
export function putFeed(id: string, said: Omit<CalendarFeed, 'fetchedAt'>): Write {
  return {
    actor: { key: null, name: `calendar ${id}` },
    action: 'calendar.fetch',
    idempotency: null,
    propose({ state, deed }) {
      const before = state.documents.get(`calendar-feed/${id}`) ?? null;
      const known = before as unknown as CalendarFeed | null;
      if (known && isSame(known, said)) return [];
      const after = { ...said, fetchedAt: deed.at } as unknown as Json;
      return [{ kind: 'calendar-feed', id, before, after }];
    },
  };
}

function isSame(known: CalendarFeed, said: Omit<CalendarFeed, 'fetchedAt'>): boolean {
  return (
    known.url === said.url &&
    known.endless === said.endless &&
    known.knownThrough === said.knownThrough &&
    JSON.stringify(known.dates) === JSON.stringify(said.dates)
  );
}
