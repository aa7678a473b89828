/** Regular hours in words: what holds in a week, and on which weekdays of a month. */
import { addDays, type CivilDay } from '../core/civil.ts';
import type { Names } from '../core/reason.ts';
import type { Edition, Hours, Nth, NthWeekdayRule } from '../core/schedule.ts';
import { formatSpan } from '../core/span.ts';
import { describeDate, describeNth, describeWeekdays } from './describe-days.ts';
import { describeSpans, isWholeDay, spansEn, spansJa } from './describe-spans.ts';

/** The hours of some weekdays; the rules for nth weekdays come later and beat plain ones. */
export interface WeekRule {
  readonly days: Names;
  readonly hours: Names;
  readonly spans: Hours;
  /** Monday is 0, Sunday 6. */
  readonly weekdays: readonly number[];
  /** Which of a month's; `null`: all. Of rules about the same date the last one holds. */
  readonly nth: readonly Nth[] | null;
}

/** The rules of an edition, and the first and last date on which they hold, where there is one. */
export interface Week {
  readonly from: CivilDay | null;
  readonly until: CivilDay | null;
  readonly rules: readonly WeekRule[];
}

/** The editions in force on a date and later, in order. */
export function weeksFrom(editions: readonly Edition[], today: CivilDay): readonly Week[] {
  return editions.flatMap((edition, index) => {
    const next = editions[index + 1]?.from ?? null;
    const until = next === null ? null : addDays(next, -1);
    if (until !== null && until < today) return [];
    return [{ from: edition.from, until, rules: [...plainRules(edition), ...nthRules(edition)] }];
  });
}

/** Weekdays with the same hours are one rule; the closed ones come last. */
function plainRules({ weekdays }: Edition): WeekRule[] {
  const alike = new Map<string, number[]>();
  for (const [weekday, hours] of weekdays.entries()) {
    const key = keyOf(hours);
    alike.set(key, [...(alike.get(key) ?? []), weekday]);
  }
  const rules = [...alike.values()].map((days): WeekRule => {
    const spans = weekdays[days[0] ?? 0] ?? [];
    const words = { days: describeWeekdays(days), hours: describeSpans(spans) };
    return { ...words, spans, weekdays: days, nth: null };
  });
  return [...rules.filter(isOpen), ...rules.filter((rule) => !isOpen(rule))];
}

/** Neighbours in the list with the same hours are one rule, so that the order still decides. */
function nthRules({ nthWeekdays }: Edition): WeekRule[] {
  const inForce = nthWeekdays.filter((rule, index) => !isRepeated(rule, nthWeekdays, index));
  const groups: NthWeekdayRule[][] = [];
  for (const rule of inForce) {
    const last = groups.at(-1);
    const isAlike =
      last?.[0]?.weekday === rule.weekday && keyOf(last[0].hours) === keyOf(rule.hours);
    if (isAlike) last?.push(rule);
    else groups.push([rule]);
  }
  return groups.map((group) => {
    const { weekday, hours } = group[0] as NthWeekdayRule;
    const nth = group.map((rule) => rule.nth);
    const words = { days: describeNth(nth, weekday), hours: describeSpans(hours) };
    return { ...words, spans: hours, weekdays: [weekday], nth };
  });
}

function isRepeated({ nth, weekday }: NthWeekdayRule, all: readonly NthWeekdayRule[], at: number) {
  return all.slice(at + 1).some((later) => later.nth === nth && later.weekday === weekday);
}

function keyOf(hours: Hours): string {
  return hours.map(formatSpan).join();
}

export function isOpen({ spans }: WeekRule): boolean {
  return spans.length > 0;
}

/** The fourth or fifth weekday of a month may be its last one too, and then the order counts. */
export function hasAmbiguousNth({ rules }: Week): boolean {
  const ofMonth = rules.filter(({ nth }) => nth !== null);
  return ofMonth.some(({ nth, weekdays, spans }, index) =>
    ofMonth.some((other, at) => {
      const isSameDay = other.weekdays[0] === weekdays[0] && at !== index;
      const mayMeet = nth?.includes('last') && (other.nth?.includes(4) || other.nth?.includes(5));
      return isSameDay && mayMeet && keyOf(other.spans) !== keyOf(spans);
    }),
  );
}

/** The sentences about a week. `closed` is left out where it is said together with more. */
export function weekSentences(week: Week, { withClosed }: { withClosed: boolean }): Names {
  return { ja: weekJa(week, withClosed), en: weekEn(week, withClosed) };
}

function weekJa({ from, until, rules }: Week, withClosed: boolean): string {
  const start = from === null ? '' : `${describeDate(from).ja}から`;
  const end = until === null ? '' : `${describeDate(until).ja}まで`;
  const period = `${start}${end}`;
  if (!rules.some(isOpen)) return `${period && `${period}は、`}通常の営業日はありません。`;
  const hours = `${period && `${period}の`}営業時間は、`;
  const { open, closed, ofMonth } = partsOf(rules);
  if (open.length === 0) return `${hours}${listJa(ofMonth)}です。その他の日は休業です。`;
  return [
    `${hours}${listJa(open)}です。`,
    ...(withClosed ? closed.map(({ days }) => `${days.ja}は休業です。`) : []),
    ...(ofMonth.length > 0 ? [`ただし、${listJa(ofMonth, 'は')}です。`] : []),
  ].join('');
}

function listJa(rules: readonly WeekRule[], particle = ''): string {
  return rules.map(({ days, spans }) => `${days.ja}${particle}${spansJa(spans, '・')}`).join('、');
}

function weekEn({ from, until, rules }: Week, withClosed: boolean): string {
  const start = from === null ? '' : ` from ${describeDate(from).en}`;
  const end = until === null ? '' : ` until ${describeDate(until).en}`;
  if (!rules.some(isOpen)) return `No regular hours${start}${end}.`;
  const { open, closed, ofMonth } = partsOf(rules);
  const said = [...open, ...(withClosed && open.length > 0 ? closed : []), ...ofMonth];
  const hours = said.map(({ days, spans }) => `${days.en} ${spansEn(spans)}`);
  const others = open.length === 0 ? ['closed on all other days'] : [];
  return `Hours${start}${end}: ${[...hours, ...others].join('; ')}.`;
}

function partsOf(rules: readonly WeekRule[]) {
  const plain = rules.filter(({ nth }) => nth === null);
  return {
    open: plain.filter(isOpen),
    closed: plain.filter((rule) => !isOpen(rule)),
    ofMonth: rules.filter(({ nth }) => nth !== null),
  };
}

/** Whether nothing but whole days is written in the week. */
export function isRoundTheClock({ rules }: Week): boolean {
  return rules.every(({ spans }) => isWholeDay(spans));
}
