import type { Language } from '../../../core/reason.ts';
import { formatDate } from '../../moments.ts';

/** A fault of an official list in the language of the page; without words, as the service says. */
export function listFaultText(detail: string, language: Language): string {
  if (language === 'en') return detail;
  for (const [said, tell] of FAULTS) {
    const found = said.exec(detail);
    if (!found) continue;
    const [, line] = /^\D*?\bline (\d+)/i.exec(detail) ?? [];
    const [, ...parts] = found.map((part) => part ?? '');
    return `${line === undefined ? '' : `${line}行目：`}${tell(...parts)}`;
  }
  return detail;
}

const GIVE_THE_LIST = '内閣府の syukujitsu.csv を選んでください。';

/** What the service says, and what that means. */
const FAULTS: readonly (readonly [said: RegExp, tell: (...parts: string[]) => string])[] = [
  [/which is a web page/, () => `CSVではなくウェブページ（HTML）です。${GIVE_THE_LIST}`],
  [/no header of two columns/, () => `見出しが「日付,名称」の2列ではありません。${GIVE_THE_LIST}`],
  [/not one line with a date/, () => `日付と名称の行がありません。${GIVE_THE_LIST}`],
  [/a header without rows/, () => `見出しだけで、祝日の行がありません。${GIVE_THE_LIST}`],
  [
    /neither UTF-8 nor Shift_JIS/,
    () => '文字コードを判別できません。公開されているファイルを、編集せずに選んでください。',
  ],
  [/a file of \d+ (bytes|lines)/, () => `ファイルが大きすぎます。${GIVE_THE_LIST}`],
  [
    /"([^"]*)" on Sunday, (\S{10}), but no 休日 on (\S{10})/,
    (name, sunday, missing) =>
      `「${name}」が${full(sunday)}なのに、${full(missing)}の振替休日がありません。` +
      '古いか、誤りのあるファイルです。最新のファイルを選んでください。',
  ],
  [/that line (\d+) has already/, (line) => `日付が${line}行目と重複しています。`],
  [
    /(\d{4}) after (\d{4})/,
    (year, before) => `${before}年の次が${year}年で、間の年が抜けています。`,
  ],
  [
    /only (\d+) in (\d{4})/,
    (count, year) => `${year}年の祝日が${count}日しかありません。1年分そろったファイルが必要です。`,
  ],
  [/"([^"]*)"; write a date that exists/, (date) => `「${date}」という日付はありません。`],
  [/"([^"]*)"; write a date and a name/, (row) => `「日付,名称」の形ではありません：${row}`],
  [/no name after/, () => '祝日の名称がありません。'],
  [/ordinary characters/, () => '名称が長すぎるか、使えない文字が含まれています。'],
];

function full(date = ''): string {
  return formatDate(date, 'ja', { withYear: true });
}
