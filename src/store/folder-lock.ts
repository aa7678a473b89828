import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { StoreLocked, type StoreLog } from './store.ts';

/** Of a path to a socket, on every system; what is longer would be cut off without a word. */
const MAX_PATH_BYTES = 103;

const NAME = /^replica-\w+\.lock$/;

/**
 * Takes the folder for this process, and gives what leaves it to others again. Throws StoreLocked
 * while another process has it. Where that cannot be told, it is logged, and nothing is locked.
 *
 * The lock is a socket that listens: it ends with its process, however that ends, whereas a file
 * would stay. Each process has a socket of its own and looks for others once it listens, so that of
 * two the later one sees the earlier, and what nobody answers at can be removed.
 */
export async function lockFolder(folder: string, log: StoreLog): Promise<() => Promise<void>> {
  const name = `replica-${randomBytes(4).toString('hex')}.lock`;
  let server: Server | null = null;
  const release = async () => {
    if (server?.listening) await new Promise((resolve) => server?.close(resolve));
  };
  try {
    server = await listen(join(folder, name));
    const others = (await readdir(folder)).filter((each) => NAME.test(each) && each !== name);
    for (const other of others) await refuseIfAlive(join(folder, other), folder);
  } catch (error) {
    await release();
    if (error instanceof StoreLocked) throw error;
    const { message } = error as Error;
    log.warn(`${folder} cannot be locked; see that no other process uses it: ${message}`);
  }
  return release;
}

async function listen(path: string): Promise<Server> {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new Error('its path is too long');
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(path);
  await once(server, 'listening');
  return server;
}

async function refuseIfAlive(path: string, folder: string): Promise<void> {
  if (!(await answers(path))) return rm(path, { force: true });
  const found = `another process uses the data folder ${folder}`;
  throw new StoreLocked(found, 'stop that one, or give each process an EIGYOCHU_DATA of its own');
}

/** The kernel answers for a process that is stopped or busy. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
