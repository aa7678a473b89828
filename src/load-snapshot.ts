import { createFetchedCalendar, createIcalendarCalendar } from './calendars/icalendar.ts';
import { createJapanCalendar } from './calendars/japan.ts';
import { createListedCalendar } from './calendars/listed.ts';
import { parseOfficialList } from './calendars/official-list.ts';
import type { Configuration } from './config/configuration.ts';
import type { ConfigurationPorts } from './config/configuration-ports.ts';
import type { ConfigurationSource } from './config/configuration-source.ts';
import { type LoadOptions, loadConfiguration } from './config/load.ts';
import type { Problem } from './config/problem.ts';
import type { WrittenConfiguration } from './config/written-configuration.ts';
import type { OfficialList } from './core/calendar.ts';
import type { Instant } from './core/instant.ts';
import { readIcalendarDays } from './imports/icalendar-days.ts';
import { checkExpectations } from './lines/check-expectations.ts';
import { buildSnapshot, type Snapshot } from './lines/snapshot.ts';
import { checkMessage } from './messages/check-message.ts';

export type LoadedSnapshot = Complete | Refused;

/** As much as the service itself needs. */
export type ServableSnapshot = Servable | Refused;

interface Servable {
  readonly ok: true;
  readonly snapshot: Snapshot;
  readonly configuration: Pick<Configuration, 'suppressions' | 'suppressed'>;
}

interface Complete extends Servable {
  readonly configuration: Configuration;
  /** Where what is configured is written. */
  readonly written: WrittenConfiguration;
}

interface Refused {
  readonly ok: false;
  readonly problems: readonly Problem[];
  /** Where nothing but expectations is against it: what they were tried on. */
  readonly tried?: Snapshot;
}

export const PORTS: ConfigurationPorts<OfficialList> = {
  calendars: {
    parseOfficialList,
    createJapanCalendar,
    createListedCalendar,
    readIcalendar: readIcalendarDays,
    createIcalendarCalendar,
    createFetchedCalendar,
  },
  checkMessage,
};

/**
 * A file, a folder or another source compiled and its expectations met, or everything that is wrong
 * with it.
 */
export function loadSnapshot(
  from: string | ConfigurationSource,
  now: Instant,
  follow?: LoadOptions['follow'],
): LoadedSnapshot {
  return loadWith(PORTS, from, { now, ...(follow && { follow }) });
}

/** As {@link loadSnapshot}, with other calendars. */
export function loadWith(
  ports: typeof PORTS,
  from: string | ConfigurationSource,
  options: LoadOptions,
): LoadedSnapshot {
  const loaded = loadConfiguration(from, ports, options);
  if (!loaded.ok) return loaded;
  const { configuration, written } = loaded;
  const snapshot = buildSnapshot(configuration, options.now);
  const unmet = checkExpectations(snapshot, configuration);
  if (unmet.length > 0) {
    return { ok: false, problems: [...unmet, ...configuration.warnings], tried: snapshot };
  }
  return { ok: true, snapshot, configuration, written };
}
