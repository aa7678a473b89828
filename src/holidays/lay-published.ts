import type { Calendar } from '../core/calendar.ts';
import type { RuntimeHolidays } from './runtime-holidays.ts';
import { officialListOf } from './stored-official-list.ts';

/**
 * A calendar with what others have published over it: the official list that was put, or what its
 * own URL said. Itself where there is neither; the same object for the same documents.
 */
export function layPublished(
  calendar: Calendar,
  { official, feeds }: Pick<RuntimeHolidays, 'official' | 'feeds'>,
): Calendar {
  const { id, layOfficial, layFeed } = calendar;
  const feed = feeds.get(id);
  if (official && layOfficial) {
    return remembered(calendar, official, () => layOfficial(officialListOf(official)));
  }
  if (feed && layFeed) return remembered(calendar, feed, () => layFeed(feed));
  return calendar;
}

/** By what lies over what, so that neither is held longer than it is needed. */
const laid = new WeakMap<object, WeakMap<Calendar, Calendar>>();

function remembered(below: Calendar, above: object, lay: () => Calendar): Calendar {
  const known = laid.get(above) ?? new WeakMap<Calendar, Calendar>();
  laid.set(above, known);
  const calendar = known.get(below) ?? lay();
  known.set(below, calendar);
  return calendar;
}
