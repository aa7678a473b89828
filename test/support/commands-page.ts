import type { Command, Options } from '../../src/cli/command.ts';
import { COMMANDS, GENERAL_OPTIONS } from '../../src/cli/commands.ts';
import { EXIT_CODES } from '../../src/cli/exit-code.ts';
import { usage } from '../../src/cli/parse-command-line.ts';
import { invariant } from '../../src/core/invariant.ts';
import { markdownTable } from './markdown-table.ts';

/** One for each command, run from top to bottom by the test of all examples. */
const EXAMPLES: Readonly<Record<string, string>> = {
  serve: '$ eigyochu serve\n{"level":30,…,"msg":"Server listening at http://127.0.0.1:8080"}\n…',
  check: '$ eigyochu check --strict',
  diff: '$ eigyochu diff config/lines.yaml config',
  import: '$ eigyochu import csv docs/examples/exceptions.csv --onto weekday-desk',
  decide: '$ eigyochu decide phone-pin --at 2026-11-23T10:00',
  explain: '$ eigyochu explain phone-pin --at 2026-11-23T10:00',
  timeline: '$ eigyochu timeline phone-pin --from 2026-11-20 --until 2026-11-24',
  calendar: '$ eigyochu calendar phone-pin --year 2027',
  'business-time': '$ eigyochu business-time phone-pin --from 2026-11-20T09:00 --add PT8H',
  export: '$ eigyochu export phone-pin --format csv',
  health: '$ eigyochu health',
  'holidays list': '$ eigyochu holidays list',
  'holidays add':
    '$ ID=$(eigyochu holidays add 2027-06-10 --ja 臨時の祝日 --en "Special holiday" --note 官報)',
  'holidays move': '$ eigyochu holidays move 2027-07-19 2027-07-22 --note 官報',
  'holidays cancel': '$ eigyochu holidays cancel 2027-10-11 --note 官報 --dry-run',
  'holidays patches': '$ eigyochu holidays patches',
  'holidays remove': '$ eigyochu holidays remove "$ID"',
  'holidays official': '$ eigyochu holidays official syukujitsu.csv --dry-run',
  'keys create': '$ KEY=$(eigyochu keys create --name "duty desk" --scope override)',
  'keys list': '$ eigyochu keys list',
  'keys revoke': '$ eigyochu keys revoke "$(echo "$KEY" | cut -d _ -f 2)"',
  'audit verify': '$ eigyochu audit verify',
  'store export': '$ eigyochu store export > copy.jsonl',
  'store import': '$ EIGYOCHU_DATA=restored eigyochu store import copy.jsonl',
};

/** Their output says more than a table of options. */
const SHOWN = ['decide', 'explain', 'timeline'];

/** `docs/reference/commands.md`: every command as its help has it, with an example that runs. */
export function commandsPage(outputs: ReadonlyMap<string, string>): string {
  return `# Commands

\`node dist/cli.js\` after \`npm run build\`; below it is called \`eigyochu\`. Every command has \`--help\`. This page is written by a
test from the same declarations as the help, and every example on it is run, from top to bottom.

\`decide\`, \`explain\`, \`timeline\`, \`calendar\`, \`business-time\` and \`export\` read the configuration, and the overrides and holidays where the service
keeps them (\`EIGYOCHU_DATA\`, \`REDIS_URL\`): of the running service, of Redis, or of the store on disk. Where they cannot see them, they say so.

${COMMANDS.map((command) => sectionOf(command, outputs)).join('\n')}
## Options of every command

${optionTable(GENERAL_OPTIONS)}
## Exit codes

${markdownTable(['code', ''], exitCodes())}`;
}

/** The commands whose output the page shows, as they are typed. */
export const SHOWN_COMMANDS: readonly string[] = SHOWN.map((name) => exampleOf(name).slice(2));

function sectionOf(command: Command, outputs: ReadonlyMap<string, string>): string {
  const { name, summary, options } = command;
  const example = exampleOf(name);
  const output = outputs.get(example.slice(2)) ?? '';
  const table = Object.keys(options).length > 0 ? `${optionTable(options)}\n` : '';
  return `## ${name}

\`eigyochu ${signature(command)}\`: ${summary}.

${table}\`\`\`console
${example}
${output}\`\`\`
`;
}

function exampleOf(name: string): string {
  const example = EXAMPLES[name];
  invariant(example !== undefined, `test/support/commands-page.ts has an example of ${name}`);
  return example;
}

function signature({ name, operands, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required);
  const words = required.map(([option, declared]) => usage(option, declared));
  const values = operands.map(({ value, isOptional }) => (isOptional ? `[${value}]` : value));
  return [name, ...values, ...words].join(' ');
}

function optionTable(options: Options): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const short = option.short ? `\`-${option.short}\`, ` : '';
    return [`${short}\`${usage(name, option)}\``, option.summary];
  });
  return markdownTable(['option', ''], rows);
}

function exitCodes(): string[][] {
  return Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]);
}
