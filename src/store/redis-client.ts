import { Cluster, Redis } from 'ioredis';
import type { RedisDescription, RedisLogin, RedisNode } from './parse-redis-url.ts';

export type RedisClient = Redis | Cluster;

/** From the first packet to the answer to the first command. */
export const CONNECT_MILLISECONDS = 1_000;

/**
 * One connection and no more: it is opened once, queues nothing, sends nothing again, and when it
 * is lost it has ended. Whoever wants another one opens another client, so that no command of the
 * one before can come to life later. RESP 2 is what every server and proxy speaks.
 */
const ONCE = {
  protocol: 2,
  connectionName: 'eigyochu',
  disableClientInfo: true,
  retryStrategy: null,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  connectTimeout: CONNECT_MILLISECONDS,
  // A stopped server never closes its end.
  disconnectTimeout: 100,
  maxLoadingRetryTime: 100,
} as const;

/** A new connection for commands; each attempt begins at another node of several. */
export function openClient(description: RedisDescription, attempt: number): RedisClient {
  if (description.kind === 'cluster') return openCluster(description);
  return openSingle(description, attempt);
}

/** A new connection for messages. Every node of a cluster passes on what is published at any. */
export function openSubscriber(description: RedisDescription, attempt: number): Redis {
  return openSingle(description, attempt);
}

function openSingle(description: RedisDescription, attempt: number): Redis {
  const { kind, nodes, isEncrypted, login, database, master, sentinelLogin } = description;
  const [node = nodes[0], ...others] = rotate(nodes, attempt);
  const common = { ...ONCE, ...loginOptions(login), db: database };
  if (kind !== 'sentinel') {
    return new Redis({ ...common, ...node, ...(isEncrypted ? { tls: {} } : {}) });
  }
  const { user, password } = sentinelLogin;
  return new Redis({
    ...common,
    ...(isEncrypted ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    ...(user === null ? {} : { sentinelUsername: user }),
    ...(password === null ? {} : { sentinelPassword: password }),
    sentinels: [node, ...others],
    name: master ?? '',
    sentinelRetryStrategy: () => null,
    sentinelCommandTimeout: CONNECT_MILLISECONDS / 2,
    updateSentinels: false,
  });
}

function openCluster({ nodes, isEncrypted, login }: RedisDescription): Cluster {
  const { retryStrategy: _, enableOfflineQueue, ...once } = ONCE;
  return new Cluster([...nodes], {
    clusterRetryStrategy: () => null,
    enableOfflineQueue,
    // A command that a node may have run is not sent to another one.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    maxRedirections: 4,
    slotsRefreshTimeout: CONNECT_MILLISECONDS / 2,
    // Names stay names: certificates are issued to them.
    dnsLookup: (address, callback) => callback(null, address),
    redisOptions: { ...once, ...loginOptions(login), ...(isEncrypted ? { tls: {} } : {}) },
  });
}

function loginOptions({ user, password }: RedisLogin) {
  return {
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
  };
}

function rotate(nodes: readonly RedisNode[], by: number): readonly RedisNode[] {
  const start = by % nodes.length;
  return [...nodes.slice(start), ...nodes.slice(0, start)];
}
