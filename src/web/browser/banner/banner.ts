import { BannerElement, TAG } from './banner-element.ts';
import { placeBanner, scriptsOfBanners } from './place-banner.ts';

/**
 * What `/banner.js` does: it defines `<eigyochu-banner>` and puts one after the script that names a
 * line. It may be loaded many times, by as many scripts. Where a browser cannot draw it, the
 * element is left undefined, and the content of the page stands.
 */
const isAble = 'adoptedStyleSheets' in document;
if (isAble && !customElements.get(TAG)) customElements.define(TAG, BannerElement);
for (const script of scriptsOfBanners()) placeBanner(script);
