import { quote } from '../words/quote.ts';
import {
  type LineConfiguration,
  MAX_WEBHOOKS,
  WEBHOOK_EVENTS,
  type Webhook,
} from './configuration.ts';
import { checkId } from './define.ts';
import { didYouMean } from './did-you-mean.ts';
import { child, items, type Located, pathOf } from './located.ts';
import { type Defined, type ParseContext, resolve } from './parse-context.ts';
import type { WrittenWebhook } from './schema-webhook.ts';

/** The webhooks of all documents: each id once, and no more than {@link MAX_WEBHOOKS}. */
export function parseWebhooks(
  lists: readonly Located<readonly WrittenWebhook[]>[],
  lines: Defined<LineConfiguration>,
  context: ParseContext,
): readonly Webhook[] {
  const all = lists.flatMap((list) => items(list));
  const beyond = all[MAX_WEBHOOKS];
  if (beyond) {
    const found = `there are more than ${MAX_WEBHOOKS} webhooks`;
    context.problems.report(beyond, { code: 'too_many', found, advice: 'configure fewer' });
  }
  const groups = groupsOf(lines);
  const firsts = new Map<string, Located<string>>();
  return all.slice(0, MAX_WEBHOOKS).flatMap((at) => {
    const id = child(at, 'id');
    const first = id && firsts.get(id.value);
    if (id && first) reportSecond(id, first, context);
    if (id && !first) firsts.set(id.value, id);
    return parseWebhook(at, { lines, groups }, context) ?? [];
  });
}

interface Names {
  readonly lines: Defined<LineConfiguration>;
  /** `null` where a line has faults, so that its groups are not known. */
  readonly groups: ReadonlySet<string> | null;
}

function parseWebhook(
  at: Located<WrittenWebhook>,
  { lines, groups }: Names,
  context: ParseContext,
): Webhook | null {
  const [id, url] = [child(at, 'id'), child(at, 'url')];
  const namesOf = (key: 'lines' | 'groups') => {
    const names = child(at, key);
    return names ? items(names) : [];
  };
  for (const line of namesOf('lines')) resolve(line, lines, { noun: 'line', context });
  for (const group of namesOf('groups')) checkGroup(group, groups, context);
  const isGood = [id && checkId(id, context), url && checkUrl(url, context)].every(Boolean);
  if (!id || !url || !isGood) return null;
  return {
    id: id.value,
    url: url.value,
    events: at.value.events ?? WEBHOOK_EVENTS,
    lines: namesOf('lines').map(({ value }) => value),
    groups: namesOf('groups').map(({ value }) => value),
  };
}

/** What callers write into messages must not be read on the way; on one machine there is no way. */
function checkUrl(at: Located<string>, { problems }: ParseContext): boolean {
  const url = URL.canParse(at.value) ? new URL(at.value) : null;
  const report = (found: string, advice: string) => {
    problems.report(at, { code: 'bad_url', found: `${quote(at.value)} ${found}`, advice });
    return false;
  };
  if (!url || !/^https?:$/.test(url.protocol)) {
    return report('is not an address', 'write one such as "https://portal.example/hooks/eigyochu"');
  }
  if (url.username || url.password) {
    const advice = 'leave the name and the password out: messages are signed';
    // The address stays unsaid: it has a password.
    problems.report(at, { code: 'bad_url', found: 'the address has a password', advice });
    return false;
  }
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return true;
  return report('is not encrypted', `write https://; http:// is for localhost only`);
}

function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

/** The groups that lines belong to: there is no other list of them. */
function groupsOf(lines: Defined<LineConfiguration>): ReadonlySet<string> | null {
  const all = [...lines.values()];
  return all.includes(null) ? null : new Set(all.flatMap((line) => line?.groups ?? []));
}

function checkGroup(
  at: Located<string>,
  groups: Names['groups'],
  { problems, isComplete }: ParseContext,
): void {
  if (!groups || groups.has(at.value) || !isComplete) return;
  const found = `no line is in a group ${quote(at.value)}`;
  const advice = didYouMean(at.value, [...groups], 'write it under "groups" of a line too');
  problems.report(at, { code: 'unknown_group', found, advice });
}

function reportSecond(
  at: Located<string>,
  first: Located<string>,
  { problems }: ParseContext,
): void {
  const { file, line } = first.document.placeOf(pathOf(first), 'value');
  const found = `${quote(at.value)} is already the id of a webhook in ${file}, line ${line}`;
  const advice = 'give it another id, or remove the copy';
  problems.report(at, { code: 'duplicate_id', found, advice });
}
