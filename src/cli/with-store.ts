import { controlSocketPath } from '../control-socket.ts';
import { openStore } from '../open-ledger.ts';
import type { Settings } from '../settings.ts';
import type { LedgerLog } from '../store/replica.ts';
import {
  OutcomeUnknown,
  type Store,
  StoreFault,
  StoreLocked,
  StoreUnavailable,
} from '../store/store.ts';
import { describeStoreFault } from '../store-fault.ts';
import type { Arguments, RunCommand, Terminal } from './command.ts';
import { ConfigurationRefused } from './configuration-refused.ts';
import { type Ask, askThrough, ServiceRefused, ServiceSilent } from './control-client.ts';
import { detailOf, sayRefusal } from './desk-refusal.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import { operatorName } from './operator-name.ts';
import { readSettings } from './read-settings.ts';

/** Where a command finds the store: opened by itself, or in the hands of the running service. */
export type Reach =
  | { readonly kind: 'store'; readonly store: Store }
  | { readonly kind: 'service'; readonly ask: Ask };

/** What a command about the store works with. */
export interface StoreTask extends Arguments {
  readonly reach: Reach;
  readonly settings: Settings;
  readonly terminal: Terminal;
  /** Says what goes wrong on the way. */
  readonly log: LedgerLog;
}

/** A command that opens the store, or reaches the service that has it, and closes it again. */
export function withStore(work: (task: StoreTask) => Promise<ExitCode>): RunCommand {
  return async (given, terminal) => {
    const settings = readSettings(given, terminal);
    if (!settings) return EXIT_CODES.configuration.code;
    const say = (text: string) => terminal.err(`eigyochu: ${text}\n`);
    const log: LedgerLog = { info() {}, warn: say, error: say };
    try {
      const reach = await reachStore(settings, log);
      try {
        return await work({ ...given, reach, settings, terminal, log });
      } finally {
        if (reach.kind === 'store') await reach.store.close();
      }
    } catch (error) {
      if (error instanceof ServiceRefused) return sayRefusal(error.answer, terminal);
      if (error instanceof ConfigurationRefused) {
        const path = settings.EIGYOCHU_CONFIG;
        for (const problem of error.problems) terminal.err(`${formatLoadProblem(problem, path)}\n`);
        return EXIT_CODES.configuration.code;
      }
      say(describeFailure(error, settings));
      return EXIT_CODES.failure.code;
    }
  };
}

/** Opens the store, or finds the way to the service that has it open. */
export async function reachStore(settings: Settings, log: LedgerLog): Promise<Reach> {
  try {
    return { kind: 'store', store: await openStore(settings, log) };
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    const path = controlSocketPath(settings.EIGYOCHU_DATA);
    return { kind: 'service', ask: askThrough(path, operatorName()) };
  }
}

/** Why a store could not be asked. Throws what is none of the faults that operators meet. */
export function describeFailure(error: unknown, settings: Settings): string {
  if (error instanceof StoreUnavailable) {
    const advice = 'see whether REDIS_URL is right and Redis runs';
    return `the store cannot be asked: ${error.message}; ${advice}`;
  }
  if (error instanceof OutcomeUnknown) {
    const advice = 'it may have been done, and may still be; look, and do it again if not';
    return `${error.message}: ${advice}`;
  }
  if (error instanceof ServiceSilent) {
    const advice = 'try again when it has ended; it may be another command';
    return `another process has the store, and nobody answers at ${error.message}; ${advice}`;
  }
  if (error instanceof ServiceRefused) return detailOf(error.answer.body);
  if (error instanceof StoreFault) return error.message;
  const fault = error as NodeJS.ErrnoException;
  if (typeof fault.code !== 'string') throw error;
  return describeStoreFault(fault, settings);
}
