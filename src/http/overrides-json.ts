import type { Static } from 'typebox';
import type { Instant } from '../core/instant.ts';
import type { Names, Reason } from '../core/reason.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import type { ChangedInterval } from '../lines/changed-intervals.ts';
import type { LineChanges } from '../lines/compare-lines.ts';
import type { Override } from '../overrides/override.ts';
import { phaseOf } from '../overrides/phase-of.ts';
import type { OverrideSchema } from './override-schema.ts';

export interface OverrideContext {
  readonly now: Instant;
  /** The service's own; an override may be for lines of several zones. */
  readonly zone: Zone;
}

export type OverrideJson = Static<typeof OverrideSchema>;

/** An override as it is answered. */
export function overrideToJson(override: Override, { now, zone }: OverrideContext): OverrideJson {
  const { id, lines, groups, all, state, hours, untilAsked, ends } = override;
  const { reason, name, message, note, author, created, changed, ended } = override;
  const write = (iso: string) => formatInstant(zone, Date.parse(iso) as Instant);
  return {
    id,
    phase: phaseOf(override, now),
    ...{ lines: [...lines], groups: [...groups], all, state, hours: hours && [...hours] },
    from: write(override.from),
    until: write(override.until),
    untilAsked,
    ends: Object.fromEntries(Object.entries(ends).map(([line, end]) => [line, write(end)])),
    ...{ reason, name, message, note, author },
    ...{ createdAt: write(created.at), createdBy: created.by },
    ...{ changedAt: write(changed.at), changedBy: changed.by },
    ...{ endedAt: ended && write(ended.at), endedBy: ended?.by ?? null },
    version: changed.version,
  };
}

/** What a caller of the lines would be told in an interval; `null` where that is not told. */
export type Hear = (changes: LineChanges, interval: ChangedInterval) => Names | null;

/** What would change for lines, in their own zone. */
export function changesToJson(changes: LineChanges, hear: Hear) {
  const { lines, intervals } = changes;
  const [first] = lines;
  return {
    lines: lines.map(({ id }) => id),
    intervals: intervals.map((interval) => ({
      start: first && formatInstant(first.zone, interval.start),
      end: first && formatInstant(first.zone, interval.end),
      before: reasonToJson(interval.before),
      after: reasonToJson(interval.after),
      heard: hear(changes, interval),
    })),
  };
}

function reasonToJson({ state, code, layer, name, message }: Reason) {
  return { state, reason: code, layer, reasonName: name, message };
}
