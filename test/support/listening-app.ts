import type { Test } from 'tap';
import { buildTestApp, type TestApp, type TestOptions } from './build-app.ts';

export interface ListeningApp extends TestApp {
  readonly origin: string;
}

/** A service that a browser can ask, until the end of the test. */
export async function startTestApp(t: Test, options: TestOptions): Promise<ListeningApp> {
  const built = await buildTestApp(t, options);
  await built.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = built.app.server.address() as { port: number };
  return { ...built, origin: `http://127.0.0.1:${port}` };
}
