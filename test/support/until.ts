import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until something holds, asking every few milliseconds, and gives what it then was; fails after
 * the deadline with what it last was.
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  holds: (value: T) => boolean,
  milliseconds = 10_000,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`not within ${milliseconds} ms: ${JSON.stringify(value)}`);
    }
    await pause(5);
  }
}
