-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the server had of a long text when it was first changed here: with it what others make of the same is merged.
CREATE TABLE sync_base (
  kind INTEGER NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  clock BLOB NOT NULL,
  value TEXT,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;
