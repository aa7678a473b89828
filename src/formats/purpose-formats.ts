import { flatDecision, flatFailure, flatFormat } from './flat-decision.ts';
import { fieldsOf, formFormat, plain, writeForm } from './form-decision.ts';
import type { Format } from './format.ts';
import type { FormatName } from './formats.ts';
import { jsonFormat } from './json-decision.ts';
import { NEVER } from './plain-time.ts';
import type { PurposeAnswer } from './purpose-answer.ts';
import { purposeToJson } from './purpose-json.ts';
import { type Routing, routingOf } from './routing.ts';
import { textFormat } from './text-decision.ts';
import { say, twimlFormat, writeResponse } from './twiml.ts';
import { vxmlFormat, writeDocument } from './vxml.ts';
import { wordFormat } from './word-decision.ts';

/** How a purpose is written; what goes wrong is written as for a decision. */
export interface PurposeFormat extends Pick<Format, 'contentType' | 'countsSeconds'> {
  readonly write: (answer: PurposeAnswer) => string;
}

/**
 * A purpose in every format of a decision, by the same name: the record of the line that serves
 * best, and what else can be done beside it.
 */
export const PURPOSE_FORMATS: Readonly<Record<FormatName, PurposeFormat>> = {
  json: { ...jsonFormat, write: (answer) => JSON.stringify(purposeToJson(answer)) },
  word: { ...wordFormat, write: ({ state }) => state },
  text: { ...textFormat, write: writeText },
  form: { ...formFormat, write: (answer) => writeForm(formFields(answer)) },
  flat: { ...flatFormat, write: (answer) => JSON.stringify(flatPurpose(answer)) },
  twiml: { ...twimlFormat, write: writeTwiml },
  vxml: { ...vxmlFormat, write: writeVxml },
};

/** In place of a reason where no line serves a purpose: the caller has no line to be told of. */
export const NO_LINE = 'no_line';

function writeText({ best, state }: PurposeAnswer): string {
  return best ? textFormat.write(best) : [state, NO_LINE, NEVER, NEVER, 'end'].join('|');
}

function formFields({ purpose, best, state }: PurposeAnswer) {
  const record = best ? fieldsOf(best) : { state, reason: NO_LINE, seconds: NEVER, time: NEVER };
  const { webUrl, appUrl } = addressesOf(purpose);
  return { ...record, purpose: plain(purpose.id), webUrl: plain(webUrl), appUrl: plain(appUrl) };
}

/** A purpose on one level of strings, as Amazon Connect takes it. */
export function flatPurpose(answer: PurposeAnswer): Readonly<Record<string, string>> {
  const { purpose, best, language } = answer;
  const record = best ? flatDecision(best) : flatWithoutLine(answer);
  const name = purpose.name[language];
  return { ...record, purpose: purpose.id, purposeName: name, ...addressesOf(purpose) };
}

function flatWithoutLine({ state, language, message, speech, revision, freshness }: PurposeAnswer) {
  return {
    ...flatFailure({ code: NO_LINE, line: null, onUnknown: 'unknown', language }),
    ...{ state, message: message()[language], speech: speech()[language], revision, freshness },
  };
}

function writeTwiml(answer: PurposeAnswer): string {
  const { language, speech } = answer;
  return writeResponse([say(speech()[language], language)], routing(answer));
}

function writeVxml(answer: PurposeAnswer): string {
  const { best, state, language, speech } = answer;
  return writeDocument({
    state,
    reason: best?.decision.reason.code ?? NO_LINE,
    language,
    speech: speech()[language],
    routing: routing(answer),
  });
}

function routing({ best }: PurposeAnswer): Routing {
  return best ? routingOf(best) : { kind: 'announcement' };
}

/** The first address of each kind, empty where there is none. */
function addressesOf({ channels }: PurposeAnswer['purpose']) {
  const first = (kind: 'web' | 'app') =>
    channels.flatMap((channel) => (channel.kind === kind ? [channel.url] : []))[0] ?? '';
  return { webUrl: first('web'), appUrl: first('app') };
}
