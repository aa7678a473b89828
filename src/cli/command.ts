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
  /** What the command is about, such as a line, or '' for commands that take nothing. */
  readonly operand: string;
  /** All of them, for commands that take more than one. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | true | undefined>>;
}

/** Where a command reads and writes. Data goes to `out`, everything said about it to `err`. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  readonly paint: Paint;
  /** How wide it is; `undefined` where it is no terminal. */
  readonly columns?: number | undefined;
  out(text: string): void;
  err(text: string): void;
}

export type RunCommand = (given: Arguments, terminal: Terminal) => Promise<ExitCode>;

/** What a command is about, declared once. */
export interface Operand {
  /** As the help writes it: `LINE`. */
  readonly value: string;
  /** As a fault calls it: `the id of a line`. */
  readonly summary: string;
  /** Set where the command also does something without it: `[FILE]`. Only the last ones can be. */
  readonly isOptional?: boolean;
}

export interface Command {
  /** One word, or the name of its group and another: `keys create`. */
  readonly name: string;
  readonly summary: string;
  readonly operands: readonly Operand[];
  readonly options: Options;
  /** Loads the command's own code: `--help` and `health` need none of the service's. */
  readonly load: () => Promise<RunCommand>;
}

/** Commands about one thing, whose name is their first word. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
}
