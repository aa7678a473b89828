/** What a thread of its own reads is what would have been read here. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { sourceOf } from '../../src/config/configuration-source.ts';
import { comparingSnapshots, isChanged } from '../../src/lines/compare-snapshots.ts';
import { finish } from '../../src/lines/work.ts';
import { loadSnapshot, type ServableSnapshot } from '../../src/load-snapshot.ts';
import { loadAside, MAX_BYTES_HERE } from '../../src/loading/load-aside.ts';
import { type LoadingOptions, loadInWorker } from '../../src/loading/load-in-worker.ts';
import { BROKEN_DOCUMENTS } from '../config/broken-documents.ts';
import { BROKEN_LINES } from '../config/broken-lines.ts';
import { BROKEN_SCHEDULES } from '../config/broken-schedules.ts';
import { EVERY_FEATURE } from '../config/every-feature.ts';
import { NOW } from '../config/real-ports.ts';
import { DESK } from '../support/desk-configuration.ts';

const MAX_SECONDS = 120;

const inWorker = (from: LoadingOptions['from'], options: Partial<LoadingOptions> = {}) =>
  loadInWorker({ from, now: NOW, maxSeconds: MAX_SECONDS, ...options });

function snapshotOf(loaded: ServableSnapshot) {
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.snapshot;
}

/** Several to a folder, as a thread for each would take minutes; their places tell them apart. */
const BROKEN_PER_FOLDER = 80;

t.test('problems are those of reading here, with their places', async (t) => {
  const cases = [...BROKEN_DOCUMENTS, ...BROKEN_SCHEDULES, ...BROKEN_LINES];
  for (let from = 0; from < cases.length; from += BROKEN_PER_FOLDER) {
    const some = cases.slice(from, from + BROKEN_PER_FOLDER);
    const files = new Map(
      some.map(({ text }, index) => [`${from + index}.yaml`, Buffer.from(text)]),
    );
    const there = inWorker(files);
    const here = loadSnapshot(sourceOf(files), NOW);
    t.ok(!here.ok && here.problems.length >= some.length);
    t.same(await there, here);
  }
  const unmet = DESK.replace('2027-01-04T10:00, state: open', '2027-01-04T10:00, state: closed');
  const folder = t.testdir({ 'lines.yaml': unmet });
  const [here, there] = [loadSnapshot(folder, NOW), await inWorker(folder)];
  t.ok(!here.ok && here.problems[0]?.comparison);
  t.same(there, { ok: false, problems: here.ok ? [] : here.problems });
});

const ICALENDAR = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', 'BEGIN:VEVENT', 'UID:1'],
  ...['DTSTAMP:20260101T000000Z', 'DTSTART;VALUE=DATE:20270105', 'SUMMARY:棚卸'],
  ...['END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

const MORE = `
calendars:
  club: { source: icalendar, file: club.ics }
  away: { source: icalendar, url: "https://example.com/away.ics" }
schedules:
  club: { regular: { daily: [10:00-12:00] }, holidays: { calendars: [club, away], hours: closed } }
lines:
  club: { name: { ja: 会, en: Club }, schedule: club }
suppressions: [{ code: never_open, at: /schedules/new-york, reason: it is new }]
`;

t.test('what answers is what would answer had it been read here', async (t) => {
  // Its expectations are there to be parsed, not to be met.
  const met = EVERY_FEATURE.replace(/^expectations:\n( .*\n)*/m, '');
  const texts = { 'a.yaml': met, 'b.yaml': MORE, 'club.ics': ICALENDAR };
  const folder = t.testdir(texts);
  const read = loadSnapshot(folder, NOW);
  const loaded = await inWorker(folder);
  const [here, there] = [snapshotOf(read), snapshotOf(loaded)];
  t.notOk(isChanged(finish(comparingSnapshots({ before: here, after: there, now: NOW }))));
  for (const key of ['revision', 'loadedAt', 'onUnknown', 'feeds', 'webhooks'] as const) {
    t.same(there[key], here[key], key);
  }
  t.same([there.warnings, there.purposes], [here.warnings, here.purposes]);
  t.same([...there.groups.keys()], [...here.groups.keys()]);
  t.equal(there.zone, here.zone, 'zones are the same objects');
  for (const [id, line] of here.lines) {
    const { compiled, ...facts } = there.lines.get(id) ?? line;
    const { compiled: _, ...before } = line;
    t.same(facts, before);
    t.equal(compiled.zone, line.zone);
  }
  const shape = ({ calendars }: typeof here) =>
    calendars.map((calendar) => [
      ...[calendar.id, calendar.officialThrough, calendar.layOfficial === null],
      ...[calendar.layFeed === null, calendar.holidaysIn(2027)],
    ]);
  t.same(shape(there), shape(here));
  if (!read.ok || !loaded.ok) return;
  t.same(loaded.configuration.suppressions, read.configuration.suppressions);
  t.same(loaded.configuration.suppressed, read.configuration.suppressed);
});

/** Lines that each write out one of two schedules. */
function manyLines(count: number): string {
  const name = { ja: '窓口', en: 'Desk' };
  const ids = Array.from({ length: count }, (_, index) => `desk-${index}`);
  const lines = ids.map((id, index) => {
    const schedule = { regular: { mon: [index % 2 === 0 ? '09:00-17:00' : '10:00-18:00'] } };
    return [id, { name, groups: ['desks'], schedule }];
  });
  const document = { version: 1, zone: 'Asia/Tokyo', lines: Object.fromEntries(lines) };
  return JSON.stringify(document);
}

t.test('many lines come in pieces, and share what is equal', async (t) => {
  const folder = t.testdir({ 'lines.json': manyLines(5_500) });
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  count();
  const { lines } = snapshotOf(await inWorker(folder));
  isOver = true;
  t.ok(turns > 6, 'others have had their turns');
  const all = [...lines.values()];
  t.equal(all.length, 5_500);
  t.equal(new Set(all.map(({ compiled }) => compiled)).size, 2);
  t.equal(new Set(all.map(({ groups }) => groups)).size, 1);
});

t.test('a file that a document names is followed before it is read', async (t) => {
  const folder = t.testdir({
    'a.yaml': MORE.replace('calendars:', 'version: 1\nzone: Asia/Tokyo\ncalendars:').replace(
      /suppressions.*/,
      '',
    ),
  });
  const followed: string[] = [];
  const follow = (file: string) => {
    followed.push(file);
    writeFileSync(file, ICALENDAR);
  };
  const { calendars } = snapshotOf(await inWorker(folder, { follow }));
  t.same(followed, [join(folder, 'club.ics')]);
  t.equal(calendars[0]?.holidaysIn(2027).length, 1);
});

/** What a thread that was ended leaves behind. */
async function faultOf(t: Test, options: Partial<LoadingOptions>) {
  const folder = t.testdir({ 'lines.json': manyLines(20_000) });
  const loaded = await inWorker(folder, options);
  return loaded.ok
    ? 'none'
    : loaded.problems.map(({ file, ...rest }) => ({ ...rest, isHere: file === folder }));
}

t.test('a thread that takes too much is ended, and the configuration refused', async (t) => {
  t.match(await faultOf(t, { maxMegabytes: 12 }), [
    {
      ...{ code: 'out_of_memory', severity: 'error', isHere: true },
      found: /more than 12 MB of memory$/,
      advice: /as JSON, .* or give the process more memory/,
    },
  ]);
  t.match(await faultOf(t, { maxSeconds: 0.01 }), [
    { code: 'too_slow', severity: 'error', found: /more than 0.01 seconds$/, isHere: true },
  ]);
  const newer = new AbortController();
  const given = inWorker(t.testdir({ 'a.yaml': DESK }), { signal: newer.signal });
  newer.abort();
  await t.rejects(given, { name: 'AbortError' });
});

t.test('what is small is read here, without the cost of a thread', async (t) => {
  const files = new Map([['a.yaml', Buffer.from(DESK)]]);
  const load = (bytes: number) =>
    loadAside({ from: files, bytes, now: NOW, maxSeconds: MAX_SECONDS });
  t.ok('written' in (await load(MAX_BYTES_HERE)));
  t.notOk('written' in (await load(MAX_BYTES_HERE + 1)));
});
