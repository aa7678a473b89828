import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 15_000;
const PAUSE_MS = 2;

/** Knocks with bare connections until somebody listens: a refused `fetch` costs far more. */
export async function untilListening(port) {
  const started = performance.now();
  while (!(await isListening(port))) {
    if (performance.now() - started > GIVE_UP_MS) throw new Error('the service does not answer');
    await delay(PAUSE_MS);
  }
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
