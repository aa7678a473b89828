import type { TimetableJson } from '../../../http/timetable.ts';
import { madeAt, type ServerClock } from './server-clock.ts';
import { entryAt, type Facts, factsOf, factsOfDecision, localText, type Shown } from './shown.ts';
import { backOff, spread, Timer } from './timer.ts';

/** Beyond this since the service was heard, what is shown says as of when it is. */
const OLD_MILLISECONDS = 10 * 60_000;
/** While the stream tells of changes, only those planned for later must be asked for. */
const STREAMING_POLL_MILLISECONDS = 5 * 60_000;
const LEAST_POLL_MILLISECONDS = 15_000;
const REQUEST_MILLISECONDS = 10_000;
/** What the browser has not kept after so many failures, it asks the service for. */
const CACHE_TRIES = 3;
/** A change is told to all at once, and must not bring them all back at once. */
const STORM_MILLISECONDS = 5_000;

/** A decision that the timetable does not have yet. */
interface Told {
  readonly facts: Facts;
  readonly at: number;
  readonly until: number;
}

export interface LineFeedOptions {
  readonly line: string;
  /** Of the timetable. */
  readonly url: string;
  readonly clock: ServerClock;
  readonly isStreaming: () => boolean;
  /** Called once the service is known to have the line. */
  readonly onKnown: () => void;
}

/**
 * What is known of one line, for all banners that show it. Without any it rests and asks nobody;
 * pages move elements about, and what comes back goes on as it was.
 */
export class LineFeed {
  readonly #options: LineFeedOptions;
  readonly #listeners = new Set<() => void>();
  readonly #boundary = new Timer(() => this.refresh());
  readonly #poll = new Timer(() => void this.#ask());
  #timetable: TimetableJson | null = null;
  #told: Told | null = null;
  #heardAt = 0;
  #maxAge = LEAST_POLL_MILLISECONDS;
  #failures = 0;
  #isAsking = false;

  constructor(options: LineFeedOptions) {
    this.#options = options;
  }

  get isKnown(): boolean {
    return this.#timetable !== null;
  }

  get isWanted(): boolean {
    return this.#listeners.size > 0;
  }

  listen(listener: () => void): void {
    const isFirst = !this.isWanted;
    this.#listeners.add(listener);
    if (!isFirst) return;
    this.#poll.resume();
    this.#awaitBoundary();
  }

  unlisten(listener: () => void): void {
    this.#listeners.delete(listener);
    if (this.isWanted) return;
    this.#boundary.stop();
    this.#poll.stop();
  }

  /** What to show now; `null` when nothing is known, or no more. */
  shown(): Shown | null {
    const now = this.#options.clock.now();
    const timetable = this.#timetable;
    const entry = timetable && entryAt(timetable, now);
    if (!timetable || !entry) return null;
    const { name, phone, alternatives } = timetable;
    const facts = this.#toldAt(now)?.facts ?? factsOf(timetable, entry);
    const isOld = now - this.#heardAt > OLD_MILLISECONDS;
    const asOf = isOld ? localText(this.#heardAt, entry.from) : null;
    const today = localText(now, entry.from).slice(0, 10);
    return { ...facts, name, phone, alternatives, today, asOf };
  }

  /** Looks at the clock, and again at the next boundary. */
  refresh(): void {
    for (const listener of this.#listeners) listener();
    this.#awaitBoundary();
  }

  #awaitBoundary(): void {
    const now = this.#options.clock.now();
    const entry = this.#timetable && entryAt(this.#timetable, now);
    const boundaries = [
      entry ? Date.parse(entry.until) : now + STREAMING_POLL_MILLISECONDS,
      this.#toldAt(now)?.until ?? Number.POSITIVE_INFINITY,
      this.#heardAt + OLD_MILLISECONDS + 1,
    ].filter((boundary) => boundary > now);
    if (this.isWanted) this.#boundary.set(Math.min(...boundaries) - now);
  }

  /** A decision from the stream: shown at once, and looked up soon if the timetable has another. */
  hear(decision: Facts & { readonly until: string | null }): void {
    const now = this.#options.clock.now();
    const facts = factsOfDecision(decision);
    this.#heardAt = now;
    const isNew = !this.#has(facts, now);
    const until = decision.until === null ? Number.POSITIVE_INFINITY : Date.parse(decision.until);
    this.#told = isNew ? { facts, at: now, until } : null;
    this.refresh();
    if (isNew) this.askSoon();
  }

  /** Asks at another moment than everybody else who was told the same. */
  askSoon(): void {
    this.#poll.set(Math.random() * STORM_MILLISECONDS);
  }

  /** For when the stream has begun or ended, and after a sleep. */
  replan(): void {
    const left = this.#heardAt + this.#pause() - this.#options.clock.now();
    if (this.isKnown) this.#poll.set(Math.max(left, Math.random() * STORM_MILLISECONDS));
  }

  #toldAt(now: number): Told | null {
    return this.#told && now < this.#told.until ? this.#told : null;
  }

  /** Also shortly before or after: the two clocks do not tick as one. */
  #has(facts: Facts, now: number): boolean {
    const timetable = this.#timetable;
    const text = JSON.stringify(facts);
    return [0, -2_000, 2_000].some((shift) => {
      const entry = timetable && entryAt(timetable, now + shift);
      return timetable && entry && JSON.stringify(factsOf(timetable, entry)) === text;
    });
  }

  #pause(): number {
    return spread(this.#options.isStreaming() ? STREAMING_POLL_MILLISECONDS : this.#maxAge);
  }

  async #ask(): Promise<void> {
    // What is not seen, or not on the page, is asked for again when it is.
    if (this.#isAsking || !this.isWanted || (document.hidden && this.isKnown)) return;
    this.#isAsking = true;
    const isAnswered = await this.#tryAsking('no-cache');
    this.#failures = isAnswered ? 0 : this.#failures + 1;
    // What another page has been told may still be true.
    const isWorthATry = this.#failures <= CACHE_TRIES && !this.#timetable;
    if (isWorthATry) await this.#tryAsking('force-cache');
    this.#isAsking = false;
    this.#poll.set(isAnswered ? this.#pause() : backOff(this.#failures));
    if (!this.isWanted) this.#poll.stop();
    this.refresh();
    if (isAnswered) this.#options.onKnown();
  }

  /** Whether there was an answer. Nothing is said of a failure: the last answer goes on. */
  async #tryAsking(cache: RequestCache): Promise<boolean> {
    const askedAt = Date.now();
    try {
      const signal = AbortSignal.timeout(REQUEST_MILLISECONDS);
      const { url } = this.#options;
      const response = await fetch(url, { cache, credentials: 'omit', signal });
      if (isGone(response)) this.#timetable = null;
      if (!response.ok) return false;
      const timetable: TimetableJson = await response.json();
      // Something on the way may answer with JSON of its own.
      if (timetable.line !== this.#options.line || !timetable.entries[0]) return false;
      this.#take(timetable, response, cache === 'force-cache' ? null : askedAt);
      return true;
    } catch {
      return false;
    }
  }

  #take(timetable: TimetableJson, response: Response, askedAt: number | null): void {
    const { clock } = this.#options;
    const made = madeAt(response.headers);
    clock.learn(response, askedAt);
    this.#timetable = timetable;
    this.#heardAt = askedAt === null && made > 0 ? made : clock.now();
    // A cache on the way may not have heard of what we were told.
    if (this.#told && !(made + 1_000 < this.#told.at)) this.#told = null;
    const seconds = /max-age=(\d+)/.exec(response.headers.get('cache-control') ?? '')?.[1];
    this.#maxAge = Math.max(Number(seconds ?? 0) * 1_000, LEAST_POLL_MILLISECONDS);
  }
}

/** The service itself says that there is no such line; proxies say 404 while it is away. */
function isGone({ status, headers }: Response): boolean {
  return status === 404 && /problem/.test(headers.get('content-type') ?? '');
}
