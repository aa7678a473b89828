import { useEffect, useState } from 'preact/hooks';
import { whenSeenAgain } from './when-seen-again.ts';

const PAUSE_MILLISECONDS = 15_000;

/**
 * A number that grows every so often, whenever the page is looked at again, and when it is told to:
 * to ask again by, since others change the same.
 */
export function useRounds(): readonly [round: number, next: () => void] {
  const [round, setRound] = useState(0);
  const next = () => setRound((count) => count + 1);
  useEffect(() => {
    const timer = setInterval(next, PAUSE_MILLISECONDS);
    const stop = whenSeenAgain(next);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return [round, next];
}
