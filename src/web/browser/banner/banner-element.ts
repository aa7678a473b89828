import type { Language } from '../../../core/reason.ts';
import { BannerView } from './banner-view.ts';
import type { LineFeed } from './line-feed.ts';
import { ServerLink } from './server-link.ts';

export const TAG = 'eigyochu-banner';

/** `…/banner.js` is beside `…/v1/`. */
export function serviceOf(script: string): string {
  return new URL('.', script).href;
}

/** Read while the script runs: later the page does not say any more which one it is. */
const SERVICE = ownService();

function ownService(): string {
  const own = document.currentScript as HTMLScriptElement | null;
  const written = document.querySelector<HTMLScriptElement>('script[src*="/banner.js"]');
  return serviceOf(own?.src || written?.src || document.baseURI);
}

/**
 * `<eigyochu-banner line="phone-pin" [lang] [src]>fallback</eigyochu-banner>`: says whether a line
 * is open. As long as that is not known, and when it is not known any more, it is its own content.
 */
export class BannerElement extends HTMLElement {
  static readonly observedAttributes = ['line', 'lang', 'src'];
  readonly #view = new BannerView(this.attachShadow({ mode: 'open' }));
  readonly #draw = () => this.#view.draw(this.#feed?.shown() ?? null, this.#language());
  #feed: LineFeed | null = null;
  #leave = () => {};

  connectedCallback(): void {
    this.#join();
  }

  disconnectedCallback(): void {
    this.#leave();
    this.#view.rest();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return;
    if (name === 'lang') this.#draw();
    else this.#join();
  }

  #join(): void {
    this.#leave();
    const line = this.getAttribute('line');
    if (line) {
      const link = ServerLink.to(this.#service());
      this.#feed = link.join(line, this.#draw);
      this.#leave = () => {
        link.leave(line, this.#draw);
        this.#feed = null;
        this.#leave = () => {};
      };
    }
    this.#draw();
  }

  #service(): string {
    const link = document.createElement('a');
    link.href = (this.getAttribute('src') || SERVICE).replace(/\/?$/, '/');
    return link.href;
  }

  #language(): Language {
    const nearest = this.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang;
    const tag = nearest || navigator.language || 'ja';
    return /^ja\b/i.test(tag) ? 'ja' : 'en';
  }
}
