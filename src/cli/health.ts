import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { RunCommand } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { readSettings } from './read-settings.ts';

/** Shorter than the patience of the container platform that asks. */
const TIMEOUT_MILLISECONDS = 2_000;

/** Addresses that mean "all of this machine" and cannot be asked themselves. */
const LOCAL: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/** Exits 0, silently, or 1 and nothing else: a container's health check knows no more numbers. */
export const runHealth: RunCommand = async (given, terminal) => {
  const settings = readSettings(given, terminal);
  if (!settings) return EXIT_CODES.failure.code;
  const host = LOCAL.get(settings.HOST) ?? settings.HOST;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${settings.PORT}/livez`;
  const fault = await findFault(url);
  if (fault !== null) terminal.err(`eigyochu: ${url}: ${fault}\n`);
  return fault === null ? EXIT_CODES.ok.code : EXIT_CODES.failure.code;
};

/** Not by `fetch`: loading that costs more than all the rest of a command which runs for ever. */
async function findFault(url: string): Promise<string | null> {
  try {
    const asked = get(url, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode === 200 ? null : `answered with status ${answer.statusCode}`;
  } catch {
    return 'does not answer';
  }
}
