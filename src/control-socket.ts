import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import * as limits from './http/limits.ts';
import type { App } from './http/ports.ts';

/** Where the command line reaches a running service that alone may open the embedded store. */
export function controlSocketPath(dataFolder: string): string {
  return join(dataFolder, 'control.sock');
}

/** Of a path to a socket, on every system; what is longer would be cut off without a word. */
export const MAX_PATH_BYTES = 103;

/**
 * A second way in, on a socket of the file system: whoever may open it is the operator of this
 * machine, so it needs no access key. That is how the first key is made (docs/how-to/operating.md).
 */
export class ControlSocket {
  readonly #sockets = new WeakSet<Socket>();
  #server: Server | null = null;

  /** Whether a request came in this way. */
  isLocal = ({ socket }: IncomingMessage): boolean => this.#sockets.has(socket);

  /**
   * Listens, for its owner only. What is left of a process that was killed is in the way and is
   * removed: the lock of the store says that nobody else is using it.
   */
  async open(app: App, path: string): Promise<void> {
    if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
      throw new Error(`${path} is longer than ${MAX_PATH_BYTES} bytes; shorten EIGYOCHU_DATA`);
    }
    rmSync(path, { force: true });
    const server = createServer({ requestTimeout: limits.REQUEST_TIMEOUT_MILLISECONDS });
    server.on('request', app.routing);
    server.on('connection', (socket) => this.#sockets.add(socket));
    // The socket is made before listen() returns, so nobody else ever finds it open.
    const mask = process.umask(0o177);
    server.listen(path);
    process.umask(mask);
    await once(server, 'listening');
    this.#server = server;
  }

  close(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }
}
