import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { DESK } from '../support/desk-configuration.ts';
import { RunningService, runCli } from '../support/processes.ts';

const config = t.testdir({ good: { 'lines.yaml': DESK }, bad: { 'lines.yaml': 'version: 2\n' } });
const good = `${config}/good`;
const bad = `${config}/bad`;
const AT = '2026-11-23T10:00';

t.test('decide answers in text and as the HTTP interface does', async (t) => {
  const plain = await runCli(['decide', 'phone-pin', '--at', AT, '--config', good]);
  t.match(plain, { code: 0, err: '' });
  t.match(plain.out, /^closed {2}holiday {2}勤労感謝の日 \/ Labor Thanksgiving Day$/m);
  const json = await runCli(['decide', 'phone-pin', '--at', AT, '--json', '--config', good]);
  const service = await RunningService.start(good);
  t.teardown(() => service.stop());
  const answer = await service.get(`/v1/lines/phone-pin/decision?at=${AT}`);
  t.same(json, { code: 0, out: `${await answer.text()}\n`, err: '' });
  t.match(JSON.parse(json.out), { state: 'closed', reason: 'holiday' });
});

t.test('decide without an instant answers about now', async (t) => {
  const { code, out } = await runCli(['decide', 'lost-card', '--json'], { EIGYOCHU_CONFIG: good });
  t.equal(code, 0);
  t.match(JSON.parse(out), { at: null, state: 'open', reason: 'regular_hours' });
});

t.test('timeline lists dates, with the last one included', async (t) => {
  const words = ['timeline', 'phone-pin', '--from', '2026-12-28', '--until', '2027-01-04'];
  const plain = await runCli([...words, '--config', good]);
  t.equal(plain.code, 0);
  t.match(plain.out, /^Tue 2026-12-29T00:00:00\+09:00 {2}144h +closed {2}long_break /m);
  t.match(plain.out, /\nTue 2027-01-05T00:00:00\+09:00 {2}\(end of the list\)\n$/);
  const json = await runCli([...words, '--json', '--config', good]);
  t.match(JSON.parse(json.out), {
    line: 'phone-pin',
    from: '2026-12-28T00:00:00+09:00',
    until: '2027-01-05T00:00:00+09:00',
  });
  const week = await runCli(['timeline', 'lost-card', '--config', good]);
  t.match(week.out, / {2}168h {2}open {2}regular_hours /, 'a week from today');
});

t.test('calendar prints a year, coloured when that is forced', async (t) => {
  const words = ['calendar', 'phone-pin', '--year', '2027', '--config', good];
  const expected = readFileSync('test/cli/calendar-2027.txt', 'utf8');
  t.same(await runCli(words), { code: 0, out: expected, err: '' });
  t.match((await runCli(words, { FORCE_COLOR: '1' })).out, '\u001b[31m11H');
  t.equal((await runCli(words, { NO_COLOR: '1' })).out, expected);
  const { days } = JSON.parse((await runCli([...words, '--json'])).out);
  t.equal(days.length, 365);
  t.match(days[0], { date: '2027-01-01', reason: 'long_break', holiday: { name: { ja: '元日' } } });
});

t.test('output into a pipe that closes early is no failure', async (t) => {
  const program = `"${process.execPath}" dist/cli.js calendar phone-pin --year 2027`;
  const script = `set -o pipefail; ${program} --config "${good}" | head -n 1`;
  const shell = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  shell.stdout.on('data', (chunk) => {
    out += chunk;
  });
  shell.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(shell, 'close');
  t.same(
    { code, out, err },
    { code: 0, out: 'phone-pin  電話用暗証番号デスク / Phone PIN desk\n', err: '' },
  );
});

t.test('output that cannot be written is a failure, told in a line', async (t) => {
  const words = ['dist/cli.js', 'decide', 'phone-pin', '--config', good];
  const full = openSync('/dev/full', 'w');
  t.teardown(() => closeSync(full));
  const child = spawn(process.execPath, words, { stdio: ['ignore', full, 'pipe'] });
  const [err, [code]] = await Promise.all([text(child.stderr as Readable), once(child, 'close')]);
  t.equal(code, 1);
  t.match(err, /^eigyochu: the output cannot be written: ENOSPC[^\n]*\n$/);
});

t.test('a configuration that is not there is told with its whole path', async (t) => {
  const settings = { EIGYOCHU_CONFIG: 'nowhere' };
  const path = resolve('nowhere');
  const found = 'error not_found: there is no such file or folder';
  const told = `${path}:1:1: ${found}; give its path with --config or EIGYOCHU_CONFIG\n`;
  t.match(await runCli(['decide', 'phone-pin'], settings), { code: 78, err: told });
  t.match(await runCli(['serve'], settings), { code: 78, err: told });
  const { code, out } = await runCli(['check'], settings);
  t.equal(code, 1);
  t.ok(out.startsWith(told));
});

t.test('a timeline near the end of all instants ends with them', async (t) => {
  const words = ['timeline', 'phone-pin', '--from', '2100-12-30', '--config', good];
  t.match((await runCli(words)).out, /\nSat 2101-01-01T09:00:00\+09:00 {2}\(end of the list\)\n$/);
  t.equal((await runCli([...words, '--json'])).code, 0);
});

t.test('check tells what is good and what is wrong', async (t) => {
  const fine = await runCli(['check', '--config', good]);
  t.match(fine, { code: 0, err: '' });
  t.match(
    fine.out,
    /is good: 2 lines, 1 purpose, 2 expectations met, 1 warning, 1 notice, revision /,
  );
  t.match(fine.out, /^\S+:\d+:5: warning open_on_new_year: lost-card is open on \d{4}-01-01; /);
  const strict = await runCli(['check', '--strict', '--config', good]);
  t.match(strict, { code: 1, out: /can be used, but --strict allows no warnings: 2 lines, / });
  const faulty = await runCli(['check', '--config', bad]);
  t.match(faulty, { code: 1, err: '' });
  t.match(faulty.out, /^\S+lines\.yaml:1:\d+: error /m);
  t.match(faulty.out, /cannot be used: \d+ errors?, 0 warnings\n$/);
});

t.test('check warns of what would end the service: a webhook without a secret', async (t) => {
  const webhooks = 'webhooks:\n  - { id: portal, url: "https://portal.example/hook" }\n';
  const folder = t.testdir({ 'lines.yaml': DESK + webhooks });
  const missing = await runCli(['check', '--config', folder]);
  t.match(missing, {
    code: 0,
    out: /warning webhook_without_secret: no secret for the webhook port/,
  });
  t.match(missing.out, /is good: .* 2 warnings, /);
  t.match(await runCli(['serve', '--config', folder]), {
    code: 78,
    err: /error webhook_without_secret: .* set EIGYOCHU_WEBHOOK_SECRET_PORTAL: /,
  });
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const set = { EIGYOCHU_WEBHOOK_SECRET_PORTAL: secret, EIGYOCHU_WEBHOOK_SECRET_PORTLA: secret };
  const warning =
    /secret_without_webhook: EIGYOCHU_WEBHOOK_SECRET_PORTLA, .*; write EIG\w+_PORTAL /;
  const unused = await runCli(['check', '--config', folder], set);
  t.match(unused, { code: 0, out: warning });
  t.notMatch(unused.out, 'whsec_');
  const service = await RunningService.start(folder, set);
  t.teardown(() => service.stop());
  t.match(service.log, warning);
  const wrong = await runCli(['check', '--config', folder], {
    EIGYOCHU_WEBHOOK_SECRET_PORTAL: 'secret',
  });
  t.match(wrong, { code: 0, out: /warning .*set EIGYOCHU_WEBHOOK_SECRET_PORTAL: write whsec_/ });
});

t.test('a question that cannot be answered ends with 2 and says why', async (t) => {
  const faults: Record<string, string> = {
    'decide phone-pim': 'there is no line "phone-pim"; did you mean phone-pin?',
    'decide phone-pin --at tomorrow': '--at: "tomorrow" is not an ISO 8601 date and time',
    'timeline phone-pin --from 2027-01-02 --until 2027-01-01': '"until" must be after "from"',
    'timeline phone-pin --from 2026-01-01 --until 2027-12-31': 'At most 400 days',
    'timeline phone-pin --from 2026-02-30': '--from: "2026-02-30" is no date that exists',
    'timeline phone-pin --from 1969-12-31': '--from: "1969-12-31" lies outside',
    'calendar phone-pin --year 27': '--year: "27" is no year from 1970 to 2100',
  };
  for (const [line, fault] of Object.entries(faults)) {
    const { code, out, err } = await runCli(line.split(' '), { EIGYOCHU_CONFIG: good });
    t.same({ code, out }, { code: 2, out: '' }, line);
    t.match(err, `eigyochu: ${fault}`, line);
  }
});

t.test('a question to a broken configuration ends with 78', async (t) => {
  const { code, out, err } = await runCli(['decide', 'phone-pin'], { EIGYOCHU_CONFIG: bad });
  t.same({ code, out }, { code: 78, out: '' });
  t.match(err, /lines\.yaml:1:\d+: error /);
});

t.test('health ends with 1 where nothing answers', async (t) => {
  const { code, out, err } = await runCli(['health'], { PORT: '1' });
  t.same({ code, out }, { code: 1, out: '' });
  t.equal(err, 'eigyochu: http://127.0.0.1:1/livez: does not answer\n');
});

t.test('--help and --version end with 0, a wrong command with 2', async (t) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of ['serve', 'calendar']) {
    const help = await runCli([name, '--help']);
    t.match(help, { code: 0, err: '' }, name);
    t.match(help.out, `eigyochu ${name}: `);
  }
  t.same(await runCli(['--version']), { code: 0, out: `eigyochu ${version}\n`, err: '' });
  t.same(await runCli(['decied']), {
    code: 2,
    out: '',
    err: 'eigyochu: there is no command "decied"; did you mean decide?\nsee: eigyochu --help\n',
  });
});
