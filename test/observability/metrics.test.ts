/** What Prometheus is told, and what is made of it: alarms, pictures, the reference. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { parse } from 'yaml';
import {
  DecisionTallies,
  MAX_COUNTED_LINES,
  OTHER_LINES,
} from '../../src/observability/decision-tallies.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { processMetrics } from '../../src/observability/process-metrics.ts';
import { MAX_COUNTED_ROUTES, RequestTallies } from '../../src/observability/request-tallies.ts';
import { createTallies } from '../../src/observability/tallies.ts';
import { buildTestApp, openTestLedger, type TestApp } from '../support/build-app.ts';
import { callCentre } from '../support/configuration.ts';
import { makeKey } from '../support/make-key.ts';
import { markdownTable } from '../support/markdown-table.ts';

const ALERTS = 'deploy/prometheus/alerts.yaml';
const ALERT_TESTS = 'deploy/prometheus/alerts.test.yaml';
const DASHBOARD = 'deploy/grafana/dashboard.json';
const REFERENCE = 'docs/reference/metrics.md';

const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
const needsPromtool = { skip: hasPromtool ? false : 'promtool is not on this machine' };

/** What promtool has to say, unless it is content. */
function faultOf(words: readonly string[], input = ''): string | null {
  const { status, stdout, stderr } = spawnSync('promtool', words, { input, encoding: 'utf8' });
  return status === 0 && stderr === '' ? null : `${stdout}${stderr}`;
}

async function scrape({ app }: Pick<TestApp, 'app'>): Promise<string> {
  return (await app.inject('/metrics')).body;
}

/** The lines of one metric. */
async function valuesOf(service: TestApp, name: string): Promise<readonly string[]> {
  return (await scrape(service)).split('\n').filter((line) => line.match(`^${name}[{ ]`));
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

const rules: readonly Rule[] = parse(readFileSync(ALERTS, 'utf8')).groups[0].rules;

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(
  readFileSync(DASHBOARD, 'utf8'),
);

/** The expressions of the panels, with values in place of what Grafana fills in. */
const shown = dashboard.panels.flatMap(({ targets = [] }) =>
  targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m').replace(/\$\w+/g, '.*')),
);

/** Every metric there is, of a service with all that can be measured. */
async function everything(t: Test) {
  const { keeper } = await buildTestApp(t);
  const metrics = createMetrics({
    keeper,
    ledger: await openTestLedger(t, () => 0 as never),
    clock: () => 0 as never,
    streams: () => 0,
    courier: { counts: { delivered: 0, failed: 0, dead: 0 } },
    feeds: { reports: () => [] },
    tallies: createTallies(),
    reads: 'public',
    version: '0',
  });
  return { ours: metrics.described, ofProcess: await processMetrics().getMetricsAsJSON() };
}

t.test('promtool has nothing against the metrics of a service in use', needsPromtool, async (t) => {
  const service = await buildTestApp(t);
  await service.app.inject('/v1/lines/phone-pin/decision');
  await service.app.inject('/v1/lines/nobody/decision');
  t.equal(faultOf(['check', 'metrics'], await scrape(service)), null);
});

t.test('a scrape says how the lines stand and when they change next', async (t) => {
  const service = await buildTestApp(t, { now: '2026-11-24T10:00:00+09:00' });
  const names = [...(service.keeper.snapshot?.lines.keys() ?? [])];
  const open = await valuesOf(service, 'eigyochu_line_open');
  t.same(
    open.map((line) => /line="([^"]+)"/.exec(line)?.[1]),
    names,
  );
  const counts = await valuesOf(service, 'eigyochu_lines');
  const sum = counts.reduce((total, line) => total + Number(line.split(' ')[1]), 0);
  t.equal(sum, names.length, 'every line is open, closed or not looked at');
  const next = await valuesOf(service, 'eigyochu_line_next_transition_timestamp_seconds');
  for (const id of names) {
    const { state, until } = (await service.app.inject(`/v1/lines/${id}/decision`)).json();
    t.ok(open.includes(`eigyochu_line_open{line="${id}"} ${Number(state === 'open')}`), id);
    const told = next.find((line) => line.includes(`{line="${id}"}`));
    const at = told === undefined ? null : Number(told.split(' ')[1]) * 1_000;
    t.equal(at, until === null ? null : Date.parse(until), id);
  }
});

t.test('requests are counted by the template of their route, and refusals by code', async (t) => {
  const service = await buildTestApp(t);
  for (const path of ['/v1/lines', '/v1/lines', '/v1/lines/nobody/timeline', '/no/such/path']) {
    await service.app.inject(path);
  }
  const requests = await valuesOf(service, 'eigyochu_http_requests_total');
  t.ok(requests.includes(requestsOf('/v1/lines', 200, 2)), requests.join('\n'));
  t.ok(requests.includes(requestsOf('/v1/lines/:line/timeline', 404, 1)));
  t.ok(requests.includes(requestsOf('_other', 404, 1)));
  t.notMatch(requests.join(), /nobody|such/, 'what was asked for is no label');
  const refusals = await valuesOf(service, 'eigyochu_http_refusals_total');
  t.same([...refusals].sort(), [
    'eigyochu_http_refusals_total{code="not_found"} 1',
    'eigyochu_http_refusals_total{code="unknown_line"} 1',
  ]);
  const timed = await valuesOf(service, 'eigyochu_http_request_duration_seconds_count');
  t.ok(timed.includes('eigyochu_http_request_duration_seconds_count{route="/v1/lines"} 2'));
});

function requestsOf(route: string, status: number, count: number): string {
  const labels = `route="${route}",method="GET",status="${status}"`;
  return `eigyochu_http_requests_total{${labels}} ${count}`;
}

t.test('where reading needs a key, no metric names a line', async (t) => {
  const service = await buildTestApp(t, { reads: 'keyed' });
  const { headers } = await makeKey(service.ledger, { scopes: ['read'] });
  for (const { id } of callCentre.lines) {
    await service.app.inject({ url: `/v1/lines/${id}/decision`, headers });
  }
  const text = await scrape(service);
  for (const { id } of callCentre.lines) t.notOk(text.includes(`"${id}"`), id);
  t.match(text, /^eigyochu_lines\{state="open"\} \d+$/m);
});

t.test('the same labels give the same tally, and too many of them share one', async (t) => {
  const decisions = new DecisionTallies();
  const first = decisions.of('a', 'open', 'regular_hours');
  t.equal(decisions.of('a', 'open', 'regular_hours'), first);
  t.not(decisions.of('a', 'closed', 'holiday'), first);
  for (let line = 0; line < 3 * MAX_COUNTED_LINES; line++) {
    decisions.of(`line-${line}`, 'open', 'regular_hours').count += 1;
  }
  const counted = [...decisions.entries()];
  t.equal(new Set(counted.map(({ labels }) => labels.line)).size, MAX_COUNTED_LINES + 1);
  const other = counted.find(({ labels }) => labels.line === OTHER_LINES);
  t.equal(other?.tally.count, 2 * MAX_COUNTED_LINES + 1);
  const requests = new RequestTallies();
  for (let route = 0; route < 2 * MAX_COUNTED_ROUTES; route++) requests.of(`/${route}`, 'GET', 200);
  t.equal([...requests.entries()].length, MAX_COUNTED_ROUTES + 1);
});

t.test('every alarm rings when it should, and is explained', needsPromtool, async (t) => {
  t.equal(faultOf(['check', 'config', 'deploy/prometheus/prometheus.yaml']), null);
  t.equal(faultOf(['test', 'rules', ALERT_TESTS]), null);
  const tried = parse(readFileSync(ALERT_TESTS, 'utf8')).tests as readonly { name: string }[];
  const page = readFileSync('docs/how-to/observe.md', 'utf8');
  for (const { alert, labels, annotations } of rules) {
    t.ok(
      tried.some(({ name }) => name === alert),
      `${alert} is tried out`,
    );
    t.match(labels.severity, /^(page|ticket)$/, alert);
    t.same(Object.keys(annotations), ['summary', 'description', 'action', 'runbook'], alert);
    t.ok(page.includes(`### ${alert}\n`), `${alert} is explained`);
    t.equal(annotations.runbook, `docs/how-to/observe.md#${alert.toLowerCase()}`);
  }
});

t.test('Prometheus understands every panel of the dashboard', needsPromtool, async (t) => {
  const file = join(t.testdir(), 'shown.yaml');
  const recorded = shown.map((expr, index) => ({ record: `shown:${index}`, expr }));
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'shown', rules: recorded }] }));
  t.equal(faultOf(['check', 'rules', file]), null);
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  t.same(
    panels.filter(({ title }) => !title.endsWith('?')),
    [],
    'each panel asks something',
  );
});

t.test('alarms and panels name metrics that there are', async (t) => {
  const { ours, ofProcess } = await everything(t);
  const parts = ['', '_bucket', '_sum', '_count'];
  const known = new Set(
    [...ours, ...ofProcess].flatMap(({ name, type }) =>
      String(type) === 'histogram' ? parts.map((part) => `${name}${part}`) : [name],
    ),
  );
  for (const expression of [...rules.map(({ expr }) => expr), ...shown]) {
    for (const name of expression.match(/\b(eigyochu|nodejs|process)_\w+/g) ?? []) {
      t.ok(known.has(name), `${name} in ${expression}`);
    }
  }
});

t.test(`${REFERENCE} is what the registry says (UPDATE=1 writes it)`, async (t) => {
  const { ours, ofProcess } = await everything(t);
  const own = ours.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(', '),
    help,
  ]);
  const others = ofProcess.map(({ name, type, help }) => [`\`${name}\``, String(type), help]);
  const text = [
    '# Metrics\n\n',
    'What `/metrics` answers; written from the program. A name is a promise: it is never renamed, ',
    'and never means something else.\n[Watching over it](../how-to/observe.md) says what to do about them.\n\n',
    markdownTable(['metric', 'type', 'labels', 'what it says'], own),
    '\n## Of the process\n\nWhat the library tells of any process of Node.\n\n',
    markdownTable(['metric', 'type', 'what it says'], others),
  ].join('');
  if (process.env.UPDATE) writeFileSync(REFERENCE, text);
  t.equal(readFileSync(REFERENCE, 'utf8'), text);
});
