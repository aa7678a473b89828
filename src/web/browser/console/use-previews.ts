import { useEffect, useState } from 'preact/hooks';
import type { ApiFault } from './api.ts';
import type { Desk } from './desk.ts';
import type { Preview } from './preview.ts';
import { asFault } from './use-answer.ts';

/** What a body would change, or why it would be refused. */
export interface Previewed {
  readonly preview: Preview | null;
  readonly fault: ApiFault | null;
}

/** As long as a pause in typing. */
const PAUSE_MILLISECONDS = 400;

export interface PreviewsAsked {
  /** Where such a body is sent to. */
  readonly path: '/v1/overrides' | '/v1/holidays';
  readonly again: number | string;
}

/**
 * What each body of a change would change, asked for after a pause in typing; a body without an
 * entry is still awaited. What has been answered is kept until `again` or the connection changes.
 */
export function usePreviews(
  { api, epoch }: Pick<Desk, 'api' | 'epoch'>,
  bodies: readonly string[],
  { path, again }: PreviewsAsked,
): ReadonlyMap<string, Previewed> {
  const round = `${again} ${epoch}`;
  const [known, setKnown] = useState<Known>({ round, previews: new Map() });
  const previews = known.round === round ? known.previews : NONE;
  const missing = bodies.filter((body) => !previews.has(body));
  useEffect(() => {
    let isStale = false;
    const ask = async () => {
      for (const body of missing) {
        const previewed = await previewOf(api, path, body);
        if (isStale) return;
        setKnown((old) => {
          const before = old.round === round ? old.previews : NONE;
          return { round, previews: new Map(before).set(body, previewed) };
        });
      }
    };
    const pause = setTimeout(ask, PAUSE_MILLISECONDS);
    return () => {
      isStale = true;
      clearTimeout(pause);
    };
  }, [api, path, bodies.join('\n'), round]);
  return previews;
}

interface Known {
  readonly round: string;
  readonly previews: ReadonlyMap<string, Previewed>;
}

const NONE: ReadonlyMap<string, Previewed> = new Map();

async function previewOf(api: Desk['api'], path: string, body: string): Promise<Previewed> {
  const request = { method: 'POST', path: `${path}?dryRun=true`, body: JSON.parse(body) } as const;
  try {
    const { value } = await api.send<Preview>(request);
    return { preview: value, fault: null };
  } catch (error) {
    return { preview: null, fault: asFault(error) };
  }
}
