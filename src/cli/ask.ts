import { invariant } from '../core/invariant.ts';
import type { Question } from './with-line.ts';

/** What the HTTP interface answers at a path of the line: the same bytes, without a port. */
export async function ask(
  question: Question,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const { statusCode, body } = await answerOver(question, path, query);
  invariant(statusCode === 200, 'a question that was read is answered');
  return `${body}\n`;
}

/** The same, whatever it says. */
export async function answerOver(
  { line, keeper, now, publicUrl }: Question,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly statusCode: number; readonly body: string }> {
  // Loaded only here: most answers are texts, which need no service.
  const { buildApp } = await import('../app.ts');
  const drain = new AbortController().signal;
  const app = await buildApp({ keeper, ledger: null, clock: () => now, drain, publicUrl });
  const url = `/v1/lines/${encodeURIComponent(line.id)}/${path}?${new URLSearchParams(query)}`;
  const { statusCode, body } = await app.inject(url);
  await app.close();
  return { statusCode, body };
}
