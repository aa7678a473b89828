import type { Actor } from '../store/record.ts';
import { quote } from '../words/quote.ts';
import type { AccessKey, Scope } from './access-key.ts';

/** Who is asking, and what they may do. */
export interface Principal {
  readonly actor: Actor;
  readonly scopes: ReadonlySet<Scope>;
  /** `null`: every line. */
  readonly limits: LineLimits | null;
}

export interface LineLimits {
  readonly lines: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

const NOBODY: Actor = { key: null, name: 'anonymous' };

/** Whoever shows no key: may read where reads are public, and nothing where they are not. */
export const ANONYMOUS: Readonly<Record<'public' | 'keyed', Principal>> = {
  public: { actor: NOBODY, scopes: new Set(['read']), limits: null },
  keyed: { actor: NOBODY, scopes: new Set(), limits: null },
};

export function isAnonymous({ actor }: Principal): boolean {
  return actor === NOBODY;
}

/** Whoever can open the socket of the service on its own machine, by the name of the user there. */
export function operator(name = 'operator'): Principal {
  return { actor: { key: null, name }, scopes: new Set(['admin']), limits: null };
}

/** Whether somebody may do what needs a scope: `admin` includes all, and each includes `read`. */
export function hasScope({ scopes }: Principal, wanted: Scope): boolean {
  if (scopes.has('admin') || scopes.has(wanted)) return true;
  return wanted === 'read' && scopes.has('override');
}

/** Whether a line is within the limits: named itself, or by one of its groups. */
export function allowsLine(
  limits: LineLimits | null,
  { id, groups }: { readonly id: string; readonly groups: readonly string[] },
): boolean {
  return limits === null || limits.lines.has(id) || groups.some((name) => limits.groups.has(name));
}

/** Enough for somebody to see that it is the wrong key. */
const MAX_NAMES_SHOWN = 10;

/** `the line "phone-pin" and the groups "cards", "shops"`. */
export function describeLimits({ lines, groups }: LineLimits): string {
  return [...describeNames('line', lines), ...describeNames('group', groups)].join(' and ');
}

function describeNames(kind: string, names: ReadonlySet<string>): string[] {
  if (names.size === 0) return [];
  const first = [...names].slice(0, MAX_NAMES_SHOWN).map(quote).join(', ');
  const rest = names.size > MAX_NAMES_SHOWN ? ` and ${names.size - MAX_NAMES_SHOWN} more` : '';
  return [`the ${kind}${names.size > 1 ? 's' : ''} ${first}${rest}`];
}

/** The holder of a key: the same principal for the same key, so that much can hang on it. */
export function principalOf(key: AccessKey): Principal {
  const known = principals.get(key);
  if (known) return known;
  const { id, name, scopes, lines, groups } = key;
  const limits = { lines: new Set(lines), groups: new Set(groups) };
  const principal: Principal = {
    actor: { key: id, name },
    scopes: new Set(scopes),
    limits: lines === null && groups === null ? null : limits,
  };
  principals.set(key, principal);
  return principal;
}

const principals = new WeakMap<AccessKey, Principal>();
