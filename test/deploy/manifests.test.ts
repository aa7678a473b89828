/** Kubernetes' manifests and systemd's units: by their schemas, and as the process wants them. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { parse, parseAllDocuments } from 'yaml';
import { MAX_CONNECTIONS } from '../../src/http/limits.ts';
import { parseSettings } from '../../src/settings.ts';
import {
  type Manifest,
  schemasAreMissing,
  unknownFields,
  valueFault,
} from '../support/kubernetes-schemas.ts';
import { runCli } from '../support/processes.ts';

const KUBERNETES = 'deploy/kubernetes';
const EXAMPLE = join(KUBERNETES, 'example');

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string }[];
}

interface Container {
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Selector {
  readonly matchLabels: Readonly<Record<string, string>>;
}

interface Workload extends Manifest {
  readonly spec: {
    readonly selector: Selector;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: Pod;
    };
  };
}

function read(path: string): Manifest[] {
  return parseAllDocuments(readFileSync(join(KUBERNETES, path), 'utf8')).map((each) => each.toJS());
}

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator?: readonly { name: string; files: readonly string[] }[];
  readonly patches?: readonly { readonly path: string }[];
}

function kustomization(folder: string): Kustomization {
  return parse(readFileSync(join(KUBERNETES, folder, 'kustomization.yaml'), 'utf8'));
}

/** What belongs to the folder, and nothing of those that it builds on. */
function resourcesOf(folder: string): Manifest[] {
  const files = kustomization(folder).resources.filter((name) => name.endsWith('.yaml'));
  return files.flatMap((name) => read(join(folder, name)));
}

const base = resourcesOf('base');
const redis = resourcesOf('redis');
const ours = [...base, ...redis, ...resourcesOf('example'), ...read('example/ingress.yaml')];

/** What is there of a kind, or nothing that a test would pass with. */
function one<T>(documents: readonly Manifest[], kind: string): T {
  return documents.find((each) => each.kind === kind) as T;
}

const deployment = one<Workload>(base, 'Deployment');
const pod = deployment.spec.template.spec;
const container = pod.containers[0] as Container;

t.test('manifests are what the published schemas allow', { skip: schemasAreMissing }, async (t) => {
  for (const document of ours) {
    t.equal(valueFault(document), null, `${document.kind} ${document.metadata.name}`);
  }
  t.same(unknownFields(ours), []);
  const misspelt = { ...deployment, spec: { ...deployment.spec, replics: 2 } };
  t.match(unknownFields([misspelt])[0], /replics/, 'what is misspelt is found');
});

t.test('no file is forgotten by the kustomizations', async (t) => {
  const optional = ['ingress.yaml', 'service-monitor.yaml'];
  for (const folder of ['base', 'redis', 'example']) {
    const { resources, patches = [] } = kustomization(folder);
    const named = [...resources, ...patches.map(({ path }) => path), 'kustomization.yaml'];
    const files = readdirSync(join(KUBERNETES, folder)).filter((name) => name.endsWith('.yaml'));
    const wanted = files.filter((name) => folder !== 'example' || !optional.includes(name));
    t.same(named.filter((name) => name.endsWith('.yaml')).sort(), wanted.sort(), folder);
  }
});

t.test('the hours of the example are good, and all of them reach the pods', async (t) => {
  const [generated] = kustomization('example').configMapGenerator ?? [];
  t.match(pod.volumes, [{ name: 'config', configMap: { name: generated?.name } }]);
  const files = readdirSync(join(EXAMPLE, 'config')).map((name) => `config/${name}`);
  t.same([...(generated?.files ?? [])].sort(), files.sort());
  const checked = await runCli(['check', '--config', join(EXAMPLE, 'config')]);
  t.equal(checked.code, 0, checked.err);
});

t.test('probes ask what the service answers, and wait longer than it drains', async (t) => {
  for (const { httpGet } of [container.startupProbe, container.livenessProbe]) {
    t.same(httpGet, { path: '/livez', port: 'http' });
  }
  const { httpGet, periodSeconds, timeoutSeconds, failureThreshold } = container.readinessProbe;
  t.same(httpGet, { path: '/readyz', port: 'http' });
  const { paths } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8'));
  for (const path of ['/livez', '/readyz']) t.ok(path in paths, path);
  t.same(container.ports, [{ name: 'http', containerPort: settings().PORT }]);
  const drain = settings().EIGYOCHU_DRAIN_SECONDS;
  t.ok(drain > periodSeconds * failureThreshold + timeoutSeconds, 'the probe has failed before');
  t.ok(pod.terminationGracePeriodSeconds >= drain + CLOSE_SECONDS);
  t.equal(container.resources.limits.memory, '1Gi', 'a reload of 100,000 lines has half of it');
});

/** Requests that were begun get 5 s; letting go of Redis, calendars and webhooks as long, and more. */
const CLOSE_SECONDS = 20;

function settings() {
  const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value]));
  const parsed = parseSettings(env);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.settings;
}

t.test('settings of the base and of the example are known', async (t) => {
  t.equal(settings().REDIS_URL, 'redis://redis:6379/0');
  const [patch] = read('example/settings.yaml') as Workload[];
  const env = patch?.spec.template.spec.containers[0]?.env ?? [];
  t.ok(env.length > 0);
  const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  t.match(parseSettings(given), { ok: true });
});

t.test('pods are restricted, and write to their volumes alone', async (t) => {
  for (const { spec } of [deployment, one<Workload>(redis, 'StatefulSet')]) {
    const { securityContext, containers, automountServiceAccountToken } = spec.template.spec;
    t.match(securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    t.equal(automountServiceAccountToken, false);
    for (const { securityContext } of containers) {
      t.same(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  }
  t.match(pod.securityContext, { runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 });
  t.match(readFileSync('Dockerfile', 'utf8'), /^USER 65532:65532$/m, 'as the image does');
  const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
  t.same(mounts, ['/app/config', '/app/data'], 'where the image has them');
});

t.test('selectors find the pods that they are for', async (t) => {
  const { labels } = deployment.spec.template.metadata;
  const stored = one<Workload>(redis, 'StatefulSet').spec.template.metadata.labels;
  t.same(deployment.spec.selector.matchLabels, labels);
  const service = one<{ spec: { selector: object } }>(base, 'Service');
  t.same(service.spec.selector, labels);
  const budget = one<{ spec: { selector: Selector } }>(base, 'PodDisruptionBudget');
  t.same(budget.spec.selector.matchLabels, labels);
  const scaler = one<{ spec: { scaleTargetRef: object } }>(base, 'HorizontalPodAutoscaler');
  t.match(scaler.spec.scaleTargetRef, { kind: 'Deployment', name: deployment.metadata.name });
  const policy = one<{ spec: object }>(base, 'NetworkPolicy');
  t.match(policy.spec, { podSelector: { matchLabels: labels } });
  t.match(JSON.stringify(policy.spec), JSON.stringify({ matchLabels: stored }));
  t.match(one(redis, 'NetworkPolicy'), {
    spec: { ingress: [{ from: [{ podSelector: { matchLabels: labels } }] }] },
  });
});

t.test('Redis is as durable in Kubernetes as with compose', async (t) => {
  const compose = parse(readFileSync('deploy/compose/compose.yaml', 'utf8'), { merge: true });
  const words = JSON.stringify(one(redis, 'StatefulSet'));
  for (const word of compose.services.redis.command.filter((each: string) => !/mb$/.test(each))) {
    t.ok(words.includes(JSON.stringify(word)), word);
  }
});

const UNITS = ['eigyochu.service', 'eigyochu@.service'];

/** For tap's `skip`: `false`, or loudly what is left out and why. */
const systemdIsMissing: string | false =
  spawnSync('systemd-analyze', ['--version']).status === 0
    ? false
    : 'UNITS ARE NOT CHECKED BY SYSTEMD: there is no systemd-analyze on the PATH';

t.test('systemd takes the units, and finds them confined', { skip: systemdIsMissing }, (t) => {
  const root = t.testdir({ etc: { systemd: { system: {} } } });
  // What the units start must be there.
  for (const program of ['opt/eigyochu/bin/eigyochu', 'bin/kill']) {
    mkdirSync(join(root, dirname(program)), { recursive: true });
    copyFileSync('/bin/true', join(root, program));
  }
  cpSync('/usr/lib/systemd/system', join(root, 'usr/lib/systemd/system'), { recursive: true });
  const folder = join(root, 'etc/systemd/system');
  for (const unit of UNITS) cpSync(join('deploy/systemd', unit), join(folder, unit));
  const names = UNITS.map((unit) => unit.replace('@', '@1'));
  const analyze = (...words: string[]) =>
    spawnSync('systemd-analyze', [...words, `--root=${root}`, ...names], { encoding: 'utf8' });

  const verified = analyze('verify', '--man=no', '--recursive-errors=no');
  t.same([verified.status, verified.stderr], [0, '']);
  const measured = analyze('security', '--offline=true', '--threshold=20', '--no-pager');
  t.equal(measured.status, 0, 'an exposure of 2.0 at most');
  t.comment(...(measured.stdout.match(/^→.*$/gm) ?? []));

  writeFileSync(join(folder, UNITS[0] ?? ''), '[Service]\nExecStart=/bin/kill\nRestrat=always\n');
  t.match(analyze('verify', '--man=no').stderr, /Restrat/, 'what is misspelt is found');
  t.end();
});

t.test('the settings of units are known, and they wait for the process to end', async (t) => {
  for (const unit of UNITS) {
    const text = readFileSync(join('deploy/systemd', unit), 'utf8').replaceAll('%i', '1');
    const given = [...text.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const parsed = parseSettings(Object.fromEntries(given));
    if (!parsed.ok) return t.fail(unit, { faults: parsed.faults });
    const stop = Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]);
    t.ok(stop >= parsed.settings.EIGYOCHU_DRAIN_SECONDS + CLOSE_SECONDS, unit);
    t.match(text, /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
    t.ok(Number(/^LimitNOFILE=(\d+)$/m.exec(text)?.[1]) > 2 * MAX_CONNECTIONS, unit);
    t.match(text, /^MemoryMax=1G$/m, 'a reload of 100,000 lines has half of it');
    t.match(text, /^RestartPreventExitStatus=78$/m);
    const isTemplate = unit.includes('@');
    t.equal(parsed.settings.PORT, isTemplate ? 8081 : 8080);
    t.equal(parsed.settings.REDIS_URL !== undefined, isTemplate, 'who shares needs Redis');
  }
});
