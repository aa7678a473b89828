import type { Terminal } from './command.ts';
import type { ControlAnswer } from './control-client.ts';
import { EXIT_CODES, type ExitCode } from './exit-code.ts';

/**
 * Says why a request was refused; wrong words are the caller's, the rest is not: what is right and
 * does not go with what is there (409) is a failure.
 */
export function sayRefusal(
  { status, body }: ControlAnswer,
  terminal: Terminal,
  /** In the words of the command line, in place of those of HTTP. */
  reword = (detail: string) => detail,
): ExitCode {
  terminal.err(`eigyochu: ${reword(detailOf(body))}\n`);
  const isOfWords = status >= 400 && status < 500 && status !== 409;
  return isOfWords ? EXIT_CODES.usage.code : EXIT_CODES.failure.code;
}

/** Why, in words. */
export function detailOf(body: string): string {
  try {
    return String(JSON.parse(body).detail);
  } catch {
    return `the service answered something else: ${body.slice(0, 200)}`;
  }
}
