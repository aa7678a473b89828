import type { Options } from './command.ts';

/** For commands that answer what a route answers. */
export const JSON_OPTION: Options = {
  json: { type: 'boolean', summary: 'print what the HTTP interface answers' },
};
