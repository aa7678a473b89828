import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Test } from 'tap';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

const PROGRAM = 'tools/node_modules/@stoplight/prism-cli/dist/index.js';

/** For tap's `skip`: `false`, or loudly what is left out and why. */
export const prismIsMissing: string | false = existsSync(PROGRAM)
  ? false
  : 'NO CONTRACT IS TESTED: run node scripts/install-test-tools.js';

/** A request as it is sent through the proxy. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What the service answered, and what the proxy holds against the request and the answer. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly faults: { readonly request: readonly string[]; readonly response: readonly string[] };
}

/**
 * Starts `prism proxy` between the test and a service, and gives what asks through it. Without
 * `--errors`: with it prism answers itself where a request is wrong on purpose, and lets statuses
 * pass that are not in the document.
 */
export async function startPrism(t: Test, document: string, upstream: string) {
  const port = String(await freePort());
  const words = ['proxy', document, upstream, '--port', port, '--verboseLevel', 'silent'];
  // Options for node are about this process: what measures coverage takes seconds to load.
  const env = { PATH: process.env.PATH ?? '' };
  const child = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  t.teardown(async () => {
    child.kill();
    await ended;
  });
  const origin = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${origin}/livez`).then(
      () => true,
      () => child.exitCode !== null,
    );
  await until(isUp, (up) => up, 60_000);
  return (asked: Asked) => ask(origin, asked);
}

async function ask(origin: string, { method, url, headers, body }: Asked): Promise<Answered> {
  // What is compressed it unpacks, and hands on as if it were compressed still.
  const sent = { 'accept-encoding': 'identity', ...headers };
  const response = await fetch(`${origin}${url}`, { method, headers: sent, body });
  const text = await response.text();
  const told = response.headers.get('sl-violations') ?? '[]';
  return { status: response.status, headers: response.headers, body: text, faults: faultsIn(told) };
}

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

function faultsIn(told: string): Answered['faults'] {
  // Too many for a header, they are cut off.
  if (!told.startsWith('[')) return { request: [told], response: [told] };
  const violations: readonly Violation[] = JSON.parse(told);
  const about = (side: string) =>
    violations
      .filter(({ location }) => location[0] === side)
      .map(({ location, message }) => `${location.join('.')}: ${message}`);
  return { request: about('request'), response: about('response') };
}
