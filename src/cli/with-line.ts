import type { WrittenConfiguration } from '../config/written-configuration.ts';
import type { Instant } from '../core/instant.ts';
import { Keeper } from '../lines/keeper.ts';
import type { Line, Snapshot } from '../lines/snapshot.ts';
import { loadSnapshot } from '../load-snapshot.ts';
import { nearestName } from '../words/nearest-name.ts';
import type { Arguments, RunCommand, Terminal } from './command.ts';
import { EXIT_CODES } from './exit-code.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import { layStoreOver } from './lay-store-over.ts';
import { readSettings } from './read-settings.ts';

/** What a question about a line is answered from. */
export interface Question {
  readonly line: Line;
  readonly snapshot: Snapshot;
  /** What holds the snapshot. */
  readonly keeper: Keeper;
  readonly now: Instant;
  readonly options: Arguments['options'];
  readonly terminal: Terminal;
  /** Where its rules are written. */
  readonly written: WrittenConfiguration;
  /** Where callers reach the service; exports are named after it. */
  readonly publicUrl: string | null;
}

/** Why a question cannot be answered as it was asked. */
export interface Refusal {
  readonly refused: string;
  /** It was asked well, and has no answer. */
  readonly isFailure?: true;
}

/**
 * A command that loads the configuration, finds the line, lays over it what was decided while the
 * service runs, and prints the answer.
 */
export function withLine(answer: (question: Question) => Promise<string | Refusal>): RunCommand {
  return async (given, terminal) => {
    const settings = readSettings(given, terminal);
    if (!settings) return EXIT_CODES.configuration.code;
    const path = settings.EIGYOCHU_CONFIG;
    const keeper = new Keeper();
    const loaded = loadSnapshot(path, Date.now() as Instant);
    if (!loaded.ok) {
      for (const problem of loaded.problems) terminal.err(`${formatLoadProblem(problem, path)}\n`);
      return EXIT_CODES.configuration.code;
    }
    keeper.accept(loaded.snapshot);
    const { operand, options } = given;
    const { written } = loaded;
    if (loaded.snapshot.lines.has(operand)) await layStoreOver(keeper, settings, terminal);
    const { snapshot } = keeper;
    const line = snapshot?.lines.get(operand);
    const now = Date.now() as Instant;
    const publicUrl = settings.EIGYOCHU_PUBLIC_URL ?? null;
    const answered =
      snapshot && line
        ? await answer({ line, snapshot, keeper, now, written, options, terminal, publicUrl })
        : refuseLine(operand, loaded.snapshot);
    if (typeof answered !== 'string') {
      terminal.err(`eigyochu: ${answered.refused}\n`);
      return answered.isFailure ? EXIT_CODES.failure.code : EXIT_CODES.usage.code;
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
