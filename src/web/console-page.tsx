import type { Language } from '../core/reason.ts';
import { SiteBar } from './site-bar.tsx';

const NEEDS_SCRIPT = {
  ja: '管理画面をお使いいただくには、ブラウザーの JavaScript を有効にしてください。',
  en: 'The console needs JavaScript. Please allow it in your browser.',
} as const;

/** What there is of the console before its script makes the rest. */
export function ConsolePage({ language }: { readonly language: Language }) {
  return (
    <>
      <SiteBar language={language} path="/console" current="console" />
      <main id="main" class="console" tabIndex={-1}>
        <noscript>
          <p>{NEEDS_SCRIPT[language]}</p>
        </noscript>
        <div id="console" />
      </main>
    </>
  );
}
