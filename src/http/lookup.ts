/** From names in a request to what they name, or a refusal that says which one is nearest. */
import type { FastifyRequest } from 'fastify';
import { describeLimits, type LineLimits } from '../access/principal.ts';
import { restrictionOf, restrictSnapshot } from '../access/restrict-snapshot.ts';
import { CodedError, type ErrorCode, type Fault } from '../errors.ts';
import type { Keeper } from '../lines/keeper.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { quote } from '../words/quote.ts';
import { suggestName } from '../words/suggest-name.ts';
import type { Ports } from './ports.ts';

/** The snapshot in force, or the refusal `not_known` while a part of it has not been seen. */
export function snapshotOf({ snapshot, configured }: Keeper): Snapshot {
  if (snapshot) return snapshot;
  const detail = configured ? NO_STATE : NO_CONFIGURATION;
  throw new CodedError([{ code: 'not_known', detail }], { 'retry-after': '1' });
}

const NO_CONFIGURATION = 'No configuration has been loaded yet, so nothing is known.';
const NO_STATE =
  'The configuration is loaded, but the store could not be asked yet and nothing of it is on this' +
  ' disk, so nobody knows which overrides hold.';

/** The snapshot as far as the caller may see it; without limits it is the one in force. */
export function snapshotFor({ keeper }: Pick<Ports, 'keeper'>, request: FastifyRequest): Snapshot {
  const snapshot = snapshotOf(keeper);
  const { limits } = request.principal;
  return limits === null ? snapshot : restrictSnapshot(snapshot, limits);
}

export function lineNamed(snapshot: Snapshot, name: string): Line {
  return found(snapshot.lines, name, 'line');
}

type Kind = 'line' | 'group' | 'purpose' | 'calendar';

/** The value of a name; the refusal names the nearest one there is, or what the key is for. */
export function found<T>(known: ReadonlyMap<string, T>, name: string, kind: Kind): T {
  const value = known.get(name);
  if (value === undefined) throw new CodedError([unknownName(known, name, kind)]);
  return value;
}

export function unknownName(known: ReadonlyMap<string, unknown>, name: string, kind: Kind): Fault {
  const restriction = restrictionOf(known);
  if (restriction?.whole.has(name)) return forbiddenName(restriction.limits, name, kind);
  const code: ErrorCode = `unknown_${kind}`;
  const detail = `There is no ${kind} ${quote(name)}.${suggestName(name, known.keys())}`;
  return { code, parameter: kind, detail };
}

function forbiddenName(limits: LineLimits, name: string, kind: Kind): Fault {
  const allowed = describeLimits(limits);
  const detail = `The access key is not for the ${kind} ${quote(name)}, only for ${allowed}.`;
  return { code: 'forbidden', parameter: kind, detail };
}
