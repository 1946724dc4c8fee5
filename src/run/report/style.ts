/** The report's looks: a readable column, light or dark as the reader has it, fit for paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2125; --soft: #667079; --line: #d9dee3; --back: #fff; --tile: #f4f6f8; --good: #2f7d5b; --bad: #c2452d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #98a2ab; --line: #353c43; --back: #15181b; --tile: #1f2428; --good: #58b58a; --bad: #e8735b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
.lead { font-size: 1.1rem; margin: 0 0 1rem; }
.notice { margin: .5rem 0; padding: .6rem .9rem; border-left: 4px solid var(--bad); background: var(--tile); }
.small, footer { color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.hint { font-size: .9rem; margin-top: .15rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0 .5rem; }
.tiles div { background: var(--tile); border-radius: .4rem; padding: .6rem .8rem; }
.tiles dt { color: var(--soft); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; color: var(--soft); font-weight: 500; font-size: .85rem; }
th, td { padding: .45rem .75rem .45rem 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 6.5rem; }
td.number { min-width: 3rem; }
td:first-child { min-width: 11rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
code { font-size: .85em; background: var(--tile); padding: .1em .35em; border-radius: .25em; }
a { color: inherit; }
ul { margin: .25rem 0; padding-left: 1.1rem; }
.share { height: 4px; margin-top: .3rem; } .share div { height: 100%; background: var(--good); border-radius: 2px; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1.5rem; }
figure { margin: .75rem 0; } figcaption { color: var(--soft); font-size: .85rem; }
.plot { width: 100%; height: 5rem; } .gauge { display: block; width: 10rem; height: .5rem; margin-top: .3rem; }
.good { fill: var(--good); } .bad { fill: var(--bad); } .axis { fill: var(--line); stroke: var(--line); }
footer { margin-top: 3rem; }
@media print { main { max-width: none; } details { display: block; } }
`;
