/** The very bundle that users make, on every platform that it is for. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import t from 'tap';
import ts from 'typescript';
import { browserIsMissing, TestBrowser } from '../support/browser.ts';
import { startTestApp } from '../support/listening-app.ts';

const MAX_BYTES = 5 * 1024;
const EDGE = 'tools/node_modules/@edge-runtime/vm';
const edgeIsMissing = existsSync(EDGE)
  ? false
  : 'NO EDGE RUNTIME IS TESTED: run scripts/install-test-tools.js';

/** As users' bundlers make it: as a module, or as one name for a script. */
function bundle(format: 'esm' | 'iife'): string {
  const { outputFiles } = buildSync({
    entryPoints: ['src/client/client.ts'],
    ...{ bundle: true, minify: true, write: false, platform: 'neutral', target: 'es2022' },
    ...{ format, globalName: 'eigyochu' },
  });
  return outputFiles?.[0]?.text ?? '';
}

const script = bundle('iife');
// Chromium starts while the compiler works.
t.jobs = 2;
const browser = new TestBrowser(t);

/** What each platform is made to do: ask, evaluate, and follow the stream. */
const visit = (url: string) => `(async () => {
  const client = eigyochu.createClient({ url: '${url}', timeoutMilliseconds: 10000 });
  const answer = await client.decision('phone-pin');
  const hours = await client.timetable('phone-pin');
  const states = [answer.served, hours.at('2026-11-24T17:30:00+09:00').reason];
  for await (const { state } of client.subscribe('phone-pin')) {
    states.push(state);
    break;
  }
  return states.join();
})()`;

t.test('the bundle is small, and asks nothing of Node', async (t) => {
  const bytes = gzipSync(bundle('esm'), { level: 9 }).length;
  t.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
  t.notMatch(script, /require\(|node:|process\.|Buffer|document\./);
});

/** Watches one line after the other, and then none. */
const VISITS = `
  const until = async (holds) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 5));
  };
  const visit = async (lines) => {
    let streams = 0;
    const ask = async (...request) => {
      const response = await fetch(...request);
      if (request[0].includes('/stream')) streams += 1;
      return response;
    };
    const client = createClient({ url, standby: false, fetch: ask });
    let stop = () => {};
    for (const line of lines) {
      let isTold = false;
      const before = streams;
      const next = client.watch(line, () => { isTold = true; });
      stop();
      stop = next;
      await until(() => isTold && (line === 'nothing' || streams > before));
    }
    stop();
  };
  const visits = [['nothing'], ['cut'], ['open'], ['cut', 'nothing'], ['open', 'nothing', 'cut']];
  await Promise.all(visits.map(visit));
  console.log('nobody watches');
`;

t.test('in Node, where a process ends by itself once nobody watches', async (t) => {
  const server = createServer(({ url = '' }, response) => {
    const isStream = url.startsWith('/v1/stream');
    response.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json');
    const [, line] = /lines\/(\w+)/.exec(url) ?? [];
    const isThere = line !== 'nothing';
    if (!isStream) response.end(JSON.stringify(isThere && { line, state: 'open', until: null }));
    else if (url.endsWith('open')) response.write('retry: 60000\n\n');
    // To be left alone for longer than the process may take.
    else response.end('retry: 60000\nevent: x\ndata: {}\n\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const code = `${script};const { createClient } = eigyochu, url = '${url}';${VISITS}`;
  const args = ['--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
  t.equal(stdout, 'nobody watches\n');
});

t.test('in a browser, from another origin', { skip: browserIsMissing }, async (t) => {
  const { origin } = await startTestApp(t, {});
  const portal = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Portal</title><link rel=icon href=data:,>`);
  });
  await new Promise<void>((done) => portal.listen(0, '127.0.0.1', done));
  t.teardown(() => portal.close());
  const page = await browser.page(t);
  await page.goto(`http://127.0.0.1:${(portal.address() as AddressInfo).port}/`);
  t.equal(await page.evaluate(`${script};${visit(origin)}`), 'fresh,after_closing,open');
});

t.test('in an edge runtime', { skip: edgeIsMissing }, async (t) => {
  const { origin } = await startTestApp(t, {});
  const { EdgeVM } = createRequire(import.meta.url)(join(process.cwd(), EDGE));
  const runtime = new EdgeVM();
  t.equal(await runtime.evaluate(`${script};${visit(origin)}`), 'fresh,after_closing,open');
});

t.test('the examples of its page fit its types, without those of Node or browsers', async (t) => {
  const page = readFileSync('docs/how-to/client.md', 'utf8');
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
  t.ok(blocks.length >= 5);
  const globals = `declare global {
    const console: { log(...words: unknown[]): void };
    const process: { env: Record<string, string | undefined> };
    class Response { constructor(body: string, options: object) }
  }
  export {};`;
  const files = Object.fromEntries(blocks.map((body, index) => [`${index}.ts`, body]));
  const folder = t.testdir({ ...files, 'globals.ts': globals });
  const names = [...Object.keys(files), 'globals.ts'].map((name) => join(folder, name));
  const program = ts.createProgram(names, {
    // The client's own declarations are checked, those of the language not: that takes a second.
    ...{ strict: true, noEmit: true, types: [], lib: ['lib.es2023.d.ts'] },
    skipDefaultLibCheck: true,
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023 },
  });
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  t.same(faults, []);
});
