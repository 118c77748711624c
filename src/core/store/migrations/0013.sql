-- SPDX-License-Identifier: GPL-3.0-or-later
-- The working day: birthdays by their day whatever the year, open tasks with all that counting them asks for, the few deleted customers,
-- and tasks that come back or are told of ahead.
CREATE INDEX customer_birthday ON customer (birthday % 10000, id) WHERE birthday IS NOT NULL AND deleted = 0;
CREATE INDEX person_birthday ON person (birthday % 10000, id) WHERE birthday IS NOT NULL AND deleted = 0;
CREATE INDEX customer_deleted ON customer (id) WHERE deleted <> 0;
DROP INDEX task_open;
CREATE INDEX task_open ON task (due, due_has_time, assignee, customer) WHERE done_at IS NULL AND deleted = 0;

ALTER TABLE task ADD COLUMN repeat TEXT;
ALTER TABLE task ADD COLUMN remind INTEGER;
