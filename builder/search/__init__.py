"""The search index: an inverted index cut into small JSON shards, so that a plain file server can serve it.

    search/index.json            manifest: the scheme of document ids, and which prefixes are split into several shards
    search/facets.json           counts to narrow a search down by: days, sections, importance, the largest topics
    search/words/<prefix>-.json  posting lists: the entries of each word that begins so
    search/unions/<prefix>-.json one posting list: the entries of any word that begins so, for prefix search
    search/topics/<prefix>-.json the entries of each topic whose name begins so
    search/names/<prefix>-.json  aliases of topics
    search/kinds/<n> <kind>-.json further topics of a kind, in parts
    search/days/2011/05/15-0.json result cards: what a result shows of each entry of a day
    search/pages/                an index of the same kind: of pages and of topics' own texts

The modules describe what each file holds. `templates/static/search-index.js` reads them in a reader's browser.
"""

FORMAT = 8
"""The version of the index format: raised with every change to what the files hold."""
