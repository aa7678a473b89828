import { parseBodyJson } from './body-json.ts';
import type { App } from './ports.ts';

/** What a body may be. A merge patch (RFC 7396) is JSON too. */
export const BODY_TYPES = ['application/json', 'application/merge-patch+json'] as const;

/** Registers how bodies are read; of every other kind they are refused. */
export function registerBodyParser(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [...BODY_TYPES],
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => parseBodyJson(bytes),
  );
}
