"""What the search page looks things up in: an index of words cut into small files that a plain file server can give.

    search/index.json            how entries are numbered, and which prefixes of words and topics are split
    search/facets.json           how many entries each day has; sections, importance and the largest topics
    search/words/<prefix>-.json  the entries that have each of some words
    search/unions/<prefix>-.json the entries that have any word which begins so
    search/topics/<prefix>-.json the entries that have each of some topics
    search/names/<prefix>-.json  the other names of topics
    search/kinds/<n> <kind>-.json more topics of a kind, in parts
    search/days/2011/05/15-0.json what a result shows of each entry of a day

The modules say what each of them holds. `templates/static/search-index.js` reads them in a reader's browser.
"""

FORMAT = 4
"""To be counted up with every change to what the files hold."""
