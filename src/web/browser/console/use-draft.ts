import { useCallback, useState } from 'preact/hooks';

const PREFIX = 'eigyochu:';

/**
 * A value as `useState` has it, which survives a reload and a lost connection in this tab, and a
 * function that forgets it. What was kept by another form of the page is passed over by `initial`
 * only where it cannot be read: give forms that change another name.
 */
export function useDraft<T>(name: string, initial: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => readDraft(name, initial));
  const set = useCallback(
    (next: T) => {
      setValue(next);
      writeDraft(name, next);
    },
    [name],
  );
  const clear = useCallback(() => {
    setValue(initial);
    writeDraft(name, null);
  }, [name]);
  return [value, set, clear];
}

/** Forgets all drafts: whoever signs in next begins anew. */
export function clearDrafts(): void {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
  for (const name of names) sessionStorage.removeItem(name);
}

function readDraft<T>(name: string, initial: T): T {
  try {
    const kept = sessionStorage.getItem(PREFIX + name);
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}

/** Browsers may forbid it, and it may be full: then the page alone keeps it. */
function writeDraft(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {}
}
