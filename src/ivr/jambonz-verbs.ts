import { clip, MAX_SPEECH_CHARACTERS } from '../formats/clip.ts';
import type { PlainFormat } from '../formats/format.ts';
import { type Routing, routingOf, unknownRouting } from '../formats/routing.ts';
import { unknownSpeech } from '../formats/unknown-speech.ts';

/** How long it rings where nobody answers. */
const RING_SECONDS = 30;

/**
 * A decision as jambonz takes it: an array of verbs, done one after the other. It says and does
 * what the TwiML of the same decision does.
 */
export const jambonzFormat: PlainFormat = {
  contentType: 'application/json; charset=utf-8',
  isAlways200: true,
  write: (answer) =>
    JSON.stringify([say(answer.speech()[answer.language]), ...verbsOf(routingOf(answer))]),
  writeError: (failure) => {
    const routing = unknownRouting(failure);
    const isSpoken = routing.kind === 'announcement';
    const spoken = isSpoken ? [say(unknownSpeech(failure)[failure.language])] : [];
    return JSON.stringify([...spoken, ...verbsOf(routing)]);
  },
};

type Verb = Readonly<Record<string, unknown>> & { readonly verb: string };

/**
 * In the voice of the application: which ones there are, jambonz alone knows. What begins with
 * `<speak` is read as SSML, and a voice has no word for these signs anyway.
 */
function say(speech: string): Verb {
  return { verb: 'say', text: clip(speech, MAX_SPEECH_CHARACTERS).replace(/[<>&]/g, ' ') };
}

function verbsOf(routing: Routing): readonly Verb[] {
  switch (routing.kind) {
    case 'queue':
      return [{ verb: 'enqueue', name: routing.name }];
    case 'phone':
      return [dial({ type: 'phone', number: routing.number }), HANGUP];
    case 'sip':
      return [dial({ type: 'sip', sipUri: routing.address }), HANGUP];
    case 'url':
      return [{ verb: 'redirect', actionHook: routing.url }];
    case 'announcement':
      return [HANGUP];
  }
}

const HANGUP: Verb = { verb: 'hangup' };

function dial(target: Readonly<Record<string, string>>): Verb {
  return { verb: 'dial', target: [target], answerOnBridge: true, timeout: RING_SECONDS };
}
