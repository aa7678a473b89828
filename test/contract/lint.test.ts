/** What others' rules for such documents say about ours. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import t from 'tap';

const DOCUMENT = 'docs/reference/openapi.json';
const PROGRAMS = 'tools/node_modules/.bin';
const SKIP = {
  skip: existsSync(PROGRAMS) ? false : 'NO DOCUMENT IS LINTED: node scripts/install-test-tools.js',
};

/** Neither says anything about us to anybody, nor asks for news of itself. */
const SILENT = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' };

/** What a linter has printed, and whether it was content. */
async function lint(program: string, words: readonly string[]) {
  // Options for node are about this process: what measures coverage takes seconds to load.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...SILENT };
  return new Promise<{ isContent: boolean; said: string }>((done) => {
    execFile(`${PROGRAMS}/${program}`, words, { env }, (error, out, err) => {
      done({ isContent: error === null, said: `${out}${err}` });
    });
  });
}

t.test('Spectral has nothing to say about the document', SKIP, async (t) => {
  const words = ['lint', DOCUMENT, '--fail-severity=hint', '--ruleset=.spectral.yaml'];
  const { isContent, said } = await lint('spectral', words);
  t.ok(isContent, said);
});

t.test('Redocly has nothing to say about the document', SKIP, async (t) => {
  const { isContent, said } = await lint('redocly', ['lint', '--config=redocly.yaml']);
  t.ok(isContent, said);
  t.notMatch(said, /\b(warning|error) was generated/i);
});
