/** Where Redis is and how to log in, out of a `REDIS_URL`. */
export interface RedisDescription {
  /** Of a cluster some nodes are enough; of Sentinel they are the sentinels. */
  readonly kind: 'standalone' | 'sentinel' | 'cluster';
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly isEncrypted: boolean;
  readonly login: RedisLogin;
  readonly database: number;
  /** Of Sentinel: what it calls the master. */
  readonly master: string | null;
  /** Of Sentinel itself, which has its own passwords. */
  readonly sentinelLogin: RedisLogin;
}

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** `null` where none is given. */
export interface RedisLogin {
  readonly user: string | null;
  readonly password: string | null;
}

/** What was found, never with a password, and what to write instead. */
export interface RedisUrlFault {
  readonly found: string;
  readonly advice: string;
}

export type ParsedRedisUrl =
  | { readonly ok: true; readonly description: RedisDescription }
  | { readonly ok: false; readonly fault: RedisUrlFault };

const SCHEME = '(rediss?)(?:\\+(sentinel|cluster))?';
const LOGIN = '(?:([^@/?#]*)@)?';
const URL_PARTS = new RegExp(
  `^${SCHEME}://${LOGIN}([^@/?#]*)(?:/([^@?#]*))?(?:\\?([^@#]*))?$`,
  'i',
);

const FORMS =
  'write redis://host:6379/0, rediss:// for TLS, redis+sentinel://host:26379/NAME, ' +
  'or several hosts of a cluster with commas between';

/**
 * Reads `redis[s]://[user:password@]host[:port][/database]`; with several hosts or `+cluster` a
 * cluster; `redis[s]+sentinel://…/NAME[/database]`, whose sentinels' own login may follow as
 * `?sentinelUser=&sentinelPassword=`.
 */
export function parseRedisUrl(text: string): ParsedRedisUrl {
  try {
    return { ok: true, description: describe(text) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The address for people: no user, no password. */
export function formatRedisAddress(description: RedisDescription): string {
  const { kind, nodes, isEncrypted, database, master } = description;
  const scheme = `redis${isEncrypted ? 's' : ''}${kind === 'standalone' ? '' : `+${kind}`}`;
  const hosts = nodes.map(({ host, port }) => `${bracket(host)}:${port}`).join(',');
  const path = [master, database || null].filter((part) => part !== null);
  return [`${scheme}://${hosts}`, ...path].join('/');
}

/** Ends the reading; caught where it begins. */
class Refusal extends Error {
  readonly fault: RedisUrlFault;

  constructor(found: string, advice: string) {
    super(found);
    this.fault = { found, advice };
  }
}

function describe(text: string): RedisDescription {
  const parts = URL_PARTS.exec(text);
  if (!parts) throw refuseWhole(text);
  const [, scheme = '', form, credentials, hosts = '', path = '', query = ''] = parts;
  const isSentinel = form?.toLowerCase() === 'sentinel';
  const defaultPort = isSentinel ? 26_379 : 6_379;
  const [first = '', ...others] = hosts.split(',');
  const nodes = [parseNode(first, defaultPort)] as [RedisNode, ...RedisNode[]];
  for (const host of others) nodes.push(parseNode(host, defaultPort));
  const isCluster = form?.toLowerCase() === 'cluster' || (!isSentinel && others.length > 0);
  const kind = isSentinel ? 'sentinel' : isCluster ? 'cluster' : 'standalone';
  return {
    kind,
    nodes,
    isEncrypted: scheme.toLowerCase() === 'rediss',
    login: parseLogin(credentials),
    ...parsePath(path, kind),
    sentinelLogin: parseSentinelLogin(query, isSentinel),
  };
}

function refuseWhole(text: string): Refusal {
  const scheme = /^[a-z+]+(?=:\/\/)/i.exec(text)?.[0];
  if (scheme && !/^rediss?(\+(sentinel|cluster))?$/i.test(scheme)) {
    return new Refusal(`the scheme ${scheme}://`, FORMS);
  }
  if (scheme && text.includes('@')) {
    const advice = 'write @ as %40, / as %2F, : as %3A, # as %23 and ? as %3F in them';
    return new Refusal('a user or password with characters of the URL itself', advice);
  }
  return new Refusal('no URL of Redis', FORMS);
}

/** What stands where a port should is not repeated: it may be a password in the wrong place. */
function parseNode(text: string, defaultPort: number): RedisNode {
  const [, ipv6, name, digits] = /^(?:\[([\da-f:.]+)\]|([^:[\]\s]+))(?::(\d*))?$/i.exec(text) ?? [];
  const host = ipv6 ?? name;
  if (host === undefined) throw new Refusal('something that is no host', FORMS);
  const port = digits ? Number(digits) : defaultPort;
  if (port >= 1 && port <= 65_535) return { host, port };
  throw new Refusal(`port ${port} of ${host}`, 'write a port from 1 to 65535');
}

function parseLogin(credentials: string | undefined): RedisLogin {
  if (!credentials) return { user: null, password: null };
  const colon = credentials.indexOf(':');
  const user = colon < 0 ? credentials : credentials.slice(0, colon);
  if (colon < 0) {
    const advice = 'write user:password@, or :password@ without a user';
    throw new Refusal('a user without a password', advice);
  }
  return { user: decode(user) || null, password: decode(credentials.slice(colon + 1)) || null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('a % in user or password that begins no code', 'write % as %25');
  }
}

function parsePath(
  path: string,
  kind: RedisDescription['kind'],
): Pick<RedisDescription, 'master' | 'database'> {
  const [first = '', second = '', ...rest] = path.split('/');
  const isSentinel = kind === 'sentinel';
  const [master, digits] = isSentinel ? [first, second] : [null, first];
  if (master === '') {
    throw new Refusal('no name of a master', 'write redis+sentinel://host:26379/NAME');
  }
  const isNumber = /^\d{0,5}$/.test(digits);
  if (!isNumber || rest.length > 0 || (!isSentinel && second !== '')) {
    throw new Refusal(`the path /${path}`, 'write the number of a database, such as /0');
  }
  const database = Number(digits);
  if (kind === 'cluster' && database > 0) {
    throw new Refusal(`database ${database} of a cluster`, 'leave it out: a cluster has only 0');
  }
  return { master: master && decode(master), database };
}

function parseSentinelLogin(query: string, isSentinel: boolean): RedisLogin {
  const asked = new URLSearchParams(query);
  const known = isSentinel ? ['sentinelUser', 'sentinelPassword'] : [];
  const unknown = [...asked.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const advice = isSentinel ? `only ${known.join(' and ')} may follow` : 'leave it out';
    throw new Refusal('a ? with something that is not known here', advice);
  }
  return { user: asked.get('sentinelUser'), password: asked.get('sentinelPassword') };
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
