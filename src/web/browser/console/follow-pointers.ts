import type { SelectionGestures } from './use-date-selection.ts';

/** How long a finger rests before it drags, and how far it may stray meanwhile. */
const LONG_PRESS_MILLISECONDS = 400;
const MAX_STRAY_PIXELS = 10;

/**
 * Turns what pointers do on the cells of an element into gestures, and gives what stops it. A mouse
 * or a pen drags at once. A finger scrolls the page as ever; it selects by a tap, and drags after a
 * long press.
 */
export function followPointers(element: HTMLElement, gestures: SelectionGestures): () => void {
  const stop = new AbortController();
  const pointer = new SelectingPointer(element, gestures);
  const { signal } = stop;
  element.addEventListener('pointerdown', (event) => pointer.down(event), { signal });
  window.addEventListener('pointermove', (event) => pointer.move(event), { signal });
  window.addEventListener('pointerup', (event) => pointer.up(event), { signal });
  window.addEventListener('pointercancel', () => pointer.cancel(), { signal });
  window.addEventListener('keydown', (event) => event.key === 'Escape' && pointer.cancel(), {
    signal,
  });
  const holdStill = (event: Event) => {
    if (pointer.isDragging) event.preventDefault();
  };
  // Only while dragging: otherwise the finger scrolls, and its long press opens what it does.
  element.addEventListener('touchmove', holdStill, { signal, passive: false });
  element.addEventListener('contextmenu', holdStill, { signal });
  element.addEventListener('click', (event) => pointer.click(event), { signal });
  return () => stop.abort();
}

/** The one pointer that is followed, from its first contact to its last. */
class SelectingPointer {
  readonly #element: HTMLElement;
  readonly #gestures: SelectionGestures;
  #down: { readonly id: number; readonly date: string; readonly x: number; readonly y: number };
  #pressing: ReturnType<typeof setTimeout> | null = null;
  #isDragging = false;

  constructor(element: HTMLElement, gestures: SelectionGestures) {
    this.#element = element;
    this.#gestures = gestures;
    this.#down = NOWHERE;
  }

  get isDragging(): boolean {
    return this.#isDragging;
  }

  down(event: PointerEvent): void {
    const date = dateOfCell(event.target);
    if (date === null || event.button !== 0 || !event.isPrimary) return;
    this.#down = { id: event.pointerId, date, x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') {
      this.#pressing = setTimeout(() => this.#begin(), LONG_PRESS_MILLISECONDS);
      return;
    }
    event.preventDefault();
    (event.target as HTMLElement)
      .closest<HTMLElement>('[data-date]')
      ?.focus({ preventScroll: true });
    this.#begin();
  }

  move(event: PointerEvent): void {
    if (event.pointerId !== this.#down.id) return;
    const { clientX, clientY } = event;
    if (!this.#isDragging) {
      const stray = Math.hypot(clientX - this.#down.x, clientY - this.#down.y);
      if (stray > MAX_STRAY_PIXELS) this.#forget();
      return;
    }
    const under = document.elementFromPoint(clientX, clientY);
    const date = this.#element.contains(under) ? dateOfCell(under) : null;
    if (date !== null) this.#gestures.extend(date);
  }

  up(event: PointerEvent): void {
    if (event.pointerId !== this.#down.id) return;
    // A tap: a finger that neither rested nor strayed.
    if (!this.#isDragging) this.#begin();
    this.#gestures.end();
    this.#forget();
  }

  cancel(): void {
    if (this.#isDragging) this.#gestures.cancel();
    this.#forget();
  }

  /** By a screen reader, which has no pointer. */
  click(event: MouseEvent): void {
    const date = dateOfCell(event.target);
    if (event.detail !== 0 || date === null) return;
    this.#gestures.begin(date, 'toggle');
    this.#gestures.end();
  }

  #begin(): void {
    this.#isDragging = true;
    this.#gestures.begin(this.#down.date, 'toggle');
  }

  #forget(): void {
    if (this.#pressing !== null) clearTimeout(this.#pressing);
    this.#pressing = null;
    this.#down = NOWHERE;
    this.#isDragging = false;
  }
}

const NOWHERE = { id: -1, date: '', x: 0, y: 0 };

function dateOfCell(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-date]')?.dataset.date ?? null;
}
