import t from 'tap';
import { MAX_CONNECTIONS } from '../../src/http/limits.ts';
import { beBusy } from '../support/be-busy.ts';
import { buildTestApp } from '../support/build-app.ts';
import { until } from '../support/until.ts';

t.test('while the event loop is behind, requests are refused at once, but it lives', async (t) => {
  const { app } = await buildTestApp(t, { maxLagMilliseconds: 50 });
  const ask = (url: string) => app.inject(url);
  const stop = beBusy(100);
  t.teardown(stop);
  await until(
    () => ask('/v1/lines'),
    ({ statusCode }) => statusCode === 503,
  );
  const refused = await ask('/v1/lines');
  t.equal(refused.json().code, 'overloaded');
  t.equal(refused.headers['retry-after'], '1');
  t.equal(refused.headers['x-content-type-options'], 'nosniff');
  const plain = await ask('/v1/lines/phone-pin/decision.word');
  t.same([plain.statusCode, plain.body], [503, 'unknown']);
  t.equal(plain.headers['x-error-code'], 'overloaded');
  t.equal((await ask('/readyz')).statusCode, 503);
  t.equal((await ask('/livez')).statusCode, 200);
  t.equal((await ask('/v2')).statusCode, 503, 'what leads nowhere costs time too');
  stop();
  const answered = await until(
    () => ask('/v1/lines'),
    ({ statusCode }) => statusCode === 200,
  );
  t.equal(answered.statusCode, 200, 'and answers again when it has caught up');
});

t.test('a single stall refuses nobody', async (t) => {
  const { app } = await buildTestApp(t, { maxLagMilliseconds: 50 });
  const met = new Set<number>();
  const end = performance.now() + 3_000;
  let isUnderPressure = false;
  beBusy(1_500)();
  await until(
    async () => {
      isUnderPressure ||= app.isUnderPressure();
      met.add((await app.inject('/v1/lines')).statusCode);
    },
    () => performance.now() > end,
  );
  t.ok(isUnderPressure, 'though it was measured');
  t.same([...met], [200]);
});

t.test('with a limit of 0 nothing is refused for being late', async (t) => {
  const { app } = await buildTestApp(t, { maxLagMilliseconds: 0 });
  t.notOk(app.hasDecorator('isUnderPressure'));
  t.equal((await app.inject('/v1/lines')).statusCode, 200);
});

t.test('connections are limited', async (t) => {
  const { app } = await buildTestApp(t);
  t.equal(app.server.maxConnections, MAX_CONNECTIONS);
});
