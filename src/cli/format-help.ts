import { SETTING_SCHEMAS, WEBHOOK_SECRET, WEBHOOK_SECRET_DESCRIPTION } from '../settings.ts';
import { alignColumns } from './align-columns.ts';
import type { Command, CommandGroup, Operand, Option, Options } from './command.ts';
import { COMMANDS, GENERAL_OPTIONS } from './commands.ts';
import { EXIT_CODES } from './exit-code.ts';
import { usage } from './parse-command-line.ts';

/** The help of a command, of those of a group, or of all. */
export function formatHelp(topic: Command | CommandGroup | null): string {
  const parts = topic === null ? generalParts() : partsOf(topic);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function partsOf(topic: Command | CommandGroup): string[][] {
  return 'load' in topic ? commandParts(topic) : groupParts(topic);
}

function generalParts(): string[][] {
  return [
    ['eigyochu: whether a line is open, why, and when to call again'],
    ['Usage: eigyochu COMMAND [OPTIONS]'],
    section('Commands', commandRows(COMMANDS)),
    section('Options of every command', optionRows(GENERAL_OPTIONS)),
    section('Settings (environment)', settingRows()),
    exitCodes(),
  ];
}

function groupParts({ name, summary }: CommandGroup): string[][] {
  const commands = COMMANDS.filter((command) => command.name.startsWith(`${name} `));
  return [
    [`eigyochu ${name}: ${summary}`],
    [`Usage: eigyochu ${name} COMMAND [OPTIONS]`],
    section('Commands', commandRows(commands)),
    exitCodes(),
  ];
}

function commandRows(commands: readonly Command[]): string[][] {
  return commands.map((command) => [signature(command), command.summary]);
}

function commandParts(command: Command): string[][] {
  const options = { ...command.options, ...GENERAL_OPTIONS };
  return [
    [`eigyochu ${command.name}: ${command.summary}`],
    [`Usage: eigyochu ${signature(command)} [OPTIONS]`],
    section('Options', optionRows(options)),
    exitCodes(),
  ];
}

/** The command as it is written, with what it cannot do without: `calendar LINE --year YYYY`. */
function signature({ name, operands, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required);
  const words = required.map(([option, declared]) => usage(option, declared));
  return [name, ...operands.map(operandName), ...words].join(' ');
}

function operandName({ value, isOptional }: Operand): string {
  return isOptional ? `[${value}]` : value;
}

function optionRows(options: Options): string[][] {
  return Object.entries(options).map(([name, option]) => [
    optionName(name, option),
    option.summary,
  ]);
}

function optionName(name: string, option: Option): string {
  return `${option.short ? `-${option.short}, ` : ''}${usage(name, option)}`;
}

function settingRows(): string[][] {
  const rows = SETTING_SCHEMAS.map(([name, { description, default: value }]) => [
    name,
    `${description} (else ${value ?? 'none'})`,
  ]);
  return [...rows, [`${WEBHOOK_SECRET}<ID>`, `${WEBHOOK_SECRET_DESCRIPTION} (else none)`]];
}

function exitCodes(): string[] {
  return section(
    'Exit codes',
    Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]),
  );
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return [`${title}:`, ...alignColumns(rows).map((line) => `  ${line}`)];
}
