import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file as seen from the working directory, with slashes; as it is where it lies outside. */
export function relativeFile(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  return isOutside(path) ? file : path.replaceAll(sep, '/');
}

/** The same as a URI reference: relative, or a `file:` URI where the file lies outside. */
export function relativeUri(file: string): string {
  const path = relativeFile(file);
  if (isAbsolute(path) || isOutside(relative(process.cwd(), resolve(file)))) {
    return pathToFileURL(file).href;
  }
  return path.split('/').map(encodeURIComponent).join('/');
}

function isOutside(path: string): boolean {
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}
