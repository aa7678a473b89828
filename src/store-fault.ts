import type { Settings } from './settings.ts';
import { StoreFault } from './store/store.ts';

/** Why the store could not be opened, and what to do, for the faults that operators meet. */
export function describeStoreFault(error: NodeJS.ErrnoException, settings: Settings): string {
  const folder = settings.EIGYOCHU_DATA;
  if (error instanceof StoreFault) return `${error.found}; ${error.advice}`;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `the data folder ${folder} cannot be written; set EIGYOCHU_DATA to one that can`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${folder} is not a folder; set EIGYOCHU_DATA to one`;
    case 'ENOSPC':
      return `the disk of the data folder ${folder} is full; make room`;
    default:
      return `the store in ${folder} cannot be opened: ${error.message}`;
  }
}
