/**
 * A process of many clients of `/v1/stream`, as bare sockets: forked by `streams.js`, which tells it
 * what to do. Clients come from many addresses of the machine, since one address has few streams.
 */
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonic } from './service.js';

const CLIENTS_EACH = 40;
/** Connections that are made at once: fewer than what the kernel lets wait. */
const AT_ONCE = 200;

const sockets = [];
let arrivals = [];
let bytes = 0;

function addressOf(number) {
  const place = Math.floor(number / CLIENTS_EACH) + 1;
  return `127.0.${1 + (place >> 8)}.${place & 255}`;
}

/** Resolves with the socket once the first decision has come. */
function open({ port, path, number }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: addressOf(number) });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`client ${number} was dropped`)));
    let isBegun = false;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (!chunk.includes('event:decision')) return;
      if (isBegun) arrivals.push(monotonic());
      else resolve(socket);
      isBegun = true;
    });
  });
}

const TASKS = {
  async open({ count, port, path }) {
    for (let left = count; left > 0; left -= AT_ONCE) {
      const length = Math.min(AT_ONCE, left);
      const numbers = Array.from({ length }, (_, index) => sockets.length + index);
      const opened = await Promise.all(numbers.map((number) => open({ port, path, number })));
      sockets.push(...opened);
    }
    return sockets.length;
  },
  /** Forgets what came until now. */
  arm() {
    arrivals = [];
    bytes = 0;
  },
  /** When each client has had its next decision, in order. */
  async arrivals({ count, seconds }) {
    const deadline = performance.now() + seconds * 1_000;
    while (arrivals.length < count && performance.now() < deadline) await delay(5);
    return arrivals.toSorted((a, b) => a - b);
  },
  bytes: () => bytes,
};

process.on('message', async ({ task, ...options }) => {
  try {
    process.send({ result: await TASKS[task](options) });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
