import type { LineLimits } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/ledger.ts';
import { portsWithin, requireLimits } from './line-limits.ts';
import { makeRoom } from './make-room.ts';
import { overridesOf } from './overrides-of.ts';
import { parseOverride } from './parse-override.ts';
import type { OverridePorts } from './reading.ts';
import type { Writing } from './written-override.ts';

export interface OverrideRequest {
  readonly id: string;
  readonly writing: Writing;
  readonly limits: LineLimits | null;
}

/** The change that makes an override, or a refusal with everything that is wrong with it. */
export function createOverride(
  { id, writing, limits }: OverrideRequest,
  ports: OverridePorts,
): Write['propose'] {
  return ({ state, deed }) => {
    const overrides = overridesOf(state);
    const now = Date.parse(deed.at) as Instant;
    requireLimits(limits, writing.body, ports.base);
    const source = { writing, now, author: deed.by.name, others: overrides };
    const parsed = parseOverride(source, portsWithin(limits, ports));
    const override = { id, ...parsed, created: deed, changed: deed, ended: null };
    const after = override as unknown as Json;
    return [{ kind: 'override', id, before: null, after }, ...makeRoom(overrides, now)];
  };
}
