import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type CodedError, ERRORS } from '../errors.ts';
import { ErrorPage, textsOf } from '../web/error-page.tsx';
import type { Assets } from './assets.ts';
import { pageLanguageOf } from './page-language.ts';
import { sendPage } from './send-page.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Read by people: refused in a page of its own. */
    isPage?: boolean;
  }
}

/** Whether a refusal is read by a person: on a page, or where somebody looked for one. */
export function wantsPage({ is404, routeOptions, headers, url }: FastifyRequest): boolean {
  if (routeOptions?.config?.isPage) return true;
  return is404 && !url.startsWith('/v1') && (headers.accept ?? '').includes('text/html');
}

/** Tells a person what was refused. */
export function refusePage(reply: FastifyReply, error: CodedError, assets: Assets): void {
  const { status } = ERRORS[error.code];
  const { request } = reply;
  const language = pageLanguageOf(request);
  const detail = error.faults.map((fault) => fault.detail).join(' ');
  const [title] = textsOf(language, status);
  const body = h(ErrorPage, { language, status, detail, requestId: request.id });
  sendPage(reply, { language, title, body, script: 'live' }, assets);
}
