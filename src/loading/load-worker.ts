/**
 * The thread that reads a configuration while the service goes on answering: reads, checks, tries
 * the expectations, and gives what came of it in pieces, each when it is asked for.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { sourceOf } from '../config/configuration-source.ts';
import { loadWith, PORTS } from '../load-snapshot.ts';
import { recordCalendars } from './calendar-recipes.ts';
import { packConfiguration } from './pack-configuration.ts';
import { GATE_SHUT, type WorkerMessage, type WorkerTask } from './worker-messages.ts';

function* load({ from, now, gate }: WorkerTask): Generator<WorkerMessage, void> {
  const { sources, recipeOf } = recordCalendars(PORTS.calendars);
  const ports = { ...PORTS, calendars: sources };
  const source = typeof from === 'string' ? from : sourceOf(new Map([...from].map(toBuffer)));
  const loaded = loadWith(ports, source, { now, follow: (file) => followFirst(file, gate) });
  if (!loaded.ok) {
    yield { kind: 'refused', problems: loaded.problems };
    return;
  }
  yield* packConfiguration(loaded.configuration, recipeOf);
  yield { kind: 'complete' };
}

/** A file that is followed only after it was read would lose a change in between. */
function followFirst(file: string, gate: Int32Array): void {
  Atomics.store(gate, 0, GATE_SHUT);
  say({ kind: 'follow', file });
  Atomics.wait(gate, 0, GATE_SHUT);
}

/** A buffer that crosses threads arrives as an array. */
function toBuffer([name, bytes]: readonly [string, Uint8Array]): [string, Buffer] {
  return [name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
}

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

const messages = load(workerData as WorkerTask);
parentPort?.on('message', () => {
  const { done, value } = messages.next();
  if (!done) say(value);
});
