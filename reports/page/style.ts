/** Sober and readable first; every colour has a word beside it. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #16181b);
  --raised: light-dark(#ffffff, #1d2024);
  --ink: light-dark(#1d1c1a, #e9e6e0);
  --soft: light-dark(#5f5a52, #a8a39a);
  --line: light-dark(#ddd8cf, #34383e);
  --link: light-dark(#1f4e79, #8fbce6);
  --critical: light-dark(#8c1a14, #ff9d92);
  --high: light-dark(#8a4200, #f5b272);
  --medium: light-dark(#6b5600, #e3cf72);
  --low: light-dark(#3d5166, #a9bfd6);
  --good: light-dark(#1f5c35, #8ed1a4);
  --unknown: light-dark(#54318a, #c9aef2);
  --unknown-paper: light-dark(#f3edfb, #261f33);
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  --sans: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 68rem; padding: 0 2rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); overflow-wrap: break-word; }
header { padding-top: 4.5rem; }
.lede { margin: 0 0 2.5rem; color: var(--soft); font-size: 1.1rem; }
.eyebrow { margin: 0 0 1rem; color: var(--soft); font-size: .9rem; letter-spacing: .01em; }
h1 { margin: 0 0 1rem; max-width: 26em; font: 600 2.35rem/1.25 var(--serif); text-wrap: balance; }
header.satisfied h1 { color: var(--good); }
header.inconclusive h1 { color: var(--unknown); }
h2 { margin: 0 0 1.5rem; font: 600 1.6rem/1.3 var(--serif); }
h3 { margin: 2.5rem 0 .75rem; font: 600 1.08rem/1.4 var(--sans); }
h4 { margin: 0 0 .5rem; font: 600 .9rem/1.4 var(--sans); color: var(--soft); }
h3 .quiet { font-weight: 400; margin-left: .5rem; }
main > section { margin-top: 4.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
a { color: var(--link); text-underline-offset: .2em; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.75rem; margin-top: 2.5rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--raised); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 2px; }
code, pre { font-family: var(--mono); font-size: .84em; }
code { overflow-wrap: anywhere; }
pre { padding: 1rem 1.25rem; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.banner { margin: 1.5rem 0; padding: 1.25rem 1.5rem; background: var(--unknown-paper); border-left: 4px solid var(--unknown); border-radius: 0 4px 4px 0; }
.banner h2 { margin: 0 0 .5rem; font: 600 1.05rem/1.4 var(--sans); color: var(--unknown); }
.banner ul { margin: 0; padding-left: 1.2rem; }
.banner dl { margin: 1rem 0 0; font-size: .92rem; }
.scroll { overflow-x: auto; margin-bottom: 2.5rem; }
table { width: 100%; border-collapse: collapse; font-size: .94rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .75rem; }
th, td { padding: .8rem 1rem .8rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 500; font-size: .85rem; padding-top: 0; white-space: nowrap; }
tbody th { width: 40%; min-width: 13rem; font-weight: 500; overflow-wrap: anywhere; }
td .under { overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.under { display: block; margin-top: .2rem; color: var(--soft); font-size: .85rem; font-weight: 400; line-height: 1.5; }
.quiet, .upn, .refs, .remedy { color: var(--soft); }
.matrix { width: auto; min-width: 60%; }
.matrix tbody th { width: auto; }
.matrix td { min-width: 7rem; padding: .8rem; border-left: 1px solid var(--line); }
.matrix thead th { min-width: 7rem; max-width: 11rem; padding-left: .8rem; white-space: normal; vertical-align: bottom; }
.note { color: var(--soft); max-width: none; }
.matrix .free { color: var(--soft); text-align: center; }
.meeting { background: var(--raised); }
.meeting div + div { margin-top: .8rem; padding-top: .8rem; border-top: 1px dotted var(--line); }
.holders { font: 600 1.25rem/1.2 var(--serif); margin-right: .3rem; }
.severity { color: var(--low); font-size: .84rem; font-weight: 600; white-space: nowrap; }
.severity.critical { color: var(--critical); }
.severity.high { color: var(--high); }
.severity.medium { color: var(--medium); }
.outcome, .coverage { font-weight: 600; font-size: .9rem; white-space: nowrap; }
.outcome.violated { color: var(--critical); }
.outcome.satisfied, .coverage.complete { color: var(--good); }
.outcome.inconclusive, .outcome.errored, .coverage.denied, .coverage.failed, .coverage.skipped { padding: .1rem .5rem; color: var(--unknown); background: var(--unknown-paper); border: 1px dashed currentColor; border-radius: 3px; }
.outcome.not-applicable { color: var(--soft); font-weight: 400; }
.chip { padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft); font-size: .8rem; font-weight: 500; white-space: nowrap; }
.upn { font-weight: 400; font-size: .92rem; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; margin: 0 -1rem 1.5rem; padding: 1rem; background: var(--paper); border-bottom: 1px solid var(--line); }
label { display: grid; gap: .25rem; color: var(--soft); font-size: .84rem; }
input, select { font: inherit; font-size: .95rem; color: var(--ink); background: var(--raised); border: 1px solid var(--soft); border-radius: 4px; padding: .4rem .6rem; max-width: 15rem; height: 2.35rem; }
output { margin-left: auto; color: var(--soft); font-size: .88rem; padding-bottom: .4rem; }
.finding { padding: 1.5rem 0; border-bottom: 1px solid var(--line); scroll-margin-top: 6rem; }
.finding h3 { margin: 0 0 .35rem; }
.finding p { margin: .35rem 0; }
.finding, .actions, .cannot { overflow-wrap: anywhere; }
.finding .severity { margin-right: .6rem; }
.refs { font-size: .85rem; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; padding: .25rem 0; width: fit-content; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1.25rem; margin: .5rem 0 1rem; }
.sides > section { padding: 1rem 1.25rem; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; }
.sides ol { margin: 0; padding-left: 1.2rem; }
.sides li + li { margin-top: .75rem; }
.chain { display: inline-flex; flex-wrap: wrap; gap: .3rem 0; align-items: baseline; }
.hop + .hop::before { content: "→"; margin: 0 .5rem; color: var(--soft); }
.kind { color: var(--soft); font-size: .8rem; border: 1px solid var(--line); border-radius: 3px; padding: 0 .3rem; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .5rem 1.5rem; margin: .75rem 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
.figure { font-size: 1.15rem; }
.figure strong { font: 600 1.7rem/1 var(--serif); }
.actions, .cannot { list-style: none; margin: 0; padding: 0; }
.actions > li, .cannot > li { padding: .8rem 0; border-bottom: 1px solid var(--line); }
.actions p, .cannot p { margin: 0 0 .2rem; }
.also { color: var(--high); }
footer { margin-top: 4rem; padding-top: 1.5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
@media (max-width: 40rem) {
  body { padding: 0 1.1rem 3rem; }
  header { padding-top: 2.25rem; }
  h1 { font-size: 1.65rem; }
  th, td { padding: .6rem .4rem .6rem 0; font-size: .82rem; }
  tbody th { min-width: 6.5rem; }
  thead th { white-space: normal; }
  form { position: static; }
  dl { grid-template-columns: 1fr; gap: .1rem; }
  dd { margin-bottom: .75rem; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9.5pt; background: white; }
  nav, form, .skip { display: none !important; }
  header { padding-top: 0; }
  h1 { font-size: 20pt; }
  main > section { margin-top: 2rem; padding-top: 1rem; }
  h2, h3, thead { break-after: avoid; }
  tr, .actions > li, .sides > section { break-inside: avoid; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .finding[hidden] { display: block !important; }
}
`;
