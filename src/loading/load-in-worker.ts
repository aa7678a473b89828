import { once } from 'node:events';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fileProblem } from '../config/configuration-files.ts';
import type { Fault } from '../config/problem-list.ts';
import { PORTS, type ServableSnapshot } from '../load-snapshot.ts';
import { packageRoot } from '../package-root.ts';
import { createReviver } from './revive-configuration.ts';
import { GATE_OPEN, NEXT, type WorkerMessage, type WorkerTask } from './worker-messages.ts';

export interface LoadingOptions extends Pick<WorkerTask, 'from' | 'now'> {
  /** Told of each file that a document names, before it is read. */
  readonly follow?: (file: string) => void;
  /** Ends it: what it was for is no longer wanted. */
  readonly signal?: AbortSignal;
  /** After which it is refused. */
  readonly maxSeconds: number;
  /** Of the thread's heap, after which it is refused too. */
  readonly maxMegabytes?: number;
}

/** Far above the minute that the largest YAML documents take. */
export const MAX_RELOAD_SECONDS = 300;

/** Somebody waits for it. */
export const MAX_PREVIEW_SECONDS = 20;

/** 100,000 lines of JSON take a quarter of a gigabyte, of YAML one and a half; given back after. */
const MAX_MEGABYTES = 2_048;
const MEGABYTE = 1024 * 1024;

/** No more than half of what the container has: what runs out of that ends the whole process. */
function megabytesToTake(): number {
  const all = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  return Math.min(MAX_MEGABYTES, Math.floor(all / 2 / MEGABYTE));
}

/**
 * A configuration that a thread of its own has read, with the same problems as when it is read
 * here; the event loop is held for some milliseconds at a time. Rejects when `signal` aborts, and
 * where there is a bug.
 */
export async function loadInWorker(options: LoadingOptions): Promise<ServableSnapshot> {
  const { from, now, maxSeconds, maxMegabytes = megabytesToTake() } = options;
  const gate = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const task: WorkerTask = { from, now, gate };
  const worker = new Worker(workerFile(), {
    name: 'configuration',
    workerData: task,
    // What the process was started with, such as a loader of sources, is nothing to the thread.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: maxMegabytes },
  });
  const end = new AbortController();
  worker.on('error', (error) => end.abort(error));
  worker.on('exit', (code) => end.abort(new Error(`the thread ended with exit code ${code}`)));
  const timer = setTimeout(() => end.abort(new TooSlow()), maxSeconds * 1_000);
  try {
    return await receive(worker, { ...options, gate, end: end.signal });
  } catch (error) {
    const cause = end.signal.aborted ? end.signal.reason : error;
    const fault = faultOf(cause, { maxSeconds, maxMegabytes });
    if (fault === null) throw cause;
    const file = typeof from === 'string' ? from : '.';
    return { ok: false, problems: [fileProblem(file, fault)] };
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

interface Receiving extends LoadingOptions {
  readonly gate: Int32Array;
  readonly end: AbortSignal;
}

/** Takes piece after piece; others have their turn in between. */
async function receive(worker: Worker, receiving: Receiving): Promise<ServableSnapshot> {
  const { now, follow, gate, end, signal } = receiving;
  const reviver = createReviver(now, PORTS.calendars);
  const ended = signal ? AbortSignal.any([signal, end]) : end;
  worker.postMessage(NEXT);
  for (;;) {
    const [message] = (await once(worker, 'message', { signal: ended })) as [WorkerMessage];
    switch (message.kind) {
      case 'follow':
        follow?.(message.file);
        Atomics.store(gate, 0, GATE_OPEN);
        Atomics.notify(gate, 0);
        break;
      case 'refused':
        return { ok: false, problems: message.problems };
      case 'complete':
        return reviver.complete();
      default:
        reviver.take(message);
        await yieldToOthers();
        worker.postMessage(NEXT);
    }
  }
}

/** The built one also where this runs as it was written: sources take seconds to load. */
function workerFile(): string {
  return join(packageRoot(), 'dist', 'loading', 'load-worker.js');
}

class TooSlow extends Error {}

/** What a person can do something about; `null` for everything else. */
function faultOf(
  error: unknown,
  { maxSeconds, maxMegabytes }: { readonly maxSeconds: number; readonly maxMegabytes: number },
): Fault | null {
  const json = 'write large documents as JSON, which takes a sixth of what YAML takes';
  if (error instanceof TooSlow) {
    const found = `reading it takes more than ${maxSeconds} seconds`;
    return { code: 'too_slow', found, advice: json };
  }
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return null;
  const found = `reading it takes more than ${maxMegabytes} MB of memory`;
  const more = `of which this takes half, and ${MAX_MEGABYTES} MB at most`;
  const advice = `${json}, or give the process more memory, ${more}`;
  return { code: 'out_of_memory', found, advice };
}
