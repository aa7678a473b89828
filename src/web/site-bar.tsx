import type { Language } from '../core/reason.ts';

const WORDS = {
  ja: {
    brand: '営業中',
    board: '受付状況',
    console: '管理',
    other: 'English',
    skip: '本文へ',
    site: 'サイト内の移動',
  },
  en: {
    brand: 'Eigyochu',
    board: 'Lines now',
    console: 'Console',
    other: '日本語',
    skip: 'To content',
    site: 'This site',
  },
} as const;

export interface SiteBarProps {
  readonly language: Language;
  /** The page that is shown, with its question, without the language. */
  readonly path: string;
  readonly current?: 'board' | 'console';
}

/** The bar at the top of every page. */
export function SiteBar({ language, path, current }: SiteBarProps) {
  const words = WORDS[language];
  const other = language === 'ja' ? 'en' : 'ja';
  const here = (name: SiteBarProps['current']) => (name === current ? 'page' : undefined);
  return (
    <header class="bar">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <a class="brand" href={withLanguage('/', language)}>
        {words.brand}
      </a>
      <nav aria-label={words.site}>
        <a href={withLanguage('/', language)} aria-current={here('board')}>
          {words.board}
        </a>
        <a href={withLanguage('/console', language)} aria-current={here('console')}>
          {words.console}
        </a>
        <a href={withLanguage(path, other)} lang={other} hreflang={other}>
          {words.other}
        </a>
      </nav>
    </header>
  );
}

/** A path of ours in a language. */
export function withLanguage(path: string, language: Language): string {
  const [before = '', query = ''] = path.split('?', 2);
  const asked = new URLSearchParams(query);
  asked.set('lang', language);
  return `${before}?${asked}`;
}
