import { MAX_OFFICIAL_LIST_BYTES } from '../calendars/official-list.ts';
import type { OfficialListJson } from '../http/holiday-json.ts';
import { askDesk } from './ask-desk.ts';
import type { Terminal } from './command.ts';
import type { ControlAnswer } from './control-client.ts';
import { sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';
import { formatListChanges } from './format-list-changes.ts';
import { formatTime } from './listed-key.ts';
import { readInput } from './read-input.ts';
import { type StoreTask, withStore } from './with-store.ts';

const URL_OF_LIST = '/v1/holidays/official';

/** Puts an official list, takes it back, or says which one was put. */
export const runHolidaysOfficial = withStore(async (task) => {
  const { operand, options, terminal } = task;
  const misused = findMisuse(task);
  if (misused !== null) {
    terminal.err(`eigyochu: ${misused}\nsee: eigyochu holidays official --help\n`);
    return EXIT_CODES.usage.code;
  }
  if (operand !== '') return putList(task);
  return options.remove ? removeList(task) : showList(task);
});

function findMisuse({ operand, options }: StoreTask): string | null {
  if (operand !== '') return options.remove ? '--remove goes without a file' : null;
  if (options.force) return '--force goes with a file';
  return options['dry-run'] ? '--dry-run goes with a file' : null;
}

async function putList(task: StoreTask): Promise<ExitCode> {
  const { operand: path, options, terminal } = task;
  const input = await readInput(path, MAX_OFFICIAL_LIST_BYTES);
  if ('refused' in input) {
    terminal.err(`eigyochu: ${input.refused}; give the syukujitsu.csv of the Cabinet Office\n`);
    return EXIT_CODES.failure.code;
  }
  const query = new URLSearchParams({
    ...(options.force && { force: 'true' }),
    ...(options['dry-run'] && { dryRun: 'true' }),
  });
  const content = { type: 'text/csv', bytes: input.bytes };
  const url = `${URL_OF_LIST}?${query}`;
  const answer = await askDesk(task, { method: 'PUT', url, content });
  if (answer.status !== 200) return sayListRefusal(answer, path, terminal);
  const changes = JSON.parse(answer.body);
  terminal.out(options.json ? `${answer.body}\n` : formatListChanges(changes, terminal.paint));
  if (options['dry-run']) terminal.err('nothing was changed; without --dry-run it is\n');
  return EXIT_CODES.ok.code;
}

/** A file that cannot be used is told line by line. */
function sayListRefusal(answer: ControlAnswer, path: string, terminal: Terminal): ExitCode {
  const { code, errors } = JSON.parse(answer.body);
  if (code !== 'bad_official_list') {
    return sayRefusal(answer, terminal, (detail) => detail.replace('force=true', '--force'));
  }
  for (const { detail } of errors) terminal.err(`${path}: ${detail}\n`);
  return EXIT_CODES.failure.code;
}

async function removeList(task: StoreTask): Promise<ExitCode> {
  const { options, terminal } = task;
  const answer = await askDesk(task, { method: 'DELETE', url: URL_OF_LIST, ifMatch: '*' });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  if (options.json) terminal.out(`${answer.body}\n`);
  const { putAt }: OfficialListJson = JSON.parse(answer.body);
  terminal.err(putAt === null ? 'no list was put, so nothing was taken back\n' : TAKEN_BACK);
  return EXIT_CODES.ok.code;
}

const TAKEN_BACK = `the list that was put is taken back; what came before it holds again
patches that went with it do not come back: eigyochu holidays patches lists those that are left
`;

async function showList(task: StoreTask): Promise<ExitCode> {
  const { options, terminal } = task;
  const answer = await askDesk(task, { method: 'GET', url: URL_OF_LIST });
  if (answer.status !== 200) return sayRefusal(answer, terminal);
  terminal.out(options.json ? `${answer.body}\n` : describeList(JSON.parse(answer.body)));
  return EXIT_CODES.ok.code;
}

function describeList({ firstYear, lastYear, putAt, putBy }: OfficialListJson): string {
  if (putAt === null) {
    return `no list was put while the service ran
what holds is the officialList of the configuration, or else what came with this version
`;
  }
  const time = formatTime(new Date(putAt).toISOString());
  return `the list of ${firstYear} to ${lastYear} holds, put ${time} by ${putBy?.name}\n`;
}
