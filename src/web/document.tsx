import type { ComponentChildren } from 'preact';
import type { Language } from '../core/reason.ts';

export interface DocumentProps {
  readonly language: Language;
  readonly title: string;
  /** Paths of what the page loads, as the build named them. */
  readonly style: string;
  readonly script: string;
  /** What else stands in the head. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A whole page. Nothing in it is inline, so that the strictest policy lets it through. */
export function Document({ language, title, style, script, head, children }: DocumentProps) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={style} />
        <script type="module" src={script} />
        {head}
      </head>
      <body>{children}</body>
    </html>
  );
}
