import { parseArgs } from 'node:util';
import { nearestName } from '../words/nearest-name.ts';
import type { Arguments, Command, CommandGroup, Option, Options } from './command.ts';
import { COMMANDS, GENERAL_OPTIONS, GROUPS } from './commands.ts';

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Arguments }
  | { readonly kind: 'help'; readonly topic: Command | CommandGroup | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'fault'; readonly command: Command | null; readonly message: string };

/** Reads the words after `eigyochu`. `--help` and `--version` beat every fault. */
export function parseCommandLine(words: readonly string[]): ParsedCommandLine {
  const { command, group, rest } = findCommand(words);
  const options = { ...command?.options, ...GENERAL_OPTIONS };
  const tokens = tokenize(rest, options);
  const values = tokens.filter((token) => token.kind === 'option');
  const isBareGroup = group !== null && command === null && rest.length === 1;
  if (isBareGroup || values.some(({ name }) => name === 'help')) {
    return { kind: 'help', topic: command ?? group };
  }
  if (values.some(({ name }) => name === 'version')) return { kind: 'version' };
  if (!command) return { kind: 'fault', command, message: describeUnknownCommand(tokens) };
  const operands = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const message = findOptionFault(values, options) ?? findOperandFault(command, operands);
  if (message !== null) return { kind: 'fault', command, message };
  const entries = values.map(({ name, value }) => [name, value ?? true] as const);
  const [operand = ''] = operands;
  const given = { operand, operands, options: Object.fromEntries(entries) };
  return { kind: 'run', command, given };
}

/** The command of the first words, and what follows on it; all words where there is none. */
function findCommand(words: readonly string[]) {
  const group = GROUPS.find(({ name }) => name === words[0]) ?? null;
  const length = group ? 2 : 1;
  const name = words.slice(0, length).join(' ');
  const command = COMMANDS.find((each) => each.name === name) ?? null;
  return { command, group, rest: command ? words.slice(length) : words };
}

type Token = ReturnType<typeof tokenize>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Not strict: the faults that `parseArgs` throws come one at a time and without a suggestion. */
function tokenize(words: readonly string[], options: Options) {
  const args = [...words];
  return parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function describeUnknownCommand(tokens: readonly Token[]): string {
  const given = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  if (given.length === 0) return 'no command was given';
  const isGrouped = GROUPS.some(({ name }) => name === given[0]);
  if (isGrouped && given.length === 1) return `${given[0]} needs one more word`;
  const word = given.slice(0, isGrouped ? 2 : 1).join(' ');
  const names = [...COMMANDS, ...GROUPS].map(({ name }) => name);
  return `there is no command "${word}"${suggest(nearestName(word, names))}`;
}

function findOptionFault(values: readonly OptionToken[], options: Options): string | null {
  const given = new Set<string>();
  for (const { name, rawName, value } of values) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return describeUnknownOption(rawName, options);
    if (option.type === 'boolean' && value !== undefined) return `${rawName} takes no value`;
    if (option.type === 'string' && !value)
      return `${rawName} needs a value: ${usage(name, option)}`;
    if (given.has(name)) return `${rawName} was given twice`;
    given.add(name);
  }
  const missing = Object.entries(options).find(
    ([name, { required }]) => required && !given.has(name),
  );
  return missing ? `${usage(...missing)} is needed` : null;
}

function describeUnknownOption(rawName: string, options: Options): string {
  const long = Object.keys(options).map((name) => `--${name}`);
  const short = Object.values(options).flatMap((option) =>
    option.short ? [`-${option.short}`] : [],
  );
  // One letter is near to every other: of those only the same one in the other case was meant.
  const meant = rawName.startsWith('--')
    ? nearestName(rawName, long)
    : short.find((name) => name.toLowerCase() === rawName.toLowerCase());
  return `there is no option ${rawName}${suggest(meant ?? null)}`;
}

function findOperandFault(command: Command, operands: readonly string[]): string | null {
  const missing = command.operands[operands.length];
  if (missing && !missing.isOptional) return `${missing.summary} is needed`;
  const extra = operands[command.operands.length];
  return extra === undefined ? null : `"${extra}" is one word too many`;
}

function suggest(meant: string | null): string {
  return meant ? `; did you mean ${meant}?` : '';
}

/** An option as it is written: `--at T`. */
export function usage(name: string, { value }: Option): string {
  return value ? `--${name} ${value}` : `--${name}`;
}
