import type { Names, ReasonCode } from '../core/reason.ts';

/** What every reason says before anybody has configured a message. */
export const REASON_SENTENCES: Readonly<Record<ReasonCode, Names>> = {
  regular_hours: { ja: 'ただいま受け付けております。', en: 'We are open.' },
  special_hours: {
    ja: 'ただいま受け付けております（{reasonName}）。',
    en: 'We are open ({reasonName}).',
  },
  override_open: { ja: 'ただいま臨時に受け付けております。', en: 'We are open specially.' },
  before_opening: {
    ja: 'ただいまの時間は営業時間外です。',
    en: 'We have not opened yet.',
  },
  midday_break: { ja: 'ただいま休憩時間です。', en: 'We are on a midday break.' },
  after_closing: { ja: '本日の営業は終了いたしました。', en: 'We have closed for the day.' },
  last_call: {
    ja: 'ただいまの受付は終了いたしました。',
    en: 'We are no longer taking new calls in this opening.',
  },
  weekend: { ja: '本日は休業日です。', en: 'We are closed today for the weekend.' },
  regular_day_off: { ja: '本日は定休日です。', en: 'Today is our regular day off.' },
  holiday: {
    ja: '{reasonName}のため、休業しております。',
    en: 'We are closed for a holiday: {reasonName}.',
  },
  long_break: {
    ja: '{reasonName}のため、休業しております。',
    en: 'We are closed for a long break: {reasonName}.',
  },
  exception: {
    ja: '{reasonName}のため、休業しております。',
    en: 'We are closed: {reasonName}.',
  },
  override_closed: {
    ja: '{reasonName}のため、臨時休業しております。',
    en: 'We are closed at short notice: {reasonName}.',
  },
};

/** What follows: until when we are open, or when to call again. */
export const CLOSES_AT: Names = {
  ja: '受付は{closesAt}までです。',
  en: 'We close on {closesAt}.',
};
export const OPENS_AT: Names = {
  ja: '次の受付は{opensAt}からです。',
  en: 'Please call from {opensAt}.',
};
export const OPENING_UNKNOWN: Names = {
  ja: '次の受付日時は未定です。',
  en: 'The next opening is not yet known.',
};
