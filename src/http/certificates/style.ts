/** Of the pages anybody may open: no script, readable on a small phone, light or dark. */
export const STYLE = `:root{--paper:#fdfbf5;--card:#fff;--ink:#1d2b27;--soft:#55635d;--green:#0b4a3d;--gold:#d9a441;--line:#e4dcc8;--good:#0b6b4f;--bad:#b3261e;--warn:#8a5a00}
*{box-sizing:border-box}
body{margin:0;font:1.05rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header{background:#0b4a3d;color:#f7efdc;border-bottom:6px solid #d9a441}
header p{max-width:44rem;margin:0 auto;padding:.9rem 1.25rem;font-weight:600}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1.25rem 1rem}
h1{font-size:1.6rem;line-height:1.2;margin:.2rem 0 .4rem}
h2{font-size:1.15rem;margin:0 0 .7rem}
a{color:var(--green)}
.state{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--soft);border-radius:10px;padding:1.1rem 1.25rem}
.state p{margin:.2rem 0}
.mark{float:right;width:2.6rem;height:2.6rem;line-height:2.6rem;border-radius:50%;text-align:center;font-size:1.4rem;font-weight:700;color:#fff;background:#55635d}
.state .mark{margin:0 0 .5rem .75rem}
.valid{border-left-color:var(--good)}.valid h1{color:var(--good)}.valid .mark{background:#0b6b4f}
.revoked{border-left-color:var(--bad)}.revoked h1{color:var(--bad)}.revoked .mark{background:#b3261e}
.replaced{border-left-color:var(--warn)}.replaced h1{color:var(--warn)}.replaced .mark{background:#8a5a00}
dl{margin:1rem 0 0;display:grid;gap:.6rem}
dt{color:var(--soft);font-size:.9rem}
dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere;unicode-bidi:plaintext;text-align:start}
.own{margin-top:1.5rem}
.own img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:8px;background:#fdfbf5}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 .5rem}
.button,button{display:inline-block;font:inherit;font-weight:600;text-align:center;text-decoration:none;padding:.75rem 1.25rem;border-radius:8px;border:2px solid #0b4a3d;background:#0b4a3d;color:#fff;cursor:pointer;min-height:44px}
.plain{background:transparent;color:var(--green);border-color:var(--green)}
.quiet{color:var(--soft);font-size:.95rem}
.note{margin-top:1.25rem;padding:.8rem 1rem;border:1px solid var(--gold);border-radius:8px}
.demo{margin-top:1.5rem;color:var(--bad);font-weight:600}
form{margin-top:1.5rem;display:grid;gap:.5rem;max-width:24rem}
label{font-weight:600}
input{font:inherit;padding:.7rem .8rem;border:2px solid var(--soft);border-radius:8px;background:var(--card);color:var(--ink);text-transform:uppercase;min-height:44px;width:100%}
:focus-visible{outline:3px solid var(--gold);outline-offset:2px}
footer{max-width:44rem;margin:0 auto;padding:0 1.25rem 2rem}
@media(max-width:30rem){.buttons .button{flex:1 1 100%}}
@media(prefers-color-scheme:dark){:root{--paper:#10201b;--card:#16291f;--ink:#e6efe9;--soft:#a9bbb2;--green:#7fd6b8;--line:#2b4238;--good:#7fd6b8;--bad:#ff9d94;--warn:#f0c26a}.button,button{background:#7fd6b8;border-color:#7fd6b8;color:#0b2c24}.plain{background:transparent;color:#7fd6b8}}
`;
