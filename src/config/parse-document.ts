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
  const limit = `${MAX_YAML_CHARACTERS / 1024 / 1024} million letters`;
  const found = `the file is not valid JSON, and is too large for YAML (over ${limit})`;
  const advice = 'correct the JSON, write it as JSON, or split it into files';
  return { document: null, problems: [fileProblem(file, { code: 'too_large', found, advice })] };
}
