/** The report's whole appearance: light and dark, wide and narrow, on screen and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --ink: #16202c; --quiet: #5d6b7a; --line: #e1e6ec;
  --accent: #0b7285; --accent-soft: #d3eef2; --hit: #0c8599; --miss: #e8590c; --chance: #c92a2a; --warn: #fff4e0;
  --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #cc79a7; --s4: #56b4e9; --s5: #e69f00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151b; --card: #18202a; --ink: #e6ebf1; --quiet: #97a5b4; --line: #2a3542;
    --accent: #4cc9dc; --accent-soft: #12404a; --hit: #22a5bb; --miss: #f0712c; --chance: #ff8787; --warn: #3a2d14;
    --s0: #4aa8e0; --s1: #f0803c; --s2: #2cc79b; --s3: #dd9cc0; --s4: #9bd4f7; --s5: #f2bb4a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 64px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 8px; }
h2 { font-size: 20px; letter-spacing: -0.01em; margin: 48px 0 12px; }
h3 { font-size: 15px; margin: 22px 0 8px; }
h4 { font-size: 13px; margin: 18px 0 6px; color: var(--quiet); font-weight: 600; }
p { margin: 0 0 12px; max-width: 72ch; }
a { color: inherit; text-decoration-color: var(--accent); text-underline-offset: 3px; }
code { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0 0 16px; padding: 14px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; white-space: pre-wrap; }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: 12px; top: -60px; background: var(--card); padding: 8px 12px; border-radius: 8px; }
.skip:focus { top: 12px; }
nav ul { display: flex; flex-wrap: wrap; gap: 6px 18px; list-style: none; margin: 20px 0 0; padding: 0; font-size: 14px; }
.warning { background: var(--warn); border: 1px solid var(--miss); border-radius: 10px; padding: 10px 14px; max-width: none; }
.lead { font-size: 17px; color: var(--quiet); }
.lead b { color: var(--ink); }
.quiet { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; min-width: 0; }
.eyebrow { color: var(--accent); font-weight: 650; font-size: 13px; letter-spacing: .06em; text-transform: uppercase; margin: 0 0 6px; }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px 24px; margin: 24px 0 0; }
.facts dt, .options dt { color: var(--quiet); font-size: 12.5px; }
.facts .long { grid-column: span 2; }
.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.facts dd code { font-weight: 400; }
.options { margin: 0; }
.options div { display: grid; grid-template-columns: 110px 1fr; gap: 4px 16px; padding: 6px 0; border-top: 1px solid var(--line); }
.options dd { margin: 0; }
.options code { display: inline-block; margin-right: 12px; }

.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 600; text-align: left; }
thead th { color: var(--quiet); font-size: 12.5px; font-weight: 600; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
thead th.number { text-align: right; }
.strong { font-weight: 650; }
.leaderboard, .scores { width: 100%; }
.leaderboard th, .leaderboard td, .scores th, .scores td { padding: 8px 10px; border-bottom: 1px solid var(--line); }
.leaderboard tbody tr:last-child > *, .scores tbody tr:last-child > * { border-bottom: 0; }
.leaderboard tbody th { min-width: 175px; }
.leaderboard thead th { white-space: nowrap; }
.leaderboard td { white-space: nowrap; }
.leaderboard .best > * { background: color-mix(in srgb, var(--accent-soft) 45%, transparent); }
.meter { width: 110px; min-width: 60px; }
.meter span { display: block; height: 8px; border-radius: 4px; background: linear-gradient(var(--accent) 0 0) 0 / var(--share) 100% no-repeat var(--line); }
.leaderboard .meter span { position: relative; }
.leaderboard .meter span::after { content: ""; position: absolute; top: 2px; height: 4px; left: var(--lower); width: calc(var(--upper) - var(--lower)); border-radius: 2px; background: var(--ink); opacity: .55; }
.unbroken { white-space: nowrap; }
.tied { color: var(--accent); margin-left: 3px; }
.marks { font-size: 13px; color: var(--quiet); margin: 10px 0 0; }
.scores { font-size: 13.5px; }
.scores th, .scores td { padding: 5px 6px; }
.scores .meter { width: 60px; min-width: 30px; padding: 0; }
.scores tbody th { white-space: nowrap; }
.tuning { min-width: 60%; }
.tuning code { white-space: nowrap; }
.tuning th, .tuning td { padding: 4px 12px 4px 0; vertical-align: top; border-top: 1px solid var(--line); }
.tuning thead th { border: 0; }
.tuning tbody tr:not(:has(th)) td { border-top: 0; }
.tuning .chosen td { font-weight: 650; }
.tuning .chosen code { font-weight: 650; }

.pairs-matrix { border-collapse: separate; border-spacing: 3px; font-size: 13px; }
.pairs-matrix thead th { text-align: center; max-width: 120px; padding: 0 6px 6px; font-size: 12px; }
.pairs-matrix tbody th { font-weight: 500; text-align: right; padding-right: 10px; max-width: 190px; }
.pairs-matrix tbody td { min-width: 84px; text-align: center; border-radius: 5px; padding: 5px 8px; line-height: 1.3; }
.pairs-matrix td b { display: block; font-weight: 650; }
.pairs-matrix td small { color: var(--quiet); }
.pairs-matrix .corner { color: var(--quiet); font-size: 12px; text-align: right; vertical-align: bottom; padding: 0 10px 6px 0; }
.pairs-matrix .won { background: color-mix(in srgb, var(--hit) 30%, var(--page)); }
.pairs-matrix .lost { background: color-mix(in srgb, var(--miss) 26%, var(--page)); }
.pairs-matrix .open { background: repeating-linear-gradient(135deg, var(--page) 0 5px, var(--line) 5px 7px); }
.pairs-matrix .none { color: var(--line); }
.open-pairs { margin: 0; padding-left: 20px; font-size: 13.5px; }

.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 20px; }
.charts figure { margin: 0; }
.charts figcaption { font-weight: 600; margin-bottom: 2px; }
.charts figcaption small { display: block; font-weight: 400; color: var(--quiet); font-size: 13px; }
.plot { width: 100%; height: auto; display: block; overflow: visible; --plot-background: var(--card); }
.plot .grid { stroke: var(--line); stroke-opacity: 1; }
.plot .interval { stroke: var(--accent); stroke-opacity: .28; stroke-width: 9px; stroke-linecap: round; }
.plot .point { fill: var(--accent); stroke: var(--card); stroke-width: 1.5px; }
.plot .honest { stroke: var(--quiet); stroke-dasharray: 4 3; }
.plot .gap { stroke: var(--miss); stroke-width: 2px; stroke-opacity: .7; }
.plot .chance { stroke: var(--chance); stroke-dasharray: 4 3; }
.plot .value { fill: currentColor; font-weight: 600; }
.plot .mean { stroke: var(--ink); stroke-width: 2.5px; }
.plot .round { fill: var(--accent); fill-opacity: .6; stroke: var(--card); }
.plot .series, .legend .series { stroke: var(--colour, currentColor); stroke-width: 2px; fill: none; }
.plot g.series:has(circle), .plot circle.series { fill: var(--colour); stroke: var(--card); stroke-width: 1px; stroke-dasharray: none; }
.plot .band { fill: var(--colour); fill-opacity: .12; stroke: none; }
.series-0 { --colour: var(--s0); } .series-1 { --colour: var(--s1); } .series-2 { --colour: var(--s2); } .series-3 { --colour: var(--s3); }
.series-4 { --colour: var(--s4); stroke-dasharray: 7 3; } .series-5 { --colour: var(--s5); stroke-dasharray: 7 3; }
.series-6 { --colour: var(--s0); stroke-dasharray: 2 3; } .series-7 { --colour: var(--s1); stroke-dasharray: 2 3; }
.series-rest { --colour: var(--quiet); stroke-width: 1px; stroke-opacity: .6; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0; padding: 0; font-size: 13px; overflow-wrap: anywhere; }
.legend svg { vertical-align: middle; margin-right: 4px; }
.plot .label { fill: currentColor; stroke: var(--card); stroke-width: 3px; paint-order: stroke; }

.confusion, .classes { border-collapse: separate; border-spacing: 2px; font-size: 13px; }
.confusion tbody td, .classes tbody td { text-align: center; border-radius: 4px; min-width: 38px; height: 30px; padding: 0 4px; }
.confusion tbody th, .classes tbody th { font-weight: 500; padding-right: 10px; text-align: right; max-width: 170px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.confusion thead th { height: 100px; padding: 0 0 6px; }
.confusion thead th span { writing-mode: vertical-rl; transform: rotate(180deg); display: block; margin: 0 auto; max-height: 130px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.confusion .corner { color: var(--quiet); font-size: 12px; vertical-align: bottom; text-align: right; padding: 0 10px 6px 0; white-space: nowrap; }
.confusion td { background: color-mix(in srgb, var(--of, transparent) var(--share), var(--page)); }
.confusion thead td { background: none; }
.confusion .hit { --of: var(--hit); }
.confusion .miss { --of: var(--miss); }
.confusion .strong { color: #fff; }
.confusion .none { color: var(--line); }
.classes { width: 100%; max-width: 900px; }
.classes thead th { font-size: 12px; text-align: center; padding: 0 6px 6px; max-width: 120px; }
.classes .score { min-width: 76px; background: color-mix(in srgb, var(--hit) calc(var(--share) * .75), var(--page)); }
.classes .top { font-weight: 700; box-shadow: inset 0 0 0 1.5px var(--hit); }
.matrix { width: 100%; max-width: 520px; background: var(--page); border: 1px solid var(--line); border-radius: 6px; shape-rendering: crispEdges; }
.matrix .hit { fill: var(--hit); }
.matrix .miss { fill: var(--miss); }
summary { cursor: pointer; color: var(--quiet); font-weight: 600; font-size: 13px; margin: 18px 0 6px; }
.pairs { columns: 2 260px; column-gap: 36px; margin: 0; padding-left: 22px; font-size: 13.5px; }
.arrow { color: var(--quiet); }

.model { margin-top: 20px; }
.model > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 18px; margin-bottom: 4px; }
.model > header h3 { font-size: 18px; margin: 0; }
.model .sides { display: grid; grid-template-columns: minmax(0, auto) minmax(300px, 1fr); gap: 8px 36px; align-items: start; }
.model .sides > div { min-width: 0; }
.confused { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 14px; }
.confused figure { margin: 0; min-width: 0; font-size: 12.5px; line-height: 1.35; }
.confused img, .no-picture { width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--page); border: 1px solid var(--line); border-radius: 8px; display: block; margin-bottom: 6px; }
.confused span { display: block; overflow-wrap: anywhere; }
.confused .was { font-weight: 600; }
.confused .called { color: var(--miss); }
.confused small { display: block; color: var(--quiet); font-size: 11px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.leaks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); gap: 18px; }
.leaks figure { margin: 0; min-width: 0; font-size: 12.5px; line-height: 1.4; }
.leaks .two { display: grid; grid-template-columns: 1fr 1fr; gap: 4px; }
.leaks img { width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--page); border: 1px solid var(--line); border-radius: 8px; display: block; }
.leaks figcaption { margin-top: 6px; overflow-wrap: anywhere; }
.leaks .called { color: var(--miss); }
.leaks small { display: block; color: var(--quiet); font-size: 11px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.model .roc { max-width: 460px; }
.model .beside .confused { grid-template-columns: repeat(auto-fill, minmax(88px, 1fr)); }
.model .across { grid-column: 1 / -1; }
.explanations { margin: 0; display: grid; gap: 14px; }
.explanations dt { font-weight: 650; }
.explanations dd { margin: 2px 0 0; max-width: 80ch; color: var(--quiet); }
.explanations dd b { color: var(--ink); font-weight: 600; }
.skipped { padding-left: 20px; font-size: 13.5px; }
.closing { margin-top: 24px; }
footer { margin-top: 48px; color: var(--quiet); font-size: 13px; }

@media (max-width: 820px) {
  main { padding: 24px 14px 48px; }
  h1 { font-size: 25px; }
  h2 { margin-top: 36px; }
  .card { padding: 14px; }
  .model .sides { grid-template-columns: minmax(0, 1fr); }
  .model .beside .confused { grid-template-columns: repeat(auto-fill, minmax(112px, 1fr)); }
  .options div { grid-template-columns: 1fr; }
  .confusion tbody td { min-width: 30px; height: 27px; }
  .meter { width: 60px; min-width: 40px; }
  .scores .meter, .scores thead td { display: none; }
  .scores th, .scores td { padding: 5px; }
}
@media (max-width: 520px) {
  .leaderboard .meter { display: none; }
  .plot { font-size: 13.5px !important; }
  .leaderboard tbody th { min-width: 110px; }
  .leaderboard th, .leaderboard td { padding: 7px 6px; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #ccc; }
  body { font-size: 11px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .card { border: 0; padding: 0; }
  .wide { overflow: visible; }
  .model, figure, tr { break-inside: avoid; }
  .leaderboard th, .leaderboard td { padding: 3px 5px; }
  .leaderboard thead th { white-space: normal; }
  .leaderboard tbody th, .meter { min-width: 0; }
  .charts { grid-template-columns: 1fr 1fr; }
  h2, h3 { break-after: avoid; }
}
`;
