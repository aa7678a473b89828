/** A line in the words of another system, or why that system has no words for it. */
export type Exported =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly detail: string };
