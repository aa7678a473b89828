import { askDesk } from './ask-desk.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { withStore } from './with-store.ts';

export const runKeysRevoke = withStore(async (task) => {
  const { operand, terminal } = task;
  const url = `/v1/keys/${encodeURIComponent(operand)}`;
  const answer = await askDesk(task, { method: 'DELETE', url });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  const { id, name } = JSON.parse(answer.body);
  terminal.err(`key ${id} of "${name}" is revoked\n`);
  return EXIT_CODES.ok.code;
});
