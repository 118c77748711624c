-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a file that is synced knows of its server. seq is a record's number there.

ALTER TABLE customer ADD COLUMN seq INTEGER;
ALTER TABLE person ADD COLUMN seq INTEGER;
ALTER TABLE role ADD COLUMN seq INTEGER;
ALTER TABLE contact_point ADD COLUMN seq INTEGER;
ALTER TABLE relationship ADD COLUMN seq INTEGER;
ALTER TABLE interaction ADD COLUMN seq INTEGER;
ALTER TABLE task ADD COLUMN seq INTEGER;
ALTER TABLE tag ADD COLUMN seq INTEGER;
ALTER TABLE tagging ADD COLUMN seq INTEGER;
ALTER TABLE attachment ADD COLUMN seq INTEGER;
ALTER TABLE user ADD COLUMN seq INTEGER;
ALTER TABLE custom_field ADD COLUMN seq INTEGER;
ALTER TABLE saved_mapping ADD COLUMN seq INTEGER;
ALTER TABLE custom_value ADD COLUMN seq INTEGER;
ALTER TABLE pipeline ADD COLUMN seq INTEGER;
ALTER TABLE stage ADD COLUMN seq INTEGER;
ALTER TABLE deal ADD COLUMN seq INTEGER;
ALTER TABLE deal_person ADD COLUMN seq INTEGER;
ALTER TABLE stage_move ADD COLUMN seq INTEGER;
ALTER TABLE target ADD COLUMN seq INTEGER;
ALTER TABLE exchange_rate ADD COLUMN seq INTEGER;
ALTER TABLE review ADD COLUMN seq INTEGER;
ALTER TABLE score_rule ADD COLUMN seq INTEGER;
ALTER TABLE survey ADD COLUMN seq INTEGER;
ALTER TABLE survey_version ADD COLUMN seq INTEGER;
ALTER TABLE survey_page ADD COLUMN seq INTEGER;
ALTER TABLE question ADD COLUMN seq INTEGER;
ALTER TABLE question_option ADD COLUMN seq INTEGER;
ALTER TABLE invitation ADD COLUMN seq INTEGER;
ALTER TABLE response ADD COLUMN seq INTEGER;
ALTER TABLE answer ADD COLUMN seq INTEGER;

-- How far each scope was read. sweeping: it is being read again from its beginning, and what does not come is let go of then.
CREATE TABLE sync_scope (
  scope TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  sweeping INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Records of kinds that this version does not know, as they came.
CREATE TABLE sync_raw (
  kind TEXT NOT NULL,
  id BLOB NOT NULL,
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Values that lost to newer ones before they had been sent: the server is still told of them.
CREATE TABLE sync_late (
  kind INTEGER NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  clock BLOB NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, id, field, clock)
) STRICT, WITHOUT ROWID;

-- What the server did not take, for the person who wrote it.
CREATE TABLE sync_unsaved (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  id BLOB NOT NULL,
  field TEXT NOT NULL,
  clock BLOB NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sync_unsaved_once ON sync_unsaved (id, field, clock);
