/** Calendars fetched from a real server on this machine, which does whatever servers do. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import t, { type Test } from 'tap';
import type { Configuration, FeedSource } from '../../src/config/configuration.ts';
import type { Instant } from '../../src/core/instant.ts';
import { feedKeeper } from '../../src/feed-keeper.ts';
import type { FeedTiming } from '../../src/feeds/feed-timing.ts';
import { Feeds } from '../../src/feeds/feeds.ts';
import { Keeper } from '../../src/lines/keeper.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { openEmbeddedStore } from '../../src/store/embedded-store.ts';
import type { Ledger } from '../../src/store/ledger.ts';
import { NOW, parseTexts } from '../config/real-ports.ts';
import { buildTestApp, followTestStore } from '../support/build-app.ts';
import { zoneOf } from '../support/schedules.ts';
import { until } from '../support/until.ts';

const ASKED = '/v1/lines/desk/decision?at=2026-11-24T10:00';
/** Sixty milliseconds: what a test can wait for. */
const REFRESH_MINUTES = 0.001;
const TIMING = { retryMilliseconds: 30, startMilliseconds: 0, timeoutMilliseconds: 5_000 };

interface Calendar {
  readonly url: string;
  readonly requests: IncomingMessage[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): void;
}

async function startCalendar(t: Test, text: string): Promise<Calendar> {
  const server = createServer((request, response) => {
    calendar.requests.push(request);
    calendar.answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  t.teardown(close);
  const { port } = server.address() as { port: number };
  const calendar: Calendar = {
    url: `http://127.0.0.1:${port}/company.ics`,
    requests: [],
    answer: (_request, response) => response.end(text),
    close,
  };
  return calendar;
}

function closedOn(...dates: readonly string[]): string {
  const events = dates.map((date) => {
    return `BEGIN:VEVENT\r\nUID:${date}\r\nSUMMARY:社休日\r\nDTSTART;VALUE=DATE:${date}\r\nEND:VEVENT\r\n`;
  });
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('hex')}"`;
}

const WITH_TODAY = closedOn('20261124', '20261228');

function configurationFor(url: string): Configuration {
  const text = `version: 1
zone: Asia/Tokyo
calendars:
  company: { source: icalendar, url: "${url}" }
schedules:
  desk: { regular: { mon-fri: [09:00-17:00] }, holidays: { calendars: [company], hours: closed } }
lines:
  desk: { name: { ja: 窓口, en: Desk }, schedule: desk }
`;
  const parsed = parseTexts({ 'lines.yaml': text });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const feeds = parsed.parts.feeds.map((feed) => ({ ...feed, refreshMinutes: REFRESH_MINUTES }));
  return { revision: '0123456789ab', ...parsed.parts, feeds };
}

interface Fetching {
  readonly log: string[];
  readonly feeds: Feeds;
}

function startFeeds(
  t: Test,
  ledger: Ledger,
  { feeds: sources, zone }: { feeds: readonly FeedSource[]; zone: Configuration['zone'] },
  timing: Partial<FeedTiming> = {},
): Fetching {
  const log: string[] = [];
  const write = (text: string) => {
    log.push(text);
  };
  const feeds = new Feeds({
    ledger,
    clock: () => NOW,
    log: { info: write, warn: write },
    timing: { ...TIMING, ...timing },
  });
  feeds.follow({ feeds: sources, zone });
  t.teardown(() => feeds.close());
  return { log, feeds };
}

/** A service that fetches one calendar. */
async function startService(t: Test, url: string, timing: Partial<FeedTiming> = {}) {
  const configuration = configurationFor(url);
  let fetching: Fetching | null = null;
  const reports = () => fetching?.feeds.reports() ?? [];
  const service = await buildTestApp(t, {
    configuration,
    feeds: { reports },
    now: '2026-11-22T21:00+09:00',
  });
  const started = startFeeds(t, service.ledger, configuration, timing);
  fetching = started;
  const decide = async () => (await service.app.inject(ASKED)).json();
  return {
    ...service,
    ...started,
    configuration,
    decide,
    decided: (state: string) => until(decide, (decision) => decision.state === state),
    problem: (pattern: RegExp) =>
      until(
        () => reports()[0]?.problem ?? '',
        (text) => pattern.test(text),
      ),
    records: () => service.ledger.records(1, 100),
  };
}

t.test(
  'a fetched calendar closes the line, and is asked only whether it has changed',
  async (t) => {
    const calendar = await startCalendar(t, WITH_TODAY);
    let text = WITH_TODAY;
    calendar.answer = (request, response) => {
      const etag = etagOf(text);
      response.setHeader('etag', etag);
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.end(text);
    };
    const service = await startService(t, calendar.url.replace('http://', 'http://me:pass@'));
    const closed = await service.decided('closed');
    t.match(closed, { reason: 'holiday', reasonName: { ja: '社休日' } });
    await until(
      () => calendar.requests.length,
      (count) => count >= 3,
    );
    t.equal(calendar.requests[0]?.headers.authorization, `Basic ${btoa('me:pass')}`);
    t.equal(calendar.requests[1]?.headers['if-none-match'], etagOf(WITH_TODAY));
    const [record, more] = await service.records();
    t.match(record, { action: 'calendar.fetch', actor: { key: null, name: 'calendar company' } });
    t.equal(more, undefined, 'nothing is written that is not new');
    t.notMatch(JSON.stringify(record), 'pass');
    const status = (await service.app.inject('/v1/status')).json();
    const at = '2026-11-22T21:00:00+09:00';
    const url = calendar.url;
    t.same(status.calendars, [{ id: 'company', url, fetchedAt: at, checkedAt: at, problem: null }]);
    const metrics = await service.app.inject('/metrics');
    t.match(metrics.body, 'eigyochu_calendar_feed_age_seconds{calendar="company"} 0');

    text = closedOn('20261228', '20261229');
    await service.decided('open');
    t.equal((await service.records()).length, 2);
    text = closedOn('20250101');
    const gone = () => service.log.find((line) => /every date to come is gone/.test(line));
    t.ok(await until(gone, (line) => line !== undefined));
  },
);

t.test('before the first answer nothing is known, and nobody waits for it', async (t) => {
  const calendar = await startCalendar(t, '');
  calendar.answer = () => {};
  const service = await startService(t, calendar.url);
  t.match(await service.decide(), { state: 'open', holidays: 'unknown' });
  await until(
    () => calendar.requests.length,
    (count) => count === 1,
  );
  t.match(service.feeds.reports(), [{ fetchedAt: null, checkedAt: null, problem: null }]);
  const begun = performance.now();
  await service.feeds.close();
  t.ok(performance.now() - begun < 2_000, 'an answer that does not come holds up no end');
});

t.test('whatever goes wrong, the last dates stay, and the log says so once', async (t) => {
  const calendar = await startCalendar(t, WITH_TODAY);
  const service = await startService(t, calendar.url, { timeoutMilliseconds: 300 });
  await service.decided('closed');
  const troubles: readonly (readonly [string, RegExp, Calendar['answer']])[] = [
    [
      'a web page',
      /web page/,
      (_, response) => response.end('<!DOCTYPE html><title>Sign in</title>'),
    ],
    ['nothing new, unasked', /status 304/, (_, response) => response.writeHead(304).end()],
    ['a failure', /status 503/, (_, response) => response.writeHead(503).end()],
    ['half of it', /cut off/, (_, response) => response.end(WITH_TODAY.slice(0, 100))],
    ['a slow body', /no whole answer within 0.3 s/, (_, response) => response.write('BEGIN:VCAL')],
    ['too much', /2097152 bytes/, (_, response) => sendForever(response)],
    [
      'redirects without end',
      /3 redirects/,
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
    ],
    [
      'a redirect to a file',
      /something else than http/,
      (_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
    ],
    ['a closed door', /cannot be asked/, (request) => request.socket.destroy()],
  ];
  for (const [what, pattern, answer] of troubles) {
    calendar.answer = answer;
    await service.problem(pattern);
    const before = calendar.requests.length;
    await until(
      () => calendar.requests.length,
      (count) => count >= before + 2,
    );
    t.equal(service.log.filter((line) => pattern.test(line)).length, 1, `${what} is told once`);
    t.match(await service.decide(), { state: 'closed' }, `${what} opens nothing`);
  }
  t.equal((await service.records()).length, 1);
  calendar.answer = (_, response) => response.end(closedOn('20261225'));
  await service.decided('open');
  t.match(service.feeds.reports(), [{ problem: null }]);
});

/** As much as is taken. */
function sendForever(response: ServerResponse): void {
  const chunk = Buffer.alloc(256 * 1024, 'X');
  const send = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', send);
  send();
}

t.test('a redirect is followed, and a password goes to nobody else', async (t) => {
  const other = await startCalendar(t, WITH_TODAY);
  const calendar = await startCalendar(t, '');
  calendar.answer = (_, response) => response.writeHead(307, { location: other.url }).end();
  const service = await startService(t, calendar.url.replace('http://', 'http://me:pass@'));
  await service.decided('closed');
  t.match(calendar.requests[0]?.headers.authorization, /^Basic /);
  t.equal(other.requests[0]?.headers.authorization, undefined);
});

t.test('calendars that are configured no longer are asked no longer, others begin', async (t) => {
  const [first, second] = [
    await startCalendar(t, WITH_TODAY),
    await startCalendar(t, closedOn('20261228')),
  ];
  const service = await startService(t, first.url);
  await service.decided('closed');
  const next = configurationFor(second.url);
  service.keeper.accept(buildSnapshot(next, NOW));
  t.match(await service.decide(), { state: 'open', holidays: 'unknown' }, 'of another address');
  service.feeds.follow(next);
  await until(service.decide, (decision) => decision.holidays === 'local');
  const asked = first.requests.length;
  const before = second.requests.length;
  await until(
    () => second.requests.length,
    (count) => count >= before + 3,
  );
  t.equal(first.requests.length, asked);
});

t.test('two readers write what is new once, and a restart needs no network', async (t) => {
  const calendar = await startCalendar(t, WITH_TODAY);
  const folder = t.testdir();
  const clock = () => NOW as Instant;
  const configuration = configurationFor(calendar.url);
  const ledger = await followTestStore(t, await openEmbeddedStore(folder), clock);
  const readers = [startFeeds(t, ledger, configuration), startFeeds(t, ledger, configuration)];
  await until(
    () => readers.every(({ feeds }) => feeds.reports()[0]?.checkedAt !== null),
    (isChecked) => isChecked,
  );
  t.equal((await ledger.records(1, 100)).length, 1);
  for (const { feeds } of readers) await feeds.close();
  await ledger.close();
  calendar.close();

  const again = await followTestStore(t, await openEmbeddedStore(folder), clock);
  const keeper = new Keeper();
  keeper.accept(buildSnapshot(configuration, NOW));
  feedKeeper(keeper, again, clock);
  const [company] = keeper.snapshot?.calendars ?? [];
  t.equal(company?.knowledgeOf(2026), 'local');
  t.equal(company?.holidaysIn(2026).length, 2);
  t.equal(keeper.snapshot?.zone, zoneOf('Asia/Tokyo'));
  const { feeds, log } = startFeeds(t, again, configuration);
  await until(
    () => feeds.reports()[0]?.problem,
    (problem) => /cannot be asked: ECONNREFUSED/.test(problem ?? ''),
  );
  t.match(log, [/its last dates stay/]);
  t.equal(keeper.snapshot?.calendars[0]?.holidaysIn(2026).length, 2);
});
