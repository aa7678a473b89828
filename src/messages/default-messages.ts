import type { Names, ReasonCode } from '../core/reason.ts';

/**
 * What every reason says before anybody has configured a message. A cut of an hour and a closed
 * date have the same code, so that `exception` says what is true of both.
 */
export const REASON_SENTENCES: Readonly<Record<ReasonCode, Names>> = {
  regular_hours: { ja: 'ただいま受け付けております。', en: 'We are open.' },
  special_hours: {
    ja: 'ただいま受け付けております（{reasonName}）。',
    en: 'We are open ({reasonName}).',
  },
  override_open: {
    ja: 'ただいま臨時に受け付けております。',
    en: 'We are open by special arrangement.',
  },
  before_opening: {
    ja: 'ただいまの時間は営業時間外でございます。',
    en: 'We are not open yet.',
  },
  midday_break: {
    ja: 'ただいま休憩時間のため、受付を休止しております。',
    en: 'We are on our midday break.',
  },
  after_closing: { ja: '本日の営業は終了いたしました。', en: 'We have closed for the day.' },
  last_call: {
    ja: 'ただいまの時間の受付は終了いたしました。',
    en: 'We are no longer taking new calls for now.',
  },
  weekend: {
    ja: '本日は休業日とさせていただいております。',
    en: 'We are closed today for the weekend.',
  },
  regular_day_off: {
    ja: '本日は定休日とさせていただいております。',
    en: 'Today is our regular day off.',
  },
  holiday: {
    ja: '{reasonName}のため、休業しております。',
    en: 'We are closed today ({reasonName}).',
  },
  long_break: {
    ja: '{reasonName}のため、休業しております。',
    en: 'We are currently closed ({reasonName}).',
  },
  exception: {
    ja: '{reasonName}のため、受付を休止しております。',
    en: 'We are not taking calls at the moment ({reasonName}).',
  },
  override_closed: {
    ja: '{reasonName}のため、臨時に受付を休止しております。',
    en: 'We are not taking calls at the moment ({reasonName}).',
  },
};

/** For a rule or a holiday whose name says by itself that the line is closed: 臨時休業, 閉鎖. */
export const CLOSURE_SENTENCES: Readonly<Partial<Record<ReasonCode, Names>>> = {
  holiday: closureSentence('holiday'),
  long_break: closureSentence('long_break'),
  exception: closureSentence('exception'),
  override_closed: closureSentence('override_closed'),
};

function closureSentence(code: ReasonCode): Names {
  return { ja: '{reasonName}とさせていただいております。', en: REASON_SENTENCES[code].en };
}

/** What follows: until when we are open, or when to call again. */
export const CLOSES_AT: Names = {
  ja: '受付は{closesAt}までです。',
  en: 'We take calls until {closesAt}.',
};
export const OPENS_AT: Names = {
  ja: '次の受付は{opensAt}からです。',
  en: 'Please call from {opensAt}.',
};
export const OPENING_UNKNOWN: Names = {
  ja: '次の受付日時は未定です。',
  en: 'The next opening is not yet known.',
};

/** What ends a message in the days before a long break, which may be a single date. */
export const NOTICE: Names = {
  ja: 'なお、{breakFrom}から{breakUntil}まで、{breakName}のため休業いたします。',
  en: 'Please note: we are closed from {breakFrom} to {breakUntil} ({breakName}).',
};
export const NOTICE_OF_ONE_DATE: Names = {
  ja: 'なお、{breakFrom}は、{breakName}のため休業いたします。',
  en: 'Please note: we are closed on {breakFrom} ({breakName}).',
};
export const CLOSURE_NOTICE: Names = {
  ja: 'なお、{breakFrom}から{breakUntil}まで、{breakName}とさせていただきます。',
  en: NOTICE.en,
};
export const CLOSURE_NOTICE_OF_ONE_DATE: Names = {
  ja: 'なお、{breakFrom}は、{breakName}とさせていただきます。',
  en: NOTICE_OF_ONE_DATE.en,
};
