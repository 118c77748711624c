-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who answered, as lists of responses show it.

ALTER TABLE response ADD COLUMN customer_name TEXT;
INSERT INTO file SELECT 'rebuild', '0 0' WHERE EXISTS (SELECT 1 FROM response) ON CONFLICT DO UPDATE SET value = excluded.value;
