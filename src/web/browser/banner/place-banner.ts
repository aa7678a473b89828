import { serviceOf, TAG } from './banner-element.ts';

/** Marks what has its banner, in whichever of several loadings of this file it was placed. */
const PLACED = 'data-eigyochu-placed';

/** The script that runs now; of modules, which do not say which one that is, all of them. */
export function scriptsOfBanners(): readonly HTMLScriptElement[] {
  const running = document.currentScript as HTMLScriptElement | null;
  const modules = 'script[type=module][data-line][src*="/banner.js"]';
  const scripts = running ? [running] : document.querySelectorAll<HTMLScriptElement>(modules);
  return [...scripts].filter(({ dataset }) => dataset.line);
}

/** Puts a banner after the script that names its line; first on the page if it is in the head. */
export function placeBanner(script: HTMLScriptElement): void {
  if (script.hasAttribute(PLACED)) return;
  script.setAttribute(PLACED, '');
  const { line = '', lang } = script.dataset;
  const banner = document.createElement(TAG);
  banner.setAttribute('line', line);
  banner.setAttribute('src', serviceOf(script.src));
  if (lang) banner.lang = lang;
  if (!document.head.contains(script)) script.after(banner);
  else if (document.body) document.body.prepend(banner);
  else addEventListener('DOMContentLoaded', () => document.body.prepend(banner), { once: true });
}
