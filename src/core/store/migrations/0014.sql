-- SPDX-License-Identifier: GPL-3.0-or-later
-- Customers that turned out to be another one: deleted, and naming who they are.
ALTER TABLE customer ADD COLUMN merged_into BLOB;
CREATE INDEX customer_merged_into ON customer (merged_into) WHERE merged_into IS NOT NULL;
