import type {
  Configuration,
  FeedSource,
  LineConfiguration,
  OnUnknown,
  Purpose,
  Webhook,
} from '../config/configuration.ts';
import type { Problem } from '../config/problem.ts';
import type { Calendar } from '../core/calendar.ts';
import { type CompiledSchedule, compileSchedule } from '../core/compiled-schedule.ts';
import type { Instant } from '../core/instant.ts';
import type { Schedule } from '../core/schedule.ts';
import type { Zone } from '../core/zone.ts';

/** Every decision carries them, and must stay small for telephone systems. */
export const MAX_ALTERNATIVES = 5;

/** A line ready to answer. */
export interface Line extends Omit<LineConfiguration, 'schedule'> {
  readonly compiled: CompiledSchedule;
  /**
   * The purposes that name this line and can be served on the web or in an app: the first
   * {@link MAX_ALTERNATIVES} of the configuration.
   */
  readonly alternatives: readonly Purpose[];
}

/** How sure the overrides of a snapshot are: as the store has them now, or as it last had. */
export type Freshness = 'live' | 'last-known';

/** Everything compiled, at one revision. Immutable; the keeper swaps whole snapshots. */
export interface Snapshot {
  readonly revision: string;
  /** When the configuration was loaded. */
  readonly loadedAt: Instant;
  /** When anything in it was last changed: the configuration, overrides, or how sure they are. */
  readonly changedAt: Instant;
  readonly freshness: Freshness;
  /** When the overrides were last confirmed; may be set when freshness is `last-known`. */
  readonly asOf: Instant | null;
  readonly zone: Zone;
  readonly onUnknown: OnUnknown;
  readonly lines: ReadonlyMap<string, Line>;
  readonly groups: ReadonlyMap<string, readonly Line[]>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly calendars: readonly Calendar[];
  /** Those of the calendars that are fetched. */
  readonly feeds: readonly FeedSource[];
  readonly webhooks: readonly Webhook[];
  readonly warnings: readonly Problem[];
}

/** What of a configuration is neither a line nor a purpose. */
export type SharedParts = Pick<
  Configuration,
  'revision' | 'zone' | 'onUnknown' | 'calendars' | 'feeds' | 'webhooks' | 'warnings'
>;

/** Makes a snapshot bit by bit. Lines with the same schedule in the same zone share a timeline. */
export interface SnapshotBuilder {
  /** All of them before the first line. */
  addPurpose(purpose: Purpose): void;
  addLine(line: LineConfiguration): void;
  complete(parts: SharedParts, loadedAt: Instant): Snapshot;
}

/** Compiles a configuration. */
export function buildSnapshot(configuration: Configuration, loadedAt: Instant): Snapshot {
  const builder = createSnapshotBuilder();
  for (const purpose of configuration.purposes) builder.addPurpose(purpose);
  for (const line of configuration.lines) builder.addLine(line);
  return builder.complete(configuration, loadedAt);
}

export function createSnapshotBuilder(): SnapshotBuilder {
  const compile = sharingCompiler();
  const lines = new Map<string, Line>();
  const groups = new Map<string, Line[]>();
  const purposes = new Map<string, Purpose>();
  const alternatives = new Map<string, Purpose[]>();
  return {
    addPurpose(purpose) {
      purposes.set(purpose.id, purpose);
      if (purpose.channels.some(isSelfService)) addAlternative(alternatives, purpose);
    },
    addLine(configured) {
      const { id, schedule, zone } = configured;
      const compiled = compile(schedule, zone);
      const line = compileLine(configured, compiled, alternatives.get(id) ?? NO_PURPOSES);
      lines.set(id, line);
      addToGroups(groups, line);
    },
    complete({ revision, zone, onUnknown, calendars, feeds, webhooks, warnings }, loadedAt) {
      const times = { loadedAt, changedAt: loadedAt, freshness: 'live', asOf: null } as const;
      const rest = { zone, onUnknown, calendars, feeds, webhooks, warnings };
      return { revision, ...times, lines, groups, purposes, ...rest };
    },
  };
}

const NO_PURPOSES: readonly Purpose[] = Object.freeze([]);

/** Written out, not spread: a spread line takes four times the memory, and there may be many. */
export function compileLine(
  line: Omit<LineConfiguration, 'schedule'>,
  compiled: CompiledSchedule,
  alternatives: readonly Purpose[],
): Line {
  return {
    id: line.id,
    name: line.name,
    zone: line.zone,
    phone: line.phone,
    groups: line.groups,
    destinations: line.destinations,
    messages: line.messages,
    retrySpreadMinutes: line.retrySpreadMinutes,
    onUnknown: line.onUnknown,
    compiled,
    alternatives,
  };
}

function sharingCompiler(): (schedule: Schedule, zone: Zone) => CompiledSchedule {
  const bySchedule = new Map<Schedule, Map<Zone, CompiledSchedule>>();
  return (schedule, zone) => {
    const byZone = bySchedule.get(schedule) ?? new Map<Zone, CompiledSchedule>();
    bySchedule.set(schedule, byZone);
    const compiled = byZone.get(zone) ?? compileSchedule(schedule, zone);
    byZone.set(zone, compiled);
    return compiled;
  };
}

function addAlternative(alternatives: Map<string, Purpose[]>, purpose: Purpose): void {
  for (const line of linesOf(purpose)) {
    const known = alternatives.get(line) ?? [];
    if (known.length < MAX_ALTERNATIVES) known.push(purpose);
    alternatives.set(line, known);
  }
}

/** Each line once, even where two channels name it. */
function linesOf({ channels }: Purpose): ReadonlySet<string> {
  return new Set(channels.flatMap((channel) => (channel.kind === 'line' ? [channel.line] : [])));
}

function isSelfService({ kind }: Purpose['channels'][number]): boolean {
  return kind !== 'line';
}

function addToGroups(groups: Map<string, Line[]>, line: Line): void {
  for (const group of line.groups) {
    const members = groups.get(group) ?? [];
    members.push(line);
    groups.set(group, members);
  }
}
