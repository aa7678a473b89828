import type { LineLimits } from '../access/principal.ts';
import type { Instant } from '../core/instant.ts';
import { CodedError } from '../errors.ts';
import type { Json } from '../store/json.ts';
import type { Write } from '../store/ledger.ts';
import { requireLimits } from './line-limits.ts';
import { MAX_OVERRIDES } from './override-limits.ts';
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
    const source = { writing, now, author: deed.by.name, others: overrides };
    const parsed = parseOverride(source, ports);
    requireLimits(limits, parsed, ports.base);
    if (overrides.length >= MAX_OVERRIDES) throw tooManyOverrides();
    const override = { id, ...parsed, created: deed, changed: deed, ended: null };
    return [{ kind: 'override', id, before: null, after: override as unknown as Json }];
  };
}

function tooManyOverrides(): CodedError {
  const detail = `At most ${MAX_OVERRIDES} are kept, and none of them ended long enough ago.`;
  return new CodedError([{ code: 'too_many_overrides', detail }]);
}
