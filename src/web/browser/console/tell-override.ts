import type { Names } from '../../../core/reason.ts';
import { dateOf, formatDate, formatTime } from '../../moments.ts';
import type { OverrideField, StoredOverride } from './audit-trail.ts';
import { AUDIT_WORDS, type ToldOverride } from './audit-words.ts';
import { wallClock } from './clock.ts';
import { shiftDate } from './date-ranges.ts';
import { type Desk, lineName } from './desk.ts';
import { NOW_WORDS } from './now-words.ts';

/** An override that is stored, in words for a sentence. */
export function tellOverride(desk: Desk, override: StoredOverride, key: string): ToldOverride {
  const { language } = desk;
  const words = AUDIT_WORDS[language];
  const { author, state, hours, name } = override;
  return {
    who: words.who(author === key ? null : author, key),
    scope: tellScope(desk, override),
    effect: state ? words.effects[state] : words.hours(hours ?? []),
    name: name?.[language] ?? null,
    period: tellPeriod(desk, override),
  };
}

function tellScope(desk: Desk, { all, groups, lines }: StoredOverride): string {
  const words = AUDIT_WORDS[desk.language];
  if (all) return words.all;
  return words.join([...groups.map(words.group), ...lines.map((line) => lineName(desk, line))]);
}

/** The end on the same date is a time alone; a midnight is the end of the date before. */
function tellPeriod(desk: Desk, override: StoredOverride): string {
  const [from, until] = [override.from, override.until].map((utc) => localOf(desk, override, utc));
  if (from === undefined || until === undefined) return '';
  const isMidnight = until.slice(11, 16) === '00:00' && dateOf(until) > dateOf(from);
  const lastDate = isMidnight ? shiftDate(dateOf(until), -1) : dateOf(until);
  const end = isMidnight ? '24:00' : formatTime(until);
  const isOneDate = lastDate === dateOf(from);
  const written = isOneDate ? end : `${dateWritten(desk, lastDate, from)} ${end}`;
  return AUDIT_WORDS[desk.language].period(tellMoment(desk, from), written);
}

function dateWritten({ language }: Desk, date: string, from: string): string {
  return formatDate(date, language, { withYear: date.slice(0, 4) !== from.slice(0, 4) });
}

export function tellMoment({ language }: Desk, local: string): string {
  return `${formatDate(local, language, { withYear: true })} ${formatTime(local)}`;
}

/** On the clock of the first line it is for. */
function localOf({ lines }: Desk, { lines: named }: StoredOverride, utc: string): string {
  const line = lines.find((each) => named.includes(each.line)) ?? lines[0];
  return wallClock(Date.parse(utc), line?.zone ?? 'UTC');
}

/** The value of a field in words. */
export function tellField(desk: Desk, override: StoredOverride, field: OverrideField): string {
  const words = AUDIT_WORDS[desk.language];
  switch (field) {
    case 'from':
    case 'until':
      return tellMoment(desk, localOf(desk, override, override[field]));
    case 'state':
      return override.state ? words.effects[override.state] : words.empty;
    case 'reason':
      return NOW_WORDS[desk.language].reasons[override.reason];
    case 'all':
      return override.all ? words.yes : words.no;
    case 'name':
    case 'message':
      return tellNames(override[field]) ?? words.empty;
    case 'lines':
      return words.join(override.lines.map((line) => lineName(desk, line))) || words.empty;
    case 'groups':
    case 'hours':
      return words.join(override[field] ?? []) || words.empty;
    default:
      return override[field] ?? words.empty;
  }
}

function tellNames(names: Names | null): string | null {
  return names && `${names.ja} / ${names.en}`;
}
