import { askDesk } from './ask-desk.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatPatch } from './listed-patch.ts';
import { withStore } from './with-store.ts';

export const runHolidaysRemove = withStore(async (task) => {
  const { operand, options, terminal } = task;
  const url = `/v1/holidays/patches/${encodeURIComponent(operand)}`;
  // A patch never changes: whoever names it means what it says.
  const answer = await askDesk(task, { method: 'DELETE', url, ifMatch: '*' });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  if (options.json) terminal.out(`${answer.body}\n`);
  const removed = JSON.parse(answer.body);
  terminal.err(`taken back: ${formatPatch(removed)} (calendar ${removed.calendar})\n`);
  return EXIT_CODES.ok.code;
});
