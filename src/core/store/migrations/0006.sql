-- SPDX-License-Identifier: GPL-3.0-or-later
-- The score of a survey beside how many have answered, and what both are counted from.

ALTER TABLE survey ADD COLUMN score INTEGER;
ALTER TABLE survey ADD COLUMN score_kind TEXT;
ALTER TABLE survey ADD COLUMN n_scored INTEGER;

-- How many responses a version of a survey has and what they add up to, kept up with each response; core/surveys/crm-survey-tally.h says how.
-- A survey without a row has not been counted. It is derived: neither synced nor in history.
CREATE TABLE survey_tally (
  survey INTEGER NOT NULL,
  version INTEGER NOT NULL,
  n INTEGER NOT NULL,
  n_scored INTEGER NOT NULL,
  score_sum INTEGER NOT NULL,
  n_high INTEGER NOT NULL,
  n_low INTEGER NOT NULL,
  PRIMARY KEY (survey, version)
) STRICT, WITHOUT ROWID;

INSERT INTO file SELECT 'rebuild', '0 0' WHERE EXISTS (SELECT 1 FROM response) ON CONFLICT DO UPDATE SET value = excluded.value;
