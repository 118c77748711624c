-- SPDX-License-Identifier: GPL-3.0-or-later
-- The calendar: what is done and what comes back by its day, and meetings by theirs.
CREATE INDEX task_done ON task (due, assignee, customer) WHERE done_at IS NOT NULL AND deleted = 0;
CREATE INDEX task_repeat ON task (due, assignee, customer) WHERE repeat IS NOT NULL AND done_at IS NULL AND deleted = 0;
CREATE INDEX interaction_meeting ON interaction (at, author, customer) WHERE kind IN ('meeting', 'visit') AND deleted = 0;
