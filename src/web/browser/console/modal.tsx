import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ModalProps {
  /** The id of the heading that names it. */
  readonly labelledBy: string;
  readonly class?: string;
  /** Asked to close, by Esc. */
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
}

/**
 * A dialog over the page, which holds the focus while it is there. It is the browser's own, so that
 * Esc, the focus on the way back and what is behind it are as everywhere.
 */
export function Modal({ labelledBy, class: name, onCancel, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: what is typed in the meantime would go to what is behind it.
  useLayoutEffect(() => {
    const { current } = dialog;
    const opener = document.activeElement;
    current?.showModal();
    // Where a heading may have the focus it gets it: a key that is held down presses nothing then.
    current?.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
    return () => {
      current?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={name}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === dialog.current) onCancel();
      }}
    >
      {children}
    </dialog>
  );
}
