import type { Language } from '../core/reason.ts';
import type { JsonLd } from '../formats/json-ld.ts';

export interface LineHeadProps {
  readonly language: Language;
  /** Where the page is, as others should link it. */
  readonly url: string;
  readonly feed: string;
  readonly description: string;
  readonly jsonLd: JsonLd;
}

/** What machines read of the page of a line. */
export function LineHead({ language, url, feed, description, jsonLd }: LineHeadProps) {
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={`${url}?lang=${language}`} />
      <link rel="alternate" hreflang="ja" href={`${url}?lang=ja`} />
      <link rel="alternate" hreflang="en" href={`${url}?lang=en`} />
      <link rel="alternate" hreflang="x-default" href={url} />
      <link rel="alternate" type="text/calendar" href={feed} />
      <script
        type="application/ld+json"
        // What is escaped in an element must not be in a script.
        dangerouslySetInnerHTML={{ __html: inScript(jsonLd) }}
      />
    </>
  );
}

/** JSON in which nothing can end the element it stands in. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
