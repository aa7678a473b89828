import { useEffect, useState } from 'preact/hooks';
import type { ApiFault } from './api.ts';
import type { Desk } from './desk.ts';
import { OFFICIAL_WORDS, type UnusableFile } from './official-words.ts';
import type { PatchJson } from './patch-json.ts';
import { asFault } from './use-answer.ts';
import { type Saving, useSaving } from './use-saving.ts';

/** What an official list would change, or has changed. */
export interface ListChanges {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly added: readonly ListedDate[];
  readonly removed: readonly ListedDate[];
  readonly renamed: readonly RenamedDate[];
  readonly steppedAside: readonly PatchJson[];
  readonly contradicted: readonly PatchJson[];
}

interface ListedDate {
  readonly date: string;
  readonly name: string;
}

interface RenamedDate {
  readonly date: string;
  readonly before: string;
  readonly after: string;
}

export interface PickedFile {
  readonly bytes: ArrayBuffer | null;
  readonly unusable: UnusableFile | null;
}

export interface ListUpload {
  readonly picked: PickedFile | null;
  /** What the picked file would change; `null` while that is awaited, and where it is refused. */
  readonly trial: ListChanges | null;
  readonly fault: ApiFault | null;
  /** Whether it may end before the list in use. */
  readonly isForced: boolean;
  readonly saving: Saving;
  pick(file: File): Promise<void>;
  force(isForced: boolean): void;
  put(): Promise<void>;
  forget(): void;
}

const PATH = '/v1/holidays/official';

/** A file of the official list from the picking of it to its being in force. */
export function useOfficialList(desk: Desk, onPut: () => void): ListUpload {
  const [picked, setPicked] = useState<PickedFile | null>(null);
  const [isForced, setForced] = useState(false);
  const saving = useSaving(desk.api);
  const { trial, fault } = useTrial(desk, picked?.bytes ?? null, isForced);
  const forget = () => {
    setPicked(null);
    setForced(false);
    saving.forget();
  };
  return {
    ...{ picked, isForced, saving, trial, forget },
    fault: saving.fault ?? fault,
    force: setForced,
    async pick(file) {
      forget();
      setPicked(await readFile(file));
    },
    async put() {
      if (!picked?.bytes) return;
      const put = await saving.run<ListChanges>(requestOf(picked.bytes, { isForced }));
      if (!put) return;
      desk.say(OFFICIAL_WORDS[desk.language].saved);
      forget();
      onPut();
    },
  };
}

interface Trial {
  readonly trial: ListChanges | null;
  readonly fault: ApiFault | null;
}

const NOTHING: Trial = { trial: null, fault: null };

/** What a file would change, asked for as soon as it is there, and again with the connection. */
function useTrial(
  { api, epoch }: Pick<Desk, 'api' | 'epoch'>,
  bytes: ArrayBuffer | null,
  isForced: boolean,
): Trial {
  const [known, setKnown] = useState<Trial>(NOTHING);
  useEffect(() => {
    let isStale = false;
    setKnown(NOTHING);
    if (!bytes) return;
    api.send<ListChanges>(requestOf(bytes, { isForced, isTrial: true })).then(
      ({ value }) => !isStale && setKnown({ trial: value, fault: null }),
      (error: unknown) => {
        const fault = asFault(error);
        if (!isStale) setKnown({ trial: null, fault });
      },
    );
    return () => {
      isStale = true;
    };
  }, [api, epoch, bytes, isForced]);
  return known;
}

interface RequestOptions {
  readonly isForced: boolean;
  readonly isTrial?: boolean;
}

function requestOf(bytes: ArrayBuffer, { isForced, isTrial = false }: RequestOptions) {
  const query = new URLSearchParams({
    ...(isForced && { force: 'true' }),
    ...(isTrial && { dryRun: 'true' }),
  });
  const content = { type: 'text/csv', bytes };
  return { method: 'PUT', path: query.size > 0 ? `${PATH}?${query}` : PATH, content } as const;
}

/** As the service has it: what is longer is no such list, and would not be read to its end. */
const MAX_BYTES = 262_144;

/** What cannot be used is said here, in words that the service has not. */
async function readFile(file: File): Promise<PickedFile> {
  if (file.size > MAX_BYTES) return unusable('too_large');
  try {
    const bytes = await file.arrayBuffer();
    const isPage = /^\s*<(!doctype|html|\?xml)/i.test(new TextDecoder().decode(bytes));
    return isPage ? unusable('web_page') : { bytes, unusable: null };
  } catch {
    return unusable('unreadable');
  }
}

function unusable(why: UnusableFile): PickedFile {
  return { bytes: null, unusable: why };
}
