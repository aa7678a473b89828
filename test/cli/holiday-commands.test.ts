/** The commands about holidays, over a stopped store, and over a service that has it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { operatorName } from '../../src/cli/operator-name.ts';
import { coloured, plain } from '../../src/cli/paint.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { RunningService } from '../support/processes.ts';

const OFFICIAL = 'test/fixtures/syukujitsu.csv';
const OFFICIAL_TEXT = new TextDecoder('shift_jis').decode(readFileSync(OFFICIAL));

type Environment = Readonly<Record<string, string>>;

/** A folder that is short enough for the path of a socket, and what a command is told of it. */
function environmentOf(t: Test): Environment {
  const folder = mkdtempSync(join(tmpdir(), 'eigyochu-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return { EIGYOCHU_DATA: join(folder, 'data'), EIGYOCHU_CONFIG: 'config' };
}

/** A command in this process, as the program runs it. */
async function run(words: readonly string[], environment: Environment, paint = plain) {
  const parsed = parseCommandLine(['holidays', ...words]);
  if (parsed.kind !== 'run') return { code: 2, out: '', err: JSON.stringify(parsed) };
  const said = { out: '', err: '' };
  const terminal = {
    ...{ environment, paint },
    out(text: string) {
      said.out += text;
    },
    err(text: string) {
      said.err += text;
    },
  };
  const runCommand = await parsed.command.load();
  return { code: await runCommand(parsed.given, terminal), ...said };
}

const JUNE_10 = [
  ...['2027-06-10', '--ja', '臨時の祝日', '--en', 'Special holiday'],
  ...['--note', '令和9年法律第1号'],
];

t.test('a date becomes a holiday by one command, and is none again by another', async (t) => {
  const environment = environmentOf(t);
  const trial = await run(['add', ...JUNE_10, '--dry-run'], environment);
  t.match(trial, { code: 0, err: 'nothing was changed; without --dry-run it is\n' });
  t.match(
    trial.out,
    /phone-pin\nThu 2027-06-10 09:00 +to 17:30 +open -> closed +臨時の祝日 \/ Special holiday/,
  );
  t.match(await run(['patches'], environment), {
    ...{ code: 0, out: '', err: 'no date was added, moved or cancelled\n' },
  });
  const added = await run(['add', ...JUNE_10], environment);
  t.match(added, { code: 0, out: /^[a-z0-9]+\n$/ });
  const id = added.out.trim();
  t.match(added.err, /^2027-06-10 is a holiday: 臨時の祝日 \/ Special holiday \(calendar jp\)\n/);
  t.match(added.err, `eigyochu holidays remove ${id} takes it back`);
  const listed = await run(['list', '--from', '2027-06-01', '--until', '2027-06-30'], environment);
  t.match(listed, { code: 0, err: 'officially published through 2027-12-31\n' });
  t.match(listed.out, new RegExp(`2027-06-10 +local +jp +${id} +臨時の祝日 / Special holiday\n`));
  const patches = await run(['patches'], environment);
  t.match(patches.out, /^ID +STANDING +CALENDAR +MADE +WHAT +NOTE\n/);
  t.match(
    patches.out,
    new RegExp(`${id} +in force +jp +20.*Z by ${operatorName()} +2027-06-10 is`),
  );
  t.match(patches.out, '令和9年法律第1号');
  t.match(await run(['remove', id], environment), {
    ...{ code: 0, out: '', err: /^taken back: 2027-06-10 is a holiday: 臨時の祝日/ },
  });
  t.match(await run(['remove', id], environment), { code: 2, err: /There is no patch/ });
});

t.test('a holiday moves, and another is cancelled; what is wrong is said', async (t) => {
  const environment = environmentOf(t);
  const note = ['--note', '特例'];
  t.match(await run(['move', '2027-07-19', '2027-07-22', ...note], environment), {
    ...{ code: 0, err: /^2027-07-19 moves to 2027-07-22: 海の日 \/ Marine Day/ },
  });
  t.match(await run(['cancel', '2027-10-11', ...note, '--json'], environment), {
    ...{
      code: 0,
      out: /^\{"id":.*"kind":"cancel"/,
      err: /^2027-10-11 is no holiday: スポーツの日/,
    },
  });
  t.match(await run(['cancel', '2027-10-11', ...note], environment), {
    ...{ code: 1, out: '', err: /2027-10-11 is no holiday, by the patch \w+\.\n/ },
  });
  const faults: readonly (readonly [words: readonly string[], err: RegExp])[] = [
    [['add', '2027-06-10', '--ja', 'x', '--en', 'y'], /--note TEXT is needed/],
    [['add', '2027-06-10', '--ja', 'x', ...note], /--en NAME is needed/],
    [['move', '2027-06-10', ...note], /the date that it moves to is needed/],
    [
      ['add', '2027-02-30', '--ja', 'x', '--en', 'y', ...note],
      /: DATE is "2027-02-30", no civil date/,
    ],
    [['cancel', '2027-11-03', ...note, '--calendar', 'jq'], /no calendar "jq".*jp/],
    [['official', '--force'], /--force goes with a file/],
    [['official', OFFICIAL, '--remove'], /--remove goes without a file/],
    [['list', '--from', 'soon'], /soon/],
  ];
  for (const [words, err] of faults) {
    t.match(await run(words, environment), { code: 2, out: '', err }, words.join(' '));
  }
});

t.test('the official list is tried, put, shown and taken back', async (t) => {
  const environment = environmentOf(t);
  const file = join(t.testdir({}), 'new.csv');
  const added = `${OFFICIAL_TEXT.trim()}\r\n2027/6/10,臨時の祝日\r\n`;
  writeFileSync(file, added.replace('2027/10/11,スポーツの日', '2027/10/12,スポーツの日'));
  await run(['add', ...JUNE_10], environment);
  await run(['cancel', '2027-10-12', '--note', 'x'], environment);
  await run(['move', '2027-11-03', '2027-11-04', '--note', '特例'], environment);
  const trial = await run(['official', file, '--dry-run'], environment, coloured);
  t.match(trial, { code: 0, err: 'nothing was changed; without --dry-run it is\n' });
  t.match(trial.out, '\u001b[32m+ 2027-06-10  臨時の祝日\u001b[0m');
  t.match(await run(['official'], environment), { code: 0, out: /^no list was put while the/ });
  const put = await run(['official', file], environment);
  t.match(put, { code: 0, err: '' });
  t.match(put.out, /^the list of 1955 to 2027; published through 2027-12-31\n/);
  t.match(put.out, /^\+ 2027-06-10 {2}臨時の祝日\n- 2027-10-11 {2}スポーツの日\n\+ 2027-10-12/m);
  t.match(put.out, /the list says so itself, so this patch goes: \w+, 2027-06-10 is a holiday/);
  t.match(put.out, /says otherwise, and this patch stays: \w+, 2027-11-03 moves to 2027-11-04/);
  t.match(await run(['official'], environment), {
    ...{
      code: 0,
      out: new RegExp(`^the list of 1955 to 2027 holds, put 20.* by ${operatorName()}`),
    },
  });
  t.match(await run(['official', '--remove'], environment), {
    ...{ code: 0, out: '', err: /^the list that was put is taken back/ },
  });
  t.match((await run(['official'], environment)).out, /^no list was put/);
  t.match(await run(['official', '--remove'], environment), {
    ...{ code: 0, err: 'no list was put, so nothing was taken back\n' },
  });
});

t.test('a file that cannot be used is told line by line, and changes nothing', async (t) => {
  const environment = environmentOf(t);
  const folder = t.testdir({
    'page.csv': '<!DOCTYPE html><html><title>404</title></html>',
    'wrong.csv': OFFICIAL_TEXT.replace('2027/1/1,', '2027/1/32,').replace('2027/3/22,休日\r\n', ''),
    'old.csv': OFFICIAL_TEXT.replace(/2027\/.*\r\n/g, ''),
    'large.csv': 'x'.repeat(300_000),
  });
  const put = (name: string, ...words: string[]) =>
    run(['official', join(folder, name), ...words], environment);
  t.match(await put('page.csv'), { code: 1, out: '', err: /page.csv: line 1: .*a web page/ });
  const wrong = await put('wrong.csv');
  t.match(wrong, { code: 1, out: '', err: /wrong.csv: line \d+: "2027\/1\/32"; write a date/ });
  t.match(wrong.err, /wrong.csv: line \d+: .*on Sunday, 2027-03-21, but no 休日 on 2027-03-22/);
  const large = await put('large.csv');
  t.match(large, { code: 1, out: '', err: /more than the 262144 bytes .*; give the syuku/ });
  t.match(await put('none.csv'), { code: 1, out: '', err: /none.csv cannot be read/ });
  t.match(await put('old.csv'), {
    code: 1,
    out: '',
    err: /known through 2027.*or --force to have/,
  });
  t.match((await run(['official'], environment)).out, /^no list was put/);
  t.match(await put('old.csv', '--force'), { code: 0, out: /^the list of 1955 to 2026/ });
});

t.test('a configuration that cannot be used is told, and nothing is taken back', async (t) => {
  const environment = environmentOf(t);
  const id = (await run(['add', ...JUNE_10], environment)).out.trim();
  await run(['official', OFFICIAL], environment);
  const broken = { ...environment, EIGYOCHU_CONFIG: t.testdir({ 'lines.yaml': 'version: 2' }) };
  for (const words of [
    ['remove', id],
    ['official', '--remove'],
    ['patches'],
    ['add', ...JUNE_10],
  ]) {
    const told = await run(words, broken);
    t.match(told, { code: 78, out: '', err: /lines\.yaml:1:10: error / }, words.join(' '));
  }
  t.match((await run(['patches'], environment)).out, id);
  t.match((await run(['official'], environment)).out, /^the list of 1955/);
});

t.test('while a service has the store, it answers by what these commands change', async (t) => {
  const environment = environmentOf(t);
  const service = await RunningService.start('config', environment);
  t.teardown(() => service.stop());
  const id = (await run(['add', ...JUNE_10], environment)).out.trim();
  const answer = await service.get('/v1/lines/phone-pin/decision?at=2027-06-10T10:00:00%2B09:00');
  t.match(await answer.json(), { state: 'closed', reason: 'holiday' });
  t.match(await run(['official', OFFICIAL], environment), { code: 0, out: /^the list of 1955/ });
  const { holidays } = (await (await service.get('/v1/holidays/official')).json()) as Listed;
  t.equal(holidays.length, OFFICIAL_TEXT.trim().split('\n').length - 1, 'the bytes arrive whole');
  t.match(await run(['official', '--remove'], environment), { code: 0 });
  t.match(await run(['remove', id], environment), { code: 0 });
  await service.stop();
  t.ok(existsSync(environment.EIGYOCHU_DATA ?? ''));
  t.match(await run(['patches'], environment), { code: 0, out: '' });
});

interface Listed {
  readonly holidays: readonly unknown[];
}
