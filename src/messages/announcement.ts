import type { Names } from '../core/reason.ts';
import { type MessageSource, writeMessage } from './message.ts';
import { speak } from './speech.ts';

/** What a caller is told, in each language. */
export interface Announcement {
  /** For reading: a banner, a web page. */
  readonly text: Names;
  /** For a voice: plain words, without signs that voices read out or read wrong. */
  readonly speech: Names;
}

/** The message of a decision for reading and for speech, which are the same sentences. */
export function writeAnnouncement(source: MessageSource): Announcement {
  return announce(writeMessage(source));
}

function announce(text: Names): Announcement {
  return { text, speech: { ja: speak(text.ja, 'ja'), en: speak(text.en, 'en') } };
}

/** For when we do not know ourselves: neither open nor closed can be said. */
export const UNKNOWN_SENTENCES: Announcement = announce({
  ja:
    'ただいま、受付時間を確認できません。' +
    '恐れ入りますが、しばらくたってからおかけ直しくださいますようお願いいたします。',
  en: 'We cannot tell at the moment whether the line is open. Please call again a little later.',
});
