import type { ExitCode } from './exit-code.ts';
import type { Paint } from './paint.ts';

/** An option of a command, declared once: reading it and its help come from this. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help. Set where the type is `string`. */
  readonly value?: string;
  readonly required?: boolean;
  readonly summary: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What a command line said, checked against the command's declaration. */
export interface Arguments {
  /** The LINE that was named, or '' for commands that take none. */
  readonly line: string;
  readonly options: Readonly<Record<string, string | true | undefined>>;
}

/** Where a command reads and writes. Data goes to `out`, everything said about it to `err`. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  readonly paint: Paint;
  out(text: string): void;
  err(text: string): void;
}

export type RunCommand = (given: Arguments, terminal: Terminal) => Promise<ExitCode>;

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly takesLine: boolean;
  readonly options: Options;
  /** Loads the command's own code: `--help` and `health` need none of the service's. */
  readonly load: () => Promise<RunCommand>;
}
