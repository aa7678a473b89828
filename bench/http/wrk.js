/** Asks a server with `wrk`, a Debian package, from the core that the server does not have. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLIENT_CORE = '1';
const PACED = fileURLToPath(new URL('paced.lua', import.meta.url));

export const hasWrk = spawnSync('wrk', ['--version']).error === undefined;

/** As fast as it goes, or with `meanPauseMs` between the questions of each connection. */
export async function ask(url, { seconds, connections, headers = [], meanPauseMs = null }) {
  const options = headers.flatMap((header) => ['-H', header]);
  const paced = meanPauseMs === null ? [] : ['-s', PACED];
  const words = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    ...paced,
    ...options,
    url,
  ];
  const { stdout, status } = spawnSync('taskset', ['-c', CLIENT_CORE, 'wrk', ...words], {
    encoding: 'utf8',
    env: { ...process.env, MEAN_PAUSE_MS: `${meanPauseMs}` },
  });
  if (status !== 0 || /Socket errors|Non-2xx/.test(stdout)) throw new Error(`${url}\n${stdout}`);
  return {
    requests: Number(/(\d+) requests in/.exec(stdout)?.[1]),
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
  };
}

const UNITS = { us: 1e-3, ms: 1, s: 1e3 };

function milliseconds([, figure, unit]) {
  return Number(figure) * UNITS[unit];
}
