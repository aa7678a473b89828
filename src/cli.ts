#!/usr/bin/env node
import type { Command, Terminal } from './cli/command.ts';
import { EXIT_CODES, type ExitCode } from './cli/exit-code.ts';
import { coloured, plain, wantsColour } from './cli/paint.ts';
import { parseCommandLine } from './cli/parse-command-line.ts';

const terminal: Terminal = {
  environment: process.env,
  paint: wantsColour(process.env, process.stdout.isTTY) ? coloured : plain,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

process.stdout.on('error', endUnwritten);
process.stderr.on('error', endUnwritten);

process.exitCode = await run(process.argv.slice(2));

async function run(words: readonly string[]): Promise<ExitCode> {
  const parsed = parseCommandLine(words);
  switch (parsed.kind) {
    case 'run': {
      const runCommand = await parsed.command.load();
      return runCommand(parsed.given, terminal);
    }
    case 'help': {
      const { formatHelp } = await import('./cli/format-help.ts');
      terminal.out(formatHelp(parsed.topic));
      return EXIT_CODES.ok.code;
    }
    case 'version': {
      const { readVersion } = await import('./cli/read-version.ts');
      terminal.out(`eigyochu ${readVersion()}\n`);
      return EXIT_CODES.ok.code;
    }
    case 'fault':
      terminal.err(`eigyochu: ${parsed.message}\n${pointToHelp(parsed.command)}\n`);
      return EXIT_CODES.usage.code;
  }
}

function pointToHelp(command: Command | null): string {
  return `see: eigyochu${command ? ` ${command.name}` : ''} --help`;
}

/** `calendar | head -1` closes the pipe early, and that is no failure; a full disk is one. */
function endUnwritten({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit();
  process.stderr.write(`eigyochu: the output cannot be written: ${message}\n`);
  process.exit(EXIT_CODES.failure.code);
}
