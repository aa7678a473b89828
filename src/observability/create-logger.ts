import { type Logger, pino } from 'pino';
import { formatLogLine } from './format-log-line.ts';

export interface LoggerOptions {
  readonly level: string;
  /** Where lines go: a terminal gets the same events as a person reads them. */
  readonly output: NodeJS.WriteStream;
}

/** The log of a process: JSON lines, and `Authorization` never among them. */
export function createLogger({ level, output }: LoggerOptions): Logger {
  const write = output.isTTY
    ? (line: string) => output.write(formatLogLine(line))
    : (line: string) => output.write(line);
  return pino({ level }, { write });
}
