import { exportStore } from '../store/store-archive.ts';
import { EXIT_CODES } from './exit-code.ts';
import { foldRecords, readContents } from './read-records.ts';
import { withStore } from './with-store.ts';

/**
 * Prints an archive. A running service gives its records, of which the documents are the sum; when
 * the first ones are lost they cannot be summed up, and the store itself has to be opened.
 */
export const runStoreExport = withStore(async ({ reach, terminal }) => {
  const { head, documents } = await readContents(reach);
  const records = async () => (await readContents(reach)).records;
  const state = documents ? { ...head, documents } : await foldRecords(await records());
  if (state.version !== head.version || state.hash !== head.hash) {
    terminal.err('eigyochu: the first records are lost, so only the store itself can be copied; ');
    terminal.err('stop the service and export then\n');
    return EXIT_CODES.failure.code;
  }
  for await (const line of exportStore(state, await records())) terminal.out(line);
  return EXIT_CODES.ok.code;
});
