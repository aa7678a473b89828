import type { FastifyReply } from 'fastify';
import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../core/reason.ts';
import { Document } from '../web/document.tsx';
import { type Assets, assetPath } from './assets.ts';
import { varyBy } from './vary-by.ts';

/** What a page is made of. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly head?: ComponentChildren;
  readonly body: ComponentChildren;
  /** `live` keeps a written page up to date; `console` makes its own. */
  readonly script: 'live' | 'console';
}

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers with a page; how long it may be kept is the caller's to say, before. */
export function sendPage(reply: FastifyReply, page: Page, assets: Assets): FastifyReply {
  return sendHtml(reply, writePage(page, assets));
}

/** A page as HTML. */
export function writePage(page: Page, assets: Assets): string {
  const { language, title, head, body, script } = page;
  const style = script === 'console' ? 'console-page.css' : 'pages.css';
  const document = h(Document, {
    ...{ language, title, head },
    style: assetPath(assets, style),
    script: assetPath(assets, `${script}.js`),
    children: body,
  });
  return `<!doctype html>${renderToString(document)}`;
}

/** Answers with a page that has been written. */
export function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  varyBy(reply, 'accept-language');
  reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8');
  return reply.send(html);
}
