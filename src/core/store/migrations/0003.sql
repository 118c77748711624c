-- SPDX-License-Identifier: GPL-3.0-or-later
-- The values of custom fields: a record a value. Each way to compare has an index that a condition of a filter walks.

CREATE TABLE custom_value (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  customer BLOB,
  field BLOB,
  text TEXT,
  number INTEGER,
  decimal INTEGER,
  amount INTEGER,
  amount_currency TEXT,
  date INTEGER,
  truth INTEGER,
  unknown TEXT,
  scope TEXT,
  created_edit INTEGER NOT NULL,
  created_clock BLOB NOT NULL,
  clocks BLOB,
  dirty INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX custom_value_customer ON custom_value (customer);
CREATE INDEX custom_value_field ON custom_value (field, customer) WHERE deleted = 0;
CREATE INDEX custom_value_text ON custom_value (field, text, customer) WHERE deleted = 0 AND text IS NOT NULL;
CREATE INDEX custom_value_number ON custom_value (field, number, customer) WHERE deleted = 0 AND number IS NOT NULL;
CREATE INDEX custom_value_decimal ON custom_value (field, decimal, customer) WHERE deleted = 0 AND decimal IS NOT NULL;
CREATE INDEX custom_value_amount ON custom_value (field, amount, customer) WHERE deleted = 0 AND amount IS NOT NULL;
CREATE INDEX custom_value_date ON custom_value (field, date, customer) WHERE deleted = 0 AND date IS NOT NULL;
CREATE INDEX custom_value_truth ON custom_value (field, truth, customer) WHERE deleted = 0 AND truth IS NOT NULL;
