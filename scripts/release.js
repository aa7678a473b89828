/**
 * Makes what a release consists of, in the folder `release/`: the package, its bill of materials in
 * two formats, checksums, and a statement of where it comes from. It publishes nothing.
 *
 *   node scripts/release.js             says what it would refuse, and packs all the same
 *   node scripts/release.js --strict    refuses: for a tag
 *
 * Signing takes an identity that nobody can copy, which a machine of one's own does not have:
 * docs/how-to/deploy.md says what a CI does with these files.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'release';
const IS_STRICT = process.argv.includes('--strict');
/** For tests, which have a build already. */
const IS_BUILT = process.argv.includes('--built');

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const objections = objectionsTo(manifest);
for (const objection of objections)
  console.error(`${IS_STRICT ? 'refused' : 'note'}: ${objection}`);
if (IS_STRICT && objections.length > 0) process.exit(1);

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
if (!IS_BUILT) run('npm', ['run', '--silent', 'build']);
const tarball = pack();
check(tarball);
const made = [tarball, ...materials()];
const statement = `${manifest.name}-${manifest.version}.intoto.json`;
write(statement, provenanceOf(tarball));
const sums = [...made, statement].map((name) => `${digestOf(join(FOLDER, name))}  ${name}\n`);
writeFileSync(join(FOLDER, 'SHA256SUMS'), sums.join(''));
console.log([...made, statement, 'SHA256SUMS'].map((name) => join(FOLDER, name)).join('\n'));

/** What a release must not be made of. */
function objectionsTo({ version }) {
  const status = git('status', '--porcelain');
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const hasHeading = new RegExp(`^## \\[?${version.replaceAll('.', '\\.')}\\b`, 'm').test(
    changelog,
  );
  return [
    ...(status === null ? ['this is no git work tree, so nothing says what was built'] : []),
    ...(status ? ['the work tree has changes that are not committed: commit or stash them'] : []),
    ...(hasHeading ? [] : [`CHANGELOG.md has no heading "## ${version}": move "Unreleased" there`]),
  ];
}

function pack() {
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', FOLDER];
  const packed = JSON.parse(run('npm', words));
  // npm 11 lists packages, later ones name them.
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return filename;
}

/** What others see of the package: by those who check that for everybody. */
function check(name) {
  const tools = 'tools/node_modules/.bin';
  if (!existsSync(tools)) {
    const said = 'publint and attw are not there: npm ci --prefix tools brings them';
    if (IS_STRICT) throw new Error(said);
    return console.error(`note: not checked, ${said}`);
  }
  const path = join(FOLDER, name);
  console.error(run(join(tools, 'publint'), [path, '--strict']).trim());
  // The package has modules only: what CommonJS of old and of Node 16 would find is no concern.
  const words = [path, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'];
  console.error(run(join(tools, 'attw'), words).trim());
}

/** The bills of materials: of what runs, not of what builds. */
function materials() {
  return ['cyclonedx', 'spdx'].map((format) => {
    const words = ['sbom', `--sbom-format=${format}`, '--omit=dev', '--package-lock-only'];
    const name = `${manifest.name}-${manifest.version}.${format}.json`;
    writeFileSync(join(FOLDER, name), run('npm', words));
    return name;
  });
}

/**
 * An in-toto statement with SLSA provenance, unsigned: it says what was built of what, and proves
 * nothing by itself. https://slsa.dev/spec/v1.0/provenance
 */
function provenanceOf(name) {
  const commit = git('rev-parse', 'HEAD') ?? 'unknown';
  const time = git('log', '-1', '--format=%cI');
  const repository = `git+${git('remote', 'get-url', 'origin') || `file://${manifest.name}`}`;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: digestOf(join(FOLDER, name)) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://docs.npmjs.com/cli/v11/commands/npm-pack',
        externalParameters: { command: 'node scripts/release.js', strict: IS_STRICT },
        internalParameters: { node: process.version, changes: objections },
        resolvedDependencies: [
          { uri: repository, digest: { gitCommit: commit } },
          { uri: 'package-lock.json', digest: { sha256: digestOf('package-lock.json') } },
        ],
      },
      runDetails: {
        builder: { id: process.env.BUILDER_ID ?? 'https://localhost/unattested' },
        metadata: { ...(time ? { startedOn: time } : {}) },
      },
    },
  };
}

function write(name, value) {
  writeFileSync(join(FOLDER, name), `${JSON.stringify(value, null, 2)}\n`);
}

function digestOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** What git says, or `null` where there is none. */
function git(...words) {
  const { status, stdout } = spawnSync('git', words, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function run(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0)
    throw new Error(`${program} ${words[0]} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
