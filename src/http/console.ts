import { h } from 'preact';
import { ConsolePage } from '../web/console-page.tsx';
import { pageLanguageOf } from './page-language.ts';
import type { App, Ports } from './ports.ts';
import { sendPage } from './send-page.ts';

const TITLES = { ja: '管理 - 営業中', en: 'Console - Eigyochu' } as const;

/** The page of the console: empty, since who it is for signs in there. */
export function registerConsole(app: App, { assets }: Ports): void {
  const options = { schema: { hide: true }, config: { isPage: true, isCompressed: true } };
  app.get('/console', options, async (request, reply) => {
    const language = pageLanguageOf(request);
    const body = h(ConsolePage, { language });
    reply.header('cache-control', 'no-store');
    return sendPage(reply, { language, title: TITLES[language], body, script: 'console' }, assets);
  });
}
