/** A piece of HTML that needs no escaping. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = Html | string | number | undefined | false | readonly Piece[];

/** A template of HTML; values that are not `Html` are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(parts.reduce((all, part, index) => all + part + (index < values.length ? shown(values[index]) : ''), ''));
}

function shown(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return piece.map(shown).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A self-contained page. */
export function page(lang: string, title: string, body: Html): string {
  return `<!doctype html>\n${
    html`<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${new Html(STYLE)}</style></head><body><main>${body}</main></body></html>`
      .text
  }\n`;
}

const STYLE = `
:root { --ground: #fbfaf8; --card: #fff; --ink: #1d1f24; --muted: #5c5f67; --line: #e3e1da; --strong: #8a8b8f; --accent: #2f5bea; --good: #17704a; --bad: #b92b25; --heat: 47 91 234;
  --s0: #2f5bea; --s1: #b4541a; --s2: #0c7c76; --s3: #a8327a; --s4: #7a6100; --s5: #6a4fc0; --s6: #4d5866; --s7: #3f7d1f; }
@media (prefers-color-scheme: dark) { :root { --ground: #131418; --card: #1b1d22; --ink: #e9e9ec; --muted: #a3a6af; --line: #2f323b; --strong: #737781; --accent: #7c9bff; --good: #52c795; --bad: #ff8a82; --heat: 124 155 255;
  --s0: #7c9bff; --s1: #f29a5e; --s2: #4fc9c0; --s3: #f08ac4; --s4: #dfc04f; --s5: #b9a2ff; --s6: #b3bcc9; --s7: #8fcf6b; } }
@media print { :root { --ground: #fff; --card: #fff; --ink: #000; --muted: #444; --line: #ccc; --strong: #777; --heat: 47 91 234;
  --s0: #2f5bea; --s1: #b4541a; --s2: #0c7c76; --s3: #a8327a; --s4: #7a6100; --s5: #6a4fc0; --s6: #4d5866; --s7: #3f7d1f; }
  main { max-width: none; padding: 0; } figure, table, section.keep { break-inside: avoid; } h2 { break-after: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1000px; margin: 0 auto; padding: 40px 24px 72px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 8px; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 44px 0 8px; }
h3 { font-size: 15px; margin: 0 0 6px; }
p { margin: 0 0 12px; max-width: 72ch; }
.muted, figcaption, caption { color: var(--muted); }
.lead { color: var(--muted); margin-bottom: 24px; }
ul.verdict { list-style: none; padding: 0; margin: 0 0 12px; max-width: 80ch; }
ul.verdict li { padding: 5px 0 5px 26px; position: relative; }
ul.verdict li::before { content: "○"; position: absolute; left: 4px; color: var(--muted); font-weight: 700; }
ul.verdict li.agrees::before { content: "✓"; color: var(--good); }
ul.verdict li.differs::before { content: "≠"; color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 8px 0 16px; }
caption { text-align: left; caption-side: bottom; padding-top: 8px; font-size: 13px; max-width: 90ch; }
th, td { padding: 6px 10px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: baseline; }
th { font-weight: 600; color: var(--muted); font-size: 13px; }
thead tr:first-child th[colspan] { border-bottom: 0; text-align: center; }
th:first-child, td:first-child, td.text, th.text { text-align: left; }
thead tr + tr th:first-child { text-align: right; }
td.paper { color: var(--muted); }
table.wide { font-size: 13px; } table.wide td, table.wide th { padding: 6px 7px; }
td .sub { display: block; color: var(--muted); font-size: 12.5px; }
figure { margin: 16px 0 28px; }
figcaption { font-size: 13px; margin-top: 8px; max-width: 90ch; }
figure > svg { max-width: 640px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 20px; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font: 12px system-ui, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
svg .axis { stroke: var(--strong); } svg .grid { stroke: var(--line); }
svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; } svg .dash { stroke-dasharray: 5 4; stroke-width: 1.5; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; margin: 0 0 8px; padding: 0; list-style: none; }
.legend svg { display: inline-block; width: 22px; height: 10px; margin-right: 6px; vertical-align: middle; }
.images { display: grid; gap: 6px 12px; grid-template-columns: minmax(90px, auto) repeat(var(--n), minmax(64px, 132px)); align-items: center; justify-content: start; }
.images img { width: 100%; aspect-ratio: 1; image-rendering: pixelated; background: #000; border-radius: 4px; display: block; }
.images .head { color: var(--muted); font-size: 13px; }
.images .head.col { text-align: center; }
.confusion td, .confusion th { padding: 5px 6px; text-align: center; border: 1px solid var(--ground); font-size: 12.5px; }
.confusion th.row { text-align: right; white-space: nowrap; }
.confusion th.col { vertical-align: bottom; height: 92px; } .confusion th.col span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.confusion td { min-width: 44px; background: rgb(var(--heat) / var(--p)); text-align: center; }
.confusion td.right { font-weight: 650; outline: 1px solid var(--strong); outline-offset: -1px; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; overflow-x: auto; font: 12.5px/1.6 ui-monospace, "JetBrains Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 48px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--muted); font-size: 13px; }
`;
