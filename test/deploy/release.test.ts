/** What a release consists of, made from a copy of the tree and used as a stranger would. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import t, { type Test } from 'tap';

const PARTS = [
  ...['package.json', 'package-lock.json', 'CHANGELOG.md', 'README.md', 'LICENSE'],
  ...['config', 'dist', 'scripts'],
];

/** A work tree of one's own: the script writes into the one that it is started in. */
function copyOfTree(t: Test): string {
  const folder = t.testdir({ tools: {} });
  for (const part of PARTS) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  if (existsSync('tools/node_modules')) {
    symlinkSync(resolve('tools/node_modules'), join(folder, 'tools/node_modules'));
  }
  return folder;
}

function run(cwd: string, program: string, words: readonly string[]) {
  const env = { ...process.env, NODE_OPTIONS: '' };
  return spawnSync(program, words, { cwd, env, encoding: 'utf8' });
}

t.test('a release is packed, checked, listed and told of', async (t) => {
  const tree = copyOfTree(t);
  const folder = join(tree, 'release');
  const made = run(tree, process.execPath, ['scripts/release.js', '--built']);
  if (made.status !== 0) return t.fail(made.stderr);
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const id = `${name}-${version}`;
  const files = [`${id}.cyclonedx.json`, `${id}.intoto.json`, `${id}.spdx.json`, `${id}.tgz`];
  t.same(readdirSync(folder).sort(), ['SHA256SUMS', ...files].sort());

  await t.test('publint has no fault to find', async (t) => {
    t.notMatch(made.stderr, /^Errors:/m);
    if (existsSync('tools/node_modules')) t.match(made.stderr, /publint/);
  });

  await t.test('the checksums are of what is there', async (t) => {
    const sums = run(folder, 'sha256sum', ['--check', '--strict', 'SHA256SUMS']);
    t.equal(sums.status, 0, sums.stderr);
  });

  await t.test('the package holds what runs, and nothing of how it was made', async (t) => {
    const listed = run(folder, 'tar', ['--list', '--gzip', '--file', `${id}.tgz`]).stdout;
    const names = listed
      .trim()
      .split('\n')
      .map((each) => each.replace('package/', ''));
    const outer = new Set(names.map((each) => each.split('/')[0]));
    const wanted = ['CHANGELOG.md', 'LICENSE', 'README.md', 'config', 'dist', 'package.json'];
    t.same([...outer].sort(), wanted);
    t.same(
      names.filter((each) => /\.map$|tsbuildinfo|(?<!\.d)\.tsx?$|\.test\./.test(each)),
      [],
    );
  });

  await t.test('the bills of materials name what runs, and not what builds', async (t) => {
    const read = (format: string) =>
      JSON.parse(readFileSync(join(folder, `${id}.${format}.json`), 'utf8'));
    const cyclonedx: string[] = read('cyclonedx').components.map(
      (each: { name: string }) => each.name,
    );
    const spdx: string[] = read('spdx').packages.map((each: { name: string }) => each.name);
    for (const names of [cyclonedx, spdx]) {
      t.ok(names.includes('fastify'));
      t.notOk(names.includes('typescript'));
    }
  });

  await t.test('the provenance is of this very package', async (t) => {
    const statement = JSON.parse(readFileSync(join(folder, `${id}.intoto.json`), 'utf8'));
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, `${id}.tgz`)))
      .digest('hex');
    t.match(statement, {
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: [{ name: `${id}.tgz`, digest: { sha256 } }],
    });
  });

  await t.test('whoever unpacks it can start it, and import the client', async (t) => {
    const installed = join(tree, 'user/node_modules');
    mkdirSync(installed, { recursive: true });
    run(installed, 'tar', ['--extract', '--gzip', '--file', join(folder, `${id}.tgz`)]);
    cpSync(join(installed, 'package'), join(installed, name), { recursive: true });
    // What npm would fetch is the same as what is here.
    const beside = join(installed, name, 'node_modules');
    symlinkSync(resolve('node_modules'), beside);
    const cli = run(join(tree, 'user'), process.execPath, [
      join(installed, name, 'dist/cli.js'),
      '--version',
    ]);
    t.equal(cli.stdout, `eigyochu ${version}\n`, cli.stderr);
    const script = "console.log(Object.keys(await import('eigyochu/client')).length > 0)";
    const words = ['--input-type=module', '-e', script];
    const imported = run(join(tree, 'user'), process.execPath, words);
    t.equal(imported.stdout, 'true\n', imported.stderr);
  });
});

t.test('what a release must not be made of is refused', async (t) => {
  const tree = copyOfTree(t);
  writeFileSync(join(tree, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n');
  const refused = run(tree, process.execPath, ['scripts/release.js', '--strict']);
  t.equal(refused.status, 1);
  t.match(refused.stderr, /refused: CHANGELOG\.md has no heading/);
  t.equal(refused.stdout, '');
});
