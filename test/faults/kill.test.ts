/**
 * kill -9 at random moments while eight clients write: nothing that was acknowledged is lost. `KILLS`
 * sets how often; `npm run test:faults` does it a hundred times.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { closeLine, createKey, type Desk, listNotes } from '../support/desk-client.ts';
import { DESK } from '../support/desk-configuration.ts';
import { ownFolder, RunningService, runCli } from '../support/processes.ts';

const KILLS = Number(process.env.KILLS ?? 5);
const CLIENTS = 8;
/** The longest that a round writes before it is cut off. */
const ROUND_MILLISECONDS = 300;
/** A start after a kill takes about as long as the first one, on an empty store. */
const MAX_RATIO = 2;

/** What eight clients were promised, and what they do not know. */
interface Promises {
  readonly acknowledged: Set<string>;
  readonly attempted: Set<string>;
}

let number = 0;

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.round(share * (sorted.length - 1))] ?? 0);
}

/** Writes until nobody answers. Whoever is not answered asks again in the next round. */
async function writeUntilKilled(desk: Desk, promises: Promises, open: string[]): Promise<void> {
  try {
    for (;;) {
      const note = open.pop() ?? `note ${++number}`;
      open.push(note);
      promises.attempted.add(note);
      const { status } = await closeLine(desk, Number(note.slice(5)), note);
      if (status === 201) {
        promises.acknowledged.add(note);
        open.pop();
      }
    }
  } catch {
    // Killed.
  }
}

t.test(`${KILLS} times kill -9 during writes lose nothing that was acknowledged`, async (t) => {
  const folder = t.testdir({ 'lines.yaml': DESK });
  const environment = { EIGYOCHU_DATA: ownFolder(), EIGYOCHU_WRITES_PER_MINUTE: '0' };
  const key = await createKey(environment);
  const promises: Promises = { acknowledged: new Set(), attempted: new Set() };
  const open: string[][] = Array.from({ length: CLIENTS }, () => []);
  const starts: number[] = [];
  for (let round = 0; round < KILLS; round++) {
    const begun = performance.now();
    const service = await RunningService.start(`${folder}/lines.yaml`, environment);
    t.equal((await service.get('/readyz')).status, 200);
    starts.push(performance.now() - begun);
    const desk = { url: `http://127.0.0.1:${service.port}`, key };
    const clients = open.map((own) => writeUntilKilled(desk, promises, own));
    await pause(randomInt(ROUND_MILLISECONDS));
    service.kill('SIGKILL');
    await service.ended();
    await Promise.all(clients);
  }
  const service = await RunningService.start(`${folder}/lines.yaml`, environment);
  t.teardown(() => service.stop());
  const kept = await listNotes({ url: `http://127.0.0.1:${service.port}`, key });
  const lost = [...promises.acknowledged].filter((note) => !kept.includes(note));
  const [fastest, median, slowest] = [0, 0.5, 1].map((share) => quantile(starts, share));
  t.comment(`${promises.acknowledged.size} acknowledged`);
  t.comment(`ready after ${fastest} to ${slowest} ms, mostly ${median} ms`);
  t.ok(promises.acknowledged.size > 0);
  t.same(lost, []);
  t.equal(new Set(kept).size, kept.length, 'a repeated request is one override');
  t.ok(
    kept.every((note) => promises.attempted.has(note)),
    'nothing that nobody asked for',
  );
  // A ratio, and not the slowest: other tests run at the same time. bench/README.md has the times.
  t.ok((median ?? 0) < MAX_RATIO * (starts[0] ?? 0), 'ready as soon as on an empty store');
  const { code, out, err } = await runCli(['audit', 'verify'], environment);
  t.equal(code, 0, out + err);
});
