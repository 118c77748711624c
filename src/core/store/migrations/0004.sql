-- SPDX-License-Identifier: GPL-3.0-or-later
-- The sales area: deals, the stages they go through, and what is derived from both.

CREATE TABLE pipeline (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  position TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE stage (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  pipeline BLOB,
  name TEXT,
  position TEXT,
  probability INTEGER,
  day_limit INTEGER,
  requirements TEXT,
  outcome TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE deal (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  title TEXT,
  customer BLOB,
  pipeline BLOB,
  stage BLOB,
  amount INTEGER,
  amount_currency TEXT,
  probability INTEGER,
  category TEXT,
  expected_close INTEGER,
  owner BLOB,
  source TEXT,
  campaign TEXT,
  channel TEXT,
  referrer BLOB,
  competitor TEXT,
  drivers TEXT,
  needs TEXT,
  recurring INTEGER,
  recurring_currency TEXT,
  recurring_period TEXT,
  lost_reason TEXT,
  lost_detail TEXT,
  note TEXT,
  external_id TEXT,
  began_at INTEGER,
  stage_since INTEGER,
  closed_at INTEGER,
  outcome TEXT,
  title_key TEXT,
  customer_name TEXT,
  customer_key TEXT,
  customer_deleted INTEGER,
  last_activity INTEGER,
  next_step INTEGER,
  next_step_title TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE deal_person (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  deal BLOB,
  person BLOB,
  role TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE stage_move (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  deal BLOB,
  from_stage BLOB,
  to_stage BLOB,
  at INTEGER,
  amount INTEGER,
  amount_currency TEXT,
  expected_close INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE target (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  owner BLOB,
  team TEXT,
  pipeline BLOB,
  start INTEGER,
  length TEXT,
  amount INTEGER,
  amount_currency TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE exchange_rate (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  currency TEXT,
  units INTEGER,
  home TEXT,
  rate INTEGER,
  date INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE review (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  pipeline BLOB,
  at INTEGER,
  reviewer BLOB,
  note TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE score_rule (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  field TEXT,
  operator TEXT,
  value TEXT,
  points INTEGER,
  position TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

ALTER TABLE interaction ADD COLUMN deal BLOB;
ALTER TABLE task ADD COLUMN deal BLOB;
ALTER TABLE user ADD COLUMN team TEXT;

CREATE INDEX stage_pipeline ON stage (pipeline);
CREATE INDEX deal_customer ON deal (customer);
CREATE INDEX deal_stage ON deal (stage, outcome) WHERE deleted = 0;
CREATE INDEX deal_by_title ON deal (title_key) WHERE deleted = 0;
CREATE INDEX deal_external_id ON deal (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_person_deal ON deal_person (deal);
CREATE INDEX deal_person_person ON deal_person (person);
CREATE INDEX stage_move_deal ON stage_move (deal, at);
CREATE INDEX interaction_deal ON interaction (deal, at) WHERE deal IS NOT NULL;
CREATE INDEX task_deal ON task (deal) WHERE deal IS NOT NULL;

-- What figures read of a deal, in one narrow row: references as the rowids of what they name, choices as the numbers of core/sales, moves as
-- packed (at, from, to). Derived, so neither synced nor in history; made anew by check.
CREATE TABLE deal_path (
  deal INTEGER PRIMARY KEY,
  began_at INTEGER,
  first_at INTEGER,
  closed_at INTEGER,
  outcome INTEGER NOT NULL,
  pipeline INTEGER,
  stage INTEGER,
  owner INTEGER,
  category INTEGER NOT NULL,
  probability INTEGER,
  amount INTEGER,
  currency TEXT,
  expected INTEGER,
  source TEXT,
  lost_reason TEXT,
  moves BLOB
) STRICT;

-- How a deal stood at the end of a day on which it changed: with the days before, how all deals stood on any day. Derived on this device.
CREATE TABLE deal_snapshot (
  deal INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  closed_at INTEGER,
  stage INTEGER,
  category INTEGER NOT NULL,
  probability INTEGER,
  amount INTEGER,
  currency TEXT,
  expected INTEGER,
  PRIMARY KEY (deal, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX deal_snapshot_day ON deal_snapshot (day);
