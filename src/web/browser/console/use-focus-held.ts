import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * The element that gets the focus when an act has taken away what had it, such as a button that is
 * gone or off: whoever works by keys or listens to the page goes on from there. Acts are told by a
 * text that changes with them.
 */
export function useFocusHeld<T extends HTMLElement>(act: string): RefObject<T | null> {
  const holder = useRef<T>(null);
  const last = useRef(act);
  useEffect(() => {
    if (last.current !== act && isFocusLost()) holder.current?.focus();
    last.current = act;
  }, [act]);
  return holder;
}

/** Whether nothing has the focus that can be worked with. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement.matches('body, :disabled');
}
