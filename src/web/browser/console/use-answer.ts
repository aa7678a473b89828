import { useEffect, useState } from 'preact/hooks';
import { ApiFault } from './api.ts';
import type { Desk } from './desk.ts';

export interface Answer<T> {
  /** `null` while it is awaited; the one before stays while the same is asked again. */
  readonly value: T | null;
  readonly fault: ApiFault | null;
}

interface Asked<T> extends Answer<T> {
  readonly path: string | null;
}

/** What the service answers to a path, asked again whenever `again` or the connection changes. */
export function useAnswer<T>(
  { api, epoch }: Pick<Desk, 'api' | 'epoch'>,
  path: string | null,
  again: number | string = 0,
): Answer<T> {
  const [asked, setAsked] = useState<Asked<T>>({ path: null, value: null, fault: null });
  useEffect(() => {
    let isStale = false;
    if (path === null) return;
    api.get<T>(path).then(
      ({ value }) => !isStale && setAsked({ path, value, fault: null }),
      (error: unknown) => {
        const fault = asFault(error);
        if (!isStale) setAsked((old) => ({ path, fault, value: valueFor(old, path) }));
      },
    );
    return () => {
      isStale = true;
    };
  }, [api, path, epoch, again]);
  return { value: valueFor(asked, path), fault: asked.path === path ? asked.fault : null };
}

function valueFor<T>({ path, value }: Asked<T>, wanted: string | null): T | null {
  return path === wanted ? value : null;
}

/** What is no refusal is a defect, and belongs on the console. */
export function asFault(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error;
  throw error;
}
