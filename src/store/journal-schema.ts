/** The journal's tables; journal-types.ts says what their columns mean. */

export const JOURNAL_SCHEMA = {
  applicationId: 0x4b6c6a31, // "Klj1"
  migrations: [
    `CREATE TABLE run (
       id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, pid INTEGER NOT NULL, day TEXT NOT NULL,
       started INTEGER NOT NULL, ended INTEGER,
       outcome TEXT NOT NULL CHECK (outcome IN ('running', 'finished', 'stopped', 'interrupted', 'died')),
       summary TEXT);
     CREATE TABLE item (
       id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, url TEXT, host TEXT NOT NULL,
       output TEXT NOT NULL UNIQUE, day TEXT NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'done', 'partial', 'failed', 'dead')),
       lease INTEGER REFERENCES run (id), run INTEGER,
       version TEXT, offered TEXT, source_hash TEXT, fingerprint TEXT, body_hash TEXT, raw TEXT,
       revision INTEGER NOT NULL DEFAULT 0,
       status TEXT, title TEXT, language TEXT, metadata TEXT NOT NULL DEFAULT '{}',
       attempts INTEGER NOT NULL DEFAULT 0, losses INTEGER NOT NULL DEFAULT 0,
       code TEXT, message TEXT, hint TEXT,
       first_seen INTEGER NOT NULL, last_seen TEXT NOT NULL, changed INTEGER NOT NULL,
       CHECK ((state = 'claimed') = (lease IS NOT NULL)));
     CREATE INDEX item_state ON item (state);
     CREATE INDEX item_day ON item (day);
     CREATE INDEX item_changed ON item (changed);
     CREATE TABLE attempt (
       id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE, run INTEGER NOT NULL,
       started INTEGER NOT NULL, ended INTEGER,
       outcome TEXT NOT NULL CHECK (outcome IN ('running', 'written', 'failed', 'released', 'lost')),
       status TEXT, code TEXT, message TEXT, hint TEXT, revision INTEGER, words INTEGER,
       load_ms INTEGER, clean_ms INTEGER, translate_ms INTEGER, segments TEXT, removed TEXT);
     CREATE INDEX attempt_item ON attempt (item);
     CREATE INDEX attempt_run ON attempt (run);`,
    // For retention: what was fetched for an item is kept as long as the item is.
    `CREATE INDEX item_raw ON item (raw);
     CREATE INDEX item_url ON item (url);`,
    // Two links to one page are one item. `reached`: its own link led there, or its page says so. `version`: of a link
    // that was joined to it, as its source told it then, '' where it told none.
    `ALTER TABLE item ADD COLUMN text_hash TEXT;
     CREATE TABLE address (
       url TEXT NOT NULL, item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
       reached INTEGER NOT NULL DEFAULT 0, version TEXT, PRIMARY KEY (url, item)) WITHOUT ROWID;
     CREATE INDEX address_item ON address (item);`,
    // Entries of feeds are known by their ids where their addresses change.
    `CREATE INDEX item_entry ON item (metadata ->> 'entry') WHERE metadata ->> 'entry' IS NOT NULL`,
  ],
};
