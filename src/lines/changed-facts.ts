import type { Schedule } from '../core/schedule.ts';
import { isEqual } from './same-hours.ts';
import type { Line } from './snapshot.ts';

/** What callers or their telephone systems are told of a line beside its hours, in its words. */
const FACTS: Readonly<Record<string, (line: Line) => unknown>> = {
  name: ({ name }) => name,
  phone: ({ phone }) => phone,
  zone: ({ zone }) => zone.name,
  groups: ({ groups }) => groups,
  destinations: ({ destinations }) => destinations,
  messages: ({ messages }) => messages,
  retrySpreadMinutes: ({ retrySpreadMinutes }) => retrySpreadMinutes,
  onUnknown: ({ onUnknown }) => onUnknown,
  closingSoonMinutes: ({ compiled }) => compiled.schedule.closingSoonMinutes,
};

/** The facts of a line that differ, by their words in the configuration. */
export function changedFacts(before: Line, after: Line): readonly string[] {
  const changed = Object.entries(FACTS).flatMap(([field, factOf]) =>
    isEqual(factOf(before), factOf(after)) ? [] : [field],
  );
  const isSameNotice = hasSameNotice(before.compiled.schedule, after.compiled.schedule);
  return isSameNotice ? changed : [...changed, 'noticeDays'];
}

/** Of breaks that are in both: a new one shows in the hours. */
function hasSameNotice(before: Schedule, after: Schedule): boolean {
  if (before === after) return true;
  if (before.detection.noticeDays !== after.detection.noticeDays) return false;
  const noticeOf = new Map(before.longBreaks.map(({ name, noticeDays }) => [name.ja, noticeDays]));
  return after.longBreaks.every(
    ({ name, noticeDays }) => (noticeOf.get(name.ja) ?? noticeDays) === noticeDays,
  );
}
