import type { RequestListener, Server } from 'node:http';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { App } from './http/ports.ts';

/** What arrived in part gets this long once nothing new is taken; the rest may never come. */
const HEAD_MILLISECONDS = 1_000;
/** Requests that arrived whole get this long to be answered and read. */
const REQUEST_MILLISECONDS = 5_000;
/** Within this a caller who was just answered comes back, if it does so at once. */
const RETURN_MILLISECONDS = 50;
/** New connections may never cease, so there is an end to waiting for a turn without one. */
const MAX_TURNS = 1_000;

export interface CloseOptions {
  readonly headMilliseconds?: number;
  readonly requestMilliseconds?: number;
}

/**
 * Gives what to call to close a server in order: it takes no new connection, answers what was
 * begun, and then drops what is left. The answer is how many requests had to be cut off.
 */
export function createServerClose(
  app: App,
  {
    headMilliseconds = HEAD_MILLISECONDS,
    requestMilliseconds = REQUEST_MILLISECONDS,
  }: CloseOptions = {},
): () => Promise<number> {
  const { server } = app;
  let inFlight = 0;
  let cutOff = 0;
  let onAnswered = () => {};
  // One function for all, since every request of the service comes by here.
  const onClosed = () => {
    inFlight--;
    onAnswered();
  };
  server.on('request', (_request, response) => {
    inFlight++;
    response.on('close', onClosed);
  });

  const dropIdle = () => {
    if (inFlight === 0) server.closeAllConnections();
  };
  const dropAll = () => {
    cutOff = inFlight;
    server.closeAllConnections();
  };

  return async () => {
    await stopListening(app);
    const headTimer = setTimeout(() => {
      onAnswered = dropIdle;
      dropIdle();
    }, headMilliseconds);
    const requestTimer = setTimeout(dropAll, requestMilliseconds);
    await app.close();
    clearTimeout(headTimer);
    clearTimeout(requestTimer);
    return cutOff;
  };
}

/**
 * Stops taking connections without a reset. The kernel accepts connections on our behalf, and
 * resets those that still wait when listening ends. So nobody is answered for a moment: callers
 * then wait for us rather than come back with the next connection, and all that wait can be taken.
 */
async function stopListening({ server }: App): Promise<void> {
  const release = holdRequests(server);
  await pause(RETURN_MILLISECONDS);
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (!(await isConnectedWithinTurn(server))) break;
  }
  server.close();
  release();
}

/** Keeps requests unanswered until they are released. */
function holdRequests(server: Server): () => void {
  const held: Parameters<RequestListener>[] = [];
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (...exchange) => held.push(exchange));
  return () => {
    server.removeAllListeners('request');
    for (const listener of listeners) server.on('request', listener);
    for (const exchange of held) server.emit('request', ...exchange);
  };
}

/** Whether a connection was taken in one turn of the event loop, which may take but one. */
async function isConnectedWithinTurn(server: Server): Promise<boolean> {
  let isConnected = false;
  const notice = () => {
    isConnected = true;
  };
  server.once('connection', notice);
  await nextTurn();
  server.off('connection', notice);
  return isConnected;
}
