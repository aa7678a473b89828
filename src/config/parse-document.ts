import { MAX_YAML_CHARACTERS } from './configuration.ts';
import { fileProblem } from './configuration-files.ts';
import { parseJson } from './json-document.ts';
import type { ParsedDocument } from './source-document.ts';
import { parseYaml } from './yaml-document.ts';

/** Reads a document's text, JSON or YAML whatever the name of its file. */
export function parseDocument(file: string, text: string): ParsedDocument {
  const json = /^\s*[{[]/.test(text) ? parseJson(file, text) : null;
  if (json) return json;
  return text.length > MAX_YAML_CHARACTERS ? refuseLarge(file) : parseYaml(file, text);
}

function refuseLarge(file: string): ParsedDocument {
  const found = `more than ${MAX_YAML_CHARACTERS} characters that are not plain JSON`;
  const advice = 'write so large a configuration as JSON, or split it into files';
  return { document: null, problems: [fileProblem(file, { code: 'too_large', found, advice })] };
}
