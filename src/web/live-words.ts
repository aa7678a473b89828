import type { Language } from '../core/reason.ts';

/** What is said about a page that keeps itself up to date. */
export interface LiveWords {
  readonly away: (time: string | null) => string;
  readonly opened: (line: string) => string;
  readonly closed: (line: string) => string;
  readonly manyChanged: (count: number) => string;
}

export const LIVE_WORDS: Readonly<Record<Language, LiveWords>> = {
  ja: {
    away: (time) =>
      time === null ? '接続が切れています。' : `接続が切れています。${time}現在の情報です。`,
    opened: (line) => `${line}: 受付を開始しました。`,
    closed: (line) => `${line}: 受付を終了しました。`,
    manyChanged: (count) => `${count}窓口の受付状況が変わりました。`,
  },
  en: {
    away: (time) =>
      time === null ? 'The connection is lost.' : `The connection is lost. This is as of ${time}.`,
    opened: (line) => `${line} is open now.`,
    closed: (line) => `${line} is closed now.`,
    manyChanged: (count) => `${count} lines have opened or closed.`,
  },
};
