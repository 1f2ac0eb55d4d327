/** Light and dark as the reader has it; pictures side by side where there is room, and scrolled where there is none. */
export const museumStyle = `
:root{color-scheme:light dark}
body{margin:0;font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:light-dark(#fafafa,#09090b);color:light-dark(#18181b,#f4f4f5)}
main{max-width:82rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:2rem;margin:.5rem 0}
h2{font-size:1.35rem;margin:0 0 .5rem}
small{color:light-dark(#52525b,#a1a1aa);font-weight:400;font-size:.8em}
a{color:light-dark(#4338ca,#a5b4fc)}
.way{columns:18rem;padding-left:1.6rem}
section{border-top:1px solid light-dark(#e4e4e7,#27272a);margin-top:2.5rem;padding-top:1.75rem}
p,dl,.way{max-width:76ch}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}
dt{color:light-dark(#52525b,#a1a1aa)}
dd{margin:0}
pre{overflow-x:auto;padding:.9rem 1rem;border-radius:8px;background:light-dark(#f4f4f5,#18181b);font-size:13.5px;line-height:1.5}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:1.25rem;align-items:start}
figure{margin:0;min-width:0}
figcaption{min-height:3.1em;padding-left:.75rem;border-left:4px solid;margin-bottom:.75rem}
.bad{border-color:light-dark(#dc2626,#f87171)}
.good{border-color:light-dark(#15803d,#4ade80)}
.drawing{overflow-x:auto}
.drawing .seq{max-width:none}
@media(min-width:40rem){.drawing .seq{max-width:100%}}
@media(max-width:40rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}}
`;
