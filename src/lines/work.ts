/** Work that can be put down after each of its parts; it ends with what came of it. */
export type Work<T> = Generator<void, T>;

/** For how long others may have to wait for their answers. */
const SLICE_MILLISECONDS = 10;

/** Does all of it at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does it in slices, between which the process does what else it has to do. */
export async function finishInSlices<T>(work: Work<T>): Promise<T> {
  for (let start = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - start < SLICE_MILLISECONDS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    start = performance.now();
  }
}

/** Values that are cheap to look at, between two parts. */
const VALUES_PER_PART = 200;

/** Does something with each value, in parts. */
export function* forEach<T>(values: Iterable<T>, perform: (value: T) => void): Work<void> {
  let seen = 0;
  for (const value of values) {
    perform(value);
    seen++;
    if (seen % VALUES_PER_PART === 0) yield;
  }
}
