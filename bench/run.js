/** Runs every bench in a process of its own, one after the other, and prints one report. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './measure.js';

const BENCHES = [
  'decide',
  'compile',
  'many',
  'reload',
  'start',
  'overrides',
  'http',
  'http-parts',
  'streams',
  'replicas',
  'formats',
  'pages',
  'business-time',
  'inputs',
];

console.log(`${new Date().toISOString().slice(0, 10)}, ${describeMachine()}`);
for (const bench of BENCHES) {
  const file = fileURLToPath(new URL(`${bench}.js`, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
