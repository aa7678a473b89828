import type { Names, ReasonCode } from '../core/reason.ts';

/**
 * What every reason says before anybody has configured a message. Only what holds for a whole date
 * says "today": a cut of an hour and a closed date have the same code, and a night runs on.
 */
export const REASON_SENTENCES: Readonly<Record<ReasonCode, Names>> = {
  regular_hours: { ja: 'ただいまお電話を受け付けております。', en: 'We are open.' },
  special_hours: {
    ja: 'ただいま{reasonName}のため、通常とは異なる時間でお電話を受け付けております。',
    en: 'We are open, with special hours ({reasonName}).',
  },
  override_open: {
    ja: 'ただいま臨時にお電話を受け付けております。',
    en: 'We are open by special arrangement.',
  },
  before_opening: { ja: 'ただいまは営業時間外でございます。', en: 'We are not open yet.' },
  midday_break: {
    ja: 'ただいま休憩時間のため、お電話の受付を休止しております。',
    en: 'We are on a break at the moment.',
  },
  after_closing: { ja: '本日の営業は終了いたしました。', en: 'We have closed for the day.' },
  last_call: {
    ja: 'ただいまの時間の受付は終了いたしました。',
    en: 'We are no longer taking new calls for now.',
  },
  weekend: {
    ja: '本日は{weekday}のため、休業しております。',
    en: 'We are closed today, {weekday}.',
  },
  regular_day_off: {
    ja: '本日は定休日のため、休業しております。',
    en: 'We are closed today, our regular day off.',
  },
  holiday: {
    ja: '本日は{reasonName}のため、休業しております。',
    en: 'We are closed today for {reasonName}.',
  },
  long_break: {
    ja: '本日は{reasonName}のため、休業しております。',
    en: 'We are closed today for {reasonName}.',
  },
  exception: {
    ja: 'ただいま{reasonName}のため、お電話の受付を休止しております。',
    en: 'We are not taking calls at the moment ({reasonName}).',
  },
  override_closed: {
    ja: 'ただいま{reasonName}のため、お電話の受付を休止しております。',
    en: 'We are not taking calls at the moment ({reasonName}).',
  },
};

const CLOSED_TODAY: Names = {
  ja: '本日は{reasonName}とさせていただいております。',
  en: 'We are closed today ({reasonName}).',
};
const CLOSED_NOW: Names = {
  ja: 'ただいま{reasonName}とさせていただいております。',
  en: 'We are closed at the moment ({reasonName}).',
};

/** For a rule or a holiday whose name says by itself that the line is closed: 臨時休業, 閉鎖. */
export const CLOSURE_SENTENCES: Readonly<Partial<Record<ReasonCode, Names>>> = {
  holiday: CLOSED_TODAY,
  long_break: CLOSED_TODAY,
  exception: CLOSED_NOW,
  override_closed: CLOSED_NOW,
};

/** Instead of the reason of a date, on every date of a long break. */
export const BREAK_SENTENCE: Names = {
  ja: '{breakFrom}から{breakUntil}まで、{breakName}のため休業しております。',
  en: 'We are closed for {breakName}, from {breakFrom} through {breakUntil}.',
};
export const BREAK_CLOSURE_SENTENCE: Names = {
  ja: '{breakFrom}から{breakUntil}まで、{breakName}とさせていただいております。',
  en: 'We are closed from {breakFrom} through {breakUntil} ({breakName}).',
};

/** While open: until when. */
export const CLOSES_AT: Names = {
  ja: '{closesAt}まで承ります。',
  en: 'We take calls until {closesAt}.',
};
export const CLOSES_SOON: Names = {
  ja: 'まもなく受付を終了いたします。{closesAt}まで承ります。',
  en: 'We close soon, at {closesAt}.',
};

/** While closed: when to call again, what can be done until then, and a polite close. */
export const OPENS_AT: Names = {
  ja: '{opensAt}から承ります。',
  en: 'Please call again from {opensAt}.',
};
/** Overrides end when they are ended: what they promise is a plan. */
export const RESUMES_AT: Names = {
  ja: '{opensAt}に受付を再開する予定でございます。',
  en: 'We expect to be open again from {opensAt}.',
};
export const OPENING_UNKNOWN: Names = {
  ja: '次の受付日時は未定でございます。',
  en: 'We do not know yet when we will be open again.',
};
export const ON_THE_WEB: Names = {
  ja: '{web}は、ウェブでいつでもお手続きいただけます。',
  en: 'Available on the web at any time: {web}.',
};
export const CALL_AGAIN: Names = {
  ja: '恐れ入りますが、改めておかけ直しくださいますようお願いいたします。',
  en: 'We are sorry for the inconvenience.',
};

/** In the days before a long break, which may be a single date. */
export const NOTICE: Names = {
  ja: 'なお、{breakFrom}から{breakUntil}まで、{breakName}のため休業いたします。',
  en: 'Please note: we will be closed for {breakName}, from {breakFrom} through {breakUntil}.',
};
export const NOTICE_OF_ONE_DATE: Names = {
  ja: 'なお、{breakFrom}は、{breakName}のため休業いたします。',
  en: 'Please note: we will be closed for {breakName} on {breakFrom}.',
};
export const CLOSURE_NOTICE: Names = {
  ja: 'なお、{breakFrom}から{breakUntil}まで、{breakName}とさせていただきます。',
  en: 'Please note: we will be closed from {breakFrom} through {breakUntil} ({breakName}).',
};
export const CLOSURE_NOTICE_OF_ONE_DATE: Names = {
  ja: 'なお、{breakFrom}は、{breakName}とさせていただきます。',
  en: 'Please note: we will be closed on {breakFrom} ({breakName}).',
};
export const OPEN_BETWEEN: Names = {
  ja: '{bridges}は営業いたします。',
  en: 'We are open on {bridges}.',
};
export const LAST_CALL: Names = {
  ja: '休業前の受付は{lastCall}までです。',
  en: 'Before then, we take calls until {lastCall}.',
};
export const REOPENS_AT: Names = {
  ja: '{reopensAt}から営業を再開いたします。',
  en: 'We reopen at {reopensAt}.',
};
