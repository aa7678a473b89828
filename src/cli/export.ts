import { LANGUAGES } from '../core/reason.ts';
import { suggestName } from '../words/suggest-name.ts';
import { answerOver } from './ask.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

/** Prints what HTTP answers at the path of the format, overrides and all. */
export const runExport = withLine(exportLine);

async function exportLine(question: Question): Promise<string | Refusal> {
  const { format: id, lang } = question.options;
  const format = EXPORT_FORMATS.find((each) => each.id === id);
  if (!format) return refuseFormat(String(id));
  const isLanguage = LANGUAGES.some((language) => language === lang);
  if (lang !== undefined && !isLanguage) {
    return { refused: `there is no language "${lang}"; write ${LANGUAGES.join(' or ')}` };
  }
  if (lang !== undefined && !format.hasLanguages) {
    return { refused: `${format.id} has no language of its own; leave --lang out` };
  }
  const query = typeof lang === 'string' ? { lang } : {};
  const { statusCode, body } = await answerOver(question, format.path, query);
  if (statusCode !== 200) return { refused: detailOf(body), isFailure: true };
  return body.endsWith('\n') ? body : `${body}\n`;
}

function refuseFormat(id: string): Refusal {
  const ids = EXPORT_FORMATS.map((format) => format.id);
  const suggestion = suggestName(id, ids) || ` Write one of ${ids.join(', ')}.`;
  return { refused: `there is no format "${id}" to export.${suggestion}` };
}

/** What a problem document says in words. */
function detailOf(body: string): string {
  const { detail } = JSON.parse(body) as { readonly detail?: string };
  return detail ?? 'it cannot be expressed';
}
