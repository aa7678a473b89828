import type { FastifyReply } from 'fastify';
import { Fragment, h } from 'preact';
import type { Language } from '../core/reason.ts';
import type { BoardData } from '../web/board-data.ts';
import { BoardPage, boardTitle } from '../web/board-page.tsx';
import { boardPath } from '../web/board-path.ts';
import { SiteBar } from '../web/site-bar.tsx';
import { boardContents } from './board-contents.ts';
import { seesDecider } from './board-overrides.ts';
import { allowCaching } from './caching.ts';
import { pageLanguageOf } from './page-language.ts';
import type { App, Ports } from './ports.ts';
import { sendPage } from './send-page.ts';

/** The status board: every line now, for people. */
export function registerBoard(app: App, ports: Ports): void {
  app.get(
    '/',
    { schema: { hide: true }, config: { isPage: true, isCompressed: true } },
    (request, reply) => {
      const { data, validity } = boardContents(ports, request);
      // What operators see must not be handed to others, also where everybody may read.
      const isPrivate = seesDecider(request.principal);
      allowCaching(reply, validity, isPrivate ? { ...ports, reads: 'keyed' } : ports);
      // By the clock that the page counts down with, which is that of the answers.
      reply.header('date', new Date(validity.now).toUTCString());
      return sendBoard(reply, data, ports);
    },
  );
}

function sendBoard(reply: FastifyReply, data: BoardData, { assets }: Ports): FastifyReply {
  const language: Language = pageLanguageOf(reply.request);
  const path = boardPath(data.place);
  const body = h(Fragment, null, [
    h(SiteBar, { language, path, current: 'board' }),
    h(BoardPage, { language, data }),
  ]);
  const head = h('noscript', null, h('meta', { 'http-equiv': 'refresh', content: '60' }));
  const title = boardTitle(data, language);
  return sendPage(reply, { language, title, head, body, script: 'live' }, assets);
}
