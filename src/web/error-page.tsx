import type { Language } from '../core/reason.ts';
import { SiteBar, withLanguage } from './site-bar.tsx';

const WORDS = {
  ja: {
    401: ['サインインが必要です', 'この画面を見るには、アクセスキーでサインインしてください。'],
    403: ['表示できません', 'このアクセスキーでは、ご覧になれない画面です。'],
    404: ['見つかりません', 'お探しのページはありません。アドレスをご確認ください。'],
    429: ['アクセスが集中しています', '少し時間をおいてから、もう一度お試しください。'],
    503: [
      'ただいま準備中です',
      '受付状況をまだ確認できていません。少し時間をおいてから、もう一度お試しください。',
    ],
    other: ['表示できませんでした', '少し時間をおいてから、もう一度お試しください。'],
    board: '受付状況の一覧へ',
    signIn: 'サインイン',
    request: 'お問い合わせ番号',
  },
  en: {
    401: ['Please sign in', 'This page needs an access key.'],
    403: ['Not for this key', 'Your access key is not for this page.'],
    404: ['Not found', 'There is no such page. Please check the address.'],
    429: ['Too many requests', 'Please try again in a moment.'],
    503: [
      'Not known yet',
      'The service does not know the lines yet. Please try again in a moment.',
    ],
    other: ['Something went wrong', 'Please try again in a moment.'],
    board: 'All lines now',
    signIn: 'Sign in',
    request: 'Request',
  },
} as const;

export interface ErrorPageProps {
  readonly language: Language;
  readonly status: number;
  /** What the service says of it; in English, for whoever runs it. */
  readonly detail: string;
  readonly requestId: string;
}

/** What a person sees instead of a page. */
export function ErrorPage({ language, status, detail, requestId }: ErrorPageProps) {
  const words = WORDS[language];
  const [title, advice] = textsOf(language, status);
  return (
    <>
      <SiteBar language={language} path="/" />
      <main id="main">
        <h1>{title}</h1>
        <p>{advice}</p>
        <p>
          {status === 401 ? (
            <a href={withLanguage('/console', language)}>{words.signIn}</a>
          ) : (
            <a href={withLanguage('/', language)}>{words.board}</a>
          )}
        </p>
        <p class="muted">
          <small>
            <span lang="en">{detail}</span> {words.request}: {requestId}
          </small>
        </p>
      </main>
    </>
  );
}

/** The title of the page and what to do. */
export function textsOf(language: Language, status: number): readonly [string, string] {
  const words: Readonly<Record<string, string | readonly [string, string]>> = WORDS[language];
  const found = words[status] ?? words.other;
  return typeof found === 'object' ? found : ['', ''];
}
