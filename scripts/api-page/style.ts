export const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; --line: light-dark(#ccd3db, #3b4450); --quiet: light-dark(#4c5866, #a9b4c0);
    --block: light-dark(#f3f5f8, #1c2229); --page: light-dark(#fff, #12161b); --text: light-dark(#16202b, #e6ebf0); --link: light-dark(#0b57b0, #8ab8ff); }
  body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
  a { color: var(--link); }
  a.skip { position: absolute; left: -100rem; } a.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
  main, header, nav { max-width: 52rem; margin: 0 auto; padding: 0 1rem; }
  h1 { font-size: 1.7rem; margin: 2rem 0 .5rem; } h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line); }
  h3 { font-size: 1.1rem; margin: 2.25rem 0 .25rem; } h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
  h1, h2, h3, h4 { line-height: 1.3; scroll-margin-top: 1rem; }
  .method { display: inline-block; font-size: .8em; padding: 0 .4em; margin-right: .4em; border: 1px solid currentColor; border-radius: .25rem; }
  .about, figcaption, .kind { color: var(--quiet); font-size: .875rem; } .kind { font-weight: normal; }
  code { font: .9em/1.5 ui-monospace, monospace; } p code, dd code, li code { background: var(--block); padding: .05em .25em; border-radius: .2rem; }
  figure { margin: .75rem 0; } pre { margin: .25rem 0 0; padding: .75rem; background: var(--block); border: 1px solid var(--line); border-radius: .4rem; overflow-x: auto; }
  pre { overflow-wrap: normal; }
  dl { margin: .5rem 0; } dt { font-weight: 600; margin-top: .5rem; } dt code { background: none; padding: 0; } dd { margin: 0 0 0 1rem; }
  nav ul, .errors { padding-left: 1.1rem; } nav li { margin: .15rem 0; }
  summary { cursor: pointer; }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  @media print { pre { white-space: pre-wrap; } }`;
