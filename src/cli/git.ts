import { spawnSync } from 'node:child_process';

/** What git said, or a sentence about why it said nothing. */
export type GitAnswer = { readonly bytes: Buffer } | { readonly fault: string };

export interface GitQuestion {
  readonly words: readonly string[];
  readonly input?: string;
  readonly maxBytes?: number;
}

/** A repository on a slow disk still answers; a question for a password would wait for ever. */
const MAX_MILLISECONDS = 30_000;
const MAX_BYTES = 8 * 1024 * 1024;

/** In a hook they name another repository than that of the folder. */
const MISLEADING = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** Asks git about the repository that a folder lies in. Nothing in it is changed. */
export function askGit(
  folder: string,
  { words, input = '', maxBytes = MAX_BYTES }: GitQuestion,
): GitAnswer {
  const asked = spawnSync('git', ['-C', folder, ...words], {
    input,
    maxBuffer: maxBytes,
    timeout: MAX_MILLISECONDS,
    env: surroundings(),
    windowsHide: true,
  });
  if (asked.error) return { fault: describe(asked.error as NodeJS.ErrnoException, maxBytes) };
  if (asked.status === 0) return { bytes: asked.stdout };
  const [said = ''] = asked.stderr.toString().trim().split('\n');
  return { fault: said === '' ? `git ended with ${asked.status ?? asked.signal}` : `git: ${said}` };
}

function surroundings(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !MISLEADING.includes(name));
  const settings = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  return { ...Object.fromEntries(kept), ...settings };
}

function describe({ code, message }: NodeJS.ErrnoException, maxBytes: number): string {
  switch (code) {
    case 'ENOENT':
      return 'git is not installed here, or not in PATH';
    case 'ENOBUFS':
      return `git has more than the ${maxBytes} bytes that are read`;
    case 'ETIMEDOUT':
      return `git did not answer within ${MAX_MILLISECONDS / 1_000} s`;
    default:
      return `git cannot be asked: ${message}`;
  }
}
