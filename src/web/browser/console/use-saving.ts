import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Answered, type Api, ApiFault, type ApiRequest } from './api.ts';

/** How a change is getting on. */
export interface Saving {
  /** `doubt`: sent, and nobody knows what became of it; it is sent again until that is known. */
  readonly phase: 'idle' | 'sending' | 'doubt';
  /** Why the last one was refused. */
  readonly fault: ApiFault | null;
  /** What was answered, or `null` where it was refused, after telling why. */
  run<T>(request: ApiRequest, onRefused?: (fault: ApiFault) => void): Promise<Answered<T> | null>;
  /** Does not wait any longer until it is sent again. */
  retryNow(): void;
  forget(): void;
}

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 15_000;

/** Saves once, however often it has to be sent: requests have an `Idempotency-Key`. */
export function useSaving(api: Api): Saving {
  const [phase, setPhase] = useState<Saving['phase']>('idle');
  const [fault, setFault] = useState<ApiFault | null>(null);
  const wake = useRef(() => {});
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
      wake.current();
    };
  }, []);
  const acts = useMemo(() => {
    const doubt = (pause: number) => {
      setPhase('doubt');
      return new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(!isOver.current), pause);
        wake.current = () => {
          clearTimeout(timer);
          resolve(!isOver.current);
        };
      });
    };
    const run = async <T>(request: ApiRequest, onRefused?: (fault: ApiFault) => void) => {
      setPhase('sending');
      setFault(null);
      try {
        return await sendUntilKnown<T>(api, request, doubt);
      } catch (thrown) {
        if (!(thrown instanceof ApiFault)) throw thrown;
        if (isOver.current) return null;
        setFault(thrown);
        onRefused?.(thrown);
        return null;
      } finally {
        setPhase('idle');
      }
    };
    return { run, retryNow: () => wake.current(), forget: () => setFault(null) };
  }, [api]);
  return { phase, fault, ...acts };
}

/** A key of its own for each thing that is to be done once. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sendUntilKnown<T>(
  api: Api,
  request: ApiRequest,
  doubt: (pauseMilliseconds: number) => Promise<boolean>,
): Promise<Answered<T>> {
  let pause = FIRST_PAUSE_MILLISECONDS;
  for (let isDoubtful = false; ; isDoubtful = true) {
    try {
      return await api.send<T>(request);
    } catch (thrown) {
      const isKnown = !(thrown instanceof ApiFault) || !leavesDoubt(thrown, isDoubtful);
      if (isKnown || !(await doubt(pause))) throw thrown;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    }
  }
}

/** What comes after a doubt and says nothing about the request before does not end it. */
function leavesDoubt(fault: ApiFault, isDoubtful: boolean): boolean {
  const { status } = fault;
  if (status === null || fault.has('outcome_unknown')) return true;
  return MAY_HAVE_CHANGED.includes(status) || (isDoubtful && (status >= 500 || status === 429));
}

/** Of what stands between, and of a service that has a fault. */
const MAY_HAVE_CHANGED: readonly number[] = [500, 502, 504];
