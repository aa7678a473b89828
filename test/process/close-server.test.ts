import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { type CloseOptions, createServerClose } from '../../src/close-server.ts';
import { buildTestApp } from '../support/build-app.ts';

/** A service with one request in it, which is answered once `proceed` is called. */
async function serviceAtWork(t: Test, options: CloseOptions) {
  const { app } = await buildTestApp(t);
  const gate = new EventEmitter();
  const entered = once(gate, 'entered');
  app.addHook('preHandler', async () => {
    const proceed = once(gate, 'proceed');
    gate.emit('entered');
    await proceed;
  });
  const close = createServerClose(app, options);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const request = get({ host: '127.0.0.1', port, path: '/livez' });
  await entered;
  return { app, request, close, proceed: () => gate.emit('proceed') };
}

t.test('a request that takes longer than half a head may is answered', async (t) => {
  const limits = { headMilliseconds: 1, requestMilliseconds: 60_000 };
  const { app, request, close, proceed } = await serviceAtWork(t, limits);
  const response = once(request, 'response');
  const closed = close();
  // The head's time runs from the end of listening; a timer set later for longer fires after it.
  while (app.server.listening) await nextTurn();
  setTimeout(proceed, 2 * limits.headMilliseconds);
  const [answer] = (await response) as [IncomingMessage];
  t.match(JSON.parse(await text(answer)), { status: 'live' });
  t.equal(await closed, 0, 'nothing was cut off');
});

t.test('a request that is never answered is cut off in the end, and counted', async (t) => {
  const limits = { headMilliseconds: 1, requestMilliseconds: 100 };
  const { request, close } = await serviceAtWork(t, limits);
  const failed = once(request, 'response').catch((error: NodeJS.ErrnoException) => error.code);
  t.equal(await close(), 1);
  t.equal(await failed, 'ECONNRESET');
});
