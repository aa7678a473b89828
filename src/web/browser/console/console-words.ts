import type { Language } from '../../../core/reason.ts';

export const VIEWS = ['now', 'overrides', 'plan', 'breaks', 'holidays', 'audit'] as const;
export type View = (typeof VIEWS)[number];

interface ConsoleWords {
  readonly product: string;
  readonly views: Readonly<Record<View, string>>;
  readonly tabs: string;
  readonly loading: string;
  readonly signedInAs: (name: string) => string;
  readonly limitedTo: (names: readonly string[]) => string;
  readonly signOut: string;
  readonly readOnly: string;
  readonly lost: string;
  readonly retry: string;
  readonly retrying: string;
  readonly back: string;
  readonly signIn: string;
  readonly signInAgain: string;
  readonly signInAgainWhy: string;
  readonly signInLead: string;
  readonly key: string;
  readonly keyHint: string;
  readonly signingIn: string;
  readonly later: string;
  readonly refused: string;
  readonly keyFaults: Readonly<Record<'unknown' | 'expired' | 'revoked' | 'unlike', string>>;
  readonly noKeys: string;
  readonly noConnection: string;
}

/** The frame of the console, and the way in. */
export const CONSOLE_WORDS: Readonly<Record<Language, ConsoleWords>> = {
  ja: {
    product: '管理 - 営業中',
    views: {
      now: '現在の状況',
      overrides: '臨時変更',
      plan: '予定を立てる',
      breaks: '長期休業',
      holidays: '祝日データ',
      audit: '変更履歴',
    },
    tabs: '管理メニュー',
    loading: '読み込んでいます…',
    signedInAs: (name) => `${name} でサインイン中`,
    limitedTo: (names) => `対象：${names.join('、')}`,
    signOut: 'サインアウト',
    readOnly: 'このアクセスキーは閲覧専用です。変更するには override の権限があるキーが必要です。',
    lost: '接続できません。入力した内容はそのまま残っています。',
    retry: '今すぐ再接続',
    retrying: '自動的に再接続を試みています。',
    back: '接続が回復しました。',
    signIn: 'サインイン',
    signInAgain: 'もう一度サインインしてください',
    signInAgainWhy:
      'サインインの有効期限が切れました。入力した内容は残っており、サインイン後に操作を続けます。',
    signInLead: '管理者から受け取ったアクセスキーを入力してください。',
    key: 'アクセスキー',
    keyHint: 'eig_ で始まる文字列です。この画面には保存されません。',
    signingIn: '確認しています…',
    later: 'あとで',
    refused: 'サインインできませんでした',
    keyFaults: {
      unknown: 'このアクセスキーは登録されていません。入力内容をご確認ください。',
      expired: 'このアクセスキーは有効期限が切れています。管理者に新しいキーを依頼してください。',
      revoked: 'このアクセスキーは無効にされています。管理者に新しいキーを依頼してください。',
      unlike: 'アクセスキーの形式が正しくありません。eig_ から最後の文字まで入力してください。',
    },
    noKeys:
      'アクセスキーがまだ1つもありません。サービスのマシンで次のコマンドを実行すると作成できます。',
    noConnection: 'サービスに接続できません。通信状態を確認して、もう一度お試しください。',
  },
  en: {
    product: 'Console - Eigyochu',
    views: {
      now: 'Now',
      overrides: 'Overrides',
      plan: 'Plan',
      breaks: 'Long breaks',
      holidays: 'Holidays',
      audit: 'Audit trail',
    },
    tabs: 'Console',
    loading: 'Loading…',
    signedInAs: (name) => `Signed in as ${name}`,
    limitedTo: (names) => `For ${names.join(', ')}`,
    signOut: 'Sign out',
    readOnly: 'This access key can only look. To change anything, use one with the scope override.',
    lost: 'No connection. What you have typed is still here.',
    retry: 'Try again now',
    retrying: 'Trying again by itself.',
    back: 'The connection is back.',
    signIn: 'Sign in',
    signInAgain: 'Please sign in again',
    signInAgainWhy:
      'Your session has ended. What you have typed is kept, and goes on once you are signed in.',
    signInLead: 'Enter the access key that you were given.',
    key: 'Access key',
    keyHint: 'It begins with eig_. This page does not keep it.',
    signingIn: 'Checking…',
    later: 'Later',
    refused: 'You are not signed in',
    keyFaults: {
      unknown: 'This access key is not known. Please check what you have entered.',
      expired: 'This access key has expired. Ask your administrator for a new one.',
      revoked: 'This access key was revoked. Ask your administrator for a new one.',
      unlike: 'That is not an access key. Enter all of it, from eig_ to its last letter.',
    },
    noKeys: 'There are no access keys yet. Make one on the machine of the service:',
    noConnection: 'The service cannot be reached. Check your network and try again.',
  },
};
