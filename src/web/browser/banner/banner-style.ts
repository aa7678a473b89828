/**
 * The look of a banner. Its colours follow the page's `color-scheme`, not the device: a banner is
 * dark only on a page that is. Made by script, which the strictest policy allows.
 */
export function createStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  return sheet;
}

/** On light pages and on dark ones; each can be set as `--eigyochu-…`. */
const COLOURS = {
  ink: ['#1d2430', '#e8ebf0'],
  paper: ['#fff', '#181c23'],
  muted: ['#566070', '#a9b3c1'],
  rule: ['#cfd5dd', '#3b4452'],
  accent: ['#0b5394', '#8cbcf2'],
  'accent-ink': ['#fff', '#0d1520'],
  open: ['#0a6b3d', '#76d6a0'],
  closed: ['#9c2f26', '#f2a097'],
} as const;

/** Browsers before 2024 do not know `light-dark()`: there every banner is light. */
const isDual = CSS.supports('color:light-dark(red,red)');

const colours = Object.entries(COLOURS).map(([name, [light, dark]]) => {
  return `--${name}:var(--eigyochu-${name},${isDual ? `light-dark(${light},${dark})` : light});`;
});

/** What elements inherit does come in from the page: all but its `color-scheme` stops here. */
const STYLE = `.banner{all:initial;display:block;color-scheme:inherit;visibility:inherit;
${colours.join('')}}
:host{display:block}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box;margin:0}
.banner{padding:var(--eigyochu-padding,1em 1.25em);border:1px solid var(--rule);
border-inline-start:4px solid var(--tone);border-radius:var(--eigyochu-radius,6px);
background:var(--paper);color:var(--ink);
font:var(--eigyochu-font,max(1em,1rem)/1.7 system-ui,sans-serif);
direction:ltr;text-align:start;overflow-wrap:anywhere;line-break:strict;--tone:var(--closed)}
.open{--tone:var(--open)}
.name,.notice,.as-of,.label{color:var(--muted);font-size:.875em}
.heading{display:flex;flex-wrap:wrap;align-items:center;gap:0 .6em}
.mark{flex:none;width:.75em;height:.75em;border:.2em solid var(--tone)}
.open .mark{border-radius:50%;background:var(--tone)}
.status{color:var(--tone);font-size:1.25em;font-weight:700}
.until{font-weight:600}
.message{margin-top:.25em;max-width:44em}
.notice{margin-top:.5em;color:var(--ink)}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.25em 1.5em;margin-top:.5em}
ul{display:flex;flex-wrap:wrap;gap:0 1em;padding:0;list-style:none}
.phone,.web{display:flex;flex-wrap:wrap;align-items:center;gap:0 .6em}
a{display:inline-flex;align-items:center;min-height:44px;color:var(--accent);
border-radius:4px;text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.open .phone-link{padding:0 1em;background:var(--accent);color:var(--accent-ink);
border:1px solid transparent;font-weight:700;text-decoration:none}
.announcement{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
@media (forced-colors:active){.mark{border-color:CanvasText}.open .mark{background:CanvasText;
forced-color-adjust:none}.open .phone-link{border-color:LinkText}}
@media print{.banner{color-scheme:light;border-color:#000;background:none;color:#000}}`;
