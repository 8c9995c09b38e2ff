r"""Templates as flat functions: each template of a theme compiled to one Python function that joins strings.

Jinja stays the language and the reference. `Renderer` asks this package first, and Jinja where it has no answer: for a
template that uses what is not compiled here, and for every page at which a compiled template raises anything, since
Jinja then says what is wrong, and where. So a compiled template can only be quicker, or give up; what it may never do
is finish with other bytes. Take the package away, and pages are the same and take four times as long.

How a page's template becomes a function, in the order of the modules:

    inheritance.py  the chain of templates that a page's extends, and which body each block has in the end
    scope.py        which Python variable a name of the template stands for
    expressions.py  what stands inside {{ … }} and {% if … %}, as Python source
    compiler.py     bodies, blocks, loops and macros, as Python source
    runtime.py      what that source calls
    code_cache.py   compiled templates on disk
    templates.py    all of it behind one call: `CompiledTemplates.page(name)`

What `templates/404.html` says as

    {% extends "base.html" %}{% block heading %}<h1>{{ view.title }}</h1>{% endblock %}

is, with the blocks of base.html in their places, about

    def bind(runtime, site):
        k1 = "".join(('<!doctype html>\n<html lang="', escape(site.language), '">\n<head>…'))
        def page(view):
            return "".join((k1, '<h1>', escape(view.title), '</h1>…'))
        return page, {}

`bind` runs once for a site: what depends on the site and its language alone is worked out there, `k1`, and joined with
the text around it. A macro of another template is asked for by its name when it is bound, so that all templates share
its function, and with it what `|part` keeps.

`shipped_module` in shipping.py gives what all templates of the default theme are compiled to; a wheel has that as a
module of its own, `shipped.py`, which build_hook.py adds.
"""
