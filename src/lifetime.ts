import closeWithGrace from 'close-with-grace';

/** What a running service does when it must end. */
export interface Ending {
  info(text: string): void;
  fatal(error: Error): void;
  /** Finishes what was begun and lets go of everything. */
  close(): Promise<void>;
}

/** Requests that take longer than this are cut off, so that the platform need not kill us. */
const DRAIN_MILLISECONDS = 10_000;

/**
 * Ends the process in order: exit 0 after SIGTERM or SIGINT, once everything is closed; 1 after an
 * uncaught error, and at once on a second signal. Made first thing: until a handler is there, a
 * process that is PID 1 of its container ignores SIGTERM.
 */
export class Lifetime {
  #ending: Ending | null = null;
  #reload: (() => void) | null = null;
  #isReloadDue = false;

  constructor(writeError: (text: string) => void) {
    const logger = { error: (fault?: unknown) => writeError(`eigyochu: ${describe(fault)}\n`) };
    const options = { delay: DRAIN_MILLISECONDS, skip: OTHERWISE_HANDLED, logger };
    closeWithGrace(options, async ({ err, signal }) => {
      const ending = this.#ending ?? { info() {}, fatal: logger.error, async close() {} };
      if (err) ending.fatal(err);
      else ending.info(`${signal}: finishing what was begun, then ending`);
      await ending.close();
    });
    process.on('SIGHUP', () => this.reload());
  }

  /** Says what to do at the end, from now on. */
  onEnd(ending: Ending): void {
    this.#ending = ending;
  }

  /** Says what to do when the configuration may have changed; at once when it has until now. */
  onReload(reload: () => void): void {
    this.#reload = reload;
    if (this.#isReloadDue) reload();
  }

  /** What SIGHUP does. */
  reload(): void {
    if (this.#reload) this.#reload();
    else this.#isReloadDue = true;
  }
}

/** SIGHUP reloads; an empty event loop ends the process with the exit code it has by itself. */
const OTHERWISE_HANDLED: closeWithGrace.AllEvents[] = ['SIGHUP', 'beforeExit'];

function describe(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
