-- SPDX-License-Identifier: GPL-3.0-or-later
-- What must not be known, and what is to be forgotten. The token of an invitation stays in the file it was made in; others know its hash.
ALTER TABLE invitation ADD COLUMN token_hash TEXT;
UPDATE invitation SET token_hash = crm_token_hash (token), dirty = CASE dirty WHEN 0 THEN created_edit ELSE dirty END WHERE token IS NOT NULL;
DROP INDEX invitation_token;
CREATE INDEX invitation_token_hash ON invitation (token_hash);

-- Files kept with customers that were erased: unless another record names them, they go from the folder beside the file.
CREATE TABLE erased_file (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
