import type { Answer, Decision, UnknownDecision } from './answer.ts';
import type { Link } from './ask.ts';
import { type Held, Resource } from './resource.ts';
import type { Clock } from './server-clock.ts';
import { agrees, entryAt, evaluate, type Timetable, type TimetableEntry } from './timetable.ts';

/** A clock that was learned from a `Date` may be so much behind the instant of the answer. */
const CLOCK_SLACK_MILLISECONDS = 2_000;
/** A cache on the way may go on with the timetable that a decision contradicts. */
const LEAST_REFRESH_MILLISECONDS = 10_000;

export interface LineOptions {
  readonly line: string;
  readonly link: Link;
  readonly clock: Clock;
  readonly refreshMilliseconds: number;
  /** Whether decisions keep a timetable at hand, for when the service is away. */
  readonly isStandingBy: boolean;
}

/** What is known of one line: the last decision, the last timetable, and which of them holds. */
export class LineKnowledge {
  readonly #options: LineOptions;
  readonly #decision: Resource<Decision>;
  readonly #timetable: Resource<Timetable>;
  /** So that clients do not all come back at once. */
  readonly #spread = 0.8 + Math.random() / 5;
  /** Whether a stream tells of every change of the decision. */
  isFollowed = false;

  constructor(options: LineOptions) {
    const { line, link, clock } = options;
    const path = `v1/lines/${encodeURIComponent(line)}/`;
    this.#options = options;
    this.#decision = new Resource<Decision>({
      ...{ link, clock, path: `${path}decision` },
      isValid: (value): value is Decision => isDecision(value, line),
    });
    this.#timetable = new Resource<Timetable>({
      ...{ link, clock, path: `${path}timetable` },
      isValid: (value): value is Timetable => isTimetable(value, line),
    });
  }

  /** The decision of now: asked for, unless the last one may still be kept. */
  async decide(): Promise<Answer> {
    let isFresh = this.#isFresh();
    const isNeeded = this.known().state === 'unknown';
    if (!isFresh && this.#decision.mayAsk(isNeeded)) isFresh = await this.#decision.refresh();
    this.#forgetGone(this.#decision);
    if (this.#options.isStandingBy && this.#decision.held) this.#renewTimetable();
    return this.#answer(isFresh);
  }

  /** A decision that a stream told; whether it is one. */
  hear(value: unknown): boolean {
    if (!isDecision(value, this.#options.line)) return false;
    this.#decision.hear(value);
    this.isFollowed = true;
    if (this.#options.isStandingBy) this.#renewTimetable();
    return true;
  }

  /** What is known now, without asking anybody. */
  known(): Answer {
    return this.#answer(this.#isFresh());
  }

  /** Waits for a timetable only where there is none for now. */
  async prepare(): Promise<void> {
    const { now } = this.#options.clock;
    const { held } = this.#timetable;
    if (held && entryAt(held.value, now())) this.#renewTimetable();
    else if (this.#timetable.mayAsk(true)) await this.#timetable.refresh();
    this.#forgetGone(this.#timetable);
  }

  /** What the timetable says at an instant; a newer one is fetched meanwhile, where it is old. */
  evaluate(instant = this.#options.clock.now()): Answer {
    this.#renewTimetable();
    const { held, fault } = this.#timetable;
    const entry = held && entryAt(held.value, instant);
    if (!held || !entry) return this.#unknown(this.#timetable);
    return evaluate(held.value, entry, { at: instant, asOf: held.madeAt, fault });
  }

  get timetable(): Timetable | null {
    return this.#timetable.held?.value ?? null;
  }

  /** Whether the service has answered about it, and not said since that there is no such line. */
  get isThere(): boolean {
    return this.#decision.held !== null;
  }

  #isFresh(): boolean {
    const { held } = this.#decision;
    if (!held || !this.#isTrue(held)) return false;
    return this.isFollowed || this.#decision.isYounger(held.maxAgeMilliseconds);
  }

  /** Its interval is not over, and the clock was not set back to before it was made. */
  #isTrue({ value: { until }, madeAt }: Held<Decision>): boolean {
    const now = this.#options.clock.now();
    return now >= madeAt - CLOCK_SLACK_MILLISECONDS && (until === null || now < Date.parse(until));
  }

  #answer(isFresh: boolean): Answer {
    const { held, fault } = this.#decision;
    if (held && isFresh) return { ...held.value, served: 'fresh', fault: null };
    const timetable = this.#timetable.held;
    const at = this.#options.clock.now();
    const entry = timetable && entryAt(timetable.value, at);
    if (held && this.#isTrue(held) && this.#isBetter(held, timetable, entry)) {
      const asOf = held.value.asOf ?? new Date(held.madeAt).toISOString();
      return { ...held.value, freshness: 'last-known', asOf, served: 'kept', fault };
    }
    if (!timetable || !entry) return this.#unknown(this.#decision);
    return evaluate(timetable.value, entry, { at, asOf: timetable.madeAt, fault });
  }

  /**
   * Whether the last decision tells more than the timetable: when they agreed, until the first
   * boundary; when they did not, whichever is newer. An override is known by one of them first.
   */
  #isBetter(
    { value, madeAt }: Held<Decision>,
    timetable: Held<Timetable> | null,
    entry: TimetableEntry | null,
  ): boolean {
    if (!timetable || !entry) return true;
    const then = entryAt(timetable.value, madeAt);
    if (then && agrees(then, value)) return then === entry;
    return madeAt >= timetable.madeAt;
  }

  /** In the background, when it is old, half over, or contradicted by a later decision. */
  #renewTimetable(): void {
    const { held } = this.#timetable;
    const isOld = !held || this.#isOld(held);
    if (isOld && this.#timetable.mayAsk(false)) void this.#timetable.refresh();
  }

  #isOld(held: Held<Timetable>): boolean {
    const { until } = held.value;
    const half = (Date.parse(until) - held.heardAt) / 2;
    const age = Math.min(this.#options.refreshMilliseconds, half) * this.#spread;
    if (!this.#timetable.isYounger(age)) return true;
    return this.#isContradicted(held) && !this.#timetable.isYounger(LEAST_REFRESH_MILLISECONDS);
  }

  #isContradicted({ value, madeAt }: Held<Timetable>): boolean {
    const decision = this.#decision.held;
    if (!decision || decision.madeAt <= madeAt) return false;
    const entry = entryAt(value, decision.madeAt);
    return entry !== null && !agrees(entry, decision.value);
  }

  /** What the service says it does not have is not open any more, nor closed. */
  #forgetGone({ fault }: Resource<unknown>): void {
    if (fault?.code !== 'unknown_line') return;
    this.#decision.forget();
    this.#timetable.forget();
  }

  #unknown({ fault }: Resource<unknown>): UnknownDecision {
    const { line } = this.#options;
    const detail = `Nothing is known of ${line} at that instant.`;
    const known = fault ?? { code: 'not_known', detail };
    return { line, state: 'unknown', served: 'none', fault: known };
  }
}

function isDecision(value: unknown, line: string): value is Decision {
  const decision = value as Decision | null | undefined;
  return (
    decision?.line === line &&
    ['open', 'closed'].includes(decision.state) &&
    (decision.until === null || Date.parse(decision.until) > 0)
  );
}

function isTimetable(value: unknown, line: string): value is Timetable {
  const timetable = value as Timetable | null | undefined;
  return (
    timetable?.line === line &&
    Date.parse(timetable.from) > 0 &&
    Date.parse(timetable.until) > 0 &&
    [timetable.longBreaks, timetable.messages, timetable.entries].every(Array.isArray) &&
    timetable.entries.length > 0 &&
    timetable.entries.every(
      (entry) => ['open', 'closed'].includes(entry?.state) && Date.parse(entry.until) > 0,
    )
  );
}
