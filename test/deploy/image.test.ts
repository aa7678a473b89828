/** The image, made and run as the Dockerfile says, without Docker. */
import { spawnSync } from 'node:child_process';
import t from 'tap';

/** For tap's `skip`: `false`, or loudly what is left out and why. */
const sandboxIsMissing: string | false =
  process.getuid?.() === 0 && mayUnshare()
    ? false
    : 'THE IMAGE IS NOT REHEARSED: that needs root, bwrap (bubblewrap) and user namespaces';

/** As the rehearsal starts the image's command. */
function mayUnshare(): boolean {
  const words = ['--reuid=65532', '--regid=65532', '--clear-groups', '--no-new-privs', 'bwrap'];
  return (
    spawnSync('setpriv', [...words, '--unshare-all', '--ro-bind', '/', '/', 'true']).status === 0
  );
}

t.test(
  'the image answers as 65532 from a read-only root',
  { skip: sandboxIsMissing },
  async (t) => {
    const words = ['scripts/rehearse-image.js', '--reuse'];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    if (status !== 0) return t.fail(stderr);
    const found = JSON.parse(stdout);
    t.match(found, { uid: 65_532, decision: 'closed', live: '{"status":"live"}' });
    t.same(found.writable, ['/app/data/x'], 'nothing can be written but the volume');
    t.equal(found.network, false);
    t.equal(found.health, 0, 'HEALTHCHECK passes');
    t.equal(found.code, 0, 'SIGTERM ends it, though it is PID 1');
    t.ok(found.endedAfter < 10_000, 'before Docker loses patience');
    t.comment(`${Math.round(found.size / 1e6)} MB beside the base image`);
  },
);
