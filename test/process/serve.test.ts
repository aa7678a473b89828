import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { DESK } from '../support/desk-configuration.ts';
import { RunningService, runCli } from '../support/processes.ts';

const HOLIDAY = '/v1/lines/phone-pin/decision?at=2026-11-23T10:00:00%2B09:00';
const EVENING = '/v1/lines/phone-pin/decision?at=2026-11-24T17:15:00%2B09:00';

async function startDesk(t: Test, environment: Readonly<Record<string, string>> = {}) {
  const folder = t.testdir({ 'lines.yaml': DESK });
  const service = await RunningService.start(folder, environment);
  t.teardown(() => service.stop());
  return { service, file: join(folder, 'lines.yaml') };
}

async function stateOf(service: RunningService, path: string): Promise<string> {
  const response = await service.get(path);
  const { state } = (await response.json()) as { state: string };
  return state;
}

async function problemsOf(service: RunningService): Promise<readonly string[]> {
  const response = await service.get('/v1/status');
  const status = (await response.json()) as { configuration: { problems: string[] } };
  return status.configuration.problems;
}

async function answerOn(socket: Socket): Promise<string> {
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

t.test('it starts, says where it listens, and answers', async (t) => {
  const begun = performance.now();
  const { service } = await startDesk(t);
  const response = await service.get(HOLIDAY);
  t.comment(`start to first answer: ${Math.round(performance.now() - begun)} ms`);
  t.match(await response.json(), {
    state: 'closed',
    reason: 'holiday',
    reasonName: { ja: '勤労感謝の日' },
    opensAt: '2026-11-24T09:00:00+09:00',
  });
  t.equal(service.err, '', 'nothing on stderr');
  for (const line of service.log.trim().split('\n')) t.type(JSON.parse(line).msg, 'string');
  t.equal((await service.get('/readyz')).status, 200);
  const health = await runCli(['health'], { PORT: String(service.port) });
  t.same(health, { code: 0, out: '', err: '' });
});

/** Asks again and again over kept connections until the service is gone; gives what went wrong. */
async function askUntilGone(port: number): Promise<{ answered: number; faults: string[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 0;
  for (;;) {
    try {
      const request = get({ host: '127.0.0.1', port, path: HOLIDAY, agent });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      if ((await text(response)).includes('勤労感謝の日')) answered++;
    } catch (error) {
      agent.destroy();
      const { code = 'none' } = error as NodeJS.ErrnoException;
      return { answered, faults: code === 'ECONNREFUSED' ? [] : [code] };
    }
  }
}

t.test(
  'callers that keep their connections notice nothing of SIGTERM until it is gone',
  async (t) => {
    const { service } = await startDesk(t);
    const callers = Array.from({ length: 8 }, () => askUntilGone(service.port));
    await service.get('/livez');
    const begun = performance.now();
    service.kill('SIGTERM');
    await service.logged(/SIGTERM: finishing/);
    t.equal((await service.get('/readyz')).status, 503);
    const results = await Promise.all(callers);
    t.same(
      results.flatMap(({ faults }) => faults),
      [],
      'no reset, no empty answer',
    );
    for (const { answered } of results) t.ok(answered > 0);
    t.equal(await service.ended(), 0);
    t.ok(performance.now() - begun >= 2_000, 'it went on answering for two seconds');
  },
);

t.test('a request of which no more arrives does not hold the end', async (t) => {
  const { service } = await startDesk(t, { EIGYOCHU_DRAIN_SECONDS: '0' });
  const socket = connect(service.port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(`GET ${HOLIDAY} HTTP/1.1\r\nHost: local`);
  await service.get('/livez');
  const begun = performance.now();
  service.kill('SIGTERM');
  t.equal(await service.ended(), 0);
  t.ok(performance.now() - begun < 5_000, 'it need not wait as long as for whole requests');
  t.equal(service.err, '');
  t.notMatch(service.log, /cut off/);
  socket.destroy();
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} lets a request that was begun finish, then ends with 0`, async (t) => {
    const { service } = await startDesk(t);
    const socket = connect(service.port, '127.0.0.1').setEncoding('utf8');
    await once(socket, 'connect');
    socket.write(`GET ${HOLIDAY} HTTP/1.1\r\n`);
    // Answered on another connection, so the half request has been read before the signal.
    t.equal((await service.get('/livez')).status, 200);
    service.kill(signal);
    await service.logged(new RegExp(`${signal}: finishing`));
    socket.write('Host: localhost\r\n\r\n');
    const answer = await answerOn(socket);
    t.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    t.match(answer, /^connection: close\r$/im);
    t.match(answer, '勤労感謝の日');
    t.equal(await service.ended(), 0);
  });
}

t.test('while it drains it is not ready, and a second signal ends it at once', async (t) => {
  const { service } = await startDesk(t);
  const held = connect(service.port, '127.0.0.1').setEncoding('utf8');
  const asking = connect(service.port, '127.0.0.1').setEncoding('utf8');
  await Promise.all([once(held, 'connect'), once(asking, 'connect')]);
  held.on('error', () => {});
  held.write('GET /livez HTTP/1.1\r\n');
  asking.write('GET /readyz HTTP/1.1\r\n');
  await service.get('/livez');
  service.kill('SIGTERM');
  await service.logged(/SIGTERM: finishing/);
  asking.write('Host: localhost\r\n\r\n');
  t.match(await answerOn(asking), /^HTTP\/1\.1 503 /);
  service.kill('SIGTERM');
  t.equal(await service.ended(), 1);
  held.destroy();
});

t.test('an error that nobody caught is logged and ends it with 1', async (t) => {
  const thrower = "process.on('SIGWINCH',()=>{throw(new(Error)('lost'))})";
  const config = t.testdir({ 'lines.yaml': DESK });
  const service = await RunningService.start(config, {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(thrower)}`,
  });
  t.teardown(() => service.stop());
  service.kill('SIGWINCH');
  t.equal(await service.ended(), 1);
  const event = JSON.parse(service.log.trim().split('\n').at(-1) ?? '');
  t.match(event, { level: 60, msg: 'lost', err: { type: 'Error', stack: /^Error: lost/ } });
});

t.test('SIGHUP and a change in place reload the configuration', async (t) => {
  const { service, file } = await startDesk(t);
  t.equal(await stateOf(service, EVENING), 'open');
  writeFileSync(file, DESK.replace('17:30', '17:00'));
  await service.logged(/configuration reloaded/);
  t.equal(await stateOf(service, EVENING), 'closed');
  await service.logged(/change: phone-pin: .*17:00–17:30/);
  service.kill('SIGHUP');
  await service.logged(/configuration reloaded/, 2);
  t.equal(await stateOf(service, EVENING), 'closed');
});

t.test('a file put in the place of another is noticed', async (t) => {
  const { service, file } = await startDesk(t);
  writeFileSync(`${file}.new`, DESK.replace('17:30', '17:00'));
  renameSync(`${file}.new`, file);
  await service.logged(/configuration reloaded/);
  t.equal(await stateOf(service, EVENING), 'closed');
});

t.test('a refused reload keeps the last good configuration and says why', async (t) => {
  const { service, file } = await startDesk(t);
  writeFileSync(file, `${DESK}holydays: []\n`);
  await service.logged(/configuration refused/);
  t.match(await problemsOf(service), [/lines\.yaml:\d+:1: error unknown_key: "holydays"/]);
  t.equal(await stateOf(service, EVENING), 'open');
  t.equal((await service.get('/readyz')).status, 200);
  service.kill('SIGHUP');
  await service.logged(/configuration refused/, 2);
  t.equal(service.log.match(/unknown_key/g)?.length, 2, 'who asks is told again');
  writeFileSync(file, DESK);
  await service.logged(/configuration reloaded/);
  t.same(await problemsOf(service), []);
});

t.test('an expectation that is not met keeps a reload out', async (t) => {
  const { service, file } = await startDesk(t);
  writeFileSync(file, DESK.replace('09:00-12:00', '11:00-12:00'));
  await service.logged(/configuration refused/);
  t.match(await problemsOf(service), [/expectation_failed: phone-pin at 2027-01-04T10:00 /]);
  t.equal(await stateOf(service, EVENING), 'open');
});

t.test('a broken configuration ends it at once, with every problem', async (t) => {
  const broken = DESK.replace('zone: Asia/Tokyo', 'zone: Asia/Tokio').replace(
    '13:00-17',
    '13:00-1x',
  );
  const folder = t.testdir({ 'lines.yaml': `${broken}holydays: []\n` });
  const begun = performance.now();
  const { code, out, err } = await runCli(['serve'], { PORT: '0', EIGYOCHU_CONFIG: folder });
  t.comment(`start to exit: ${Math.round(performance.now() - begun)} ms`);
  t.equal(code, 78);
  t.equal(out, '');
  const problems = err.trimEnd().split('\n');
  t.equal(problems.length, 3);
  for (const problem of problems) t.match(problem, /lines\.yaml:\d+:\d+: error \w+: .+; .+/);
  for (const word of ['Asia/Tokio', '1x', 'holydays']) t.match(err, word);
});

t.test('a configuration that does not exist ends it with 78', async (t) => {
  const { code, err } = await runCli(['serve', '--config', join(t.testdir({}), 'nowhere')]);
  t.equal(code, 78);
  t.match(err, /nowhere/);
  t.notMatch(err, /^\s+at /m, 'no stack');
});

t.test('a port in use ends it with 1 and says what to do', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const config = t.testdir({ 'lines.yaml': DESK });
  const environment = { HOST: '127.0.0.1', PORT: String(port), EIGYOCHU_CONFIG: config };
  t.same(await runCli(['serve'], environment), {
    code: 1,
    out: '',
    err: `eigyochu: port ${port} of 127.0.0.1 is in use; end what uses it, or set PORT to another\n`,
  });
});

t.test('bad settings end it with 78, all faults at once', async (t) => {
  const environment = { PORT: 'http', LOG_LEVEL: 'loud', REDIS_URL: 'http://user:secret@host' };
  const { code, out, err } = await runCli(['serve'], environment);
  t.equal(code, 78);
  t.equal(out, '');
  t.match(err, /^setting REDIS_URL: found the scheme http:\/\/; write redis:/m);
  t.match(err, /^setting PORT: found "http"; write a whole number from 0 to 65535$/m);
  t.match(err, /^setting LOG_LEVEL: found "loud"; write one of fatal, /m);
  t.notMatch(err, 'secret');
});
