import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';

/** Whether libxml2's own program is not on this machine. */
export const xmllintIsMissing = spawnSync('xmllint', ['--version']).error !== undefined;

/** What libxml2 has to say against documents, by themselves or by a schema; `null`: nothing. */
export function xmlFaultIn(t: Test, documents: readonly string[], schema?: string): string | null {
  const folder = t.testdir();
  const paths = documents.map((document, index) => {
    const path = join(folder, `${index}.xml`);
    writeFileSync(path, document);
    return path;
  });
  const words = ['--noout', '--nonet', ...(schema ? ['--schema', schema] : []), ...paths];
  const { status, stderr } = spawnSync('xmllint', words, { encoding: 'utf8' });
  return status === 0 ? null : stderr;
}
