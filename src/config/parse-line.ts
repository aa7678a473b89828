import type { ByReason } from '../core/by-reason.ts';
import type { Zone } from '../core/zone.ts';
import {
  DEFAULT_RETRY_SPREAD_MINUTES,
  type LineConfiguration,
  type OnUnknown,
} from './configuration.ts';
import { checkId } from './define.ts';
import { child, entries, items, type Located, withValue } from './located.ts';
import { parseDestination, parsePhone } from './parse-address.ts';
import { type Defined, type ParseContext, resolve } from './parse-context.ts';
import { parseMessages, parseNames } from './parse-names.ts';
import type { ParsedSchedule } from './parse-schedule.ts';
import { parseZone } from './parse-zone.ts';
import type { SchedulePool } from './schedule-pool.ts';
import type { WrittenLine } from './schema-line.ts';
import type { WrittenSchedule } from './schema-schedule.ts';
import { shareEqual } from './share-equal.ts';

export interface LineSources {
  readonly schedules: Defined<ParsedSchedule>;
  readonly pool: SchedulePool;
  /** Of the whole configuration, for lines and schedules without their own. */
  readonly zone: Zone | null;
  readonly onUnknown: OnUnknown;
}

const NO_GROUPS: readonly string[] = Object.freeze([]);
const NOTHING_BY_REASON = Object.freeze({});

/** A parser of lines, which gives `null` where something is wrong and has been told. */
export function createLineParser(sources: LineSources, context: ParseContext) {
  const parseGroups = shareEqual((at: Located<readonly string[]>) => {
    const groups = items(at).filter((group) => checkId(group, context));
    return groups.length === at.value.length ? groups.map(({ value }) => value) : null;
  });
  const parseDestinations = byReasonParser(parseDestination, context);
  const parseMessagesByReason = byReasonParser(parseMessages, context);

  return (at: Located<WrittenLine>): LineConfiguration | null => {
    const parts = {
      name: parsePart(child(at, 'name'), (name) => parseNames(name, context)),
      phone: parsePart(child(at, 'phone'), (phone) => parsePhone(phone, context)),
      groups: parsePart(child(at, 'groups'), parseGroups) ?? NO_GROUPS,
      destinations: parsePart(child(at, 'destinations'), parseDestinations) ?? NOTHING_BY_REASON,
      messages: parsePart(child(at, 'messages'), parseMessagesByReason) ?? NOTHING_BY_REASON,
    };
    const { schedule, zone } = scheduleOf(at, sources, context);
    const { name } = parts;
    if (!name || !schedule || !zone) return null;
    const { retrySpreadMinutes = DEFAULT_RETRY_SPREAD_MINUTES } = at.value;
    const { onUnknown = sources.onUnknown } = at.value;
    const rest = { zone, schedule, retrySpreadMinutes, onUnknown };
    return { id: String(at.key), ...parts, name, ...rest };
  };
}

function scheduleOf(at: Located<WrittenLine>, sources: LineSources, context: ParseContext) {
  const [written, ownZone] = [child(at, 'schedule'), child(at, 'zone')];
  const parsed = written && findSchedule(written, sources, context);
  const own = ownZone && parseZone(ownZone, context);
  return { schedule: parsed?.schedule, zone: own ?? parsed?.zone ?? sources.zone };
}

function findSchedule(
  at: Located<string | WrittenSchedule>,
  { schedules, pool }: LineSources,
  context: ParseContext,
): ParsedSchedule | null {
  const { value } = at;
  if (typeof value !== 'string') return pool(withValue(at, value));
  return resolve(withValue(at, value), schedules, { noun: 'schedule', context });
}

function parsePart<W, T>(at: Located<W> | null, parse: (at: Located<W>) => T | null): T | null {
  return at && parse(at);
}

function byReasonParser<W, T>(
  parse: (at: Located<W>, context: ParseContext) => T | null,
  context: ParseContext,
): (at: Located<ByReason<W>>) => ByReason<T> | null {
  return shareEqual((at: Located<ByReason<W>>) => {
    const written = entries(withValue(at, at.value as Readonly<Record<string, W>>));
    const parsed = written.map((entry) => [entry.key, parse(entry, context)] as const);
    const isGood = parsed.every(([, value]) => value !== null);
    return isGood ? (Object.fromEntries(parsed) as ByReason<T>) : null;
  });
}
