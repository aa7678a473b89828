import { askDesk } from './ask-desk.ts';
import type { Arguments } from './command.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatLimits, formatTime, type ListedKey } from './listed-key.ts';
import { withStore } from './with-store.ts';

/** Prints the key alone, so that `KEY=$(eigyochu keys create …)` has it and nothing else. */
export const runKeysCreate = withStore(async (task) => {
  const { options, terminal } = task;
  const body = bodyOf(options);
  const answer = await askDesk(task, { method: 'POST', url: '/v1/keys', body });
  if (answer.status !== 201) return sayRefusal(answer, terminal);
  const created: ListedKey & { readonly key: string } = JSON.parse(answer.body);
  terminal.out(options.json ? `${answer.body}\n` : `${created.key}\n`);
  terminal.err(describe(created));
  return EXIT_CODES.ok.code;
});

function bodyOf({ name, scope, line, group, expires }: Arguments['options']) {
  return {
    name,
    scopes: namesIn(scope),
    ...(line && { lines: namesIn(line) }),
    ...(group && { groups: namesIn(group) }),
    ...(expires && { expires }),
  };
}

function namesIn(text: string | true | undefined): string[] {
  return String(text)
    .split(',')
    .map((name) => name.trim());
}

function describe(key: ListedKey): string {
  const { id, name, scopes, expiresAt } = key;
  const end = expiresAt === null ? 'for ever' : `until ${formatTime(expiresAt)}`;
  return `key ${id} of "${name}": ${scopes.join(', ')} for ${formatLimits(key)}, ${end}
keep it now: it is shown this once; eigyochu keys revoke ${id} takes it back
`;
}
