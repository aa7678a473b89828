import type { Answer, Listener } from './answer.ts';
import { type Link, readRefusal, send, within } from './ask.ts';
import type { LineKnowledge } from './line-knowledge.ts';
import { readEvents, type StreamEvent } from './read-events.ts';
import { backOff, LONGEST_WISH_MILLISECONDS } from './resource.ts';

/** So many lines the service takes in one stream; those beyond are asked for. */
const MAX_STREAM_LINES = 100;
/** Watchers come one after the other; one stream is opened when they have settled. */
const GATHER_MILLISECONDS = 20;
const FIRST_PAUSE_MILLISECONDS = 1_000;
/** However soon the stream says to come back. */
const LEAST_PAUSE_MILLISECONDS = 100;
/** A stream that ends sooner is a failure, though it was opened: something on the way cuts it. */
const STEADY_MILLISECONDS = 60_000;
/** Until something comes: the service sends the first bytes at once. */
const CONNECT_MILLISECONDS = 10_000;
/** Three heartbeats of the service. */
const SILENCE_MILLISECONDS = 45_000;
const TICK_MILLISECONDS = 1_000;
/** So much later than we expect it, by a clock that is not quite its own, a stream may tell. */
const GRACE_MILLISECONDS = 3_000;
const NEVER = Number.POSITIVE_INFINITY;

interface Watched {
  /** With what each was told last. */
  readonly listeners: Map<Listener, string>;
  /** When what they were told ends. */
  endsAt: number;
}

export interface StreamOptions {
  readonly link: Link;
  readonly now: () => number;
  readonly lineOf: (line: string) => LineKnowledge;
}

/**
 * One stream of all lines that somebody watches. While it is not there lines are asked for, and
 * when they do not answer either, what is known of them goes on, boundary after boundary.
 */
export class LineStream {
  readonly #options: StreamOptions;
  readonly #watched = new Map<string, Watched>();
  /** Those of the stream that is open or tried. */
  #lines: readonly string[] = [];
  #lastId = '';
  #firstPause = FIRST_PAUSE_MILLISECONDS;
  #wish = 0;
  #failures = 0;
  #isRunning = false;
  /** Ends the stream. */
  #controller = new AbortController();
  /** Ends the pause before the next one. */
  #endPause = () => {};
  /** When the stream is given up, unless something comes. */
  #silentUntil = NEVER;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Tells the answer of now, soon, and each one that is another; what is given ends it. */
  watch(line: string, listener: Listener): () => void {
    const watched = this.#watched.get(line) ?? { listeners: new Map(), endsAt: 0 };
    watched.listeners.set(listener, '');
    this.#watched.set(line, watched);
    void this.decide(line).then(() => this.#settle());
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size > 0 || this.#watched.get(line) !== watched) return;
      this.#watched.delete(line);
      this.#settle();
    };
  }

  isWatched(line: string): boolean {
    return this.#watched.has(line);
  }

  /** The decision of now, which whoever watches the line is told too. */
  async decide(line: string): Promise<Answer> {
    const knowledge = this.#options.lineOf(line);
    const { fault } = knowledge.known();
    const answer = await knowledge.decide();
    // Only an outage that is over: something on the way may let answers through, and no stream.
    if (fault && answer.served === 'fresh' && !this.#wish) this.#endPause();
    try {
      this.#tell(line, answer);
    } catch {
      // Nested so deeply by whoever answers that nothing can compare it.
    }
    return answer;
  }

  /** Begins, or begins again where other lines are wanted now. */
  #settle(): void {
    setTimeout(() => {
      if (!this.#isRunning && this.#watched.size > 0) void this.#run();
      else if (this.#isOther()) {
        this.#controller.abort();
        this.#endPause();
      }
    }, GATHER_MILLISECONDS);
  }

  /** Those that the service is known to have: one that it does not is a refusal of them all. */
  #wanted(): readonly string[] {
    const { lineOf } = this.#options;
    const lines = [...this.#watched.keys()].filter((line) => lineOf(line).isThere);
    return lines.slice(0, MAX_STREAM_LINES);
  }

  /** Whether nothing is wanted any more, or another stream than the one that is open or tried. */
  #isOther(): boolean {
    return this.#watched.size === 0 || `${this.#wanted()}` !== `${this.#lines}`;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    const ticks = setInterval(() => this.#tick(), TICK_MILLISECONDS);
    while (this.#watched.size > 0) {
      const begunAt = Date.now();
      this.#wish = 0;
      this.#lines = this.#wanted();
      if (this.#lines.length > 0) await this.#listen();
      for (const line of this.#lines) this.#options.lineOf(line).isFollowed = false;
      // Ended because others are wanted: that is no failure.
      if (this.#isOther()) continue;
      const isSteady = Date.now() - begunAt > STEADY_MILLISECONDS;
      this.#failures = isSteady ? 1 : this.#failures + 1;
      // Not at once after all others whose stream has ended too.
      if (this.#failures > 1 || this.#lines.length === 0) await this.#lookAtAll();
      // Nobody would end a pause for those who came or left while all were asked for.
      if (this.#isOther()) continue;
      await this.#pause(Math.max(this.#wish, backOff(this.#failures, this.#firstPause)));
    }
    clearInterval(ticks);
    this.#isRunning = false;
  }

  /** Looks at the clock: for lines whose boundary has passed, and a stream that is silent. */
  #tick(): void {
    if (Date.now() > this.#silentUntil) this.#controller.abort();
    for (const [line, { endsAt }] of this.#watched) {
      const grace = this.#options.lineOf(line).isFollowed ? GRACE_MILLISECONDS : 0;
      if (this.#options.now() >= endsAt + grace) void this.decide(line);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.#endPause = resolve;
    });
    return within(milliseconds, ended, undefined);
  }

  /** Hears a stream until it ends, whyever it does. */
  async #listen(): Promise<void> {
    this.#controller = new AbortController();
    this.#silentUntil = Date.now() + CONNECT_MILLISECONDS;
    try {
      await this.#hearAll(this.#controller.signal);
    } catch {
      // It comes back, and lines are asked for meanwhile.
    } finally {
      this.#silentUntil = NEVER;
      this.#controller.abort();
    }
  }

  async #hearAll(signal: AbortSignal): Promise<void> {
    const query = this.#lines.map((line) => `line=${encodeURIComponent(line)}`).join('&');
    const id = this.#lastId;
    const headers = { accept: 'text/event-stream', ...(id && { 'last-event-id': id }) };
    const response = await send(this.#options.link, `v1/stream?${query}`, { headers, signal });
    const isStream = /event-stream/.test(response.headers.get('content-type') ?? '');
    if (!response.ok || !isStream || !response.body) {
      const { pauseMilliseconds } = await readRefusal(response);
      this.#wish = Math.min(pauseMilliseconds, LONGEST_WISH_MILLISECONDS);
      return;
    }
    // What the service takes for told, by the last id, may have become old here.
    void this.#lookAtAll();
    for await (const event of readEvents(response.body)) {
      this.#silentUntil = Date.now() + SILENCE_MILLISECONDS;
      if (event) this.#hear(event);
    }
  }

  #hear({ event, data, id, retryMilliseconds }: StreamEvent): void {
    this.#lastId = id;
    this.#firstPause = Math.max(retryMilliseconds ?? this.#firstPause, LEAST_PAUSE_MILLISECONDS);
    const told: { line?: string } = JSON.parse(data);
    const { line = '' } = told;
    if (!this.#watched.has(line)) return;
    const knowledge = this.#options.lineOf(line);
    if (event === 'decision' && knowledge.hear(told)) this.#tell(line, knowledge.known());
    if (event !== 'gone') return;
    // Whether it is gone, the service itself must say.
    knowledge.isFollowed = false;
    void this.decide(line);
  }

  async #lookAtAll(): Promise<void> {
    await Promise.all([...this.#watched.keys()].map((line) => this.decide(line)));
  }

  /** Tells those who were told something else. */
  #tell(line: string, answer: Answer): void {
    const watched = this.#watched.get(line);
    if (!watched) return;
    const until = answer.state !== 'unknown' && answer.until;
    watched.endsAt = until ? Date.parse(until) : NEVER;
    const text = factsOf(answer);
    for (const [listener, told] of watched.listeners) {
      if (told === text) continue;
      watched.listeners.set(listener, text);
      // What it throws is its own, and ends nothing here.
      queueMicrotask(() => listener(answer));
    }
  }
}

/** What makes an answer another one: not as of when it is, nor why it is not newer. */
function factsOf(answer: Answer): string {
  const { fault: _, ...facts } = answer;
  return JSON.stringify({ ...facts, at: null, asOf: null, revision: '' });
}
