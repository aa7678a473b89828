import { flatFormat } from '../formats/flat-decision.ts';
import type { PlainFormat } from '../formats/format.ts';
import { twimlFormat } from '../formats/twiml.ts';
import {
  type ReadQuestion,
  readConnectQuestion,
  readGenesysQuestion,
  readJambonzQuestion,
  readTwilioQuestion,
} from './ivr-question.ts';
import { jambonzFormat } from './jambonz-verbs.ts';

/** Where the telephone system of a vendor asks in its own words, and is answered in them. */
export interface Door {
  readonly read: ReadQuestion;
  /** Of every answer, whatever happens. */
  readonly format: PlainFormat;
}

export const DOORS = {
  '/v1/ivr/amazon-connect': { read: readConnectQuestion, format: flatFormat },
  '/v1/ivr/genesys': { read: readGenesysQuestion, format: flatFormat },
  '/v1/ivr/jambonz': { read: readJambonzQuestion, format: jambonzFormat },
  '/v1/ivr/twilio': { read: readTwilioQuestion, format: twimlFormat },
} as const satisfies Readonly<Record<string, Door>>;

/** The door at a URL, or `null`. */
export function doorAt(url: string): Door | null {
  const path = url.split('?', 1)[0] ?? '';
  return Object.hasOwn(DOORS, path) ? DOORS[path as keyof typeof DOORS] : null;
}
