export interface StreamListener {
  /** Some line may be another one now. */
  onEvent(): void;
  /** It was open and is not any more. */
  onBroken(): void;
}

/** The stream of a page. The browser goes back to it by itself, unless it was refused. */
export class LiveStream {
  readonly #listener: StreamListener;
  #source: EventSource | null = null;
  #url = '';

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  get isOpen(): boolean {
    return this.#source?.readyState === EventSource.OPEN;
  }

  /** Opens the stream, also again where it was refused; nothing happens where it is there. */
  open(url: string): void {
    const isThere = this.#source !== null && this.#source.readyState !== EventSource.CLOSED;
    if (isThere && url === this.#url) return;
    this.close();
    if (url === '') return;
    this.#url = url;
    const source = new EventSource(url);
    let wasOpen = false;
    for (const name of ['open', 'decision', 'gone']) {
      source.addEventListener(name, () => {
        wasOpen = true;
        this.#listener.onEvent();
      });
    }
    source.addEventListener('error', () => {
      if (wasOpen) this.#listener.onBroken();
      wasOpen = false;
    });
    this.#source = source;
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
  }
}
