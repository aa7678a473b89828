import type { Language } from '../core/reason.ts';

/** What a telephone system asks, whatever it calls the parts of its request. */
export interface IvrQuestion {
  /** `null` where the request names none. */
  readonly line: string | null;
  readonly language: Language;
  /** What tells callers apart, for a retry instant of their own. */
  readonly key: string | undefined;
}

/** A request of a telephone system: everything in it that is not known is passed over. */
export interface IvrRequest {
  readonly query: unknown;
  readonly body: unknown;
}

export type ReadQuestion = (request: IvrRequest) => IvrQuestion;

/** Says in place of a key that the caller's number is one. */
const CALLER = 'caller';

/** The event that a flow hands to a Lambda function: parameters, else the contact's attributes. */
export const readConnectQuestion: ReadQuestion = ({ body }) => {
  const details = fieldsOf(fieldsOf(body).Details);
  const contact = fieldsOf(details.ContactData);
  const parameters = fieldsOf(details.Parameters);
  const line = textOf(parameters.line) ?? fieldsOf(contact.Attributes).line;
  return questionOf({ ...parameters, line }, fieldsOf(contact.CustomerEndpoint).Address);
};

/** The inputs of a data action; the number of the caller would be one of them. */
export const readGenesysQuestion: ReadQuestion = ({ body }) => questionOf(fieldsOf(body), null);

/** The line stands in the URL of the webhook; the rest of the request is about the call. */
export const readTwilioQuestion: ReadQuestion = ({ query, body }) => {
  const fields = fieldsOf(query);
  return questionOf(fields, fieldsOf(body).From ?? fields.From);
};

export const readJambonzQuestion: ReadQuestion = ({ query, body }) => {
  const fields = fieldsOf(query);
  return questionOf(fields, fieldsOf(body).from ?? fields.from);
};

function questionOf({ line, lang, key }: Fields, caller: unknown): IvrQuestion {
  const own = textOf(key);
  return {
    line: textOf(line),
    language: languageOf(textOf(lang)),
    key: (own === CALLER ? textOf(caller) : own) ?? undefined,
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; of anything else there are none. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Also of a locale such as `en-US`. A caller is better told in Japanese than not at all. */
function languageOf(text: string | null): Language {
  return text !== null && /^en(?![a-z])/i.test(text) ? 'en' : 'ja';
}
