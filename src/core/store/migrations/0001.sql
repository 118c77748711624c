-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first shape of the file. One table a kind; the columns between id and unknown are the schema's fields.

CREATE TABLE customer (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  type TEXT,
  name TEXT,
  alias TEXT,
  code TEXT,
  tax_id TEXT,
  level TEXT,
  life_cycle TEXT,
  life_cycle_since INTEGER,
  relationship TEXT,
  relationship_since INTEGER,
  owner BLOB,
  source TEXT,
  source_detail TEXT,
  referrer BLOB,
  industry TEXT,
  size TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  gender TEXT,
  birthday INTEGER,
  education TEXT,
  occupation TEXT,
  income TEXT,
  needs TEXT,
  motives TEXT,
  preferences TEXT,
  buying_pattern TEXT,
  yearly_spend INTEGER,
  yearly_spend_currency TEXT,
  credit_limit INTEGER,
  credit_limit_currency TEXT,
  credit_terms INTEGER,
  credit_used INTEGER,
  credit_used_currency TEXT,
  preferred_channel TEXT,
  consent TEXT,
  consent_date INTEGER,
  note TEXT,
  external_id TEXT,
  name_key TEXT,
  phone TEXT,
  email TEXT,
  last_contact INTEGER,
  last_contact_kind TEXT,
  next_step INTEGER,
  next_step_title TEXT,
  open_deals INTEGER,
  satisfaction INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE person (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  gender TEXT,
  birthday INTEGER,
  note TEXT,
  external_id TEXT,
  name_key TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE role (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  person BLOB,
  title TEXT,
  department TEXT,
  buying_role TEXT,
  from_date INTEGER,
  to_date INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE contact_point (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  person BLOB,
  kind TEXT,
  label TEXT,
  value TEXT,
  opt_out INTEGER,
  value_key TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE relationship (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  other BLOB,
  kind TEXT,
  note TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE interaction (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  person BLOB,
  kind TEXT,
  direction TEXT,
  at INTEGER,
  zone TEXT,
  minutes INTEGER,
  text TEXT,
  author BLOB,
  pinned INTEGER,
  external_id TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE task (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  person BLOB,
  kind TEXT,
  title TEXT,
  due INTEGER,
  due_has_time INTEGER,
  zone TEXT,
  priority TEXT,
  done_at INTEGER,
  assignee BLOB,
  note TEXT,
  interaction BLOB,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tag (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  color TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tagging (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  tag BLOB,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE attachment (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  interaction BLOB,
  name TEXT,
  media_type TEXT,
  size INTEGER,
  hash TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE user (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  name TEXT,
  email TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE custom_field (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  kind TEXT,
  label TEXT,
  type TEXT,
  choices TEXT,
  position TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What the file is and how it was set up: node id, company, versions of the keys.
CREATE TABLE file (
  name TEXT PRIMARY KEY,
  value TEXT
) STRICT, WITHOUT ROWID;

-- One row a CrmEdit. undoes: the edit this one takes back; undone_by: the one that took this one back.
-- root: of an undo or redo, the edit it is about in the end; of others the edit itself. An edit brought back stands
-- where it stood, so "changed since" is asked of roots.
-- state 0 done, 1 running. A running edit found at start was interrupted and is taken back.
CREATE TABLE edit (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  user BLOB,
  device TEXT NOT NULL,
  title TEXT NOT NULL,
  origin INTEGER NOT NULL,
  state INTEGER NOT NULL,
  clock BLOB NOT NULL,
  undoes INTEGER,
  undone_by INTEGER,
  root INTEGER,
  created INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The rows an edit created stand in these ranges and bear its number in created_edit: creation needs no history row.
CREATE TABLE edit_range (
  edit INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (edit, kind, first)
) STRICT, WITHOUT ROWID;

-- One row a changed field of an existing record; field 'deleted' for deleting ('1') and restoring ('0').
CREATE TABLE history (
  number INTEGER PRIMARY KEY,
  edit INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  record INTEGER NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT
) STRICT;
CREATE INDEX history_record ON history (kind, record);
CREATE INDEX history_edit ON history (edit);

CREATE INDEX customer_by_name ON customer (name_key) WHERE deleted = 0;
CREATE INDEX customer_by_last_contact ON customer (last_contact) WHERE deleted = 0;
CREATE INDEX customer_by_next_step ON customer (next_step) WHERE deleted = 0;
CREATE INDEX customer_external_id ON customer (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_code ON customer (code) WHERE code IS NOT NULL;
CREATE INDEX customer_referrer ON customer (referrer) WHERE referrer IS NOT NULL;
CREATE INDEX person_external_id ON person (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX role_customer ON role (customer);
CREATE INDEX role_person ON role (person);
CREATE INDEX contact_point_customer ON contact_point (customer) WHERE customer IS NOT NULL;
CREATE INDEX contact_point_person ON contact_point (person) WHERE person IS NOT NULL;
CREATE INDEX contact_point_key ON contact_point (value_key, kind) WHERE value_key IS NOT NULL;
CREATE INDEX relationship_customer ON relationship (customer);
CREATE INDEX relationship_other ON relationship (other);
CREATE INDEX interaction_customer ON interaction (customer, at);
CREATE INDEX interaction_external_id ON interaction (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX task_customer ON task (customer) WHERE customer IS NOT NULL;
CREATE INDEX task_open ON task (due) WHERE done_at IS NULL AND deleted = 0;
CREATE INDEX tagging_customer ON tagging (customer);
CREATE INDEX tagging_tag ON tagging (tag);
CREATE INDEX attachment_customer ON attachment (customer) WHERE customer IS NOT NULL;
