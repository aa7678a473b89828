import type { Instant } from '../core/instant.ts';
import { invariant } from '../core/invariant.ts';
import { refuseReading } from '../errors.ts';
import type { Override } from './override.ts';
import { parseEffect } from './parse-effect.ts';
import { parseFrom, parseUntil } from './parse-period.ts';
import { parseTexts } from './parse-texts.ts';
import { type OverridePorts, type Reading, sharedZone, startReading } from './reading.ts';
import { type OverrideEnds, resolveEnds } from './resolve-ends.ts';
import { linesIn, type OverrideScope, parseScope } from './scope.ts';
import type { Writing, WrittenOverride } from './written-override.ts';

/** An override without its history: what a body says. */
export type OverrideContent = Omit<Override, 'id' | 'created' | 'changed' | 'ended'>;

export interface WritingSource {
  readonly writing: Writing;
  readonly now: Instant;
  /** Who decided it where the body does not say. */
  readonly author: string;
  /** The overrides in whose presence `next-opening` is looked for. */
  readonly others: readonly Override[];
  /** The override that is changed: what the change does not touch is taken from it as it is. */
  readonly changed?: { readonly from: Override; readonly keys: ReadonlySet<string> };
}

/** What a body says, or a refusal with everything that is wrong with it. */
export function parseOverride(source: WritingSource, ports: OverridePorts): OverrideContent {
  const { body, told } = source.writing;
  const reading = startReading(ports, source.now);
  const kept = (...keys: string[]) => keptOf(source, keys);
  const scope = kept('lines', 'groups', 'all') ?? parseScope(body, reading);
  const effect = kept('state', 'hours') ?? parseEffect(body, reading);
  const period = kept('lines', 'groups', 'all', 'from', 'until');
  const { from, ends } = period
    ? { from: period.from, ends: period }
    : parsePeriod(body, { scope, source, ports, reading });
  const texts = parseTexts(body, reading, source.author);
  refuseReading(told, reading.faults);
  invariant(scope !== null && effect !== null, 'what is wrong with lines and state is told');
  invariant(from !== null && ends !== null, 'what is wrong with a period is told');
  const { lines, groups, all } = scope;
  const { state, hours } = effect;
  const { until, ends: own } = ends;
  const untilAsked = String(body.until);
  return { lines, groups, all, state, hours, from, untilAsked, until, ends: own, ...texts };
}

/** The override that is changed, where the change touches none of these keys. */
function keptOf({ changed }: WritingSource, keys: readonly string[]): Override | null {
  return changed && !keys.some((key) => changed.keys.has(key)) ? changed.from : null;
}

interface PeriodContext {
  readonly scope: OverrideScope | null;
  readonly source: WritingSource;
  readonly ports: OverridePorts;
  readonly reading: Reading;
}

interface Period {
  readonly from: string | null;
  readonly ends: OverrideEnds | null;
}

function parsePeriod(
  body: WrittenOverride,
  { scope, source, ports, reading }: PeriodContext,
): Period {
  const lines = scope ? linesIn(scope, ports.base) : [];
  const zone = sharedZone(lines, ports.base);
  const old = keptOf(source, ['from']);
  const from = old ? (Date.parse(old.from) as Instant) : parseFrom(body.from, zone, reading);
  const asked = parseUntil(body.until, zone, reading);
  const below = () => ports.layOver(source.others);
  const isWhole = scope !== null && from !== null && asked !== null;
  const ends = isWhole ? resolveEnds({ asked, from, lines, below }, reading) : null;
  return { from: from === null ? null : new Date(from).toISOString(), ends };
}
