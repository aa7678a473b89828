/** What browsers load, and what a person sees instead of a page. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import { buildTestApp } from '../support/build-app.ts';

const NAMES: Readonly<Record<string, string>> = JSON.parse(
  readFileSync('dist/assets/manifest.json', 'utf8'),
);

t.test('scripts and styles carry the hash of their content and are kept for ever', async (t) => {
  const { app } = await buildTestApp(t);
  for (const [source, name] of Object.entries(NAMES)) {
    t.match(name, /^[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
    const { statusCode, headers } = await app.inject(`/assets/${name}`);
    t.equal(statusCode, 200, source);
    t.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    t.match(
      headers['content-type'],
      name.endsWith('.css') ? /^text\/css/ : /^(text|application)\/javascript/,
    );
  }
});

t.test('they are sent compressed to whoever takes that', async (t) => {
  const { app } = await buildTestApp(t);
  const url = `/assets/${NAMES['pages.css']}`;
  const plain = await app.inject({ url });
  t.equal(plain.headers['content-encoding'], undefined);
  for (const encoding of ['br', 'gzip']) {
    const { headers, rawPayload } = await app.inject({
      url,
      headers: { 'accept-encoding': encoding },
    });
    t.equal(headers['content-encoding'], encoding);
    t.ok(rawPayload.length < plain.rawPayload.length / 2, encoding);
    t.match(headers.vary, /accept-encoding/i);
  }
});

t.test('caches learn that a page depends on it, also where it was not compressed', async (t) => {
  const { app } = await buildTestApp(t);
  const { headers } = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip' } });
  t.equal(headers['content-encoding'], 'gzip');
  const known = { 'accept-encoding': 'gzip', 'if-none-match': String(headers.etag) };
  for (const shown of [known, {}, { 'accept-encoding': 'identity' }]) {
    const answer = await app.inject({ url: '/', headers: shown });
    t.equal(answer.statusCode, shown === known ? 304 : 200);
    t.equal(answer.headers.vary, headers.vary);
  }
  t.equal(headers.vary, 'accept-language, accept-encoding');
});

t.test('pages are compressed by what is asked for, and by nothing older', async (t) => {
  const { app } = await buildTestApp(t);
  const cases = { br: 'br', 'gzip, br;q=0.5': 'gzip', deflate: undefined, identity: undefined };
  for (const [asked, used] of Object.entries(cases)) {
    const headers = { 'accept-encoding': asked };
    const page = await app.inject({ url: '/', headers });
    t.equal(page.headers['content-encoding'], used, asked);
    t.match(page.headers.vary, /accept-encoding/i);
  }
});

t.test('the banner keeps its name, is kept for an hour, and may be loaded by others', async (t) => {
  const { app } = await buildTestApp(t);
  const { statusCode, headers } = await app.inject('/banner.js');
  t.equal(statusCode, 200);
  t.equal(headers['cache-control'], 'public, max-age=3600');
  t.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  const known = await app.inject({
    url: '/banner.js',
    headers: { 'if-none-match': String(headers.etag) },
  });
  t.equal(known.statusCode, 304);
});

t.test('nothing else of the machine is served', async (t) => {
  const { app } = await buildTestApp(t);
  const paths = [
    'manifest.json',
    'manifest.json.gz',
    '',
    '../cli.js',
    '%2e%2e/cli.js',
    '..%2fcli.js',
    'none.js',
    '%00',
  ];
  for (const path of paths) {
    const { statusCode, headers } = await app.inject(`/assets/${path}`);
    t.equal(Math.floor(statusCode / 100), 4, path);
    t.match(headers['content-type'], /^application\/problem\+json/);
  }
});

t.test('a person who looks for a page that is not there is told so in words', async (t) => {
  const { app } = await buildTestApp(t);
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const japanese = await app.inject({ url: '/nothing', headers: { accept } });
  t.equal(japanese.statusCode, 404);
  t.match(japanese.headers['content-type'], /^text\/html; charset=utf-8/);
  t.match(japanese.body, /お探しのページはありません/);
  t.equal(japanese.headers['cache-control'], 'no-store');
  t.match(japanese.headers['content-security-policy'], /^default-src 'none'; script-src 'self';/);
  const headers = { accept, 'accept-language': 'en-GB,en;q=0.9,ja;q=0.5' };
  t.match((await app.inject({ url: '/nothing', headers })).body, /There is no such page/);
  t.match((await app.inject({ url: '/nothing?lang=ja', headers })).body, /お探しの/);
});

t.test(
  'a program is answered with a problem document, whatever it accepts under /v1',
  async (t) => {
    const { app } = await buildTestApp(t);
    const asks = [
      { url: '/nothing' },
      { url: '/nothing', headers: { accept: '*/*' } },
      { url: '/v1/nothing', headers: { accept: 'text/html' } },
    ];
    for (const asked of asks) {
      const { headers } = await app.inject(asked);
      t.match(headers['content-type'], /^application\/problem\+json/);
    }
  },
);
