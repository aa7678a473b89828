/**
 * A process for tests that kill it or take its disk away: commits documents of a size to a folder,
 * says what was acknowledged, and ends after three refusals.
 */
import { randomBytes } from 'node:crypto';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import type { Head } from '../../src/store/record.ts';
import { commitAfter } from './stored-records.ts';

const [folder = '', size] = process.argv.slice(2);
const store = await openEmbeddedStore(folder);
let head: Head = await store.load();
for (let refusals = 0; refusals < 3; ) {
  const document = randomBytes(Number(size)).toString('base64');
  const commit = commitAfter(head, { [`override/${head.version}`]: document });
  try {
    const result = await store.commit(commit);
    if (result !== 'committed') throw new Error(result);
    head = commit.record;
    process.stdout.write(`${head.version} ${head.hash}\n`);
  } catch (error) {
    refusals += 1;
    process.stdout.write(`refused ${(error as Error).name}\n`);
    head = await store.load().catch(() => head);
  }
}
await store.close();
