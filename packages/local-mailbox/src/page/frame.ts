const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

export const moment = (atMs: number): string =>
  `<time datetime="${new Date(atMs).toISOString()}">${new Intl.DateTimeFormat("en", {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(atMs)}</time>`;

/** A whole page. `body` is markup. */
export const frame = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;

const style = `
:root { color-scheme: light dark; --ink: #16202c; --quiet: #52606d; --paper: #fff; --line: #d5dbe1; --act: #1f4fd8; --tag: #e3e9f7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef2f6; --quiet: #aab6c2; --paper: #10161d; --line: #33404d; --act: #9db7ff; --tag: #2a3650; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; }
a { color: var(--act); }
.quiet { color: var(--quiet); }
ul { list-style: none; margin: 1.5rem 0 0; padding: 0; }
li { border-top: 1px solid var(--line); }
li a { display: block; padding: .75rem 0; color: inherit; text-decoration: none; }
li a:hover strong, li a:focus-visible strong { text-decoration: underline; }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 1rem; }
strong { overflow-wrap: anywhere; }
.tag { background: var(--tag); color: var(--ink); border-radius: 1rem; padding: 0 .6rem; font-size: .875rem; white-space: nowrap; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 28rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border-top: 1px solid var(--line); padding-top: 1rem; }
`;
