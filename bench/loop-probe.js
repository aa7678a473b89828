/**
 * Loaded into a service with `--import`: tells its parent, when asked, for how long the event loop
 * was held at most since it was asked last, on the clock and in processor time of its thread (the
 * clock counts what other programs take too), and the heap. Linux; `--expose-gc` and IPC.
 */
import { readFileSync } from 'node:fs';

const TICK_MILLISECONDS = 5;
const NANOSECONDS = 1e6;

const longest = { clock: 0, processor: 0 };
let last = look();

/** The first figure of a thread's schedstat is the time that it ran, in nanoseconds. */
function look() {
  const schedstat = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
  return { clock: performance.now(), processor: Number(schedstat.split(' ')[0]) / NANOSECONDS };
}

setInterval(() => {
  const now = look();
  const clock = now.clock - last.clock - TICK_MILLISECONDS;
  longest.clock = Math.max(longest.clock, clock);
  longest.processor = Math.max(longest.processor, Math.min(now.processor - last.processor, clock));
  last = now;
}, TICK_MILLISECONDS);

process.on('message', (question) => {
  const held = { ...longest };
  if (question === 'heap') for (let times = 0; times < 3; times++) globalThis.gc();
  const { heapUsed } = process.memoryUsage();
  process.send({ held, heapUsed });
  last = look();
  Object.assign(longest, { clock: 0, processor: 0 });
});
