import type { LiveWords } from '../live-words.ts';
import type { LineChange } from './live-changes.ts';

/** More than so many lines are told by their number. */
const MAX_TOLD = 3;

/** What a page says of itself: politely, and only when something is new. */
export class LiveStatus {
  readonly #connection = region('connection');
  readonly #changes = region('visually-hidden');

  /** Stands outside the part that is renewed, so that what is said is not cut short. */
  constructor(main: HTMLElement) {
    main.after(this.#connection, this.#changes);
  }

  /** An empty text: all is well again. */
  away(text: string): void {
    if (this.#connection.textContent !== text) this.#connection.textContent = text;
  }

  tell(changes: readonly LineChange[], words: LiveWords): void {
    if (changes.length === 0) return;
    const sentences = changes.map(({ name, state }) =>
      state === 'open' ? words.opened(name) : words.closed(name),
    );
    const isMany = changes.length > MAX_TOLD;
    this.#changes.textContent = isMany ? words.manyChanged(changes.length) : sentences.join(' ');
  }
}

function region(name: string): HTMLElement {
  const element = document.createElement('p');
  element.className = name;
  element.setAttribute('role', 'status');
  return element;
}
