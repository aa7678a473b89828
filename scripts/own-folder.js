/**
 * Lets packages that are bundled find the files which lie beside them and are not: `__dirname` of
 * the modules named is where the package is installed, asked for when the program runs.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A plugin of esbuild; `modules` are paths such as `classic-level/binding.js`. */
export function ownFolder(modules) {
  return {
    name: 'own-folder',
    setup({ onLoad, onEnd }) {
      const found = new Set();
      for (const name of modules) {
        const filter = new RegExp(`[\\\\/]node_modules[\\\\/]${name.replaceAll('/', '[\\\\/]')}$`);
        onLoad({ filter }, ({ path }) => {
          found.add(name);
          const text = readFileSync(path, 'utf8');
          const folder = `require('node:path').dirname(require.resolve('${name}'))`;
          return { contents: text.replaceAll('__dirname', folder), resolveDir: dirname(path) };
        });
      }
      onEnd(() => {
        const missing = modules.filter((name) => !found.has(name));
        if (missing.length > 0) throw new Error(`not in the bundle: ${missing.join(', ')}`);
      });
    },
  };
}
