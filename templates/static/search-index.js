/**
 * Looks entries and pages up in the search index: small files below `search/`, of which a query reads those that it needs.
 * What they hold is said in builder/search/; the fold of words is that of builder/search/fold.py.
 */

const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff" +
  "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
/** What is to be left out, behind a blank or at the beginning: a word, `-ship`, or what has all of some, `-"a ship"`. */
const LEFT_OUT = /(?<!\S)-(?:["“„«]([^"“”„«»]*)["“”»]|(?=[\p{L}\p{N}])(\S+))/gu;
/** What stands in front of words in Arabic: articles, prepositions and conjunctions. */
const BEFORE = ["", "ال", "وال", "بال", "كال", "فال", "لل", "و", "ف", "ب", "ل", "ك"];
const IS_ARABIC = /\p{Script=Arabic}/u;
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const PARTS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
/** Of a text as it is written, runs of one kind of script with their marks. */
const WRITTEN = new RegExp(`(?:[${UNSPACED}]\\p{M}*)+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}]\\p{M}*|(?<=n)['’](?=t(?![\\p{L}\\p{N}])))+`, "giu");
/** The apostrophe of can't and won't, which are one word. */
const NEGATED = /(?<=n)['’](?=t(?![\p{L}\p{N}]))/gu;
/** The last word of a query, where it stands behind an apostrophe. */
const ELIDED = /\p{L}\p{M}*['’][\p{L}\p{N}\p{M}]+[^\p{L}\p{N}]*$/u;
/** @type {Record<string, string>} */
const OTHERS = { ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };
const LONGEST = 32;
/** Entries of a day in one file. */
const TOGETHER = 8;
const TYPED = 3;
/** What the index of pages calls a section of a text. */
const SECTION = "section";
/** Letters of a passage, and how many of them stand before the first word that was asked for. */
const PASSAGE = 220, BEFORE_WORD = 70;
const END = ".";
const COMMON = "=";
/** Letters of a title that an address is made of: how many are looked at, and which. */
const TITLE_LIMIT = 140;
const IN_ADDRESSES = /[0-9a-zß-ɏ]+/g;
const MOST_WORDS = 12;
const QUOTED = /["“”„«»].*["“”„«»]/su;
/** What stands between quotation marks, or between blanks. */
const PART = /-?["“„«][^"“”„«»]*["“”»]|\S+/gu;
const QUOTED_LAST = /["“”„«»].*["“”„«»]\s*$/su;
const MOST_POINTS = 18;
/** How much a word as it is written is worth, so that entries that have it come before those with other forms of it. */
const EXACT = 1_000;
/** Files of words that are looked through for other forms of a word, and for words that are written nearly alike. */
const MOST_FILES = 12;
/** From so many letters on a word may differ in two to be written nearly alike; below, in one. */
const LONG = 6;
const MOST_NEAR = 3;
/** So many bytes are loaded for a query at most, as a server packs them, unless its words and its results have more. */
const ENOUGH = 36_000;
/** How much of a letter is left when it is packed: of numbers, and of the words that results show. */
const PACKED = 0.7;
const PACKED_WORDS = 0.45;
/** Of so many entries every topic is counted, as far as there is room: what results show says them all. */
const FEW = 30;
/** Packed bytes of a file of what results show, and of one of topics, as they are guessed. */
const SHOWN = 1_100;
const LISTED = 1_200;
/** Files that are loaded at once, before it is seen whether more are needed. */
const AT_ONCE = 4;
const DAY = 86_400_000;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGIT = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

/** @param {string} text */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, "");
  return plain.replace(/[ßςæœøđðłþı]/g, (letter) => OTHERS[letter]).replace(NEGATED, "");
}

/** The words of a text, folded: runs of letters and digits, and where a script has no blanks, each two letters.
 * @param {string} text */
export function words(text) {
  const parts = (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((run) => run.match(PARTS) ?? []);
  return parts.flatMap((part) => {
    const letters = [...part];
    if (!isUnspaced(part)) return [letters.slice(0, LONGEST).join("")];
    return letters.length < 2 ? [part] : letters.slice(1).map((letter, n) => letters[n] + letter);
  });
}

/** @param {string} word */
function isUnspaced(word) {
  return IS_UNSPACED.test(word);
}

/** Whether the beginning of a word is long enough to find the words that begin so. @param {string} word */
function mayBeTyped(word) {
  return [...word].length >= TYPED || isUnspaced(word);
}

/** A word as it is, where a language has no stemmer. @param {string} word */
const same = (word) => word;

/** What a query asks for: whole words, and the beginning of one, unless it ends with a quotation mark; and words that are
 * to be left out. */
export class Query {
  #stem;

  /** @param {string} text @param {(word: string) => string} stem */
  constructor(text, stem = same) {
    const wanted = text.replace(LEFT_OUT, " ");
    const all = words(wanted).slice(0, MOST_WORDS);
    const last = all.at(-1);
    this.text = text;
    this.#stem = stem;
    /** The stems of its words; none where they are in quotes, and so to be found as they are. */
    this.stems = new Set(QUOTED.test(wanted) ? [] : all.map(stem));
    /** The words of which what has all is to be left out. @type {string[][]} */
    this.leftOut = [...text.matchAll(LEFT_OUT)].flatMap(([, quoted, plain]) => (quoted ? [words(quoted)] : words(plain ?? "").map((word) => [word])));
    this.isQuoted = QUOTED.test(wanted);
    const endsOpen = !QUOTED_LAST.test(text) && !/(?<!\S)-\S*\s*$/u.test(text);
    this.prefix = last !== undefined && mayBeTyped(last) && endsOpen ? last : null;
    this.words = [...new Set(this.prefix === null ? all : all.slice(0, -1))];
    /** The last word, if it is too short to be taken as a beginning, and is no part of what is written as one. */
    this.short = last !== undefined && !mayBeTyped(last) && !this.isQuoted && !ELIDED.test(text) ? last : null;
  }

  /** All words, whole or not. */
  get all() {
    return this.prefix === null ? this.words : [...this.words, this.prefix];
  }

  /** As it is written, in the parts that may be taken away one by one. */
  get parts() {
    return (this.text.match(PART) ?? []).filter((part) => words(part).length);
  }

  /** Whether a part says what is to be left out. @param {string} part */
  static leavesOut(part) {
    return part.search(LEFT_OUT) === 0;
  }

  /** Whether a word is one of those, or another form of one. @param {string} word */
  has(word) {
    return this.words.includes(word) || (this.prefix !== null && word.startsWith(this.prefix)) || this.stems.has(this.#stem(word));
  }

  /** The part of a text around the first of its words that is asked for; the beginning of the text where none is.
   * @param {string} text */
  passage(text) {
    let start = 0;
    for (const { text: piece, found } of this.pieces(text)) {
      if (found) break;
      start += piece.length;
    }
    const first = start < text.length ? start : 0;
    const begin = first <= BEFORE_WORD ? 0 : text.lastIndexOf(" ", first - BEFORE_WORD) + 1 || first;
    const rest = text.slice(begin);
    const cut = rest.length <= PASSAGE ? rest : `${rest.slice(0, rest.lastIndexOf(" ", PASSAGE) + 1 || PASSAGE).trimEnd()} …`;
    return begin ? `… ${cut}` : cut;
  }

  /** Whether a name has all of them. @param {string} name */
  isIn(name) {
    const its = words(name);
    const prefix = this.prefix;
    return this.words.every((word) => its.includes(word)) && (prefix === null || its.some((w) => w.startsWith(prefix)));
  }

  get isEmpty() {
    return this.prefix === null && !this.words.length && !this.leftOut.length;
  }

  /** A text in pieces, with what was asked for told from the rest. @param {string} text */
  *pieces(text) {
    let done = 0;
    for (const run of text.matchAll(WRITTEN)) {
      for (const [start, end] of this.#found(run[0])) {
        if (run.index + start > done) yield { text: text.slice(done, run.index + start), found: false };
        yield { text: text.slice(run.index + start, run.index + end), found: true };
        done = run.index + end;
      }
    }
    if (done < text.length) yield { text: text.slice(done), found: false };
  }

  /** Where the words are in a run of one kind of script. @param {string} run @returns {[number, number][]} */
  #found(run) {
    if (!isUnspaced(fold(run))) return words(run).some((word) => this.has(word)) ? [[0, run.length]] : [];
    const letters = [...run.matchAll(/\P{M}\p{M}*/gu)];
    const found = letters.map(() => false);
    letters.forEach((letter, n) => {
      const two = n + 1 < letters.length && this.has(fold(letter[0] + letters[n + 1][0]));
      if (two || fold(letter[0]) === this.prefix) found[n] = true;
      if (two && !(this.prefix !== null && [...this.prefix].length < 2)) found[n + 1] = true;
    });
    /** @type {[number, number][]} */
    const spans = [];
    letters.forEach((letter, n) => {
      if (!found[n]) return;
      const end = letter.index + letter[0].length;
      if (n > 0 && found[n - 1]) spans[spans.length - 1][1] = end;
      else spans.push([letter.index, end]);
    });
    return spans;
  }
}

/** Numbers as they are written, one behind the other. @param {string} text */
function read(text) {
  const numbers = [];
  let number = 0, worth = 1;
  for (let n = 0; n < text.length; n++) {
    const digit = DIGIT.get(text.charCodeAt(n)) ?? 0;
    number += (digit & 31) * worth;
    worth *= 32;
    if (digit < 32) {
      numbers.push(number);
      number = 0;
      worth = 1;
    }
  }
  return numbers;
}

/**
 * @typedef {{ q: string, kinds: string[], topics: string[], sections: string[], importance: number, from: string,
 *   to: string, sort: string }} Choice
 * @typedef {{ pages: FoundPage[], counts: Map<string, number> }} FoundPages pages of the kinds that are asked for, and how
 *   many there are of each kind
 * @typedef {{ page: number, section: number | null }} FoundPage a page, and the section of its text where most of the
 *   words are; none where its title has them all
 * @typedef {{ address: string, title: string, folders: string[], text: string, isPassage: boolean, section: { id: string, title: string } | null }} ShownPage
 *   a page with a text that has the words, or says what the page is about, and the section that the text is from
 * @typedef {{ met: Uint8Array, points: Uint16Array, asked: number, terms: Having[], out: Set<number>, meant: Meant[] }} Matched
 *   how many of the conditions that were `asked` each entry meets, and what is to be left `out`
 * @typedef {{ name: string, kind: string | null }} Named
 * @typedef {Named & { count: number, also?: string }} TopicCount
 * @typedef {Named & { entries: number[] }} Topic
 * @typedef {{ kind: string | null, topics: TopicCount[], isAll: boolean, uncounted: number }} OfKind the topics of a
 *   kind, the largest first; those that may be missing among the first have no more entries than `uncounted` in all
 * @typedef {{ path: string | null, kind: string | null, largest: number, letters: number }} Part
 * @typedef {{ entries: number[], years: Map<number, number>, lasting: [first: number, last: number][],
 *   sections: { slug: string, name: string, count: number }[], importance: { least: number, count: number }[],
 *   meant: Meant[], before: number }} Found
 * @typedef {[name: string, topic: string, count: number, kind?: string]} OtherName
 * @typedef {{ name: string, topic: string }} Meant
 * @typedef {{ address: string, title: string, summary: string, topics: Named[], date: string,
 *   importance: number | null, end: string | null }} Shown
 * @typedef {{ title: Set<number>, rest: Set<number>, forms: [title: Set<number>, rest: Set<number>], worth: number,
 *   inTitle: number }} Having forms: the entries that have other forms of the word alone
 * @typedef {[string, number, string?][]} Offered
 * @typedef {{ words: Record<string, string>, topics?: Offered }} WordFile
 * @typedef {{ all: string, topics?: Offered }} UnionFile
 */

/** The first and the last day of a date such as 2010, 2010-05 or 2010-05-15, in milliseconds; null for another text.
 * @param {string} text @returns {[number, number] | null} */
export function span(text) {
  const found = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part ? Number(part) : 0));
  const first = midnight(year, month || 1, day || 1);
  if (new Date(first).getUTCMonth() !== (month || 1) - 1) return null; // no such month, or no such day in it
  const next = day ? midnight(year, month, day + 1) : month ? midnight(year, month + 1, 1) : midnight(year + 1, 1, 1);
  return [first, next - DAY];
}

/** @param {number} year @param {number} month @param {number} day */
function midnight(year, month, day) {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/** The places of the bits that are set. @param {string} octets */
function bitsOf(octets) {
  const places = [];
  for (let n = 0; n < octets.length; n++) {
    const octet = octets.charCodeAt(n);
    for (let bit = 0; bit < 8; bit++) if ((octet >> bit) & 1) places.push(8 * n + bit);
  }
  return places;
}

/** The index of a site. Its entries are numbered from 0 on in the order of time. */
export class Index {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  /** @type {(path: string) => Promise<string>} */
  #load;

  /** Open the index. `load` gives the text of the file at a path below `search/`, `stemmer` comes to what
   * gives the stem of a word.
   * @param {(path: string) => Promise<string>} load @param {Promise<((word: string) => string) | undefined>} stemmer */
  static async open(load, stemmer = Promise.resolve(undefined)) {
    const [manifest, facets, stem] = await Promise.all([load("index.json"), load("facets.json"), stemmer]);
    return new Index(load, JSON.parse(manifest), JSON.parse(facets), stem ?? same);
  }

  /** @param {(path: string) => Promise<string>} load @param {any} manifest @param {any} facets
   * @param {(word: string) => string} stem */
  constructor(load, manifest, facets, stem) {
    this.#load = load;
    this.hasStems = stem !== same;
    /** The stem of a word, which has letters alone and enough of them; of others, the word itself.
     * @param {string} word */
    this.stem = (word) => (word.length >= TYPED && /^\p{L}+$/u.test(word) && !isUnspaced(word) ? stem(word) : word);
    /** How many bytes were loaded by now, packed, as they are guessed; without the two files that open the index. */
    this.loaded = 0;
    this.enough = ENOUGH;
    this.splits = {
      words: new Map(Object.entries(manifest.words)),
      topics: new Map(Object.entries(manifest.topics)),
      names: new Map(Object.entries(manifest.names ?? {})),
    };
    /** Whether topics have other names. */
    this.hasNames = manifest.names !== undefined;
    this.width = manifest.width;
    this.epoch = Date.parse(`${manifest.epoch}T00:00:00Z`);
    /** For each day since the epoch that has entries the number of its first one. @type {Map<number, number>} */
    this.first = new Map();
    /** For each entry its day since the epoch. @type {number[]} */
    this.days = [];
    this.#count(read(facets.days));
    this.size = this.days.length;
    /** For each entry the last day of its date. @type {number[]} */
    this.ends = [...this.days];
    this.#entries(facets.months).forEach((entry) => (this.ends[entry] = this.#endOf(entry, 7)));
    this.#entries(facets.years).forEach((entry) => (this.ends[entry] = this.#endOf(entry, 4)));
    const long = this.#entries(facets.lasting[0]), days = read(facets.lasting[1]);
    long.forEach((entry, n) => (this.ends[entry] = this.days[entry] + days[n]));
    this.years = new Map([...this.first.keys()].map((day) => [day, this.#yearOf(day)]));
    /** The last year that an entry is of, or lasts until. */
    this.lastYear = Math.max(0, ...this.years.values(), ...long.map((entry) => this.#yearOf(this.ends[entry])));
    /** @type {{ slug: string, name: string }[]} */
    this.sections = facets.sections.map(([slug, name]) => ({ slug, name }));
    this.section = this.#marked(facets.sections.map((its) => its[2]), (n) => n);
    /** @type {number[]} */
    this.importances = facets.importance.map((its) => its[0]);
    this.importance = this.#marked(facets.importance.map((its) => its[1]), (n) => facets.importance[n][0]);
    /** The largest topics of each kind. */
    this.topics = this.#listed(facets.topics);
    /** @type {(string | null)[]} */
    this.kinds = [...new Set(this.topics.map(({ kind }) => kind))];
    /** Where the others are, the largest first; what has no path is in no file. @type {Part[]} */
    this.parts = facets.more.flatMap(([kind, parts, rest]) => [
      ...parts.map(([largest, letters], n) => ({ path: `${n} ${kind ?? ""}`, kind, largest, letters })),
      ...(rest ? [{ path: null, kind, largest: rest, letters: Infinity }] : []),
    ]);
    this.parts.sort((one, other) => other.largest - one.largest);
    /** The index of pages and of topics' own texts, and behind each of the sections of its text; its own sections tell these
     * three apart. None where there are no pages.
     * @type {Index | null} */
    this.pages = manifest.pages ? new Index((path) => load(`pages/${path}`), manifest.pages, manifest.pages.facets, stem) : null;
  }

  /** @param {[string, string | null, string][]} topics @returns {Topic[]} */
  #listed(topics) {
    return topics.map(([name, kind, its]) => ({ name, kind, entries: this.#entries(its) }));
  }

  /** The last day of the month or of the year that an entry is dated with.
   * @param {number} entry @param {number} letters those of its date */
  #endOf(entry, letters) {
    const iso = this.#iso(this.days[entry]).slice(0, letters);
    return ((span(iso)?.[1] ?? 0) - this.epoch) / DAY;
  }

  /** @param {number} day */
  #iso(day) {
    return new Date(this.epoch + day * DAY).toISOString().slice(0, 10);
  }

  /** @param {number} day */
  #yearOf(day) {
    return new Date(this.epoch + day * DAY).getUTCFullYear();
  }

  /** @param {number[]} pairs */
  #count(pairs) {
    let day = 0;
    for (let n = 0; n < pairs.length; n += 2) {
      day += pairs[n];
      this.first.set(day, this.days.length);
      for (let place = 0; place < pairs[n + 1]; place++) this.days.push(day);
    }
  }

  /** For each entry a value that stands for the list that it is in. @param {string[]} lists @param {(n: number) => number} value */
  #marked(lists, value) {
    const marks = new Uint16Array(this.size);
    lists.forEach((text, n) => this.#entries(text).forEach((entry) => (marks[entry] = value(n))));
    return marks;
  }

  /** The entries that a text lists: their numbers or, behind a mark, a bit for each entry. @param {string} text @returns {number[]} */
  #entries(text) {
    if (text.startsWith(COMMON)) return bitsOf(atob(text.slice(COMMON.length)));
    let number = 0;
    return read(text).map((more) => {
      number += more;
      const place = number % this.width;
      return (this.first.get((number - place) / this.width) ?? 0) + place;
    });
  }

  /** @param {string} path @returns {Promise<any>} */
  #file(path) {
    let file = this.#files.get(path);
    if (!file) {
      file = this.#load(path).then((text) => {
        this.loaded += text.length * (path.startsWith("days/") ? PACKED_WORDS : PACKED);
        return JSON.parse(text);
      });
      this.#files.set(path, file);
      file.catch(() => this.#files.delete(path));
    }
    return file;
  }

  /** The file of a prefix. @param {string} folder @param {string} prefix */
  #pathOf(folder, prefix) {
    const name = prefix.replace(/[^a-z0-9]/gu, (letter) => `_${(letter.codePointAt(0) ?? 0).toString(16)}_`);
    return `${folder}/${name}-.json`;
  }

  /** What the file of a prefix holds. @param {string} folder @param {string} prefix @returns {Promise<any>} */
  #ofPrefix(folder, prefix) {
    return this.#file(this.#pathOf(folder, prefix));
  }

  /** @param {string} folder @param {string} prefix */
  #isThere(folder, prefix) {
    return this.#files.has(this.#pathOf(folder, prefix));
  }

  /** The prefix whose file holds a word; null if there is no such file. @param {"words" | "topics" | "names"} folder @param {string} word */
  #leaf(folder, word) {
    const splits = this.splits[folder], letters = [...word];
    let prefix = "", end = 0;
    while (splits.has(prefix)) {
      if (end === letters.length) return splits.get(prefix)?.includes(END) ? prefix : null;
      if (!splits.get(prefix)?.includes(letters[end])) return null;
      prefix += letters[end++];
    }
    return prefix;
  }

  /** The lists of entries that have a word, or one that begins so, and the topics that are offered for it.
   * @param {string} word @param {boolean} begins @returns {Promise<{ lists: string[], topics: Offered }>} */
  async #look(word, begins) {
    const splits = this.splits.words;
    let prefix = word, next = splits.get(word) ?? END;
    while (begins && next !== END && [...next].length === 1) {
      prefix += next;  // all that begins so goes on in one way
      next = splits.get(prefix) ?? END;
    }
    if (begins && next !== END) {
      /** @type {UnionFile} */
      const { all, topics = [] } = await this.#ofPrefix("unions", prefix);
      return { lists: [all], topics };
    }
    const leaf = this.#leaf("words", prefix);
    if (leaf === null) return { lists: [], topics: [] };
    /** @type {WordFile} */
    const { words: its, topics = [] } = await this.#ofPrefix("words", leaf);
    const found = Object.keys(its).filter((each) => (begins ? each.startsWith(prefix) : each === prefix));
    return { lists: found.map((each) => its[each]), topics };
  }

  /** The paths of the files of all words that begin so, those of the shortest beginnings first. @param {string} prefix */
  #leaves(prefix) {
    const splits = this.splits.words;
    const first = this.#leaf("words", prefix);
    /** @type {string[]} */
    const leaves = !splits.has(prefix) && first !== null ? [first] : [];
    const inner = splits.has(prefix) ? [prefix] : [];
    for (const node of inner)
      for (const letter of splits.get(node) ?? "") {
        if (letter === END) leaves.push(node);
        else (splits.has(node + letter) ? inner : leaves).push(node + letter);
      }
    return leaves.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  }

  /** The words in some files with the lists of their entries. @param {string[]} leaves @returns {Promise<[string, string][]>} */
  async #wordsIn(leaves) {
    const files = await Promise.all([...new Set(leaves)].slice(0, MOST_FILES).map((leaf) => this.#ofPrefix("words", leaf)));
    return files.flatMap((/** @type {WordFile} */ file) => Object.entries(file.words));
  }

  /** The lists of the words that have the same stem as a word, itself apart. They begin as the stem does, but for its
   * last letter: `city` is a form of `cities`, whose stem is `citi`. @param {string} word @returns {Promise<[string, string][]>} */
  async #forms(word) {
    const stem = this.stem(word);
    if (!this.hasStems || stem.length < TYPED) return [];
    const root = [...stem].slice(0, Math.max(TYPED, stem.length - 1)).join("");
    const leaves = (IS_ARABIC.test(stem) ? BEFORE : [""]).flatMap((before) => this.#leaves(before + root));
    return (await this.#wordsIn(leaves)).filter(([other]) => other !== word && this.stem(other) === stem);
  }

  /** The entries that have a word, or one that begins so, in the title or among the contexts, and the others; and those
   * that have other forms of it, unless it is in quotes. @param {string} word @param {boolean} begins @returns {Promise<Having>} */
  async #having(word, begins, isQuoted = false) {
    const [{ lists }, forms] = await Promise.all([this.#look(word, begins), isQuoted ? [] : this.#forms(word)]);
    const [title, rest] = this.#fields(lists);
    const others = forms.filter(([other]) => !begins || !other.startsWith(word)).map(([, list]) => list);
    const [ofForms, inForms] = this.#fields(others).map((its) => new Set([...its].filter((entry) => !title.has(entry) && !rest.has(entry))));
    const count = title.size + rest.size + ofForms.size + inForms.size;
    const isCommon = [...lists, ...others].some((text) => text.startsWith(COMMON));
    const worth = Math.max(1, MOST_POINTS - (32 - Math.clz32(count)));
    return { title, rest, forms: [ofForms, inForms], worth, inTitle: isCommon ? worth : 2 * worth };
  }

  /** The entries in the first and in the second parts of some lists, each once. @param {string[]} lists */
  #fields(lists) {
    const parts = lists.map((text) => text.split(" ").map((part) => this.#entries(part)));
    const title = new Set(parts.flatMap((part) => part[0]));
    return [title, new Set(parts.flatMap((part) => part[1] ?? []).filter((entry) => !title.has(entry)))];
  }

  /** The words that are written nearly like a word that no entry has, those that most entries have first.
   * @param {string} word @returns {Promise<string[]>} */
  async #nearestTo(word) {
    const letters = [...word], most = letters.length < LONG ? 1 : 2;
    /** @type {string[]} */
    const beginnings = letters.slice(0, TYPED).flatMap((_, n) => [
      letters.toSpliced(n, 1),
      ...(letters[n + 1] ? [letters.toSpliced(n, 2, letters[n + 1], letters[n])] : []),
    ]).map((others) => others.slice(0, TYPED).join(""));
    const leaves = [letters.slice(0, TYPED).join(""), ...beginnings].flatMap((beginning) => this.#leaves(beginning));
    const near = (await this.#wordsIn(leaves)).map(([other, list]) => ({ other, away: distance(word, other, most), size: list.length }));
    return near
      .filter(({ away }) => away <= most)
      .sort((one, other) => one.away - other.away || other.size - one.size || (one.other < other.other ? -1 : 1))
      .slice(0, MOST_NEAR)
      .map(({ other }) => other);
  }

  /** The query with other words in the places of those that no entry has, each as it would be written, and the topics
   * that have such words. @param {Query} query @returns {Promise<{ queries: string[], topics: TopicCount[] }>} */
  async nearest(query) {
    const counts = await Promise.all(query.all.map((word) => this.#having(word, word === query.prefix)));
    const unknown = query.all.filter((_, n) => ![counts[n].title, counts[n].rest, ...counts[n].forms].some((its) => its.size));
    if (!unknown.length) return { queries: [], topics: [] };
    const near = await Promise.all(unknown.map((word) => this.#nearestTo(word)));
    const kept = query.all.filter((word) => !unknown.includes(word));
    const queries = near[0].map((first) => [...kept, first, ...near.slice(1).flatMap((words) => words.slice(0, 1))].join(" "));
    const topics = await Promise.all(near.flat().map((word) => this.offers(new Query(`"${word}"`))));
    return { queries, topics: [...new Map(topics.flat().map((topic) => [topic.name, topic])).values()] };
  }

  /** A topic by its name, or one that is written alike, or by another name of it.
   * @param {string} name @returns {Promise<Topic | null>} */
  async #topic(name) {
    const known = this.topics.find((topic) => topic.name === name);
    if (known) return known;
    const key = keyOf(name);
    const leaf = this.#leaf("topics", key);
    /** @type {[string, string | null, string][]} */
    const listed = leaf === null ? [] : await this.#ofPrefix("topics", leaf);
    const found = listed.find((each) => each[0] === name) ?? listed.find((each) => keyOf(each[0]) === key);
    if (found) return this.#listed([found])[0];
    const its = words(name);
    const other = (await this.#names(its.slice(0, 1))).find(([written]) => words(written).join(" ") === its.join(" "));
    return other ? this.#topic(other[1]) : null;
  }

  /** What a topic is called that is asked for by some name. @param {string} name @returns {Promise<string>} */
  async called(name) {
    return (await this.#topic(name))?.name ?? name;
  }

  /** The other names of topics in the files of some words. @param {string[]} some @returns {Promise<OtherName[]>} */
  async #names(some) {
    if (!this.hasNames) return [];
    const leaves = new Set(some.map((word) => this.#leaf("names", word)).filter((leaf) => leaf !== null));
    return (await Promise.all([...leaves].map((leaf) => this.#ofPrefix("names", leaf)))).flat();
  }

  /** The topics to offer for what is being typed, the largest first. @param {Query} query @returns {Promise<TopicCount[]>} */
  async offers(query) {
    const last = query.prefix ?? query.words.at(-1);
    if (last === undefined) return [];
    const [found, names] = await Promise.all([this.#look(last, query.prefix !== null), this.#names([last])]);
    /** @type {Map<string, TopicCount>} */
    const offered = new Map();
    for (const [name, count, kind] of found.topics)
      if (query.isIn(name)) offered.set(name, { name, count, kind: kind ?? null });
    for (const [also, name, count, kind] of names)
      if (query.isIn(also) && !offered.has(name)) offered.set(name, { name, count, kind: kind ?? null, also });
    return [...offered.values()].sort((one, other) => other.count - one.count);
  }

  /** The topics one of whose other names a query has from its first word to its last, with their entries.
   * @param {Query} query */
  async #meant(query) {
    const asked = new Set(query.all);
    const names = await this.#names(query.all);
    /** @type {Map<string, OtherName>} */
    const whole = new Map();
    for (const each of names) if (words(each[0]).every((word) => asked.has(word))) whole.set(each[0], each);
    return Promise.all(
      [...whole.values()].map(async ([name, topic]) => ({ name, topic, entries: (await this.#topic(topic))?.entries ?? [] })),
    );
  }

  /** The entries that are asked for, in their order, and how many there would be with another choice.
   * @param {Choice} choice @returns {Promise<Found>} */
  async find(choice) {
    const before = this.loaded;
    const { met, points, asked, out, meant } = await this.#match(choice);
    const found = this.#narrowed(choice, (entry) => met[entry] === asked && !out.has(entry), points);
    return { ...found, before, meant };
  }

  /** Which entries have the words and the topics that are asked for. @param {Choice} choice @returns {Promise<Matched>} */
  async #match(choice) {
    const query = new Query(choice.q, this.stem);
    const topics = [...new Set(choice.topics)];
    const [meant, terms, leftOut, ofTopics] = await Promise.all([
      this.#meant(query),
      Promise.all([
        ...query.words.map((word) => this.#having(word, false, query.isQuoted)),
        ...(query.prefix === null ? [] : [this.#having(query.prefix, true, query.isQuoted)]),
      ]),
      Promise.all(query.leftOut.map((all) => Promise.all(all.map((word) => this.#having(word, false, query.isQuoted || all.length > 1))))),
      Promise.all(topics.map(async (name) => (await this.#topic(name))?.entries ?? [])),
    ]);
    for (const { name, entries } of meant) {
      const its = words(name);
      terms.filter((_, n) => its.includes(query.all[n])).forEach(({ title, rest, forms }) => {
        for (const entry of entries) {
          if (!title.has(entry)) rest.add(entry);
          for (const form of forms) form.delete(entry);
        }
      });
    }
    const met = new Uint8Array(this.size), points = new Uint16Array(this.size);
    for (const { title, rest, forms: [ofForms, inForms], worth, inTitle } of terms)
      for (const [entries, its] of /** @type {[Set<number>, number][]} */ ([
        [title, EXACT + inTitle],
        [rest, EXACT + worth],
        [ofForms, inTitle],
        [inForms, worth],
      ]))
        for (const entry of entries) {
          met[entry]++;
          points[entry] += its;
        }
    for (const entries of ofTopics) for (const entry of entries) met[entry]++;
    const having = leftOut.map((all) => all.map(({ title, rest, forms }) => new Set([title, rest, ...forms].flatMap((its) => [...its]))));
    const out = new Set(having.flatMap(([first = new Set(), ...others]) => [...first].filter((entry) => others.every((its) => its.has(entry)))));
    const names = meant.map(({ name, topic }) => ({ name, topic }));
    return { met, points, asked: terms.length + topics.length, terms, out, meant: names };
  }

  /** The pages that are asked for, the best first: those that have the words in the title, then those that have them in a
   * heading, then those whose sections have most of them. Pages have no topics, sections of the site, importance or dates:
   * where such are asked for there are none. @param {Choice} choice @returns {Promise<FoundPages>} */
  async findPages({ q, kinds, topics, sections, importance, from, to }) {
    const index = this.pages;
    if (!index || topics.length || sections.length || importance || span(from) || span(to)) return { pages: [], counts: new Map() };
    const { met, points, asked, terms, out } = await index.#match({ q, kinds, topics, sections, importance, from, to, sort: "" });
    const kindOf = (/** @type {number} */ document) => index.sections[index.section[document]].slug;
    /** @type {Map<string, number>} */
    const counts = new Map();
    /** @type {(FoundPage & { its: number[] })[]} */
    const found = [];
    for (let page = 0, next; page < index.size; page = next) {
      let section = null, many = 0;
      for (next = page + 1; next < index.size && kindOf(next) === SECTION; next++) {
        if (points[next]) many++;
        if (points[next] > (section === null ? 0 : points[section])) section = next;
      }
      if (met[page] !== asked || out.has(page)) continue;
      counts.set(kindOf(page), (counts.get(kindOf(page)) ?? 0) + 1);
      if (kinds.length && !kinds.includes(kindOf(page))) continue;
      const isCalledSo = terms.every(({ title, forms: [ofForms] }) => title.has(page) || ofForms.has(page));
      found.push({ page, section: isCalledSo ? null : section, its: [points[page], section === null ? 0 : points[section], many, page] });
    }
    found.sort((one, other) => one.its.map((value, n) => other.its[n] - value).find((difference) => difference) ?? 0);
    return { pages: found, counts };
  }

  /** What a result shows of a page. @param {FoundPage} found @returns {Promise<ShownPage>} */
  async showPage({ page, section }) {
    const index = /** @type {Index} */ (this.pages);
    const [{ address, title, summary, topics }, passage] = await Promise.all([index.show(page), section === null ? null : index.show(section)]);
    const folders = topics.map(({ name }) => name);
    if (!passage) return { address, title, folders, text: summary, isPassage: false, section: null };
    const inside = passage.title ? { id: passage.address, title: passage.title } : null;
    return { address, title, folders, text: passage.summary, isPassage: true, section: inside };
  }

  /** How many of the entries that were found have each topic: of every kind the largest, as many as are wanted if there
   * is room to load what says so, and some more.
   * @param {Found} found @param {Named[][]} shown the topics of the first results @param {string[]} chosen
   * @param {(kind: string | null) => number} wanted @returns {Promise<OfKind[]>} */
  async counted(found, shown, chosen, wanted) {
    const counting = new Counting(found.entries, chosen, wanted);
    const all = await Promise.all(chosen.map((name) => this.#topic(name)));
    counting.add(all.filter((topic) => topic !== null));
    const left = () => this.enough - this.loaded + found.before;
    let parts = this.parts;
    const files = new Set(found.entries.map((entry) => this.#placeOf(entry).path));
    const unknown = [...files].filter((path) => !this.#files.has(path));
    if (found.entries.length <= FEW && unknown.length * SHOWN <= left()) {
      const items = await Promise.all(found.entries.map((entry) => this.show(entry)));
      counting.addShown(items.map(({ topics }) => topics));
      parts = [];
    } else {
      counting.add(this.topics);
      if (this.#weight(counting.lacking(parts)) > left()) await this.#countLikely(counting, shown, left);
      for (;;) {
        const next = counting.lacking(parts).slice(0, AT_ONCE);
        while (next.length && this.#weight(next) > left()) next.pop();
        if (!next.length) break;
        const listed = await Promise.all(next.map(({ path }) => this.#ofPrefix("kinds", path ?? "")));
        listed.forEach((each) => counting.add(this.#listed(each)));
        parts = parts.filter((part) => !next.includes(part));
      }
    }
    const lacking = counting.lacking(parts);
    return this.kinds.map((kind) => ({
      kind,
      topics: counting.of(kind),
      isAll: parts.every((part) => part.kind !== kind),
      uncounted: lacking.find((part) => part.kind === kind)?.largest ?? 0,
    }));
  }

  /** How many packed bytes some parts have that are not there yet. @param {Part[]} parts */
  #weight(parts) {
    return parts.reduce((sum, { path, letters }) => sum + (this.#isThere("kinds", path ?? "") ? 0 : letters * PACKED), 0);
  }

  /** Count the topics that most of the first results have by their own files, while there is room; half of it is for
   * others. @param {Counting} counting @param {Named[][]} shown @param {() => number} left */
  async #countLikely(counting, shown, left) {
    const least = left() / 2, first = new Counting([], [], () => 0);
    first.addShown(shown);
    const waiting = first.all.filter(({ name }) => !counting.has(name));
    while (waiting.length && left() - AT_ONCE * LISTED >= least) {
      const topics = await Promise.all(waiting.splice(0, AT_ONCE).map(({ name }) => this.#topic(name)));
      counting.add(topics.filter((topic) => topic !== null));
    }
  }

  /** @param {Choice} choice @param {(entry: number) => boolean} isMet @param {Uint16Array} points */
  #narrowed(choice, isMet, points) {
    const [from, to] = [span(choice.from)?.[0] ?? -Infinity, span(choice.to)?.[1] ?? Infinity];
    const wanted = new Set(choice.sections.map((slug) => this.sections.findIndex((section) => section.slug === slug)));
    const entries = [], years = new Map();
    /** @type {[number, number][]} */
    const lasting = [];
    const ofSection = this.sections.map(() => 0), ofImportance = this.importances.map(() => 0);
    for (let entry = 0; entry < this.size; entry++) {
      if (!isMet(entry)) continue;
      const day = this.days[entry];
      const inSpan = this.epoch + this.ends[entry] * DAY >= from && this.epoch + day * DAY <= to;
      const inSection = !wanted.size || wanted.has(this.section[entry]);
      const isImportant = this.importance[entry] >= choice.importance;
      if (inSection && isImportant) {
        const year = this.years.get(day) ?? 0, last = this.ends[entry] > day ? this.#yearOf(this.ends[entry]) : year;
        years.set(year, (years.get(year) ?? 0) + 1);
        if (last > year) lasting.push([year, last]);
      }
      if (inSpan && isImportant) ofSection[this.section[entry]]++;
      if (inSpan && inSection) this.importances.forEach((least, n) => (ofImportance[n] += +(this.importance[entry] >= least)));
      if (inSpan && inSection && isImportant) entries.push(entry);
    }
    entries.reverse();
    if (choice.sort === "relevance") entries.sort((one, other) => points[other] - points[one] || other - one);
    return {
      entries,
      years,
      lasting,
      sections: this.sections.map((section, n) => ({ ...section, count: ofSection[n] })),
      importance: this.importances.map((least, n) => ({ least, count: ofImportance[n] })),
    };
  }

  /** What a result shows of an entry. @param {number} entry @returns {Promise<Shown>} */
  async show(entry) {
    const { iso, path, place } = this.#placeOf(entry);
    const [address, title, summary, topics, date, importance, end] = (await this.#file(path))[place];
    const named = topics.map((topic) => (typeof topic === "string" ? { name: topic, kind: null } : { name: topic[0], kind: topic[1] }));
    const shown = { title, summary, topics: named, date: date ?? iso, importance: importance ?? null, end: end ?? null };
    return { address: typeof address === "string" ? address : this.#usualAddress(this.section[entry], shown, address), ...shown };
  }

  /** Where it stands what a result shows of an entry. @param {number} entry */
  #placeOf(entry) {
    const day = this.days[entry], iso = this.#iso(day);
    const place = entry - (this.first.get(day) ?? 0);
    return { iso, path: `days/${iso.replaceAll("-", "/")}-${Math.floor(place / TOGETHER)}.json`, place: place % TOGETHER };
  }

  /** Where an entry lies whose file is named after its title, or after its first words.
   *  @param {number} section @param {{ title: string, date: string }} shown @param {number | null} letters how many the words have */
  #usualAddress(section, { title, date }, letters) {
    const [year, month, day] = date.split("-");
    const named = letters ? title : [...title].slice(0, TITLE_LIMIT).join("");
    const name = firstWords(named.toLowerCase().match(IN_ADDRESSES)?.join("-") ?? "", letters ?? Infinity);
    return [this.sections[section].slug, year, ...(month ? [month] : []), ...(day ? [Number(day)] : []), `${name}.html`].join("/");
  }
}

/** Topics with the number of some entries that have them. */
class Counting {
  /** @type {Map<string, TopicCount>} */
  #counts = new Map();
  #entries;
  #chosen;
  #wanted;

  /** @param {number[]} entries @param {string[]} chosen @param {(kind: string | null) => number} wanted how many topics
   *   of a kind, without those that are chosen */
  constructor(entries, chosen, wanted) {
    this.#entries = new Set(entries);
    this.#chosen = new Set(chosen);
    this.#wanted = wanted;
  }

  /** @param {string} name */
  has(name) {
    return this.#counts.has(name);
  }

  /** @param {Topic[]} topics */
  add(topics) {
    for (const { name, kind, entries } of topics)
      if (!this.has(name)) this.#counts.set(name, { name, kind, count: entries.filter((entry) => this.#entries.has(entry)).length });
  }

  /** Add all topics, given those of each entry. @param {Named[][]} topics */
  addShown(topics) {
    const chosen = new Set(this.#counts.keys());
    for (const { name, kind } of topics.flat()) {
      if (chosen.has(name)) continue;
      const count = (this.#counts.get(name)?.count ?? 0) + 1;
      this.#counts.set(name, { name, kind, count });
    }
  }

  /** All topics, the largest first. */
  get all() {
    return [...this.#counts.values()].sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  }

  /** The topics of a kind, the largest first. @param {string | null} kind */
  of(kind) {
    return this.all.filter((topic) => topic.kind === kind);
  }

  /** The parts in which there may be a topic that is larger than the last one that is wanted of its kind.
   * @param {Part[]} parts */
  lacking(parts) {
    /** @type {Map<string | null, number>} */
    const least = new Map();
    for (const kind of new Set(parts.map((part) => part.kind)))
      least.set(kind, this.of(kind).filter(({ name }) => !this.#chosen.has(name))[this.#wanted(kind) - 1]?.count ?? 0);
    const size = this.#entries.size;
    return parts.filter(({ kind, largest }) => Math.min(largest, size) > (least.get(kind) ?? 0));
  }
}

/** The first words of a name, with at most so many letters. @param {string} name @param {number} letters */
function firstWords(name, letters) {
  if (name.length <= letters) return name;
  const end = name.lastIndexOf("-", letters);
  return name.slice(0, end > 0 ? end : letters);
}

/** By what a topic is found. @param {string} name */
function keyOf(name) {
  return [...words(name).join(" ")].slice(0, LONGEST).join("");
}

/** In how many letters two words differ: one that is there or not, another one, or two that change places; `most` and one
 * more where they are more. https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 * @param {string} one @param {string} other @param {number} most */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], last = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let n = 1; n <= one.length; n++) {
    const row = [n];
    for (let m = 1; m <= other.length; m++) {
      const isSame = one[n - 1] === other[m - 1];
      row[m] = Math.min(last[m] + 1, row[m - 1] + 1, last[m - 1] + (isSame ? 0 : 1));
      if (n > 1 && m > 1 && one[n - 1] === other[m - 2] && one[n - 2] === other[m - 1]) row[m] = Math.min(row[m], before[m - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}
