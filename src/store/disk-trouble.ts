import { OutcomeUnknown, StoreUnavailable } from './store.ts';

/** What the embedded store throws for whatever its database threw. */
export function asStoreError(error: unknown): Error {
  if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) return error;
  return new StoreUnavailable(`the disk failed: ${(error as Error).message}`, { cause: error });
}

/** With what the library and the system said, which tells an operator where to look. */
export function describeDiskTrouble({ message, cause }: Error): string {
  if (!(cause instanceof Error) || message.includes(cause.message)) return message;
  return `${message}: ${describeDiskTrouble(cause)}`;
}
