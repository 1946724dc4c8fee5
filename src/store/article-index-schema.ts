/** The tables of the index of articles. */

export const INDEX_SCHEMA = {
  applicationId: 0x4b6c6931, // "Kli1"
  migrations: [
    `CREATE TABLE document (
       id INTEGER PRIMARY KEY,
       folder TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
       host TEXT, source TEXT, url TEXT, title TEXT, originals TEXT NOT NULL, title_key TEXT NOT NULL,
       is_article INTEGER NOT NULL, mask INTEGER NOT NULL, story INTEGER NOT NULL,
       output TEXT, is_written INTEGER NOT NULL DEFAULT 0,
       duplicate_of INTEGER REFERENCES document (id),
       UNIQUE (folder, name));
     CREATE INDEX document_host ON document (host, story);
     CREATE INDEX document_source ON document (source, story);
     CREATE INDEX document_story ON document (story);
     CREATE INDEX document_duplicate_of ON document (duplicate_of);
     CREATE TABLE block (
       document INTEGER NOT NULL REFERENCES document (id), place INTEGER NOT NULL,
       key TEXT NOT NULL, heading INTEGER NOT NULL, words INTEGER NOT NULL,
       shingles BLOB NOT NULL, figures BLOB NOT NULL,
       PRIMARY KEY (document, place)) WITHOUT ROWID;
     CREATE INDEX block_key ON block (key, document);
     CREATE TABLE sketch (
       hash INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES document (id),
       PRIMARY KEY (hash, document)) WITHOUT ROWID;
     CREATE INDEX sketch_document ON sketch (document);
     CREATE TABLE repeated (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
     CREATE TABLE rule (
       id TEXT PRIMARY KEY, publisher TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL,
       documents INTEGER NOT NULL, examples TEXT NOT NULL, made INTEGER NOT NULL,
       state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'rejected')),
       UNIQUE (publisher, key)) WITHOUT ROWID;`,
    // Publishers of whom articles came in since rules were last proposed.
    `CREATE TABLE unproposed (publisher TEXT PRIMARY KEY) WITHOUT ROWID;`,
    // The day on which a document was last looked at, in days since 1970.
    `ALTER TABLE document ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
     UPDATE document SET seen = strftime('%s', 'now') / 86400;
     CREATE INDEX document_seen ON document (seen);`,
  ],
};
