import type { Names } from '../core/reason.ts';
import { UNKNOWN_SENTENCES } from '../messages/announcement.ts';
import type { Unknown } from './routing.ts';

/** What a caller hears who is sent nowhere while the state is not known. */
export function unknownSpeech({ onUnknown }: Pick<Unknown, 'onUnknown'>): Names {
  return onUnknown === 'closed' ? CLOSED_SENTENCES : UNKNOWN_SENTENCES.speech;
}

/** Closed by the operator's wish: neither why nor until when is known. */
const CLOSED_SENTENCES: Names = {
  ja:
    'ただいま、受付を休止しております。' +
    '恐れ入りますが、しばらくたってからおかけ直しくださいますようお願いいたします。',
  en: 'We are not taking calls at the moment. Please call again a little later.',
};
