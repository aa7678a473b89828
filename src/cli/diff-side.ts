import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { ConfigurationSource } from '../config/configuration-source.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { quote } from '../words/quote.ts';
import { formatLoadProblem } from './format-load-problem.ts';
import { askGit } from './git.ts';
import { type CommittedPath, entryAt, prefixOf, sourceInCommit } from './git-revision.ts';

/** One of two configurations that are compared. */
export interface DiffSide {
  /** As a person calls it: `config`, `HEAD~1:config`. */
  readonly label: string;
  readonly from: string | ConfigurationSource;
  formatProblem(problem: Problem): string;
}

/** Why there is no such side, as a sentence. */
export interface NoSide {
  readonly fault: string;
}

/**
 * What a word of the command line means: a path where one exists, else a revision of git, of which
 * `configPath` is compared, or the path after a colon (from the top of the repository, as in git).
 */
export function openSide(word: string, configPath: string): DiffSide | NoSide {
  if (existsSync(word)) {
    return { label: word, from: word, formatProblem: (each) => formatLoadProblem(each, word) };
  }
  const colon = word.indexOf(':');
  const revision = colon < 0 ? word : word.slice(0, colon);
  const found = `${quote(word)} is no file or folder here, and git has nothing for it`;
  const placed = place(revision, colon < 0 ? { configPath } : { asked: word.slice(colon + 1) });
  if ('fault' in placed) return { fault: `${found}: ${placed.fault}` };
  const label = `${revision}:${placed.path}`;
  return {
    label,
    from: sourceInCommit(placed),
    formatProblem(problem) {
      const file = problem.file.replace(prefixOf(placed), `${revision}:`);
      return formatProblem({ ...problem, file });
    },
  };
}

type Asked = { readonly configPath: string } | { readonly asked: string };

/** The commit and the path in it. */
function place(revision: string, asked: Asked): CommittedPath | NoSide {
  if (revision === '' || revision.startsWith('-')) return { fault: 'a revision is like HEAD~1' };
  const target = 'configPath' in asked ? resolve(asked.configPath) : process.cwd();
  const folder = nearestFolder(target);
  const told = askGit(folder, { words: ['rev-parse', '--show-toplevel'] });
  if ('fault' in told) return told;
  const top = told.bytes.toString().replace(/\r?\n$/, '');
  const words = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
  const resolved = askGit(top, { words });
  if ('fault' in resolved) return { fault: `${top} has no revision ${quote(revision)}` };
  const commit = resolved.bytes.toString().trim();
  const path = pathInTree(top, 'asked' in asked ? asked.asked : { target, folder });
  if (path === null) return { fault: `the path lies outside the repository ${top}` };
  const committed = { top, commit, path };
  if (entryAt(committed)) return committed;
  return { fault: `${quote(path)} is not in revision ${quote(revision)} of ${top}` };
}

/** The folder itself where it is one, else the nearest around it: the path may be an old one. */
function nearestFolder(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder || dirname(path) === path ? path : nearestFolder(dirname(path));
}

interface OnDisk {
  readonly target: string;
  readonly folder: string;
}

/** From the top; '' for the top itself, `null` for what lies outside. */
function pathInTree(top: string, asked: string | OnDisk): string | null {
  const isFromTop = typeof asked === 'string' && !/^\.{1,2}(\/|$)/.test(asked);
  const path = isFromTop ? posix.normalize(`./${asked}`) : pathFromTop(top, asked);
  const tidy = path.replace(/\/$/, '');
  if (tidy === '.' || tidy === '') return '';
  return tidy === '..' || tidy.startsWith('../') || tidy.startsWith('/') ? null : tidy;
}

/** Links on the way are followed as git follows them: the top is told without. */
function pathFromTop(top: string, asked: string | OnDisk): string {
  const { target, folder } =
    typeof asked === 'string' ? { target: resolve(asked), folder: process.cwd() } : asked;
  const real = join(realpathSync(folder), relative(folder, target));
  return relative(realpathSync(top), real).split(sep).join('/');
}
