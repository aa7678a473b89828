import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Api, ApiFault, createApi } from './api.ts';
import type { SessionJson } from './desk.ts';

/** What the console knows of the service that it works with. */
export interface Connection {
  readonly api: Api;
  readonly now: () => number;
  /** Whether the last request found nobody. */
  readonly isLost: boolean;
  /** Grows whenever the connection has come back. */
  readonly epoch: number;
  /** Looks whether the service is there again. */
  readonly lookAgain: () => void;
  /** Set while requests wait for somebody to sign in again. */
  readonly waiting: SignInWaiting | null;
}

export interface SignInWaiting {
  /** The requests that wait go on. */
  done(): void;
  /** They are refused. */
  cancel(): void;
}

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 15_000;

/** The service: how to ask it, whether it is there, what its clock says. */
export function useConnection(): Connection {
  const [isLost, setLost] = useState(false);
  const [epoch, setEpoch] = useState(0);
  const [waiting, setWaiting] = useState<SignInWaiting | null>(null);
  const clock = useRef({ ahead: 0 });
  const { api, now } = useMemo(() => {
    const gate = createGate(setWaiting);
    const made = createApi({
      reached: (isReached) => setLost(!isReached),
      dated: (milliseconds) => correct(clock.current, milliseconds),
      signInAgain: gate,
    });
    return { api: made, now: () => Date.now() + clock.current.ahead };
  }, []);

  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && !isLost) setEpoch((count) => count + 1);
    wasLost.current = isLost;
  }, [isLost]);
  // Whether anybody is signed in is another matter, and every answer will do.
  const lookAgain = useMemo(
    () => () => void api.get<SessionJson>('/v1/session').catch(() => {}),
    [api],
  );
  useEffect(() => (isLost ? lookNowAndThen(lookAgain) : undefined), [isLost, lookAgain]);
  return { api, now, isLost, epoch, lookAgain, waiting };
}

/** Of the clocks the last second is not known: within it they agree. */
function correct(clock: { ahead: number }, milliseconds: number): void {
  const ahead = milliseconds - Date.now();
  const isRight = ahead <= clock.ahead && clock.ahead <= ahead + 1_000;
  if (!isRight) clock.ahead = Math.abs(ahead + 500) < 2_000 ? 0 : ahead + 500;
}

/**
 * Lets all requests that find the session over wait for the same person to sign in again. Once that
 * was put off, only what somebody does asks for it anew.
 */
function createGate(
  show: (waiting: SignInWaiting | null) => void,
): (isAskedFor: boolean) => Promise<void> {
  let signedIn: Promise<void> | null = null;
  let isPutOff = false;
  return (isAskedFor) => {
    if (isPutOff && !isAskedFor) return Promise.reject(notSignedIn());
    signedIn ??= new Promise<void>((resolve, reject) => {
      const end = (putOff: boolean, finish: () => void) => () => {
        signedIn = null;
        isPutOff = putOff;
        show(null);
        finish();
      };
      show({ done: end(false, resolve), cancel: end(true, () => reject(notSignedIn())) });
    });
    return signedIn;
  };
}

function notSignedIn(): ApiFault {
  return new ApiFault(401, [{ code: 'unauthenticated', detail: 'Nobody is signed in.' }]);
}

/** More and more rarely, and at once when the browser says that there is a network again. */
function lookNowAndThen(look: () => void): () => void {
  let pause = FIRST_PAUSE_MILLISECONDS;
  let timer: ReturnType<typeof setTimeout>;
  const next = () => {
    timer = setTimeout(() => {
      look();
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
      next();
    }, pause);
  };
  next();
  window.addEventListener('online', look);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('online', look);
  };
}
