import type { Language } from '../../../core/reason.ts';
import { formatDate, formatMoment } from '../../moments.ts';
import type { Shown } from './shown.ts';

/** The banner's own short labels; sentences come from the service. */
export interface BannerWords {
  readonly open: string;
  readonly closed: string;
  readonly phone: string;
  readonly onTheWeb: string;
  /** Until when it is open; with what is true of the moment, such as `明日 2:00`. */
  openUntil(moment: string, isSoon: boolean): string;
  opensAt(moment: string): string;
  comingBreak(name: string, dates: string): string;
  dates(from: string, until: string): string;
  asOf(moment: string): string;
}

const ja: BannerWords = {
  open: '受付中',
  closed: '受付時間外',
  phone: 'お電話',
  onTheWeb: 'ウェブでのお手続き',
  openUntil: (moment, isSoon) => `${moment}まで${isSoon ? '（まもなく終了）' : ''}`,
  opensAt: (moment) => `次の受付は${moment}から`,
  comingBreak: (name, dates) => `休業のお知らせ：${name}　${dates}`,
  dates: (from, until) => (from === until ? from : `${from}〜${until}`),
  asOf: (moment) => `${moment}現在の情報です`,
};

const en: BannerWords = {
  open: 'Open',
  closed: 'Closed',
  phone: 'Phone',
  onTheWeb: 'Available online',
  openUntil(moment, isSoon) {
    const ordered = moment.replace(/^(tomorrow) (.+)/, '$2 $1');
    return `until ${ordered}${isSoon ? ' (closing soon)' : ''}`;
  },
  opensAt: (moment) => `opens ${moment.replace(/^(tomorrow )?(?=\d)/, '$1at ')}`,
  comingBreak: (name, dates) => `Upcoming closure: ${name}, ${dates}`,
  dates: (from, until) => (from === until ? from : `${from} – ${until}`),
  asOf: (moment) => `As of ${moment}`,
};

const WORDS: Readonly<Record<Language, BannerWords>> = { ja, en };

/** Causes that a caller wants to be told beside the word for closed. */
const NAMED_CAUSES = ['holiday', 'long_break', 'exception', 'override_closed'];

/** Everything that a banner says, in one language. */
export function textsOf(shown: Shown, language: Language) {
  const words = WORDS[language];
  const { state, reason, today, upcomingBreak, asOf } = shown;
  const isOpen = state === 'open';
  return {
    name: shown.name[language],
    status: isOpen ? words.open : words.closed,
    reason: !isOpen && NAMED_CAUSES.includes(reason) ? shown.reasonName[language] : '',
    until: whenOf(shown, language),
    message: shown.message[language],
    notice: upcomingBreak
      ? words.comingBreak(
          upcomingBreak.name[language],
          words.dates(dateOf(upcomingBreak.from), dateOf(upcomingBreak.until)),
        )
      : '',
    asOf: asOf === null ? '' : words.asOf(formatMoment(asOf, { language, today })),
    phone: words.phone,
    onTheWeb: words.onTheWeb,
  };

  function dateOf(date: string): string {
    const withYear = date.slice(0, 4) !== today.slice(0, 4);
    return formatDate(date, language, { withYear });
  }
}

function whenOf({ state, opensAt, closesAt, closingSoon, today }: Shown, language: Language) {
  const words = WORDS[language];
  const moment = state === 'open' ? closesAt : opensAt;
  if (moment === null) return '';
  const text = formatMoment(moment, { language, today });
  if (state === 'open') return words.openUntil(text, closingSoon);
  return words.opensAt(text);
}
