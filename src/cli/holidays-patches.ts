import type { HolidayPatchJson } from '../http/holiday-json.ts';
import { alignColumns } from './align-columns.ts';
import { askDesk } from './ask-desk.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatTime } from './listed-key.ts';
import { formatPatch, STANDINGS } from './listed-patch.ts';
import { withStore } from './with-store.ts';

export const runHolidaysPatches = withStore(async (task) => {
  const { options, terminal } = task;
  const answer = await askDesk(task, { method: 'GET', url: '/v1/holidays/patches' });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  const { patches } = JSON.parse(answer.body);
  terminal.out(options.json ? `${answer.body}\n` : formatPatches(patches));
  if (patches.length === 0) terminal.err('no date was added, moved or cancelled\n');
  return EXIT_CODES.ok.code;
});

const TITLES = ['ID', 'STANDING', 'CALENDAR', 'MADE', 'WHAT', 'NOTE'];

function formatPatches(patches: readonly HolidayPatchJson[]): string {
  if (patches.length === 0) return '';
  const rows = patches.map((patch) => [
    ...[patch.id, STANDINGS[patch.standing], patch.calendar],
    `${formatTime(new Date(patch.createdAt).toISOString())} by ${patch.createdBy.name}`,
    ...[formatPatch(patch), patch.note],
  ]);
  return `${alignColumns([TITLES, ...rows]).join('\n')}\n`;
}
