import type { HolidayPatchJson } from '../http/holiday-json.ts';
import { askDesk } from './ask-desk.ts';
import type { Arguments, RunCommand } from './command.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatChanges } from './format-changes.ts';
import { formatPatch } from './listed-patch.ts';
import { withStore } from './with-store.ts';

export const runHolidaysAdd = patchBy(({ operand, options }) => ({
  kind: 'add',
  date: operand,
  name: { ja: options.ja, en: options.en },
}));

export const runHolidaysMove = patchBy(({ operands: [date, to] }) => ({ kind: 'move', date, to }));

export const runHolidaysCancel = patchBy(({ operand }) => ({ kind: 'cancel', date: operand }));

/** Prints the id of the patch alone, so that `ID=$(eigyochu holidays add …)` can take it back. */
function patchBy(write: (given: Arguments) => Readonly<Record<string, unknown>>): RunCommand {
  return withStore(async (task) => {
    const { options, terminal } = task;
    const { note, calendar } = options;
    const body = { ...write(task), note, ...(calendar && { calendar }) };
    const isTrial = options['dry-run'] === true;
    const url = isTrial ? '/v1/holidays?dryRun=true' : '/v1/holidays';
    const answer = await askDesk(task, { method: 'POST', url, body });
    if (answer.status !== (isTrial ? 200 : 201)) return sayRefusal(answer, terminal, reword);
    const answered = JSON.parse(answer.body);
    if (isTrial) {
      terminal.out(options.json ? `${answer.body}\n` : formatChanges(answered, terminal.paint));
      terminal.err('nothing was changed; without --dry-run it is\n');
    } else {
      terminal.out(options.json ? `${answer.body}\n` : `${answered.id}\n`);
      terminal.err(describe(answered));
    }
    return EXIT_CODES.ok.code;
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ '/date': 'DATE', '/to': 'TO', '/note': '--note', '/calendar': '--calendar' },
  ...{ '/name/ja': '--ja', '/name/en': '--en' },
};

/** A fault begins with a pointer into the body, which nobody has written. */
function reword(detail: string): string {
  return detail.replace(/(?<=^|\. )\/[a-z/]+(?= )/g, (pointer) => WORDS[pointer] ?? pointer);
}

function describe(patch: HolidayPatchJson): string {
  const { id, calendar } = patch;
  return `${formatPatch(patch)} (calendar ${calendar})
every replica knows within two seconds; eigyochu holidays remove ${id} takes it back
`;
}
