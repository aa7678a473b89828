import type { Answer, Listener } from './answer.ts';

type Watch = (listener: Listener) => () => void;

/**
 * Answers one after the other, until the signal or the loop ends. Whoever is slower than they come
 * is given the newest: nothing is put in a queue.
 */
export function answersOf(
  watch: Watch,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<Answer> {
  let newest: Answer | null = null;
  let isOver = false;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const each of waiting) each();
    waiting.clear();
  };
  const unwatch = watch((answer) => {
    newest = answer;
    wake();
  });
  const end = () => {
    isOver = true;
    unwatch();
    wake();
  };
  const over = { done: true, value: undefined } as const;
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (!newest && !isOver) await new Promise<void>((resolve) => waiting.add(resolve));
      const value = newest;
      newest = null;
      return value && !isOver ? { done: false, value } : over;
    },
    async return() {
      signal?.removeEventListener('abort', end);
      end();
      return over;
    },
  };
}
