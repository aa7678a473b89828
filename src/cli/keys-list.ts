import { alignColumns } from './align-columns.ts';
import { askDesk } from './ask-desk.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatLimits, formatTime, type ListedKey } from './listed-key.ts';
import { withStore } from './with-store.ts';

export const runKeysList = withStore(async (task) => {
  const { options, terminal } = task;
  const answer = await askDesk(task, { method: 'GET', url: '/v1/keys' });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  const { keys } = JSON.parse(answer.body);
  terminal.out(options.json ? `${answer.body}\n` : formatKeys(keys));
  if (keys.length === 0) {
    terminal.err('there is no key; make one: eigyochu keys create --name NAME --scope override\n');
  }
  return EXIT_CODES.ok.code;
});

const TITLES = ['ID', 'STATE', 'NAME', 'SCOPES', 'LIMITED TO', 'CREATED', 'EXPIRES'];

function formatKeys(keys: readonly ListedKey[]): string {
  if (keys.length === 0) return '';
  const rows = keys.map((key) => [
    ...[key.id, key.state, key.name, key.scopes.join(', '), formatLimits(key)],
    `${formatTime(key.createdAt)} by ${key.createdBy}`,
    key.expiresAt === null ? 'never' : formatTime(key.expiresAt),
  ]);
  return `${alignColumns([TITLES, ...rows]).join('\n')}\n`;
}
