import { LineFeed } from './line-feed.ts';
import { ServerClock } from './server-clock.ts';
import { backOff, Timer } from './timer.ts';

/** So many lines the service takes in one stream. */
const MAX_STREAM_LINES = 100;
/** Banners come, go and move one after the other; one stream is opened when they have settled. */
const GATHER_MILLISECONDS = 1_000;
/** A stream that ends sooner is a failure, though it was opened: something on the way cuts it. */
const STEADY_MILLISECONDS = 60_000;

/** One service, as all banners of the page see it: its clock, its lines, and one stream of them. */
export class ServerLink {
  readonly #base: string;
  readonly #clock = new ServerClock();
  readonly #feeds = new Map<string, LineFeed>();
  readonly #timer = new Timer(() => this.#open());
  #stream: EventSource | null = null;
  #streamed = '';
  #isStreaming = false;
  #begunAt = 0;
  #failures = 0;

  private constructor(base: string) {
    this.#base = base;
    document.addEventListener('visibilitychange', () => this.#wake());
    addEventListener('pageshow', () => this.#wake());
    addEventListener('online', () => this.#wake());
  }

  /** The link of the page to a service, whose address ends with a slash. */
  static to(base: string): ServerLink {
    const link = links.get(base) ?? new ServerLink(base);
    links.set(base, link);
    return link;
  }

  /** What is known of a line, for a listener until it leaves. */
  join(line: string, listener: () => void): LineFeed {
    const feed = this.#feeds.get(line) ?? this.#feed(line);
    this.#feeds.set(line, feed);
    feed.listen(listener);
    this.#reopen(GATHER_MILLISECONDS);
    return feed;
  }

  leave(line: string, listener: () => void): void {
    this.#feeds.get(line)?.unlisten(listener);
    this.#reopen(GATHER_MILLISECONDS);
  }

  #feed(line: string): LineFeed {
    return new LineFeed({
      line,
      url: `${this.#base}v1/lines/${encodeURIComponent(line)}/timetable`,
      clock: this.#clock,
      isStreaming: () => this.#isStreaming,
      onKnown: () => this.#reopen(GATHER_MILLISECONDS),
    });
  }

  /** Whoever sleeps or is not seen misses timers, and should not hold a connection. */
  #wake(): void {
    if (document.hidden) this.#close();
    else this.#resume();
  }

  #resume(): void {
    this.#failures = 0;
    for (const feed of this.#feeds.values()) {
      feed.refresh();
      feed.replan();
    }
    this.#reopen(0);
  }

  #reopen(milliseconds: number): void {
    if (this.#failures === 0 || this.#isStreaming) this.#timer.set(milliseconds);
  }

  /** Opens a stream of the lines that are there; one that names another line is refused whole. */
  #open(): void {
    const feeds = [...this.#feeds].filter(([, { isKnown, isWanted }]) => isKnown && isWanted);
    const names = document.hidden ? [] : feeds.slice(0, MAX_STREAM_LINES).map(([line]) => line);
    const query = names.map((line) => `line=${encodeURIComponent(line)}`).join('&');
    if (query === this.#streamed) return;
    this.#close();
    if (query === '') return;
    const stream = new EventSource(`${this.#base}v1/stream?${query}`);
    this.#stream = stream;
    this.#begunAt = Date.now();
    this.#streamed = query;
    stream.onopen = () => this.#turn(true);
    stream.onerror = () => this.#fail();
    stream.addEventListener('decision', ({ data }) => {
      const decision = JSON.parse(data);
      this.#feeds.get(decision.line)?.hear(decision);
    });
    stream.addEventListener('gone', ({ data }) =>
      this.#feeds.get(JSON.parse(data).line)?.askSoon(),
    );
  }

  #close(): void {
    this.#stream?.close();
    this.#stream = null;
    this.#streamed = '';
    this.#turn(false);
  }

  /** Browsers come back too, but all after the same time, and not after a refusal. */
  #fail(): void {
    this.#close();
    const isSteady = Date.now() - this.#begunAt > STEADY_MILLISECONDS;
    this.#failures = isSteady ? 1 : this.#failures + 1;
    this.#timer.set(backOff(this.#failures));
  }

  #turn(isStreaming: boolean): void {
    if (isStreaming === this.#isStreaming) return;
    this.#isStreaming = isStreaming;
    for (const feed of this.#feeds.values()) feed.replan();
  }
}

const links = new Map<string, ServerLink>();
