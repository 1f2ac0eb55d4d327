/**
 * Plain colours in two rows, no variables: viewers that rasterize SVG know few of them. Both rows keep 4.5 : 1 between text
 * and ground.
 */
export const sequenceStyle = `
.seq{max-width:100%;height:auto;font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.seq-page{fill:#fff;stroke:#e4e4e7}
.seq-title{fill:#18181b;font-size:16px;font-weight:650}
.seq-chip{fill:#f4f4f5;stroke:#d4d4d8}
.seq-lane{fill:#18181b;font-size:13.5px;font-weight:600;text-anchor:middle}
.seq-life{stroke:#d4d4d8;stroke-width:1.25}
.seq-text{fill:#27272a;font-size:13px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
.seq-line,.seq-open{fill:none;stroke:#4338ca;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.seq-head{fill:#4338ca}
.seq-box{fill:#f4f4f5;stroke:#d4d4d8}
.seq-note .seq-text{fill:#52525b;stroke:none}
.seq-answer .seq-line{stroke-dasharray:5 5}
.seq-answer .seq-line,.seq-answer .seq-open{stroke:#71717a}
.seq-answer .seq-text{fill:#52525b}
.seq-lost .seq-line{stroke-dasharray:2 5}
.seq-lost .seq-line,.seq-lost .seq-open{stroke:#b45309;stroke-width:2}
.seq-lost .seq-text{fill:#92400e}
.seq-band{fill:#fef2f2}
.seq-bad .seq-line{stroke:#dc2626;stroke-width:2.4}
.seq-bad .seq-head{fill:#dc2626}
.seq-bad .seq-text{fill:#b91c1c;font-weight:650;stroke:#fef2f2}
.seq-bad .seq-box{fill:#fee2e2;stroke:#dc2626}
.seq-bad .seq-box~.seq-text{stroke:none}
@media (prefers-color-scheme:dark){
.seq-page{fill:#18181b;stroke:#3f3f46}
.seq-title,.seq-lane{fill:#fafafa}
.seq-chip,.seq-box{fill:#27272a;stroke:#52525b}
.seq-life{stroke:#3f3f46}
.seq-text{fill:#e4e4e7;stroke:#18181b}
.seq-line,.seq-open{stroke:#a5b4fc}
.seq-head{fill:#a5b4fc}
.seq-note .seq-text,.seq-answer .seq-text{fill:#a1a1aa}
.seq-answer .seq-line,.seq-answer .seq-open{stroke:#a1a1aa}
.seq-lost .seq-line,.seq-lost .seq-open{stroke:#fbbf24}
.seq-lost .seq-text{fill:#fcd34d}
.seq-band{fill:#3b1214}
.seq-bad .seq-line{stroke:#f87171}
.seq-bad .seq-head{fill:#f87171}
.seq-bad .seq-text{fill:#fca5a5;stroke:#3b1214}
.seq-bad .seq-box{fill:#450a0a;stroke:#f87171}
}
`;
