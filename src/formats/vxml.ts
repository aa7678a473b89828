import type { Language } from '../core/reason.ts';
import { SPEECH_LANGUAGES } from '../messages/ssml.ts';
import { clip, MAX_SPEECH_CHARACTERS } from './clip.ts';
import type { PlainFormat } from './format.ts';
import { type Routing, routingOf, unknownRouting } from './routing.ts';
import { unknownSpeech } from './unknown-speech.ts';
import { writeXml, type XmlElement } from './xml.ts';

/**
 * VoiceXML 2.1 that says what there is to say, and then transfers, goes on, or hands `state`,
 * `reason` and the queue back to the dialog that asked. A failure is 200 and does what was
 * configured for not knowing: platforms have only a fault of their own for anything else.
 */
export const vxmlFormat: PlainFormat = {
  contentType: 'application/voicexml+xml; charset=utf-8',
  isAlways200: true,
  write: ({ decision, language, speech, ...answer }) =>
    writeDocument({
      state: decision.state,
      reason: decision.reason.code,
      language,
      speech: speech()[language],
      routing: routingOf({ decision, ...answer }),
    }),
  writeError: (failure) => {
    const routing = unknownRouting(failure);
    const { code: reason, language } = failure;
    const speech = routing.kind === 'announcement' ? unknownSpeech(failure)[language] : null;
    return writeDocument({ state: 'unknown', reason, language, speech, routing });
  },
};

interface Dialog {
  readonly state: string;
  readonly reason: string;
  readonly language: Language;
  readonly speech: string | null;
  readonly routing: Routing;
}

const OPTIONS = {
  namespace: 'http://www.w3.org/2001/vxml',
  /** Hosts that keep `<data>` to their own documents let this one through. */
  instruction: { target: 'access-control', content: 'allow="*"' },
};

export function writeDocument({ state, reason, language, speech, routing }: Dialog): string {
  const queue = routing.kind === 'queue' ? routing.name : '';
  const said = speech === null ? [] : [element('block', {}, [prompt(speech)])];
  const root = element('vxml', { version: '2.1', 'xml:lang': SPEECH_LANGUAGES[language] }, [
    variable('state', state),
    variable('reason', reason),
    variable('queue', queue),
    // Nobody asked: this is the whole application, and has nobody to return to.
    element('catch', { event: 'error.semantic' }, [element('exit', RESULTS)]),
    element('form', {}, [...said, ...stepsTo(routing), element('block', {}, [hand])]),
  ]);
  return writeXml(root, OPTIONS);
}

const RESULTS = { namelist: 'state reason queue' };
const hand = element('return', RESULTS);

function stepsTo(routing: Routing): readonly XmlElement[] {
  switch (routing.kind) {
    case 'phone':
      return [transfer(`tel:${routing.number}`)];
    case 'sip':
      return [transfer(routing.address)];
    case 'url':
      return [element('block', {}, [element('goto', { next: routing.url })])];
    case 'queue':
    case 'announcement':
      return [];
  }
}

/** Not bridged: the call leaves the platform, which is not needed any more. */
function transfer(dest: string): XmlElement {
  return element('transfer', { name: 'call', dest, bridge: 'false' });
}

function prompt(speech: string): XmlElement {
  return element('prompt', {}, [clip(speech, MAX_SPEECH_CHARACTERS)]);
}

function variable(name: string, value: string): XmlElement {
  return element('var', { name, expr: scriptString(value) });
}

/** A string of ECMAScript, of the old editions too: there these two end a line. */
function scriptString(value: string): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly (XmlElement | string)[] = [],
): XmlElement {
  return { name, attributes, children };
}
