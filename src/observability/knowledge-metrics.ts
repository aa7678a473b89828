import { addDays, type CivilDay } from '../core/civil.ts';
import { type Instant, SECOND } from '../core/instant.ts';
import { startOfDay } from '../core/zone.ts';
import type { Keeper } from '../lines/keeper.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { MetricMaker } from './metric-maker.ts';
import type { Tallies } from './tallies.ts';

interface KnowledgeSources {
  readonly keeper: Keeper;
  readonly tallies: Pick<Tallies, 'reloads'>;
}

/** Registers what the service knows: its configuration and how far holidays are published. */
export function registerKnowledgeMetrics(
  maker: MetricMaker,
  { keeper, tallies }: KnowledgeSources,
): void {
  maker.gauge(
    'configuration_problems',
    'Problems of the last reload; 0 when it was accepted',
    () => (keeper.lastReload ? keeper.lastReload.problems.length : 0),
  );
  const warnings = 'What is doubtful in the configuration in force';
  maker.gauge('configuration_warnings', warnings, () => keeper.loaded?.warnings.length ?? 0);
  const loaded = 'When the configuration in force was loaded';
  maker.gauge('configuration_loaded_timestamp_seconds', loaded, () =>
    inSeconds(keeper.loaded?.loadedAt),
  );
  const reloaded = 'When a configuration was last read, accepted or not';
  maker.gauge('configuration_last_reload_timestamp_seconds', reloaded, () =>
    inSeconds(keeper.lastReload?.at),
  );
  maker.counters(
    { name: 'configuration_reloads_total', help: 'Reloads since the start', labels: ['result'] },
    () =>
      (['accepted', 'refused'] as const).map((result) => {
        return [{ result }, tallies.reloads.of(result).count] as const;
      }),
  );
  maker.gauges(
    { name: 'configuration_info', help: '1; the configuration in force', labels: ['revision'] },
    () => (keeper.loaded ? [[{ revision: keeper.loaded.revision }, 1]] : []),
  );
  const published = 'When the first date begins that is not officially published; none: absent';
  maker.gauge('holidays_official_until_timestamp_seconds', published, () =>
    inSeconds(keeper.snapshot && officialUntil(keeper.snapshot)),
  );
}

/** The first end of what is officially published, of all calendars; exclusive. */
function officialUntil({ calendars, zone }: Snapshot): Instant | null {
  const ends = calendars.flatMap(({ officialThrough }) => officialThrough ?? []);
  if (ends.length === 0) return null;
  return startOfDay(zone, addDays(Math.min(...ends) as CivilDay, 1));
}

function inSeconds(instant: Instant | null | undefined): number | null {
  return instant == null ? null : instant / SECOND;
}
