import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { BUCKETS_SECONDS, type DurationTallies } from './duration-tallies.ts';

/** A value and what tells it from the others of its metric. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

export interface MetricName {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** A metric as documents name it. */
export interface MetricDescription extends Required<MetricName> {
  readonly type: 'gauge' | 'counter' | 'histogram';
}

/** Makes metrics whose values are read when somebody asks for them. */
export class MetricMaker {
  readonly described: MetricDescription[] = [];
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** A number; `null` leaves it out. */
  gauge(name: string, help: string, read: () => number | null): void {
    this.gauges({ name, help }, () => {
      const value = read();
      return value === null ? [] : [[{}, value]];
    });
  }

  gauges(named: MetricName, read: () => Iterable<Sample>): void {
    new Gauge({
      ...this.#describe('gauge', named),
      collect() {
        this.reset();
        for (const [labels, value] of read()) this.set(labels, value);
      },
    });
  }

  counter(name: string, help: string, read: () => number): void {
    this.counters({ name, help }, () => [[{}, read()]]);
  }

  counters(named: MetricName, read: () => Iterable<Sample>): void {
    new Counter({
      ...this.#describe('counter', named),
      collect() {
        this.reset();
        for (const [labels, value] of read()) this.inc(labels, value);
      },
    });
  }

  /** How long things took, by the one label. */
  durations(
    named: MetricName & { readonly labels: readonly [string] },
    read: DurationTallies,
  ): void {
    new ReadHistogram(this.#describe('histogram', named), read);
  }

  #describe(type: MetricDescription['type'], { name, help, labels = [] }: MetricName) {
    const described = { type, name: `eigyochu_${name}`, help, labels };
    this.described.push(described);
    return { name: described.name, help, labelNames: [...labels], registers: [this.#registry] };
  }
}

interface HistogramParts {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: Registry[];
}

/** The library can only observe one by one; these were counted elsewhere already. */
class ReadHistogram extends Histogram {
  readonly #parts: HistogramParts;
  readonly #durations: DurationTallies;

  constructor(parts: HistogramParts, durations: DurationTallies) {
    super(parts);
    this.#parts = parts;
    this.#durations = durations;
  }

  /** What the registry asks first, before `get`. */
  async getForPromString() {
    const { name, help } = this.#parts;
    return { name, help, type: 'histogram', values: [...this.#values()] };
  }

  *#values() {
    const { name, labelNames } = this.#parts;
    for (const [value, { buckets, sumSeconds }] of this.#durations.entries()) {
      const labels = { [labelNames[0] as string]: value };
      let count = 0;
      for (const [index, bound] of BUCKETS_SECONDS.entries()) {
        count += buckets[index] ?? 0;
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : bound;
        yield { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
      }
      yield { metricName: `${name}_sum`, labels, value: sumSeconds };
      yield { metricName: `${name}_count`, labels, value: count };
    }
  }
}
