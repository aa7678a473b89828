/** Files and folders, the shipped configuration, and large ones. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENTS } from '../../src/config/configuration.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { compileSchedule } from '../../src/core/compiled-schedule.ts';
import { decide } from '../../src/core/decision.ts';
import type { Instant } from '../../src/core/instant.ts';
import { formatInstant } from '../../src/core/zone.ts';
import { HEAD } from './broken-case.ts';
import { NOW, REAL_PORTS, writeProblem } from './real-ports.ts';

const LINES = 'lines:\n  desk: { name: { ja: あ, en: A }, schedule: s }\n';
const SCHEDULES = 'schedules: { s: { regular: { mon: [09:00-17:00] } } }\n';

function load(path: string) {
  return loadConfiguration(path, REAL_PORTS, { now: NOW });
}

function loadGood(path: string) {
  const loaded = load(path);
  if (!loaded.ok) throw new Error(loaded.problems.map(writeProblem).join('\n'));
  return loaded.configuration;
}

function problemsOf(path: string, folder: string): string[] {
  const loaded = load(path);
  return loaded.ok
    ? []
    : loaded.problems.map(
        (problem) => `${problem.file.replace(folder, '.')}:${writeProblem(problem)}`,
      );
}

t.test('a folder is read in order of names, without what does not belong', async (t) => {
  const folder = t.testdir({
    'a.yaml': HEAD,
    'b.yml': SCHEDULES,
    'c.json': '{"lines": {"desk": {"name": {"ja": "あ", "en": "A"}, "schedule": "s"}}}',
    'other.schema.json': '{"unknown": 1}',
    '.hidden.yaml': 'unknown: 1\n',
    '..data': { 'x.yaml': 'unknown: 1\n' },
    sub: { 'x.yaml': 'unknown: 1\n' },
    'notes.txt': 'unknown: 1\n',
  });
  t.same(
    loadGood(folder).lines.map(({ id }) => id),
    ['desk'],
  );
});

t.test('a file alone is read whatever is beside it', async (t) => {
  const folder = t.testdir({ 'a.conf': HEAD + SCHEDULES + LINES, 'b.yaml': 'unknown: 1\n' });
  t.equal(loadGood(join(folder, 'a.conf')).lines.length, 1);
});

t.test('the revision is of names and bytes, not of the folder', async (t) => {
  const files = { 'a.yaml': HEAD + SCHEDULES, 'b.yaml': LINES };
  const revision = (given: Record<string, string>) => loadGood(t.testdir(given)).revision;
  const first = revision(files);
  t.match(first, /^[0-9a-f]{12}$/);
  const elsewhere = t.testdir({ deeper: files });
  t.equal(loadGood(join(elsewhere, 'deeper')).revision, first, 'the same elsewhere');
  t.not(revision({ ...files, 'b.yaml': `${LINES}\n` }), first, 'another byte');
  t.not(revision({ 'a.yaml': files['a.yaml'], 'c.yaml': LINES }), first, 'another name');
  t.not(revision({ 'a.yaml': HEAD, 'b.yaml': SCHEDULES + LINES }), first, 'moved bytes');
});

t.test('what cannot be read is told with the file', async (t) => {
  const folder = t.testdir({
    empty: { 'notes.txt': '' },
    good: { 'a.yaml': HEAD },
    links: { 'a.yaml': t.fixture('symlink', 'nowhere'), 'b.yaml': HEAD },
    folders: { 'a.yaml': {}, 'b.yaml': 'unknown: 1\n' },
  });
  const problems = (name: string) => problemsOf(join(folder, name), folder);
  t.same(problems('missing'), [
    './missing:1:1 not_found  | there is no such file or folder | check the path of the configuration, and its permissions',
  ]);
  t.same(problems('empty'), [
    './empty:1:1 empty_folder  | the folder has no configuration | put a .yaml, .yml or .json file into it',
  ]);
  t.same(problems('good/a.yaml/x'), [
    './good/a.yaml/x:1:1 unreadable_file  | it cannot be read (ENOTDIR) | check the path of the configuration, and its permissions',
  ]);
  t.same(problems('links'), [
    './links/a.yaml:1:1 unreadable_file  | it cannot be read (ENOENT) | check the file and its permissions',
  ]);
  t.same(problems('folders'), [
    './folders/a.yaml:1:1 unreadable_file  | it is a folder, not a file | put a file in its place, or rename it',
    './folders/b.yaml:1:1 unknown_key /unknown | "unknown" is not a key of this format | did you mean "onUnknown"?',
  ]);
});

t.test('text that is not UTF-8, and files that are too large, are refused', async (t) => {
  const folder = t.testdir({});
  const latin = join(folder, 'latin.yaml');
  writeFileSync(latin, Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
  t.same(problemsOf(latin, folder), [
    './latin.yaml:1:1 not_utf8  | the file is not text in UTF-8 | save it as UTF-8',
  ]);
  const large = join(folder, 'large.json');
  writeFileSync(large, Buffer.alloc(MAX_DOCUMENT_BYTES + 1, ' '));
  t.same(problemsOf(large, folder), [
    `./large.json:1:1 too_large  | it has ${MAX_DOCUMENT_BYTES + 1} bytes, and at most ${MAX_DOCUMENT_BYTES} are read | split it into files`,
  ]);
});

t.test(
  'an official list may be outside the folder, and is followed before it is read',
  async (t) => {
    const jp = 'calendars: { jp: { source: japan, officialList: ../lists/syukujitsu.csv } }\n';
    const folder = t.testdir({ config: { 'a.yaml': HEAD + jp + SCHEDULES + LINES }, lists: {} });
    const list = join(folder, 'lists/syukujitsu.csv');
    const followed: string[] = [];
    const options = { now: NOW, follow: (file: string) => followed.push(file) };
    t.notOk(loadConfiguration(join(folder, 'config'), REAL_PORTS, options).ok);
    t.same(followed, [list], 'a list that is not there yet too');
    copyFileSync('test/fixtures/syukujitsu.csv', list);
    t.ok(loadConfiguration(join(folder, 'config'), REAL_PORTS, options).ok);
    t.same(followed, [list, list]);
  },
);

t.test('the files of a folder are limited in number', async (t) => {
  const folder = t.testdir({});
  const names = Array.from({ length: MAX_DOCUMENTS - 1 }, (_, index) => `${index}.yaml`);
  for (const name of names) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'a.yaml'), HEAD + SCHEDULES + LINES);
  t.equal(loadGood(folder).lines.length, 1);
  writeFileSync(join(folder, 'b.yaml'), '');
  t.same(problemsOf(folder, folder), [
    `.:1:1 too_many_files  | the folder has ${MAX_DOCUMENTS + 1} files, and at most ${MAX_DOCUMENTS} are read | join some of them`,
  ]);
});

t.test('a byte order mark and line ends of Windows are read', async (t) => {
  const text = `\ufeff${HEAD}${SCHEDULES}${LINES}`.replaceAll('\n', '\r\n');
  const folder = t.testdir({ 'a.yaml': text, b: { 'a.yaml': `${text}colour: red\r\n` } });
  t.equal(loadGood(folder).lines.length, 1);
  t.match(problemsOf(join(folder, 'b'), folder), [/^\.\/b\/a\.yaml:6:1 unknown_key /]);
});

t.test(
  'an official list is relative to the file that names it, and its faults are in it',
  async (t) => {
    const jp = 'calendars:\n  jp: { source: japan, officialList: lists/syukujitsu.csv }\n';
    const calendar = `${HEAD}${jp}${SCHEDULES}${LINES}`;
    const folder = t.testdir({
      good: { 'a.yaml': calendar, lists: {} },
      bad: { 'a.yaml': calendar, lists: { 'syukujitsu.csv': 'a,b\n2027/1/1,元日\n2027/13/1,x\n' } },
      missing: { 'a.yaml': calendar },
    });
    const list = join(folder, 'good/lists/syukujitsu.csv');
    copyFileSync('test/fixtures/syukujitsu.csv', list);
    const { calendars, revision } = loadGood(join(folder, 'good'));
    t.equal(calendars[0]?.id, 'jp');
    writeFileSync(list, '\n', { flag: 'a' });
    t.not(loadGood(join(folder, 'good')).revision, revision, 'its bytes are part of the revision');
    const bad = problemsOf(join(folder, 'bad'), folder);
    t.match(bad.join('\n'), './bad/lists/syukujitsu.csv:3:1 bad_official_list ');
    t.same(problemsOf(join(folder, 'missing'), folder), [
      './missing/a.yaml:4:38 unreadable_file /calendars/jp/officialList | the official list "lists/syukujitsu.csv" cannot be read (ENOENT) | write the path of syukujitsu.csv, relative to this file',
    ]);
  },
);

t.test('thousands of lines on few schedules share them', async (t) => {
  const lines = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [
      `line-${index}`,
      { name: { ja: `回線${index}`, en: `Line ${index}` }, schedule: scheduleOf(index % 64) },
    ]),
  );
  const folder = t.testdir({
    'a.json': JSON.stringify({ version: 1, zone: 'Asia/Tokyo', lines }),
  });
  const loaded = loadGood(folder);
  t.equal(loaded.lines.length, 5_000);
  t.equal(new Set(loaded.lines.map(({ schedule }) => schedule)).size, 64);
});

function scheduleOf(minute: number) {
  return {
    regular: {
      'mon-fri': [`09:00-${17 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`],
    },
  };
}

t.test('the shipped configuration answers as the card issuer expects', async (t) => {
  const { lines, purposes, expectations, warnings } = loadGood('config');
  t.same(warnings, []);
  t.same(
    purposes.map(({ id }) => id),
    ['set-phone-pin', 'reset-online-password', 'report-lost-card'],
  );
  const compiled = new Map(
    lines.map((line) => [line.id, compileSchedule(line.schedule, line.zone)] as const),
  );
  const answer = (line: string, at: Instant) => {
    const found = compiled.get(line);
    if (!found) throw new Error(`no line ${line}`);
    const decision = decide(found, at, { spreadMinutes: 30, share: 0 });
    const opens = decision.opensAt === null ? null : formatInstant(found.zone, decision.opensAt);
    return { state: decision.state, reason: decision.reason, opens };
  };
  const pin = answer('phone-pin', Date.parse('2026-11-23T10:00:00+09:00') as Instant);
  t.equal(pin.state, 'closed');
  t.equal(pin.reason.code, 'holiday');
  t.equal(pin.reason.name.ja, '勤労感謝の日');
  t.equal(pin.opens, '2026-11-24T09:00:00+09:00');
  t.ok(expectations.length >= 15);
  for (const { lines, when, ...asked } of expectations) {
    if (asked.kind !== 'state') continue;
    const { state: is, reason: why } = answer(lines[0] ?? '', asked.from);
    if (asked.state !== null) t.equal(is, asked.state, `${lines} ${when}`);
    if (asked.reason !== null) t.equal(why.code, asked.reason, `${lines} ${when}`);
  }
});
