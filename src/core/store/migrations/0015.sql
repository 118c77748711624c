-- SPDX-License-Identifier: GPL-3.0-or-later
-- Views that somebody saved: what must hold of a record, and how a table shows those.
CREATE TABLE saved_view (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  kind TEXT,
  conditions TEXT,
  layout TEXT,
  pinned INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  seq INTEGER
) STRICT;
