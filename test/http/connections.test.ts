import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { buildTestApp, type TestApp } from '../support/build-app.ts';

const WORD = '/v1/lines/phone-pin/decision.word';

interface ListeningApp extends TestApp {
  readonly port: number;
}

async function listeningApp(t: Test, onRequest?: () => Promise<void>): Promise<ListeningApp> {
  const service = await buildTestApp(t);
  if (onRequest) service.app.addHook('preHandler', onRequest);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...service, port: (service.app.server.address() as { port: number }).port };
}

async function ask(
  port: number,
  path: string,
  agent: Agent,
): Promise<IncomingMessage & { body: string }> {
  const request = get({ host: '127.0.0.1', port, path, agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return Object.assign(response, { body: await text(response) });
}

function keepAliveAgent(t: Test): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  return agent;
}

t.test('while draining, readiness says no, reads are answered and connections close', async (t) => {
  const { port, drain } = await listeningApp(t);
  const agent = keepAliveAgent(t);
  const before = await ask(port, '/readyz', agent);
  t.same([before.statusCode, before.headers.connection], [200, 'keep-alive']);
  drain.abort();
  const during = await ask(port, '/readyz', agent);
  t.same([during.statusCode, JSON.parse(during.body).code], [503, 'draining']);
  t.equal(during.headers.connection, 'close');
  const word = await ask(port, WORD, agent);
  t.same([word.statusCode, word.body, word.headers.connection], [200, 'open', 'close']);
  const live = await ask(port, '/livez', agent);
  t.equal(live.statusCode, 200);
});

t.test('a request in flight is answered, and the server then closes at once', async (t) => {
  let proceed = () => {};
  let entered = () => {};
  const inFlight = new Promise<void>((resolve) => {
    entered = resolve;
  });
  const { app, port, drain } = await listeningApp(t, () => {
    entered();
    return new Promise<void>((resolve) => {
      proceed = resolve;
    });
  });
  const agent = keepAliveAgent(t);
  const answer = ask(port, WORD, agent);
  await inFlight;
  drain.abort();
  const closed = app.close();
  proceed();
  const { statusCode, body, headers } = await answer;
  t.same([statusCode, body, headers.connection], [200, 'open', 'close']);
  await closed;
  t.pass('no idle connection kept the server open');
});

t.test('a request that was half sent when closing began is answered', async (t) => {
  const { app } = await buildTestApp(t);
  const closing = new Promise<void>((resolve) => {
    app.addHook('preClose', async () => resolve());
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as { port: number }).port, '127.0.0.1');
  socket.setEncoding('utf8');
  const request = `GET ${WORD} HTTP/1.1\r\nHost: x\r\n\r\n`;
  socket.write(request + request.slice(0, 40));
  const [first] = await once(socket, 'data');
  t.match(first, /\r\n\r\nopen$/);
  const closed = app.close();
  await closing;
  socket.write(request.slice(40));
  const second = await text(socket);
  t.match(second, /^HTTP\/1\.1 200 /);
  t.match(second, /connection: close/i);
  t.match(second, /\r\n\r\nopen$/);
  await closed;
});

t.test('connections are kept for the next call, and HEAD sends no body', async (t) => {
  const { port } = await listeningApp(t);
  const socket = connect(port, '127.0.0.1');
  const received = text(socket);
  const head = `HEAD ${WORD} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const last = `GET ${WORD} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  socket.write(head + head + last);
  const answers = (await received).split('HTTP/1.1 200 OK\r\n').slice(1);
  t.equal(answers.length, 3);
  t.same(
    answers.map((answer) => answer.split('\r\n\r\n')[1]),
    ['', '', 'open'],
  );
  for (const answer of answers) t.match(answer, /content-length: 4\r\n/i);
});

t.test('a body beside a refused request does not spoil the connection', async (t) => {
  const { port } = await listeningApp(t);
  const socket = connect(port, '127.0.0.1');
  const received = text(socket);
  const body = '{"a":'.repeat(1_000);
  const post = `POST ${WORD} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
  socket.write(`${post}${body}GET ${WORD} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const statuses = [...(await received).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  t.same(statuses, ['405', '200']);
});

t.test('limits on connections are set on purpose', async (t) => {
  const { app } = await buildTestApp(t);
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = app.server;
  t.same(
    [requestTimeout, headersTimeout, keepAliveTimeout, timeout],
    [10_000, 10_000, 65_000, 30_000],
  );
});
