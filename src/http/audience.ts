import { createEventBuffer, type EventBuffer } from 'better-sse';
import type { LineLimits } from '../access/principal.ts';
import { restrictSnapshot } from '../access/restrict-snapshot.ts';
import type { Snapshot } from '../lines/snapshot.ts';
import type { Watcher } from '../push/line-watch.ts';
import type { Sight } from '../push/sight.ts';
import { MAX_STREAM_LINES } from './limits.ts';
import { linesFound, type NamesAsked } from './lines-asked.ts';
import type { OpenStream } from './open-stream.ts';

/** What a stream is of: streams with the same are told the same. */
export interface Interest {
  readonly asked: NamesAsked;
  /** Of the access key; `null`: every line. */
  readonly limits: LineLimits | null;
}

/** Equal for equal interests. */
export function interestKey({ asked: { line = [], group = [] }, limits }: Interest): string {
  const limited = limits && [[...limits.lines].sort(), [...limits.groups].sort()];
  return JSON.stringify([line, group, limited]);
}

/**
 * Streams that are told the same: an event is decided, written and turned into bytes once for all
 * of them, and what happens in one turn of the event loop is one write to each.
 */
export class Audience implements Watcher {
  /** What every stream has, by line: event ids are made of it. */
  readonly told = new Map<string, string>();
  readonly streams = new Set<OpenStream>();
  readonly #interest: Interest;
  readonly #sights = new Map<string, Sight>();
  #unsent: EventBuffer | null = null;

  constructor(interest: Interest) {
    this.#interest = interest;
  }

  /** Ends the streams where a reload makes them too large, which coming back will tell. */
  select(snapshot: Snapshot): readonly string[] {
    const { limits, asked } = this.#interest;
    const visible = limits === null ? snapshot : restrictSnapshot(snapshot, limits);
    const lines = linesFound(visible, asked);
    if (lines.length <= MAX_STREAM_LINES) return lines.map(({ id }) => id);
    for (const stream of this.streams) stream.end();
    return [];
  }

  onDecision(sight: Sight): void {
    this.#sights.set(sight.line, sight);
    this.#push('decision', sight.json);
  }

  onGone(line: string): void {
    this.#sights.delete(line);
    this.#push('gone', JSON.stringify({ line }));
  }

  /** Tells a stream what its client does not claim to have; from here on it is one of these. */
  join(stream: OpenStream, claimed: ReadonlySet<string>): void {
    this.#send();
    const has = new Map([...this.told].filter(([, digest]) => claimed.has(digest)));
    const events = newEvents();
    for (const [line, { digest, json }] of this.#sights) {
      if (has.get(line) === digest) continue;
      has.set(line, digest);
      events.push(json, 'decision', idOf(has));
    }
    const text = events.read();
    if (text !== '') stream.write(Buffer.from(text));
    this.streams.add(stream);
  }

  #push(event: 'decision' | 'gone', data: string): void {
    if (this.streams.size === 0) return;
    if (this.#unsent === null) queueMicrotask(() => this.#send());
    this.#unsent ??= newEvents();
    this.#unsent.push(data, event, idOf(this.told));
  }

  #send(): void {
    if (this.#unsent === null) return;
    const events = Buffer.from(this.#unsent.read());
    this.#unsent = null;
    for (const stream of this.streams) stream.write(events);
  }
}

/** Decisions are JSON already. */
function newEvents(): EventBuffer {
  return createEventBuffer({ serializer: String });
}

/** What a client has once it has the event. */
function idOf(told: ReadonlyMap<string, string>): string {
  return [...told.values()].join('');
}
