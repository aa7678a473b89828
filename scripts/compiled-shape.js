/**
 * Compiles the validator of the configuration's schema when the program is bundled, and puts it in
 * the place of the one that would be compiled at every start. Nothing to keep in step: it is made
 * from the modules that tsc has just written, and exists in the bundle alone.
 */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import standaloneCode from 'ajv/dist/standalone/index.js';

/** A plugin of esbuild; `folder` is where tsc has written the modules. */
export function compiledShape(folder) {
  return {
    name: 'compiled-shape',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]config[\\/]shape-validator\.ts$/ }, async ({ path }) => ({
        contents: await writeShapeValidator(folder),
        resolveDir: dirname(path),
      }));
    },
  };
}

/** The module's text. The code is written to be read by no one, and needs ajv's runtime only. */
export async function writeShapeValidator(folder) {
  const from = (name) => import(pathToFileURL(`${folder}/config/${name}.js`).href);
  const { createShapeAjv } = await from('shape-validator');
  const { configurationSchema } = await from('json-schema');
  const ajv = createShapeAjv({ source: true, esm: true, optimize: false });
  const code = standaloneCode.default(ajv, ajv.compile(configurationSchema));
  return `${code}\nexport const createShapeValidator = () => validate;\n`;
}
