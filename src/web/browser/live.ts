/** Keeps a page that the service has written up to date: where its main part says how. */
import { LivePage } from './live-page.ts';

const main = document.querySelector<HTMLElement>('main[data-stream]');
if (main) new LivePage(main);
