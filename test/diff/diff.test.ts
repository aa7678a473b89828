/** Two configurations compared: by the core, on the command line with git, and over HTTP. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { runDiff } from '../../src/cli/diff.ts';
import { EXIT_CODES } from '../../src/cli/exit-code.ts';
import { formatDiffMarkdown, MAX_MARKDOWN_CHARACTERS } from '../../src/cli/format-diff-markdown.ts';
import { plain } from '../../src/cli/paint.ts';
import { type CompiledSchedule, overlaySchedule } from '../../src/core/compiled-schedule.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import type { Reason } from '../../src/core/reason.ts';
import type { Schedule } from '../../src/core/schedule.ts';
import { changeRows } from '../../src/formats/change-rows.ts';
import { MAX_FILE_NAME_LENGTH, MAX_PREVIEW_BYTES } from '../../src/http/limits.ts';
import { changedIntervals } from '../../src/lines/changed-intervals.ts';
import { compareLines } from '../../src/lines/compare-lines.ts';
import { createSameHours } from '../../src/lines/same-hours.ts';
import { buildSnapshot } from '../../src/lines/snapshot.ts';
import { schedulesAround } from '../support/arbitrary-schedules.ts';
import { buildTestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { DESK } from '../support/desk-configuration.ts';
import { makeKey } from '../support/make-key.ts';
import {
  at,
  closedOn,
  compile,
  daily,
  day,
  exception,
  longBreak,
  scheduleOf,
  weekdays,
} from '../support/schedules.ts';

const FROM = at('2026-11-22T00:00');
const RANGE = { from: FROM, until: (FROM + 400 * DAY) as Instant };
const always = () => true;

function changes(before: Schedule, after: Schedule) {
  return changedIntervals({ before: compile(before), after: compile(after) }, RANGE, always);
}

function rowsOf(before: Schedule, after: Schedule): string[] {
  const [line] = buildSnapshot(callCentre, FROM).lines.values();
  if (!line) throw new Error('a call centre has lines');
  const rows = changeRows({ lines: [line], intervals: changes(before, after) });
  return rows.map(({ when, state, reasons }) => `${when} | ${state} | ${reasons}`);
}

const MIDDLE = day('2027-01-05');
const OFFICE = scheduleOf(weekdays('09:00-12:00 13:00-17:30'));

t.test('the told intervals make the new timeline out of the old one', async (t) => {
  // The core finds out by itself whether schedules are alike; so must whoever skips them.
  const isSame = createSameHours(RANGE);
  const copied = (schedule: Schedule): Schedule => ({
    ...schedule,
    holidays: schedule.holidays.map((rule) => ({
      ...rule,
      calendars: rule.calendars.map((calendar) => ({ ...calendar })),
    })),
  });
  const schedule = schedulesAround(MIDDLE);
  const pairs = fc.oneof(
    fc.tuple(schedule, schedule),
    fc.tuple(schedule, schedule).map(([old, now]) => [old, { ...old, holidays: now.holidays }]),
    schedule.map((old) => [old, copied(old)]),
  ) as fc.Arbitrary<[Schedule, Schedule]>;
  const property = fc.property(pairs, fc.boolean(), ([old, now], isClosed) => {
    const pair = { before: compile(old), after: withClosure(compile(now), isClosed) };
    const told = changedIntervals(pair, RANGE, always);
    if (isSame(pair) && told.length > 0) throw new Error('alike, but not the same');
    for (const instant of boundaries(pair, told)) {
      const change = told.find(({ start, end }) => start <= instant && instant < end);
      const was = keyOf(pair.before.timeline.reasonAt(instant));
      const is = keyOf(pair.after.timeline.reasonAt(instant));
      if (change && keyOf(change.before) !== was) throw new Error(`another before: ${was}`);
      if ((change ? keyOf(change.after) : was) !== is) throw new Error(`at ${instant}: not ${is}`);
      if (change && was === is) throw new Error(`no change at ${instant}`);
    }
  });
  fc.assert(property, { numRuns: 120 });
  const [some] = fc.sample(schedule, 1);
  if (some)
    t.ok(isSame({ before: compile(some), after: compile(copied(some)) }), 'copies are alike');
});

function withClosure(compiled: CompiledSchedule, isClosed: boolean): CompiledSchedule {
  const [start, end] = [at('2027-01-05T10:00'), at('2027-01-05T11:00')];
  const override = { start, end, change: { kind: 'closed' }, names: {}, message: null } as const;
  return isClosed ? overlaySchedule(compiled, [override]) : compiled;
}

function boundaries(
  { before, after }: { before: CompiledSchedule; after: CompiledSchedule },
  told: ReturnType<typeof changedIntervals>,
): Set<Instant> {
  const all = told.flatMap(({ start, end }) => [start, end]);
  for (const { timeline } of [before, after]) {
    for (let instant: Instant | null = FROM; instant !== null && instant < RANGE.until; ) {
      all.push(instant);
      instant = timeline.intervalAt(instant).end;
    }
  }
  return new Set(all.filter((instant) => instant < RANGE.until));
}

function keyOf({ code, layer, name, message }: Reason): string {
  return JSON.stringify([code, layer, name, message]);
}

t.test('a date that closes is told by its hours, without what follows from that', async (t) => {
  const closed = scheduleOf(weekdays('09:00-12:00 13:00-17:30'), {
    exceptions: [exception('2026-12-28', 'closed', '仕事納め')],
  });
  t.same(rowsOf(OFFICE, closed), [
    '2026-12-28 (Mon) 09:00–12:00 | open → closed | regular_hours → exception (仕事納め)',
    '2026-12-28 (Mon) 13:00–17:30 | open → closed | regular_hours → exception (仕事納め)',
  ]);
});

t.test('dates on which only the reason is another are told too', async (t) => {
  const breaking = scheduleOf(weekdays('09:00-12:00 13:00-17:30'), {
    longBreaks: [longBreak('2027-01-08/2027-01-11', '棚卸')],
  });
  t.same(rowsOf(OFFICE, breaking), [
    '2027-01-08 (Fri) 09:00–12:00 | open → closed | regular_hours → long_break (棚卸)',
    '2027-01-08 (Fri) 13:00–17:30 | open → closed | regular_hours → long_break (棚卸)',
    '2027-01-09 (Sat) – 2027-01-10 (Sun) all day | closed | weekend → long_break (棚卸)',
    '2027-01-11 (Mon) 09:00–12:00 | open → closed | regular_hours → long_break (棚卸)',
    '2027-01-11 (Mon) 13:00–17:30 | open → closed | regular_hours → long_break (棚卸)',
  ]);
});

t.test('what repeats on many dates is one row', async (t) => {
  t.same(rowsOf(scheduleOf(weekdays('09:00-17:30')), scheduleOf(weekdays('09:00-18:00'))), [
    '2026-11-23 – 2027-12-24, Mon–Fri, 17:30–18:00 (285 dates) | closed → open |' +
      ' after_closing → regular_hours',
  ]);
  const night = rowsOf(scheduleOf(daily('00:00-24:00')), scheduleOf(daily('closed')));
  t.same(night.slice(0, 2), [
    '2026-11-22 (Sun) all day | open → closed | regular_hours → weekend',
    '2026-11-23 – 2027-12-24, Mon 00:00 – Fri 24:00 (57 times) | open → closed |' +
      ' regular_hours → regular_day_off',
  ]);
});

t.test('lines with schedules of their own share what changes alike, within limits', async (t) => {
  const lineOf = (id: string, schedule: Schedule) => {
    const [first] = callCentre.lines;
    if (!first) throw new Error('a call centre has lines');
    return { ...first, id, schedule };
  };
  const snapshotOf = (hours: readonly string[], exceptions: Schedule['exceptions']) =>
    buildSnapshot(
      {
        ...callCentre,
        lines: hours.map((each, index) =>
          lineOf(`line-${index}`, scheduleOf(weekdays(each), { exceptions })),
        ),
      },
      FROM,
    );
  const hours = ['09:00-17:00', '09:00-17:00', '08:00-17:00'];
  const before = snapshotOf(hours, []);
  const cut = [exception('2026-12-28', 'closed', '仕事納め')];
  const compared = {
    ...RANGE,
    before,
    after: snapshotOf(hours, cut),
    lines: hours.map((_, index) => `line-${index}`),
  };
  const { changes, truncated } = compareLines(compared);
  t.same(
    changes.map(({ lines }) => lines.map(({ id }) => id)),
    [['line-0', 'line-1'], ['line-2']],
  );
  t.notOk(truncated);
  const few = { toldIntervals: 2, seenIntervals: 100_000 };
  t.match(compareLines({ ...compared, limits: few }), { truncated: true, changes: { length: 1 } });
  const blind = { toldIntervals: 10, seenIntervals: 10 };
  t.ok(compareLines({ ...compared, limits: blind }).truncated);
  const past = [exception('2026-01-05', 'closed', '過去')];
  const rewritten = compareLines({ ...compared, after: snapshotOf(hours, past) });
  t.same(rewritten.changes, []);
  t.same(rewritten.rewritten, ['line-0', 'line-1', 'line-2']);
});

t.test('a holiday of another calendar shows, and one that is the same does not', async (t) => {
  const calendar = callCentre.calendars[0];
  if (!calendar) throw new Error('a call centre has calendars');
  const isSame = createSameHours(RANGE);
  const on = (of: typeof calendar) =>
    compile(scheduleOf(weekdays('09:00-17:00'), { holidays: [closedOn(of)] }));
  t.ok(isSame({ before: on(calendar), after: on({ ...calendar }) }));
  const without = { ...calendar, holidaysIn: () => [], holidayOn: () => null };
  t.notOk(isSame({ before: on(calendar), after: on(without) }));
});

/** A repository with the desk's configuration in `config/`, as the last of two commits. */
function writeRepository(t: Test) {
  const folder = t.testdir({ config: { 'lines.yaml': DESK, lists: {} } });
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, ...words], { stdio: 'pipe' });
  const write = (text: string) => writeFileSync(join(folder, 'config/lines.yaml'), text);
  const commit = (message: string) => {
    git('add', '-A');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', message);
  };
  git('init', '-q', '-b', 'main');
  copyFileSync('test/fixtures/syukujitsu.csv', join(folder, 'config/lists/syukujitsu.csv'));
  write(DESK.replace('source: japan', 'source: japan, officialList: lists/syukujitsu.csv'));
  commit('with a list');
  git('tag', 'v1.2');
  write(DESK.replace('09:00-12:00, 13:00-17:30', '09:00-12:00, 13:00-18:00'));
  commit('longer');
  return { folder, config: join(folder, 'config'), write };
}

async function diff(words: readonly string[], options: Record<string, string> = {}) {
  const told = { out: '', err: '' };
  const code = await runDiff(
    { operand: words[0] ?? '', operands: words, options },
    {
      environment: {},
      paint: plain,
      out(text) {
        told.out += text;
      },
      err(text) {
        told.err += text;
      },
    },
  );
  return { code, ...told };
}

t.test('revisions of git, files and folders are compared', async (t) => {
  const { config, write, folder } = writeRepository(t);
  const revisions = await diff(['v1.2', 'main'], { config });
  t.equal(revisions.code, EXIT_CODES.changed.code);
  t.match(revisions.out, /^phone-pin \(Asia\/Tokyo\)$/m);
  t.match(revisions.out, /Mon–Fri, 17:30–18:00 \(\d+ dates\) +closed → open +after_closing/);
  t.match(revisions.out, /^hours of 1 line change in \d+ intervals from .* to .*$/m);
  const same = await diff(['HEAD', config], { config });
  t.match(same, { code: EXIT_CODES.ok.code, err: '' });
  t.match(same.out, /^nothing changes from /);
  const one = await diff(['HEAD~1', 'HEAD'], { config: join(config, 'lines.yaml') });
  t.equal(one.out, revisions.out, 'a file, and the list that it names');
  const elsewhere = await diff(['HEAD:no/such.yaml', 'HEAD'], { config });
  t.match(elsewhere.err, /"HEAD:no\/such.yaml" is no file or folder here/);
  write(DESK.replace('09:00-12:00, 13:00-17:30', '09:00-12:00, 13:00-18:00, 19:00-20:00 '));
  const json = await diff(['main', join(folder, 'config/lines.yaml')], { config, format: 'json' });
  t.match(JSON.parse(json.out), {
    isChanged: true,
    truncated: false,
    changes: [{ lines: ['phone-pin'] }],
    lines: { added: [], removed: [] },
  });
});

t.test(
  'expectations that a side does not meet are told, and it is compared all the same',
  async (t) => {
    const { config, write } = writeRepository(t);
    const hours = DESK.replace('09:00-12:00, 13:00-17:30', '09:00-12:00');
    write(
      hours.replace(
        'expectations:',
        'expectations:\n  - { line: phone-pin, at: 2027-02-01T14:00, state: open }',
      ),
    );
    const { code, out, err } = await diff(['HEAD', config], { config });
    t.match(
      err,
      /lines\.yaml:\d+:\d+: error expectation_failed: .*does not meet its expectations/s,
    );
    t.match(out, /13:00–18:00 .* open → closed/);
    t.equal(code, EXIT_CODES.changed.code);
  },
);

t.test('a side that cannot be used is told with its problems', async (t) => {
  const { config, write, folder } = writeRepository(t);
  write(`${DESK}holydays: []\n`);
  const bad = await diff(['HEAD~9', config], { config });
  t.equal(bad.code, EXIT_CODES.configuration.code);
  t.match(bad.err, /"HEAD~9" is no file or folder here, and git .* no revision "HEAD~9"/);
  t.match(bad.err, /lines\.yaml:\d+:1: error unknown_key: /, 'both sides at once');
  execFileSync('git', ['-C', folder, 'add', '-A']);
  const commit = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qm', 'broken'];
  execFileSync('git', ['-C', folder, ...commit]);
  const broken = await diff(['HEAD', 'HEAD~1'], { config });
  t.match(broken.err, /^HEAD:config\/lines\.yaml:\d+:1: error unknown_key: /m);
  const lost = await diff(['HEAD', 'HEAD'], { config: join(folder, 'elsewhere') });
  t.match(lost.err, /"elsewhere" is not in revision "HEAD"/);
  mkdirSync(join(folder, 'empty'));
  t.match((await diff([join(folder, 'empty'), config])).err, /error empty_folder/);
  const outside = t.testdir({ 'lines.yaml': DESK });
  t.match((await diff(['HEAD:../x', outside])).err, /outside the repository|git/);
  t.equal((await diff([config, config], { days: '0' })).code, EXIT_CODES.usage.code);
  t.match((await diff([config, config], { format: 'xml' })).err, /--format "xml" is not table/);
});

t.test('Markdown is bounded, and names in it are no markup', async (t) => {
  const row = (reasons: string) => ({ when: '2026', state: 'closed', reasons, isLoud: false });
  const written = formatDiffMarkdown({
    summary: 'two `names` | of @team',
    notes: [{ about: 'lines added', names: ['a_b'] }],
    sections: [{ lines: ['x'], zone: 'Asia/Tokyo', rows: [row('holiday (a|b <img> `c`)')] }],
  });
  t.match(written, /two \\`names\\` \\\| of @\u200bteam/);
  t.match(written, '- lines added: a\\_b');
  t.match(written, '| 2026 | closed | holiday (a\\|b \\<img\\> \\`c\\`) |');
  const rows = Array.from({ length: 20_000 }, (_, index) => row(`holiday (${index})`));
  const long = formatDiffMarkdown({
    summary: 'much',
    notes: [],
    sections: [{ lines: ['x'], zone: 'Asia/Tokyo', rows }],
  });
  t.ok(long.length < MAX_MARKDOWN_CHARACTERS + 100);
  t.match(long, /… and \d+ more; `eigyochu diff` tells all of them\.\n$/);
});

async function previewing(t: Test) {
  const service = await buildTestApp(t);
  const { headers } = await makeKey(service.ledger, { scopes: ['admin'] });
  return {
    ...service,
    headers,
    preview: (files: object) =>
      service.app.inject({ method: 'POST', url: '/v1/preview', headers, body: { files } }),
  };
}

t.test('a preview says what files would change, and changes nothing', async (t) => {
  const { preview, keeper } = await previewing(t);
  const revision = keeper.snapshot?.revision;
  const answer = await preview({
    'lines.yaml': DESK.replace('source: japan', 'source: japan, officialList: lists/list.csv'),
    'lists/list.csv': 'date,name\n',
  });
  t.equal(answer.statusCode, 422, 'a list without rows');
  const good = await preview({ 'lines.yaml': DESK });
  t.equal(good.statusCode, 200);
  t.match(good.json(), {
    before: revision,
    isChanged: true,
    lines: { added: [], removed: ['shop-desk', 'apia-desk', 'never-open'] },
    facts: [{ line: 'phone-pin' }, { line: 'lost-card' }],
    truncated: false,
  });
  t.equal(keeper.snapshot?.revision, revision);
  const [first] = good.json().changes;
  t.same(first.lines, ['phone-pin']);
});

t.test('a preview tells every fault of the files with its place', async (t) => {
  const { preview, app, headers } = await previewing(t);
  const bad = await preview({ 'lines.yaml': `${DESK}holydays: []\nspare: 1\n` });
  t.equal(bad.statusCode, 422);
  t.match(bad.json(), {
    code: 'bad_configuration',
    errors: [
      { file: 'lines.yaml', problem: 'unknown_key', line: Number, column: 1, advice: String },
      { problem: 'unknown_key' },
    ],
  });
  const unmet = DESK.replace('2027-01-04T10:00, state: open', '2027-01-04T10:00, state: closed');
  t.match((await preview({ 'lines.yaml': unmet })).json().errors, [
    { problem: 'expectation_failed' },
  ]);
  const listed = DESK.replace('source: japan', 'source: japan, officialList: no.csv');
  t.match((await preview({ 'lines.yaml': listed })).json().errors[0].detail, /not among the files/);
  t.match((await preview({ 'list.csv': '' })).json().errors, [{ problem: 'empty_folder' }]);
  for (const name of [
    '',
    '/etc/x.yaml',
    '../x.yaml',
    'a//b',
    'x\ny',
    'n'.repeat(MAX_FILE_NAME_LENGTH + 1),
  ]) {
    const refused = await preview({ [name]: '' });
    t.equal(refused.statusCode, 400, JSON.stringify(name.slice(0, 20)));
  }
  t.equal((await preview({ 'x\ny': 1 })).statusCode, 400);
  t.equal((await preview({})).statusCode, 400);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`${index}`, '']));
  t.equal((await preview(many)).statusCode, 400);
  const bomb = `a: &a [${'x,'.repeat(50)}]\nb: &b [${'*a,'.repeat(50)}]\nc: [${'*b,'.repeat(50)}]\n`;
  const start = performance.now();
  t.equal((await preview({ 'lines.yaml': bomb })).statusCode, 422);
  t.ok(performance.now() - start < 2_000);
  const large = await app.inject({
    ...{ method: 'POST', url: '/v1/preview', headers },
    body: { files: { 'lines.yaml': 'x'.repeat(MAX_PREVIEW_BYTES) } },
  });
  t.equal(large.statusCode, 413);
});

t.test('previews come one at a time, and are for admins', async (t) => {
  const { preview, app, ledger } = await previewing(t);
  const both = await Promise.all([preview({ 'a.yaml': DESK }), preview({ 'a.yaml': DESK })]);
  t.same(both.map(({ statusCode }) => statusCode).sort(), [200, 503]);
  const { headers } = await makeKey(ledger, { scopes: ['override'] });
  const body = { files: { 'a.yaml': DESK } };
  const refused = await app.inject({ method: 'POST', url: '/v1/preview', headers, body });
  t.equal(refused.statusCode, 403);
});
