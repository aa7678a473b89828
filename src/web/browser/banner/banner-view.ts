import type { Language } from '../../../core/reason.ts';
import { createStyle } from './banner-style.ts';
import { textsOf } from './banner-words.ts';
import type { Shown } from './shown.ts';

/** How long a change stands where screen readers read it; then it would be read twice. */
const ANNOUNCED_MILLISECONDS = 10_000;

/** Other addresses, such as those of apps, may run something. */
const WEB = /^https?:\/\//i;

let style: CSSStyleSheet | undefined;

/** The shadow tree of a banner: built once, then kept in step with what is shown. */
export class BannerView {
  readonly #parts: Parts;
  /** What was announced last; `null` before anything was shown. */
  #told: string | null = null;
  #drawn = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: ShadowRoot) {
    style ??= createStyle();
    root.adoptedStyleSheets = [style];
    this.#parts = buildParts();
    root.append(this.#parts.banner, this.#parts.fallback, this.#parts.announcement);
  }

  /** Draws what is known, or the content of the page itself where that is nothing. */
  draw(shown: Shown | null, language: Language): void {
    const drawn = JSON.stringify([shown, language]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { banner, fallback } = this.#parts;
    banner.hidden = !shown;
    fallback.hidden = Boolean(shown);
    if (!shown) return;
    banner.lang = language;
    banner.className = `banner ${shown.state}`;
    banner.setAttribute('part', `banner ${shown.state}`);
    this.#write(shown, language);
    this.#announce(shown, language);
  }

  /** Nothing is announced after a banner has left the page, or before it says something else. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#parts.announcement.textContent = '';
  }

  #write(shown: Shown, language: Language): void {
    const texts = textsOf(shown, language);
    const parts = this.#parts;
    parts.banner.setAttribute('aria-label', texts.name);
    for (const name of ['name', 'status', 'reason', 'until', 'message', 'notice'] as const) {
      put(parts[name], texts[name]);
    }
    put(parts.asOf, texts.asOf);
    parts.phoneLabel.textContent = texts.phone;
    const number = shown.phone?.replace(/[^+\d]/g, '') ?? '';
    put(parts.phoneLink, number === '' ? '' : (shown.phone ?? ''));
    parts.phoneLink.href = `tel:${number}`;
    parts.phone.hidden = number === '';
    parts.webLabel.textContent = texts.onTheWeb;
    const links = shown.alternatives.filter(({ url }) => WEB.test(url));
    parts.web.hidden = links.length === 0;
    parts.alternatives.replaceChildren(
      ...links.map(({ name, url }) => alternativeOf(name[language], url)),
    );
  }

  /** Only what a caller would act on: not the other words for the same day after midnight. */
  #announce(shown: Shown, language: Language): void {
    const { state, reason, opensAt, closesAt, closingSoon, upcomingBreak } = shown;
    const cause = reason.startsWith('override') ? shown.reasonName : null;
    const facts = [state, opensAt, closesAt, closingSoon, upcomingBreak?.from, cause];
    const told = JSON.stringify(facts);
    if (this.#told !== null && this.#told !== told) {
      const { name, status, until, message } = textsOf(shown, language);
      this.#say([name, status, until, message].join(' '), language);
    }
    this.#told = told;
  }

  #say(text: string, language: Language): void {
    const { announcement } = this.#parts;
    this.rest();
    announcement.lang = language;
    announcement.textContent = text;
    this.#timer = setTimeout(() => this.rest(), ANNOUNCED_MILLISECONDS);
  }
}

type Parts = ReturnType<typeof buildParts>;

function buildParts() {
  const announcement = make('div', 'announcement', { role: 'status' });
  const fallback = document.createElement('slot');
  const banner = make('div', 'banner', { role: 'group' });
  const name = make('p', 'name', { dir: 'auto' });
  const mark = make('span', 'mark', { 'aria-hidden': 'true' });
  const status = make('strong', 'status');
  const until = make('span', 'until');
  const reason = make('span', 'reason', { dir: 'auto' });
  const message = make('p', 'message', { dir: 'auto' });
  const notice = make('p', 'notice', { dir: 'auto' });
  const phoneLabel = make('span', 'label');
  const phoneLink = make('a', 'phone-link', { dir: 'ltr' });
  const phone = nest(make('p', 'phone'), phoneLabel, phoneLink);
  const webLabel = make('span', 'label');
  const alternatives = make('ul', 'alternatives');
  const web = nest(make('div', 'web'), webLabel, alternatives);
  const asOf = make('p', 'as-of');
  const heading = nest(make('p', 'heading'), mark, status, reason, until);
  const actions = nest(make('div', 'actions'), phone, web);
  nest(banner, name, heading, message, notice, actions, asOf);
  const texts = { name, status, until, reason, message, notice, asOf };
  const links = { phone, phoneLabel, phoneLink, web, webLabel, alternatives };
  return { banner, fallback, announcement, ...texts, ...links };
}

/** An element with the name of its part, which is its class too. */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  part: string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = part;
  element.setAttribute('part', part);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function nest<E extends Element>(parent: E, ...children: readonly Element[]): E {
  parent.append(...children);
  return parent;
}

/** Names and messages are text, whatever they look like. */
function put(element: HTMLElement, text: string): void {
  element.textContent = text;
  element.hidden = text === '';
}

function alternativeOf(name: string, url: string): HTMLElement {
  const link = make('a', 'alternative-link', { dir: 'auto' });
  link.href = url;
  link.textContent = name;
  return nest(make('li', 'alternative'), link);
}
