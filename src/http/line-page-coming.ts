import { addDays, type CivilDay, civilDayToDate } from '../core/civil.ts';
import type { Instant } from '../core/instant.ts';
import type { LineOverride } from '../core/line-override.ts';
import type { LongBreak } from '../core/long-break.ts';
import { formatInstant, type Zone } from '../core/zone.ts';
import { longBreakToJson } from '../formats/json-decision.ts';
import type { Line } from '../lines/snapshot.ts';
import { describeHours } from '../messages/describe-hours.ts';
import { describeSpans } from '../messages/describe-spans.ts';
import { createLineOverrides } from '../overrides/line-overrides.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import type { Coming, ShownOverride } from '../web/line-coming.tsx';
import type { LineQuestion } from './line-page.ts';
import type { Ports } from './ports.ts';
import type { Validity } from './validity.ts';

/** How far ahead the page tells. */
const DAYS_AHEAD = 365;

/** The exceptions and long breaks of the coming year, and the overrides that are not over. */
export function comingOf(question: LineQuestion, today: CivilDay): Coming {
  const { ports, line, snapshot, now } = question;
  const { zone, compiled } = line;
  const { exceptions } = describeHours(compiled, { today, homeZone: snapshot.zone });
  return {
    exceptions: exceptions.map(({ from, until, name, hours }) => ({
      from: civilDayToDate(from),
      until: civilDayToDate(until),
      name,
      hours,
    })),
    breaks: breaksFrom(line, today).map((each) =>
      longBreakToJson(each, (instant) => formatInstant(zone, instant)),
    ),
    overrides: overridesOn(line, ports)
      .filter(({ end }) => end > now)
      .map((override) => overrideToShow(override, { zone, now })),
  };
}

/** An override that begins or ends is shown so, also where the line stays what it is. */
export function untilOverride(validity: Validity, { line, ports, now }: LineQuestion): Validity {
  const edges = overridesOn(line, ports).flatMap(({ start, end }) => [start, end]);
  const coming = edges.filter((edge) => edge > now);
  const freshUntil = Math.min(validity.freshUntil ?? Number.POSITIVE_INFINITY, ...coming);
  return { ...validity, freshUntil: freshUntil as Instant };
}

/** The one that runs, and those that begin within a year. */
function breaksFrom({ compiled: { longBreaks } }: Line, today: CivilDay): readonly LongBreak[] {
  const current = longBreaks.on(today);
  const from = current ? addDays(current.until, 1) : today;
  const coming = longBreaks.beginningWithin({ from, until: addDays(today, DAYS_AHEAD) });
  return current ? [current, ...coming] : coming;
}

/** As they concern the line: what everybody can tell from its answers. */
function overridesOn(line: Line, { ledger }: Ports): readonly LineOverride[] {
  if (!ledger?.state) return [];
  return createLineOverrides(overridesOf(ledger.state))(line).toSorted((a, b) => a.start - b.start);
}

interface Telling {
  readonly zone: Zone;
  readonly now: Instant;
}

function overrideToShow(override: LineOverride, { zone, now }: Telling): ShownOverride {
  const { start, end, change, names } = override;
  const isOwn = change.kind === 'hours';
  return {
    isActive: start <= now,
    state: change.kind === 'closed' ? 'closed' : 'open',
    hours: isOwn ? describeSpans(change.hours) : null,
    name: (change.kind === 'closed' ? names.closed : names.open) ?? null,
    from: formatInstant(zone, start),
    until: formatInstant(zone, end),
  };
}
