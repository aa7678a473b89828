import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { datesBetween } from './date-ranges.ts';
import { followKeys } from './follow-keys.ts';
import { followPointers } from './follow-pointers.ts';

export interface DateSelection {
  readonly selected: ReadonlySet<string>;
  /** Dates that cannot be chosen, such as those that are over. */
  readonly isFixed: (date: string) => boolean;
  readonly onSelect: (dates: ReadonlySet<string>) => void;
}

/** What a gesture works on: paints from the date where it began to where it is now. */
export interface SelectionGestures {
  /** `toggle` takes the dates away where the first of them was selected. */
  begin(date: string, mode: 'add' | 'toggle'): void;
  extend(date: string): void;
  /** As it was before the gesture. */
  cancel(): void;
  end(): void;
}

/**
 * Lets dates be selected in the cells `[data-date]` under an element: by dragging with a mouse or a
 * pen, by tapping, by a long press and dragging on a touch screen, and by keys. By delegation, so
 * that the calendar knows nothing of it.
 */
export function useDateSelection(
  root: RefObject<HTMLElement | null>,
  selection: DateSelection,
  isReady: boolean,
): void {
  const latest = useRef(selection);
  latest.current = selection;
  useEffect(() => {
    const element = root.current;
    if (!element || !isReady) return;
    const gestures = paintingGestures(latest);
    const stops = [followPointers(element, gestures), followKeys(element, gestures)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [root, isReady]);
}

interface Gesture {
  readonly anchor: string;
  readonly before: ReadonlySet<string>;
  readonly isErasing: boolean;
}

function paintingGestures(latest: { readonly current: DateSelection }): SelectionGestures {
  let gesture: Gesture | null = null;
  const paint = (date: string) => {
    if (!gesture) return;
    const dates = new Set(gesture.before);
    for (const each of datesBetween(gesture.anchor, date)) {
      if (gesture.isErasing) dates.delete(each);
      else if (!latest.current.isFixed(each)) dates.add(each);
    }
    latest.current.onSelect(dates);
  };
  return {
    begin(date, mode) {
      const before = latest.current.selected;
      gesture = { anchor: date, before, isErasing: mode === 'toggle' && before.has(date) };
      paint(date);
    },
    extend: paint,
    cancel() {
      if (gesture) latest.current.onSelect(gesture.before);
      gesture = null;
    },
    end() {
      gesture = null;
    },
  };
}
