/** The page's style. In a narrow window, each row becomes a block with its cells and their headings below each other. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --dim: #57606a; --back: #ffffff; --band: #f6f8fa; --line: #d0d7de;
  --good: #116329; --bad: #a40e26; --link: #0a58ca; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --dim: #9ea7b3; --back: #0d1117; --band: #161b22; --line: #30363d; --good: #56d364; --bad: #ff9492; --link: #79b8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; background: var(--back); color: var(--text);
  font: 0.9rem/1.45 system-ui, sans-serif; overflow-anchor: none; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0.25rem 0; color: var(--dim); }
#trouble { color: var(--bad); }
form { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-top: 0.75rem; }
input[type="search"] { font: inherit; width: 16rem; max-width: 100%; }
a { color: var(--link); }
time, .id { white-space: nowrap; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem; }
caption { text-align: left; padding: 0.4rem 0; color: var(--dim); }
caption b { color: var(--text); }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
th { white-space: nowrap; }
thead th { background: var(--band); }
tbody th { font-weight: 600; white-space: normal; }
code { font: 0.85em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
ul { margin: 0; padding: 0; list-style: none; }
code[title], .good, .gone, .bad { white-space: nowrap; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.gone { color: var(--dim); }
@media (max-width: 80rem) {
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { border: 1px solid var(--line); border-radius: 0.4rem; margin-bottom: 0.6rem; padding: 0.3rem 0; }
  tbody th, td { display: grid; grid-template-columns: 8rem 1fr; gap: 0.5rem; border: 0; padding: 0.15rem 0.6rem; }
  tbody th::before, td::before { content: attr(data-heading); color: var(--dim); font-weight: 400; }
  td:empty { display: none; }
  time { white-space: normal; }
}
`;
