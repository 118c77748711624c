-- SPDX-License-Identifier: GPL-3.0-or-later
-- Custom fields that refer to a customer, a person or a user: a column each, so that what follows references by the schema follows these.
ALTER TABLE custom_value ADD COLUMN other BLOB;
ALTER TABLE custom_value ADD COLUMN person BLOB;
ALTER TABLE custom_value ADD COLUMN user BLOB;
CREATE INDEX custom_value_other ON custom_value (field, other, customer) WHERE deleted = 0 AND other IS NOT NULL;
CREATE INDEX custom_value_person ON custom_value (field, person, customer) WHERE deleted = 0 AND person IS NOT NULL;
CREATE INDEX custom_value_user ON custom_value (field, user, customer) WHERE deleted = 0 AND user IS NOT NULL;
-- A merge asks who names a customer.
CREATE INDEX custom_value_naming ON custom_value (other) WHERE other IS NOT NULL;
