import { type Static, Type } from 'typebox';
import { DEFAULT_MAX_AGE_SECONDS } from './http/limits.ts';
import { nearestName } from './words/nearest-name.ts';

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

/** Of a later version. Refused, since a setting without effect looks like one with. */
const NOT_YET: ReadonlyMap<string, string> = new Map([
  [
    'REDIS_URL',
    'leave it out: Redis comes with overrides, which this version does not support yet',
  ],
  [
    'EIGYOCHU_DATA',
    'leave it out: the data folder comes with overrides, which are not supported yet',
  ],
]);

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
    const value = parseSetting(environment[name], schema);
    const found = JSON.stringify(environment[name]);
    if (value === undefined) faults.push({ name, found, advice: `write ${describeValue(schema)}` });
    else values[name] = value;
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, settings: Object.freeze(values) as Settings };
}

type Given = [name: string, text: string];

function findForeignSetting(name: string, text: string): SettingFault | null {
  const notYet = NOT_YET.get(name);
  // The value stays unsaid: a Redis URL holds a password.
  if (notYet) return { name, found: 'a value', advice: notYet };
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
  if (schema.type === 'string') return text;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = schema;
  return number >= minimum && number <= maximum ? number : undefined;
}

function describeValue(schema: SettingSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  return `a whole number from ${schema.minimum} to ${schema.maximum}`;
}

/** One line for a person: `PORT: found "http"; write a whole number from 0 to 65535`. */
export function formatSettingFault({ name, found, advice }: SettingFault): string {
  return `${name}: found ${found}; ${advice}`;
}
