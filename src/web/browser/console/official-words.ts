import type { Language } from '../../../core/reason.ts';
import { formatDate } from '../../moments.ts';

/** Why a file is not even sent. */
export type UnusableFile = 'too_large' | 'unreadable' | 'web_page';

interface OfficialWords {
  readonly title: string;
  readonly nothingPut: string;
  readonly put: (first: number, last: number) => string;
  readonly putBy: (time: string, name: string) => string;
  readonly file: string;
  readonly hint: string;
  readonly drop: string;
  readonly asking: string;
  readonly unusable: Readonly<Record<UnusableFile, string>>;
  readonly refused: string;
  readonly moreFaults: (count: number) => string;
  readonly force: string;
  readonly preview: string;
  readonly covers: (first: number, last: number) => string;
  readonly replaces: string;
  readonly nothing: string;
  readonly added: (count: number) => string;
  readonly removed: (count: number) => string;
  readonly renamed: (count: number) => string;
  readonly renamedTo: (before: string, after: string) => string;
  readonly steppedAside: string;
  readonly contradicted: string;
  readonly confirm: string;
  readonly saving: string;
  readonly cancel: string;
  readonly saved: string;
  readonly remove: string;
  readonly question: string;
  readonly confirmRemoval: string;
  readonly keep: string;
  readonly removedList: string;
  readonly date: (date: string) => string;
}

export const OFFICIAL_WORDS: Readonly<Record<Language, OfficialWords>> = {
  ja: {
    title: '内閣府の祝日データ',
    nothingPut:
      '取り込んだデータはありません。設定ファイルで指定したデータか、付属のデータを使っています。',
    put: (first, last) => `取り込んだデータ（${first}年〜${last}年）を使っています。`,
    putBy: (time, name) => `取り込み：${time}　${name}`,
    file: '新しいCSVファイルを選ぶ',
    hint: '内閣府のウェブサイト「国民の祝日について」にある syukujitsu.csv を、そのまま選んでください。',
    drop: 'ここにファイルをドロップしても選べます。',
    asking: 'ファイルの内容を確認しています…',
    unusable: {
      too_large: 'ファイルが大きすぎます。syukujitsu.csv は数十KB程度です。',
      unreadable: 'ファイルを読み取れませんでした。もう一度選んでください。',
      web_page:
        'CSVではなくウェブページ（HTML）です。ダウンロードできずに、お知らせの画面が保存された可能性があります。syukujitsu.csv をダウンロードし直してください。',
    },
    refused: 'このファイルは取り込めません。何も変更されていません。',
    moreFaults: (count) => `ほか${count}件`,
    force: '期間が短くなることを確認したうえで取り込む',
    preview: '取り込むと変わること',
    covers: (first, last) => `${first}年から${last}年までの祝日データです。`,
    replaces: 'この期間の祝日は、年ごとすべてこのデータに置き換わります。',
    nothing: '祝日の日付と名称は変わりません。',
    added: (count) => `増える祝日（${count}日）`,
    removed: (count) => `なくなる祝日（${count}日）`,
    renamed: (count) => `名称が変わる祝日（${count}日）`,
    renamedTo: (before, after) => `${before} → ${after}`,
    steppedAside:
      '同じ内容がデータに載ったため、次の臨時登録は取り込みと同時に削除し、以後はデータの名称でご案内します。',
    contradicted:
      '次の臨時登録はデータと食い違っています。取り込んだ後も臨時登録が優先されます。不要な登録は取り消してください。',
    confirm: 'この内容で取り込む',
    saving: '取り込んでいます…',
    cancel: 'やめる',
    saved: '祝日データを取り込みました。',
    remove: '取り込んだデータを外す',
    question:
      '取り込んだデータをすべて外しますか。設定ファイルで指定したデータか、付属のデータに戻り、受付時間が変わることがあります。取り込み時に削除された臨時登録は戻りません。',
    confirmRemoval: 'データを外す',
    keep: '残す',
    removedList: '取り込んだデータを外しました。',
    date: (date) => formatDate(date, 'ja', { withYear: true }),
  },
  en: {
    title: 'List of the Cabinet Office',
    nothingPut: 'No list has been put: the one configured, or else supplied, is used.',
    put: (first, last) => `The list of ${first} to ${last} that was put is used.`,
    putBy: (time, name) => `Put ${time} by ${name}`,
    file: 'Choose a new CSV file',
    hint: 'The syukujitsu.csv of the Cabinet Office (cao.go.jp), as it is.',
    drop: 'It can also be dropped here.',
    asking: 'Looking at the file…',
    unusable: {
      too_large: 'This file is too large: a syukujitsu.csv has some tens of kilobytes.',
      unreadable: 'The file could not be read. Please choose it again.',
      web_page:
        'This is a web page (HTML), not CSV. Perhaps the download failed and its error page was' +
        ' saved. Please download syukujitsu.csv again.',
    },
    refused: 'This file cannot be used. Nothing was changed.',
    moreFaults: (count) => `${count} more`,
    force: 'Use it although it ends earlier',
    preview: 'What this would change',
    covers: (first, last) => `Holidays from ${first} to ${last}.`,
    replaces: 'They take the place of all holidays of these years.',
    nothing: 'No date and no name of a holiday changes.',
    added: (count) => `Added (${count})`,
    removed: (count) => `Removed (${count})`,
    renamed: (count) => `Renamed (${count})`,
    renamedTo: (before, after) => `${before} → ${after}`,
    steppedAside:
      'The list says the same as these patches, which are removed with it. Callers are then told' +
      ' the names of the list.',
    contradicted:
      'The list says otherwise than these patches, which stay. Remove those that are wrong.',
    confirm: 'Use this list',
    saving: 'Saving…',
    cancel: 'Cancel',
    saved: 'The list is in force.',
    remove: 'Take this list back',
    question:
      'Take back all that was put? The holidays are then those of the list configured, or else' +
      ' supplied, and hours may change. Patches that went with it do not come back.',
    confirmRemoval: 'Take it back',
    keep: 'Keep it',
    removedList: 'The list was taken back.',
    date: (date) => formatDate(date, 'en', { withYear: true }),
  },
};
