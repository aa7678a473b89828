/** A service of 100,000 lines goes on answering while it reads another configuration. */
import { renameSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { MAX_LINES } from '../../src/config/configuration.ts';
import { RunningService } from '../support/processes.ts';

const SCHEDULES = 64;

/** Reading them at once would leave time for one answer. */
const LEAST_ANSWERS = 100;

function documentOf(closing: string): string {
  const schedules = Array.from({ length: SCHEDULES }, (_, index) => {
    return [
      `hours-${index}`,
      { regular: { 'mon-fri': [`09:00-${closing}`] }, lastCallMinutes: index },
    ];
  });
  const lines = Array.from({ length: MAX_LINES }, (_, index) => {
    const name = { ja: `窓口 ${index}`, en: `Desk ${index}` };
    return [`desk-${index}`, { name, schedule: `hours-${index % SCHEDULES}` }];
  });
  const maps = { schedules: Object.fromEntries(schedules), lines: Object.fromEntries(lines) };
  return JSON.stringify({ version: 1, zone: 'Asia/Tokyo', ...maps });
}

/** Asks one decision after the other until it is told to stop; gives what was said. */
async function askAlways(port: number, isOver: () => boolean): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: string[] = [];
  for (let asked = 0; !isOver(); asked++) {
    const path = `/v1/lines/desk-${asked % MAX_LINES}/decision?at=2026-11-24T17:15:00%2B09:00`;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent }, resolve).on('error', reject);
    });
    const { state } = JSON.parse(await text(response));
    answers.push(`${response.statusCode} ${state}`);
  }
  agent.destroy();
  return answers;
}

t.test('every decision is answered while 100,000 lines are read anew', async (t) => {
  const folder = t.testdir({ 'lines.json': documentOf('17:00') });
  const service = await RunningService.start(folder);
  t.teardown(() => service.stop());
  let isOver = false;
  const asking = askAlways(service.port, () => isOver);
  writeFileSync(join(folder, 'lines.new'), documentOf('17:30'));
  renameSync(join(folder, 'lines.new'), join(folder, 'lines.json'));
  service.kill('SIGHUP');
  await service.logged(/configuration reloaded/);
  isOver = true;
  const answers = await asking;
  const others = answers.filter((answer) => !/^200 (open|closed)$/.test(answer));
  t.same(others, [], 'each is that of before or of after');
  t.ok(answers.length > LEAST_ANSWERS, `${answers.length} answers`);
  const decision = await service.get('/v1/lines/desk-1/decision?at=2026-11-24T17:15:00%2B09:00');
  t.match(await decision.json(), { state: 'open' });
});
