import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AuditView } from './audit-view.tsx';
import { BreaksView } from './breaks-view.tsx';
import { CONSOLE_WORDS, VIEWS, type View } from './console-words.ts';
import { type Desk, mayChange } from './desk.ts';
import { HolidaysView } from './holidays-view.tsx';
import { NowView } from './now-view.tsx';
import { OverridesView } from './overrides-view.tsx';
import { PlanView } from './plan-view.tsx';

const COMPONENTS: Readonly<Record<View, ComponentType<{ desk: Desk }>>> = {
  now: NowView,
  overrides: OverridesView,
  plan: PlanView,
  breaks: BreaksView,
  holidays: HolidaysView,
  audit: AuditView,
};

/** What a key sees that can only look. */
const VIEWS_TO_READ: readonly View[] = ['now', 'holidays'];

export interface ViewsProps {
  readonly desk: Desk;
  readonly onSignOut: () => void;
  /** Whether it takes the place of what had the focus. */
  readonly hasFocus: boolean;
}

/** The view that the address names, and the way to the others. */
export function Views({ desk, onSignOut, hasFocus }: ViewsProps) {
  const words = CONSOLE_WORDS[desk.language];
  const isReadOnly = !mayChange(desk);
  const shown = isReadOnly ? VIEWS_TO_READ : VIEWS;
  const view = useView(shown);
  const title = `${words.views[view]} - ${words.product}`;
  const heading = useHeading({ title, view, hasFocus });
  const Shown = COMPONENTS[view];
  return (
    <>
      <SignedIn desk={desk} onSignOut={onSignOut} />
      <nav class="tabs" aria-label={words.tabs}>
        {shown.map((each) => (
          <a key={each} href={`#${each}`} aria-current={each === view ? 'page' : undefined}>
            {words.views[each]}
          </a>
        ))}
      </nav>
      {isReadOnly && <p class="banner">{words.readOnly}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {words.views[view]}
      </h1>
      <Shown key={view} desk={desk} />
    </>
  );
}

function SignedIn({ desk, onSignOut }: Omit<ViewsProps, 'hasFocus'>) {
  const words = CONSOLE_WORDS[desk.language];
  const { name, lines, groups } = desk.session;
  const limits = [...(groups ?? []), ...(lines ?? [])];
  return (
    <div class="signed-in">
      <p class="muted">
        {words.signedInAs(name)}
        {(lines ?? groups) && ` (${words.limitedTo(limits)})`}
      </p>
      <button type="button" onClick={onSignOut}>
        {words.signOut}
      </button>
    </div>
  );
}

/** The view of the address; the first one where it names none. */
function useView(shown: readonly View[]): View {
  const read = () => location.hash.slice(1).split('?', 1)[0] ?? '';
  const [name, setName] = useState(read);
  useEffect(() => {
    const follow = () => {
      setName(read());
      keepInOtherLanguage();
    };
    keepInOtherLanguage();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return shown.find((each) => each === name) ?? 'now';
}

/** The service never sees what follows `#`: its link to the other language lacks the view. */
function keepInOtherLanguage(): void {
  const link = document.querySelector<HTMLAnchorElement>('header a[hreflang]');
  if (link) link.hash = location.hash;
}

interface HeadingProps extends Pick<ViewsProps, 'hasFocus'> {
  readonly title: string;
  readonly view: View;
}

/** Gives the page its title, and the heading the focus when another view is shown. */
function useHeading({ title, view, hasFocus }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = useRef<View | null>(hasFocus ? null : view);
  useEffect(() => {
    document.title = title;
    if (last.current !== view) heading.current?.focus();
    last.current = view;
  }, [title, view]);
  return heading;
}
