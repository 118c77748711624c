-- SPDX-License-Identifier: GPL-3.0-or-later
-- The row that figures read of a deal, packed: a year of them is read in half the time. It is derived, so it is made anew where there are deals.

DROP TABLE deal_path;

-- ended_at is the last moment at which anything of the deal may fall into a period, the end of time for one that is open. packed is what
-- core/sales/crm-deal-facts.h says, in the byte order of this device: neither synced nor in history.
CREATE TABLE deal_path (
  deal INTEGER PRIMARY KEY,
  ended_at INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;

-- The few deals that say what drove the buyer.
CREATE INDEX deal_drivers ON deal (rowid) WHERE drivers IS NOT NULL;

INSERT INTO file SELECT 'rebuild', '0 0' WHERE EXISTS (SELECT 1 FROM deal) ON CONFLICT DO UPDATE SET value = excluded.value;

-- The surveys area: what is asked, who was asked, what they answered, and what is derived from it.

CREATE TABLE survey (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  title TEXT,
  title_second TEXT,
  purpose TEXT,
  status TEXT,
  language TEXT,
  second_language TEXT,
  anonymous INTEGER,
  threshold INTEGER,
  occasion TEXT,
  occasion_kind TEXT,
  sample_percent INTEGER,
  rest_days INTEGER,
  owner BLOB,
  team TEXT,
  thanks TEXT,
  thanks_second TEXT,
  note TEXT,
  external_id TEXT,
  title_key TEXT,
  n_responses INTEGER,
  last_response INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE survey_version (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  survey BLOB,
  number INTEGER,
  published_at INTEGER,
  name TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE survey_page (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version BLOB,
  position TEXT,
  title TEXT,
  title_second TEXT,
  intro TEXT,
  intro_second TEXT,
  show_if TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE question (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version BLOB,
  page BLOB,
  position TEXT,
  code TEXT,
  type TEXT,
  text TEXT,
  text_second TEXT,
  hint TEXT,
  hint_second TEXT,
  required INTEGER,
  minimum INTEGER,
  maximum INTEGER,
  low_label TEXT,
  low_label_second TEXT,
  high_label TEXT,
  high_label_second TEXT,
  show_if TEXT,
  dimension TEXT,
  other_allowed INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE question_option (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  question BLOB,
  axis TEXT,
  position TEXT,
  code TEXT,
  text TEXT,
  text_second TEXT,
  value INTEGER,
  exclusive INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE invitation (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  survey BLOB,
  version BLOB,
  customer BLOB,
  person BLOB,
  deal BLOB,
  token TEXT,
  channel TEXT,
  state TEXT,
  invited_at INTEGER,
  answered_at INTEGER,
  expires_on INTEGER,
  task BLOB,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE response (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  survey BLOB,
  version BLOB,
  customer BLOB,
  person BLOB,
  deal BLOB,
  invitation BLOB,
  channel TEXT,
  language TEXT,
  started_at INTEGER,
  answered_at INTEGER,
  interviewer BLOB,
  complete INTEGER,
  external_id TEXT,
  score INTEGER,
  score_kind TEXT,
  score_value INTEGER,
  n_answers INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE answer (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  response BLOB,
  question BLOB,
  part TEXT,
  option BLOB,
  row BLOB,
  value INTEGER,
  text TEXT,
  date INTEGER,
  tags TEXT,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

ALTER TABLE customer ADD COLUMN satisfaction_at INTEGER;

CREATE INDEX survey_by_title ON survey (title_key) WHERE deleted = 0;
CREATE INDEX survey_version_survey ON survey_version (survey);
CREATE INDEX survey_page_version ON survey_page (version);
CREATE INDEX question_version ON question (version);
CREATE INDEX question_option_question ON question_option (question);
CREATE INDEX invitation_survey ON invitation (survey, state);
CREATE INDEX invitation_customer ON invitation (customer, invited_at) WHERE customer IS NOT NULL;
CREATE INDEX invitation_token ON invitation (token);
-- How many responses a survey has, and the latest, are counted with every response.
CREATE INDEX response_survey ON response (survey, answered_at) WHERE deleted = 0;
CREATE INDEX response_version ON response (version) WHERE deleted = 0;
CREATE INDEX response_customer ON response (customer, answered_at) WHERE customer IS NOT NULL;
CREATE INDEX response_deal ON response (deal) WHERE deal IS NOT NULL;
CREATE INDEX response_external_id ON response (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX answer_response ON answer (response);
CREATE INDEX answer_text ON answer (question) WHERE text IS NOT NULL;

-- What figures read of a response, in one narrow row, those of a survey side by side: references as the rowids of what they name, channels as
-- the numbers of core/surveys, answers packed (crm-response-pack.h), without texts. Derived, so neither synced nor in history; made anew
-- by check.
CREATE TABLE response_path (
  survey INTEGER NOT NULL,
  response INTEGER NOT NULL,
  version INTEGER,
  customer INTEGER,
  deal INTEGER,
  owner INTEGER,
  channel INTEGER,
  language TEXT,
  answered_at INTEGER,
  complete INTEGER,
  score INTEGER,
  answers BLOB,
  PRIMARY KEY (survey, response)
) STRICT, WITHOUT ROWID;
