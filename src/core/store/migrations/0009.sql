-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a joined file tells of its team: who made a change, what lost to it, who is there, which files are on the server.

-- Values typed here that lost to somebody else's, until somebody has looked at them.
CREATE TABLE sync_conflict (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  clock BLOB NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sync_conflict_once ON sync_conflict (id, field, clock);

-- Records of which the server said that something came too late: the next page that brings one tells what.
-- sent is the newest clock of this file's that the server had been told of before.
CREATE TABLE sync_overtaken (
  id BLOB PRIMARY KEY,
  sent BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The accounts of the workspace, to name who has no record of kind user.
CREATE TABLE sync_member (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT,
  team TEXT
) STRICT, WITHOUT ROWID;

-- Who changed a record in an edit of a sync, where it was not the edit's own user.
CREATE TABLE sync_author (
  edit INTEGER NOT NULL,
  id BLOB NOT NULL,
  user BLOB NOT NULL,
  PRIMARY KEY (edit, id)
) STRICT, WITHOUT ROWID;

-- The files kept with customers that both sides have.
CREATE TABLE sync_file (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
