-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the columns of files to import mean, saved under a name.

CREATE TABLE saved_mapping (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  key TEXT,
  content TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
