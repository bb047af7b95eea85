-- What is served: one SQLite file. Integers number documents, windows and entities in the order of their ids,
-- so that the same documents give the same file.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    document INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, title TEXT, date TEXT,
    date_from TEXT, windows INTEGER NOT NULL, repost_of INTEGER);
-- A window is what counts as "named together". `number` counts windows of the document, `start` is an offset in it.
-- Here are those that name something; `documents.windows` and meta count all that were read.
CREATE TABLE windows (
    window INTEGER PRIMARY KEY, document INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL,
    text TEXT NOT NULL);
-- Where else a window stands, whole or in part: in documents that print the same story later, `number` and `start` there.
-- There it counts for nothing: `documents.windows` leaves out what is reprinted, `windows` too.
CREATE TABLE reprints (
    window INTEGER NOT NULL, document INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL,
    PRIMARY KEY (window, document, number)) WITHOUT ROWID;
-- `neighbors` counts the edges of an entity, `strength` sums up their weights; meta has the sum of all strengths.
-- `pagerank`, `betweenness` and `community` follow from all edges (see guanxi.graph.centrality and communities).
CREATE TABLE entities (
    entity INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
    mentions INTEGER NOT NULL, documents INTEGER NOT NULL, windows INTEGER NOT NULL,
    neighbors INTEGER NOT NULL DEFAULT 0, strength INTEGER NOT NULL DEFAULT 0,
    pagerank REAL NOT NULL DEFAULT 0, betweenness REAL NOT NULL DEFAULT 0,
    community INTEGER, inside INTEGER NOT NULL DEFAULT 0);
-- Those with links, the strongest first. `inside` sums up weights within (of an entity: of its links to others of its
-- community), `outside` those that lead out.
CREATE TABLE communities (
    community INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, inside INTEGER NOT NULL,
    outside INTEGER NOT NULL);
-- Numbered by how many documents name their entities, most first.
-- `reason` says why a name is one of the entity's (see guanxi.extract.reasons), `document` shows it where one does.
CREATE TABLE names (
    name INTEGER PRIMARY KEY, entity INTEGER NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL, mentions INTEGER NOT NULL,
    reason TEXT NOT NULL, document INTEGER);
-- How names with Chinese are typed in Latin letters: syllables with blanks between them, and the first letter of each.
CREATE TABLE spellings (
    initials TEXT NOT NULL, name INTEGER NOT NULL, syllables TEXT NOT NULL,
    first TEXT AS (substr(syllables, 1, instr(syllables || ' ', ' ') - 1)), PRIMARY KEY (initials, name)) WITHOUT ROWID;
-- Every syllable of them, once.
CREATE TABLE syllables (syllable TEXT PRIMARY KEY) WITHOUT ROWID;
-- Offsets in code points of the document.
CREATE TABLE mentions (
    entity INTEGER NOT NULL, window INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    sentence INTEGER NOT NULL, extractor TEXT NOT NULL, PRIMARY KEY (entity, window, start)) WITHOUT ROWID;
-- Names in reprinted sentences, and the sentence in which each counts.
CREATE TABLE copied_mentions (
    entity INTEGER NOT NULL, document INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, extractor TEXT NOT NULL,
    of_document INTEGER NOT NULL, of_sentence INTEGER NOT NULL);
-- Both directions of every co-mention. `p_adjusted` is how probable it is by chance, given how many there are; the other
-- statistics follow from the counts.
CREATE TABLE edges (
    source INTEGER NOT NULL, target INTEGER NOT NULL, weight INTEGER NOT NULL, documents INTEGER NOT NULL,
    first TEXT, last TEXT, p_adjusted REAL NOT NULL, PRIMARY KEY (source, target)) WITHOUT ROWID;
-- FTS5 over overlapping pairs of characters: its trigram tokenizer cannot find names of two characters.
CREATE VIRTUAL TABLE name_bigrams USING fts5 (grams, content='', tokenize="unicode61 remove_diacritics 0");
