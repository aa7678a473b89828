import type { Instant } from '../core/instant.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { nearestName } from '../words/nearest-name.ts';
import type { Arguments, RunCommand, Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import { readSettings } from './read-settings.ts';

/** What a question about a line is answered from. */
export interface Question {
  readonly line: Line;
  readonly snapshot: Snapshot;
  readonly now: Instant;
  readonly options: Arguments['options'];
  readonly terminal: Terminal;
}

/** Why a question cannot be answered as it was asked. */
export interface Refusal {
  readonly refused: string;
}

/** A command that loads the configuration, finds the line and prints the answer. */
export function withLine(answer: (question: Question) => Promise<string | Refusal>): RunCommand {
  return async (given, terminal) => {
    const settings = readSettings(given, terminal);
    if (!settings) return EXIT_CODES.configuration.code;
    const now = Date.now() as Instant;
    const path = settings.EIGYOCHU_CONFIG;
    const loaded = loadSnapshot(path, now);
    if (!loaded.ok) {
      for (const problem of loaded.problems) terminal.err(`${formatLoadProblem(problem, path)}\n`);
      return EXIT_CODES.configuration.code;
    }
    const { snapshot } = loaded;
    const line = snapshot.lines.get(given.operand);
    const { options } = given;
    const answered = line
      ? await answer({ line, snapshot, now, options, terminal })
      : refuseLine(given.operand, snapshot);
    if (typeof answered !== 'string') {
      terminal.err(`eigyochu: ${answered.refused}\n`);
      return EXIT_CODES.usage.code;
    }
    terminal.out(answered);
    return EXIT_CODES.ok.code;
  };
}

function refuseLine(id: string, { lines }: Snapshot): Refusal {
  const meant = nearestName(id, [...lines.keys()]);
  const suggestion = meant ? `; did you mean ${meant}?` : '';
  return { refused: `there is no line "${id}"${suggestion}` };
}
