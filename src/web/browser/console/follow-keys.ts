import { shiftDate, weekdayIndex } from './date-ranges.ts';
import type { SelectionGestures } from './use-date-selection.ts';

/**
 * Moves a focus over the cells of an element by keys, and selects with them: arrows go, with Shift
 * they extend, the space bar selects one date. One cell at a time can be reached with Tab.
 */
export function followKeys(element: HTMLElement, gestures: SelectionGestures): () => void {
  const stop = new AbortController();
  let isExtending = false;
  let last = '';
  const rove = () => {
    last = setRovingCell(element, last);
  };
  const watch = new MutationObserver(rove);
  watch.observe(element, { childList: true, subtree: true });
  rove();
  const onKey = (event: KeyboardEvent) => {
    const date = focusedDate(event);
    if (date === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      gestures.begin(date, 'toggle');
      isExtending = true;
      return;
    }
    const next = dateAfterKey(date, event.key);
    if (next === null) return;
    event.preventDefault();
    if (!focusDate(element, next)) return;
    if (!event.shiftKey) isExtending = false;
    else {
      if (!isExtending) gestures.begin(date, 'add');
      isExtending = true;
      gestures.extend(next);
    }
  };
  const onFocus = (event: FocusEvent) => {
    last = focusedDate(event) ?? last;
    rove();
  };
  element.addEventListener('keydown', onKey, { signal: stop.signal });
  element.addEventListener('focusin', onFocus, { signal: stop.signal });
  return () => {
    stop.abort();
    watch.disconnect();
  };
}

function focusedDate({ target }: Event): string | null {
  return target instanceof HTMLElement ? (target.dataset.date ?? null) : null;
}

function focusDate(element: HTMLElement, date: string): boolean {
  const cell = element.querySelector<HTMLElement>(`[data-date="${date}"]`);
  cell?.focus();
  return cell !== null;
}

/** Gives the date that Tab reaches: the last one, else today, else the first there is. */
function setRovingCell(element: HTMLElement, last: string): string {
  const cells = [...element.querySelectorAll<HTMLElement>('[data-date]')];
  const reached =
    cells.find((cell) => cell.dataset.date === last) ??
    cells.find((cell) => cell.getAttribute('aria-current') === 'date') ??
    cells[0];
  for (const cell of cells) cell.tabIndex = cell === reached ? 0 : -1;
  return reached?.dataset.date ?? '';
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
  PageUp: -28,
  PageDown: 28,
};

function dateAfterKey(date: string, key: string): string | null {
  if (key === 'Home') return shiftDate(date, -weekdayIndex(date));
  if (key === 'End') return shiftDate(date, 6 - weekdayIndex(date));
  const step = STEPS[key];
  return step === undefined ? null : shiftDate(date, step);
}
