import { type Static, Type } from 'typebox';
import { corsOriginsFault } from './cors-origins.ts';
import {
  DEFAULT_MAX_AGE_SECONDS,
  DEFAULT_MAX_LAG_MILLISECONDS,
  DEFAULT_MAX_STREAMS,
  DEFAULT_MAX_STREAMS_EACH,
  DEFAULT_READS_PER_MINUTE,
  DEFAULT_WRITES_PER_MINUTE,
  MOST_STREAMS,
} from './http/limits.ts';
import { proxiesFault } from './proxies-fault.ts';
import { publicUrlFault } from './public-url-fault.ts';
import { parseRedisUrl } from './store/parse-redis-url.ts';
import { twilioTokensFault } from './twilio-tokens.ts';
import { nearestName } from './words/nearest-name.ts';

/** Whether reading needs an access key. */
export const READ_ACCESS = ['public', 'keyed'] as const;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** How the process runs: the environment variables it reads, each with what it does. */
export const Settings = Type.Object({
  EIGYOCHU_CONFIG: Type.String({
    default: 'config',
    minLength: 1,
    description: 'file or folder of the configuration',
  }),
  EIGYOCHU_MAX_AGE_SECONDS: Type.Integer({
    default: DEFAULT_MAX_AGE_SECONDS,
    minimum: 0,
    maximum: 86_400,
    description: 'the longest an answer may be cached',
  }),
  EIGYOCHU_DRAIN_SECONDS: Type.Integer({
    default: 2,
    minimum: 0,
    maximum: 60,
    description: 'how long after SIGTERM it still answers while /readyz says no',
  }),
  EIGYOCHU_DATA: Type.String({
    default: 'data',
    minLength: 1,
    description: 'folder of the embedded store and of the last snapshot',
  }),
  REDIS_URL: Type.Optional(
    Type.String({
      description: 'redis://, rediss://, redis+sentinel://, or several for a cluster',
    }),
  ),
  EIGYOCHU_REDIS_PREFIX: Type.String({
    default: 'eigyochu',
    pattern: '^[\\w:.-]{1,64}$',
    description: 'in braces, what the names of all keys in Redis begin with',
  }),
  EIGYOCHU_POLL_MILLISECONDS: Type.Integer({
    default: 1_000,
    minimum: 100,
    // A key that was revoked elsewhere must be refused within two seconds.
    maximum: 1_500,
    description: 'how often a replica makes sure that it missed nothing in Redis',
  }),
  EIGYOCHU_READS: Type.Enum([...READ_ACCESS], {
    default: 'public',
    description: 'whether reading needs an access key',
  }),
  EIGYOCHU_READS_PER_MINUTE: Type.Integer({
    default: DEFAULT_READS_PER_MINUTE,
    minimum: 0,
    maximum: 100_000_000,
    description: 'the most reads of one key or address; 0 is no limit',
  }),
  EIGYOCHU_WRITES_PER_MINUTE: Type.Integer({
    default: DEFAULT_WRITES_PER_MINUTE,
    minimum: 0,
    maximum: 100_000_000,
    description: 'the most writes of one key or address; 0 is no limit',
  }),
  EIGYOCHU_MAX_LAG_MILLISECONDS: Type.Integer({
    default: DEFAULT_MAX_LAG_MILLISECONDS,
    minimum: 0,
    maximum: 60_000,
    description: 'a busier event loop refuses requests until it has caught up; 0 never',
  }),
  EIGYOCHU_MAX_STREAMS: Type.Integer({
    default: DEFAULT_MAX_STREAMS,
    minimum: 0,
    maximum: MOST_STREAMS,
    description: 'the most open streams of this process, 15 KB of memory each',
  }),
  EIGYOCHU_MAX_STREAMS_EACH: Type.Integer({
    default: DEFAULT_MAX_STREAMS_EACH,
    minimum: 1,
    maximum: MOST_STREAMS,
    description: 'the most open streams of one key or address',
  }),
  EIGYOCHU_TRUST_PROXY: Type.Optional(
    Type.String({
      description: 'addresses or networks of proxies whose X-Forwarded-For is believed',
    }),
  ),
  EIGYOCHU_PUBLIC_URL: Type.Optional(
    Type.String({ description: 'what the URLs of the service begin with for others' }),
  ),
  EIGYOCHU_CORS_ORIGINS: Type.Optional(
    Type.String({ description: 'origins whose pages may read, with commas; * or none' }),
  ),
  EIGYOCHU_TWILIO_AUTH_TOKEN: Type.Optional(
    Type.String({ description: 'what Twilio signs its requests with; two while it is replaced' }),
  ),
  HOST: Type.String({ default: '0.0.0.0', minLength: 1, description: 'address to listen on' }),
  PORT: Type.Integer({
    default: 8080,
    minimum: 0,
    maximum: 65_535,
    description: 'port to listen on; 0 takes a free one',
  }),
  LOG_LEVEL: Type.Enum([...LOG_LEVELS], {
    default: 'info',
    description: 'the least important events that are logged',
  }),
});

export type Settings = Readonly<Static<typeof Settings>>;

/** A fault of a setting: what was found and what to write instead. */
export interface SettingFault {
  readonly name: string;
  readonly found: string;
  readonly advice: string;
}

export type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly faults: readonly SettingFault[] };

/** The secrets of webhooks: one variable for each that the configuration names. */
export const WEBHOOK_SECRET = 'EIGYOCHU_WEBHOOK_SECRET_';

export const WEBHOOK_SECRET_DESCRIPTION =
  'what messages to the webhook ID are signed with; two while it is replaced';

/**
 * What Kubernetes sets in every pod beside a Service whose name starts with "eigyochu", such as
 * `EIGYOCHU_PORT=tcp://10.0.0.1:80`. Nobody wrote it, so it is no mistake.
 */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$/;

/** The parts of a setting's schema that reading and explaining it need. */
interface SettingSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The settings by name, in the order of the help. */
export const SETTING_SCHEMAS: readonly (readonly [name: string, SettingSchema])[] = Object.entries(
  Settings.properties,
);

const SETTING_NAMES = SETTING_SCHEMAS.map(([name]) => name);

/**
 * Reads the settings out of an environment: frozen, or every fault at once. A variable set to
 * nothing counts as not set; one that starts with `EIGYOCHU_` and is none of ours is a fault.
 */
export function parseSettings(environment: NodeJS.ProcessEnv): ParsedSettings {
  const given = Object.entries(environment).filter((entry): entry is Given => Boolean(entry[1]));
  const faults = given.flatMap(([name, text]) => findForeignSetting(name, text) ?? []);
  const values: Record<string, unknown> = {};
  for (const [name, schema] of SETTING_SCHEMAS) {
    const text = environment[name];
    const value = parseSetting(text, schema);
    const fault = text ? CHECKS.get(name)?.(text) : null;
    if (fault) faults.push({ name, ...fault });
    else if (value !== undefined) values[name] = value;
    else if (text) faults.push({ name, found: JSON.stringify(text), advice: adviceFor(schema) });
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, settings: Object.freeze(values) as Settings };
}

/** Settings with a grammar of their own. */
const CHECKS: ReadonlyMap<string, (text: string) => Omit<SettingFault, 'name'> | null> = new Map([
  ['EIGYOCHU_TRUST_PROXY', proxiesFault],
  ['EIGYOCHU_PUBLIC_URL', publicUrlFault],
  ['EIGYOCHU_CORS_ORIGINS', corsOriginsFault],
  ['EIGYOCHU_TWILIO_AUTH_TOKEN', twilioTokensFault],
  ['REDIS_URL', redisUrlFault],
]);

function redisUrlFault(text: string): Omit<SettingFault, 'name'> | null {
  const parsed = parseRedisUrl(text);
  return parsed.ok ? null : parsed.fault;
}

type Given = [name: string, text: string];

function findForeignSetting(name: string, text: string): SettingFault | null {
  if (name.startsWith(WEBHOOK_SECRET)) return null;
  if (!name.startsWith('EIGYOCHU_') || SETTING_NAMES.includes(name)) return null;
  if (SERVICE_LINK.test(name) || (name.endsWith('_PORT') && text.includes('://'))) return null;
  const meant = nearestName(name, SETTING_NAMES);
  const advice = meant ? `write ${meant}` : `leave it out; known are ${SETTING_NAMES.join(', ')}`;
  return { name, found: 'no such setting', advice };
}

/** The value of a text, the default where there is none, `undefined` where it has no meaning. */
function parseSetting(text: string | undefined, schema: SettingSchema): unknown {
  if (!text) return schema.default;
  if (schema.enum) return schema.enum.includes(text) ? text : undefined;
  if (schema.pattern) return new RegExp(schema.pattern).test(text) ? text : undefined;
  if (schema.type === 'string') return text;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = schema;
  return number >= minimum && number <= maximum ? number : undefined;
}

function adviceFor(schema: SettingSchema): string {
  if (schema.enum) return `write one of ${schema.enum.join(', ')}`;
  if (schema.pattern) return 'write 1 to 64 of the characters a-z A-Z 0-9 _ : . -';
  return `write a whole number from ${schema.minimum} to ${schema.maximum}`;
}

/** One line for a person: `PORT: found "http"; write a whole number from 0 to 65535`. */
export function formatSettingFault({ name, found, advice }: SettingFault): string {
  return `${name}: found ${found}; ${advice}`;
}
