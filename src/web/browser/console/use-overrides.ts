import { useEffect, useState } from 'preact/hooks';
import type { OverrideJson } from '../../../http/overrides-json.ts';
import { type Api, ApiFault } from './api.ts';
import type { Desk } from './desk.ts';
import { whenSeenAgain } from './when-seen-again.ts';

export interface Overrides {
  /** `null` until they are known. */
  readonly overrides: readonly OverrideJson[] | null;
  readonly fault: ApiFault | null;
  readonly hasMore: boolean;
  more(): void;
  reload(): void;
  /** Takes over what an answer says of one, without asking again. */
  replace(override: OverrideJson): void;
}

interface Page {
  readonly overrides: readonly OverrideJson[];
  readonly next: string | null;
}

/** Every override that is not over, in one answer. */
export const ALL_OVERRIDES = '/v1/overrides?limit=1000';

const RELOAD_MILLISECONDS = 15_000;

/** The overrides of a list, page by page, looked at again and again: others change them too. */
export function useOverrides({ api, epoch }: Desk, path: string): Overrides {
  const [pages, setPages] = useState(1);
  const [round, setRound] = useState(0);
  const [known, setKnown] = useState<Page | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  useEffect(() => {
    let isStale = false;
    readPages(api, path, pages).then(
      (answer) => {
        if (isStale) return;
        setKnown(answer);
        setFault(null);
      },
      (thrown) => {
        if (!(thrown instanceof ApiFault)) throw thrown;
        // That there is no connection is told for the whole console.
        if (!isStale && thrown.status !== null) setFault(thrown);
      },
    );
    return () => {
      isStale = true;
    };
  }, [api, epoch, path, pages, round]);
  useEffect(() => {
    const again = () => setRound((count) => count + 1);
    const timer = setInterval(again, RELOAD_MILLISECONDS);
    const stop = whenSeenAgain(again);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return {
    overrides: known?.overrides ?? null,
    fault,
    hasMore: known?.next != null,
    more: () => setPages((count) => count + 1),
    reload: () => setRound((count) => count + 1),
    replace: (fresh) => setKnown((page) => page && replaced(page, fresh)),
  };
}

function replaced({ overrides, next }: Page, fresh: OverrideJson): Page {
  return { next, overrides: overrides.map((each) => (each.id === fresh.id ? fresh : each)) };
}

async function readPages(api: Api, path: string, count: number): Promise<Page> {
  const overrides: OverrideJson[] = [];
  let next: string | null = path;
  for (let read = 0; read < count && next !== null; read += 1) {
    const answer: { value: Page; next: string | null } = await api.get<Page>(next);
    overrides.push(...answer.value.overrides);
    next = answer.next;
  }
  return { overrides, next };
}

/** A text that changes with every change of the overrides, by whomever: to ask again by. */
export function stateOfOverrides({ overrides }: Pick<Overrides, 'overrides'>): string {
  return overrides?.map(({ id, version }) => `${id} ${version}`).join() ?? '';
}
