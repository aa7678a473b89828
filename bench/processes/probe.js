/**
 * Loaded into a service that is measured (`node --import`): tells its parent what it uses. Heap and
 * memory are told after everything that is no longer needed has been thrown away.
 */
import { setTimeout as delay } from 'node:timers/promises';

process.on('message', async (question) => {
  if (question === 'memory') {
    // What native handles hold is freed one turn after the objects that hold them.
    for (let times = 0; times < 3; times++) {
      globalThis.gc();
      await delay(20);
    }
  }
  const { heapUsed, rss, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send({ heap: heapUsed + external, rss, cpuMilliseconds: (user + system) / 1_000 });
});
// Being asked is no reason to go on living.
process.channel?.unref();
