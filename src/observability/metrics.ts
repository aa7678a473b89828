import { Counter, Gauge, Registry } from 'prom-client';
import { type Instant, SECOND } from '../core/instant.ts';
import type { Keeper } from '../lines/keeper.ts';
import { overridesOf } from '../overrides/overrides-of.ts';
import { statusCounts } from '../overrides/status-counts.ts';
import type { Ledger } from '../store/ledger.ts';

/** What the metrics are read from, at the moment that somebody asks for them. */
export interface MetricSources {
  readonly keeper: Keeper;
  readonly ledger: Ledger | null;
  readonly clock: () => Instant;
  /** Streams that are open. */
  readonly streams: () => number;
  readonly courier: WebhookSource | null;
  readonly feeds: FeedsSource | null;
}

export interface WebhookSource {
  readonly counts: { readonly delivered: number; readonly failed: number; readonly dead: number };
}

export interface FeedsSource {
  reports(): readonly {
    readonly id: string;
    readonly fetchedAt: Instant | null;
    readonly checkedAt: Instant | null;
  }[];
}

/** Metrics in the format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  write(): Promise<string>;
}

/** Base units, `_total` for what only grows; names are a promise to dashboards. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const { gauge, counter } = makers(registry);
  const { keeper, ledger, clock, streams, courier, feeds } = sources;
  gauge('ready', '1 when there is data to answer from', () => Number(keeper.snapshot !== null));
  gauge('configuration_problems', 'Problems of the last reload; 0 when it was accepted', () =>
    keeper.lastReload ? keeper.lastReload.problems.length : 0,
  );
  gauge('streams', 'Open streams', streams);
  if (ledger) registerLedger({ gauge, counter }, ledger, clock);
  if (courier) registerWebhooks({ gauge, counter }, courier);
  if (feeds) registerFeeds(registry, feeds, clock);
  return { contentType: registry.contentType, write: () => registry.metrics() };
}

function registerLedger({ gauge, counter }: Makers, ledger: Ledger, clock: () => Instant): void {
  const overrides = () => (ledger.state ? overridesOf(ledger.state) : []);
  const counts = onceATurn(() => statusCounts(overrides(), clock()));
  gauge('overrides_active', 'Overrides in force', () => counts().active);
  gauge('overrides_planned', 'Overrides for later', () => counts().planned);
  gauge('overrides_long', 'Active or planned overrides of over 7 days', () => counts().long);
  gauge('store_live', '1 while the store confirms what we know', () =>
    Number(ledger.knowledge.freshness === 'live'),
  );
  gauge('store_age_seconds', 'Since the store last confirmed what we know; 0 while live', () => {
    const { asOf } = ledger.knowledge;
    return asOf === null ? 0 : (clock() - asOf) / SECOND;
  });
  gauge('store_alarm', '1 when the store is not what it was: empty, older or other', () =>
    Number(ledger.knowledge.alarm !== null),
  );
  gauge(
    'store_version',
    'The version that answers are made from',
    () => ledger.state?.version ?? 0,
  );
  counter('writes_total', 'Changes that were made here', () => ledger.counts.writes);
  counter('write_conflicts_total', 'Writes run again after others', () => ledger.counts.conflicts);
  counter('write_refusals_total', 'Writes that the store refused', () => ledger.counts.refusals);
  counter('write_unknown_outcomes_total', 'Writes that the store did not answer', () => {
    return ledger.counts.unknownOutcomes;
  });
  counter('snapshot_failures_total', 'Snapshots that could not be put on the disk', () => {
    return ledger.counts.snapshotFailures;
  });
  counter('snapshot_late_total', 'Writes answered before they were on the disk here', () => {
    return ledger.counts.lateSnapshots;
  });
}

function registerWebhooks({ counter }: Makers, { counts }: WebhookSource): void {
  counter('webhook_deliveries_total', 'Messages that were delivered', () => counts.delivered);
  counter('webhook_failures_total', 'Attempts that failed', () => counts.failed);
  counter('webhook_dead_letters_total', 'Messages that were given up', () => counts.dead);
}

/** Of a calendar that never answered nothing is said: its holidays are unknown anyway. */
function registerFeeds(registry: Registry, feeds: FeedsSource, clock: () => Instant): void {
  new Gauge({
    ...named('calendar_feed_age_seconds', 'Since a calendar was last fetched with success'),
    labelNames: ['calendar'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { id, checkedAt, fetchedAt } of feeds.reports()) {
        const at = checkedAt ?? fetchedAt;
        if (at !== null) this.set({ calendar: id }, (clock() - at) / SECOND);
      }
    },
  });
}

/** Reads once for all metrics that are asked for together. */
function onceATurn<T>(read: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    if (known) return known.value;
    known = { value: read() };
    queueMicrotask(() => {
      known = null;
    });
    return known.value;
  };
}

type Makers = ReturnType<typeof makers>;

/** Metrics whose value is read when they are asked for. */
function makers(registry: Registry) {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      ...named(name, help),
      registers,
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      ...named(name, help),
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  return { gauge, counter };
}

function named(name: string, help: string) {
  return { name: `eigyochu_${name}`, help };
}
