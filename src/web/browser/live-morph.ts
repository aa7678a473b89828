import { Idiomorph } from 'idiomorph';
import type { PageContent } from './live-answer.ts';

/**
 * Shows a page anew and gives its main part. What a person has done in it stays: focus, scrolling,
 * opened details, and what is half typed.
 */
export function morphPage(shown: HTMLElement, { main, title, style }: PageContent): HTMLElement {
  void Idiomorph.morph(shown, main, {
    morphStyle: 'outerHTML',
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed: (node) => !isFilledIn(node),
      beforeAttributeUpdated: (name, element) =>
        !(name === 'open' && element instanceof HTMLDetailsElement),
    },
  });
  if (document.title !== title) document.title = title;
  renewStyle(style);
  return document.querySelector<HTMLElement>('main') ?? shown;
}

/** Whether a field says something else than the page was written with. */
function isFilledIn(node: Node): boolean {
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLSelectElement) return isChosen(node);
  if (!(node instanceof HTMLInputElement) || node.type === 'hidden') return false;
  return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
}

function isChosen({ options, selectedIndex }: HTMLSelectElement): boolean {
  const written = [...options].findIndex((option) => option.defaultSelected);
  return selectedIndex !== Math.max(written, 0);
}

/** A release may have another style sheet, which the new page is made for. */
function renewStyle(style: string | null): void {
  const link = document.querySelector('link[rel=stylesheet]');
  if (style !== null && link && link.getAttribute('href') !== style)
    link.setAttribute('href', style);
}
