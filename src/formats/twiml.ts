import type { Language } from '../core/reason.ts';
import { SPEECH_LANGUAGES } from '../messages/ssml.ts';
import { clip, MAX_SPEECH_CHARACTERS } from './clip.ts';
import type { PlainFormat } from './format.ts';
import { type Routing, routingOf, unknownRouting } from './routing.ts';
import { unknownSpeech } from './unknown-speech.ts';
import { writeXml, type XmlElement } from './xml.ts';

/**
 * TwiML that says what there is to say and sends the call on. Twilio plays an error to the caller
 * on any status but 200, so that a failure does what was configured for not knowing.
 */
export const twimlFormat: PlainFormat = {
  contentType: 'text/xml; charset=utf-8',
  isAlways200: true,
  write: (answer) =>
    writeResponse([say(answer.speech()[answer.language], answer.language)], routingOf(answer)),
  writeError: (failure) => {
    const routing = unknownRouting(failure);
    const { language } = failure;
    const isSpoken = routing.kind === 'announcement';
    const spoken = isSpoken ? [say(unknownSpeech(failure)[language], language)] : [];
    return writeResponse(spoken, routing);
  },
};

export function writeResponse(spoken: readonly XmlElement[], routing: Routing): string {
  return writeXml({ name: 'Response', children: [...spoken, verbOf(routing)] });
}

export function say(speech: string, language: Language): XmlElement {
  const attributes = { language: SPEECH_LANGUAGES[language] };
  return { name: 'Say', attributes, children: [clip(speech, MAX_SPEECH_CHARACTERS)] };
}

function verbOf(routing: Routing): XmlElement {
  switch (routing.kind) {
    case 'queue':
      return { name: 'Enqueue', children: [routing.name] };
    case 'phone':
      return { name: 'Dial', children: [routing.number] };
    case 'sip':
      return { name: 'Dial', children: [{ name: 'Sip', children: [routing.address] }] };
    case 'url':
      return { name: 'Redirect', children: [routing.url] };
    case 'announcement':
      return { name: 'Hangup' };
  }
}
