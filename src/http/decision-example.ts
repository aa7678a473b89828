/** The answer that the documentation shows: a holiday in the morning. A test compares it. */
export const DECISION_EXAMPLE = {
  line: 'phone-pin',
  at: '2026-11-23T10:00:00+09:00',
  state: 'closed',
  reason: 'holiday',
  layer: 'holiday',
  reasonName: { ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' },
  since: '2026-11-23T00:00:00+09:00',
  until: '2026-11-24T00:00:00+09:00',
  opensAt: '2026-11-24T09:00:00+09:00',
  closesAt: '2026-11-24T17:30:00+09:00',
  staffedUntil: null,
  closingSoon: false,
  longBreak: null,
  upcomingBreak: null,
  retry: {
    at: '2026-11-24T09:00:00+09:00',
    window: ['2026-11-24T09:00:00+09:00', '2026-11-24T09:30:00+09:00'],
  },
  destination: { kind: 'announcement', target: 'closed-holiday' },
  message: {
    ja:
      '本日は勤労感謝の日のため、休業しております。明日24日(火) 午前9時から承ります。' +
      '「オンラインサービスのパスワード再設定」は、ウェブでいつでもお手続きいただけます。' +
      '恐れ入りますが、改めておかけ直しくださいますようお願いいたします。',
    en:
      'We are closed today for Labor Thanksgiving Day. ' +
      'Please call again from 9:00 tomorrow, Tuesday 24 November. ' +
      'Available on the web at any time: Reset the online password. ' +
      'We are sorry for the inconvenience.',
  },
  alternatives: [
    {
      purpose: 'reset-online-password',
      name: { ja: 'オンラインサービスのパスワード再設定', en: 'Reset the online password' },
      url: 'https://example.com/reset',
    },
  ],
  holidays: 'official',
  freshness: 'live',
  asOf: null,
  revision: '9f2c6a1b04de',
};
