/// How the report looks: on screens from 320 pixels on, light and dark, and on paper.
enum ReportStyle {
  static let page: StaticString = """
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--ground);color:var(--ink);
    font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    bdi,p,h1,h2,h3,h4,li,td,th,summary{overflow-wrap:anywhere}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:2}
    .quiet{color:var(--quiet)}
    header,footer,.frame{max-width:76rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
    header{padding-top:clamp(1.5rem,5vw,3.5rem);padding-bottom:1.25rem}
    .kicker{margin:0;font-size:.85rem;font-weight:600;letter-spacing:.04em;color:var(--fact)}
    h1{margin:.15rem 0 .35rem;font-size:clamp(1.9rem,5vw,2.9rem);line-height:1.12;padding-bottom:.12em;letter-spacing:-.02em;text-wrap:balance}
    h1,.kicker{max-height:45vh;overflow-y:auto}
    .cards ul.tree .rule{display:block;margin-left:1rem}
    header p{margin:.2rem 0;max-width:60rem}
    .frame{display:block}
    nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1.5rem;padding:0}
    nav a{display:inline-block;padding:.3rem .8rem;border:1px solid var(--line);border-radius:99rem;text-decoration:none;
    font-size:.88rem;color:var(--ink);background:var(--panel)}
    nav a:hover{border-color:var(--link);color:var(--link)}
    main{min-width:0}
    section{margin:0 0 2.75rem}
    h2,.head{margin:0 0 .9rem;font-size:1.4rem;line-height:1.25;letter-spacing:-.01em}
    .sub{margin:1.4rem 0 .5rem;font-size:1rem;color:var(--quiet);font-weight:600}
    .count{font-weight:400;color:var(--quiet);font-size:.85em;margin-left:.35rem}
    .cards{display:grid;align-items:start;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.9rem}
    .card{border:1px solid var(--line);border-radius:.8rem;padding:1rem 1.1rem;background:var(--panel);min-width:0}
    .card.headline{border-top:4px solid var(--good)}
    .card.open{border-top-color:var(--open)}
    .card.contested{border-top-color:var(--bad)}
    .name{margin:0;font-size:.9rem;line-height:1.4;font-weight:400;color:var(--quiet)}
    .card .pick{margin:.1rem 0 .35rem;font-size:1.3rem;font-weight:650;line-height:1.25;color:var(--ink)}
    .card p{margin:.35rem 0 0;font-size:.92rem}
    .conflict{border:1px solid var(--line);border-left:5px solid var(--bad);border-radius:.8rem;padding:1rem 1.1rem;
    margin:0 0 .9rem;background:var(--panel)}
    .clash{margin:0;font-size:1.1rem;color:var(--ink)}
    .conflict p{margin:.3rem 0 0}
    .sides{display:grid;align-items:start;grid-template-columns:1fr 1fr;gap:.8rem;margin-top:.8rem}
    .side{min-width:0;border-radius:.6rem;background:var(--ground);border:1px solid var(--line);padding:.2rem .8rem}
    @media (max-width:42rem){.sides{grid-template-columns:1fr}}
    ul.facts,ol.facts,ul.plain,ul.tree{list-style:none;margin:0;padding:0}
    ul.facts,ol.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr));column-gap:2.5rem;align-items:start}
    .verb{color:var(--quiet)}
    .facts>li{border-top:1px solid var(--line);min-width:0}
    summary{cursor:pointer;padding:.5rem .25rem .5rem 1.5rem;position:relative;list-style:none}
    summary::-webkit-details-marker{display:none}
    summary::before{content:"";position:absolute;left:.35rem;top:1rem;width:.42rem;height:.42rem;
    border-right:2px solid var(--quiet);border-bottom:2px solid var(--quiet);transform:rotate(-45deg)}
    details[open]>summary::before{transform:rotate(45deg);top:.9rem}
    summary:hover bdi:first-of-type{text-decoration:underline;text-underline-offset:3px}
    summary .fact{font-weight:600}
    .rule{color:var(--quiet);font-size:.85rem;margin-left:.5rem}
    .body{padding:0 .25rem .8rem 1.5rem}
    .body p{margin:.1rem 0 .35rem}
    .own{font-size:.85rem;margin-left:.5rem}
    .because{max-width:44rem}
    .because::before{content:"because ";color:var(--quiet)}
    .source{color:var(--quiet);font-size:.88rem}
    p>.badge:first-child{margin-left:0}
    .badge{display:inline-block;white-space:nowrap;margin-left:.5rem;padding:.05rem .55rem;border-radius:99rem;font-size:.78rem;
    font-weight:600;background:var(--good-ground);color:var(--good)}
    .badge.possible,.badge.open{background:var(--open-ground);color:var(--open)}
    .badge.contested{background:var(--bad-ground);color:var(--bad)}
    ul.tree ul.tree{margin-left:.55rem;padding-left:.9rem;border-left:2px solid var(--line)}
    ul.tree li{padding:.16rem 0}
    ul.tree details{margin-left:-.1rem}
    ul.tree summary{padding:.05rem 0 .05rem 1.15rem}
    ul.tree summary::before{left:.1rem;top:.55rem}
    ul.tree details[open]>summary::before{top:.45rem}
    ul.tree .because,ul.tree .source{margin:.05rem 0 .2rem;font-size:.88rem;padding-left:1.15rem}
    li.step>bdi:first-child::before{content:"";display:inline-block;width:.5rem;height:.5rem;border-radius:99rem;margin:0 .5rem .08rem 0;
    background:var(--strong-line)}
    li.given>bdi:first-child::before{background:var(--good)}
    li.absent>bdi:first-child::before{background:none;border:2px dashed var(--strong-line)}
    li.test>bdi:first-child::before{border-radius:1px;background:var(--number)}
    .columns{columns:22rem;column-gap:2rem}
    .columns li{break-inside:avoid;padding:.12rem 0}
    ul.ways{margin:.3rem 0 0;padding-left:1.2rem}
    ul.ways li{padding:.15rem 0}
    .graph{margin:0;border:1px solid var(--line);border-radius:.8rem;overflow:auto;max-height:min(80vh,60rem);
    background:var(--ground)}
    .graph svg{display:block}
    .graph a{outline:none}
    .graph a:focus-visible rect{stroke:var(--link);stroke-width:3.5}
    .graph a:hover rect{stroke-width:2.6}
    .graph.tracing .node,.graph.tracing .edge{opacity:.18}
    .graph.tracing .on{opacity:1}
    .graph.tracing .edge.on{stroke:var(--link);stroke-width:2}
    .legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:.6rem 0 0;padding:0;list-style:none;font-size:.85rem;
    color:var(--quiet)}
    .legend svg{vertical-align:-2px;margin-right:.35rem}
    .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.8rem}
    table{border-collapse:collapse;width:100%;font-size:.93rem}
    th,td{text-align:start;padding:.55rem .8rem;border-bottom:1px solid var(--line);vertical-align:top;min-width:8.5rem;
    max-width:22rem}
    td.number,th.number{min-width:6.5rem}
    thead th{background:var(--panel);font-size:.85rem;vertical-align:bottom}
    tbody tr:last-child>*{border-bottom:0}
    tbody tr:hover{background:var(--panel)}
    tbody th{font-weight:600}
    td.number,th.number{text-align:end;font-variant-numeric:tabular-nums}
    th button,.tools button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
    th button::after{content:" ↕";color:var(--quiet)}
    th[aria-sort=ascending] button::after{content:" ↑";color:var(--link)}
    th[aria-sort=descending] button::after{content:" ↓";color:var(--link)}
    .tools{display:flex;gap:1rem;margin:0 0 1rem}
    .tools button{border:1px solid var(--line);border-radius:99rem;padding:.3rem .9rem;background:var(--panel);
    font-size:.88rem}
    .tools button:hover{border-color:var(--link);color:var(--link)}
    .profile{border:1px solid var(--line);border-radius:.9rem;margin:0 0 .8rem}
    .profile>summary{padding:.8rem 1rem .8rem 2.2rem}
    .profile>summary::before{left:1rem;top:1.45rem}
    .profile[open]>summary::before{top:1.3rem}
    .profile>summary h2{display:inline;margin:0;font-size:1.2rem}
    .profile>.inside{padding:.5rem clamp(.8rem,3vw,1.6rem) 0}
    footer{padding-top:1rem;padding-bottom:2.5rem;color:var(--quiet);font-size:.88rem}
    @media (min-width:70rem){.frame.single{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:3rem}
    .single nav ol{position:sticky;top:1.5rem;display:block;border-left:2px solid var(--line)}
    .single nav a{display:block;border:0;background:none;padding:.25rem 0 .25rem 1rem;border-radius:0;color:var(--quiet)}
    .single nav a:hover{color:var(--link)}}
    @media (prefers-reduced-motion:no-preference){summary::before{transition:transform .12s}.node,.edge{transition:opacity .12s}}
    @media print{:root{--ground:#fff;--panel:#fff;--ink:#000;--quiet:#444;--line:#bbb;--strong-line:#888;--link:#000;
    --good:#166534;--good-ground:#fff;--bad:#b91c1c;--bad-ground:#fff;--open:#854d0e;--open-ground:#fff;--fact:#075985;
    --fact-ground:#fff;--number:#6b21a8;--number-ground:#fff;--given-ground:#fff;color-scheme:light}
    body{font-size:10.5pt}nav,.skip,.tools{display:none!important}header,footer,.frame{max-width:none;padding:0}
    .frame.single{display:block}details::details-content{content-visibility:visible;display:block}
    .card,.conflict,.facts>li,tr{break-inside:avoid}h2,h3,h4{break-after:avoid}.scroll,.graph{overflow:visible;max-height:none}
    .graph svg{max-width:100%;height:auto}a{text-decoration:none}th button::after{content:""!important}}

    """
}
