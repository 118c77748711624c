-- SPDX-License-Identifier: GPL-3.0-or-later
-- The bin: what was deleted, edit by edit, the latest first.
CREATE INDEX history_deletion ON history (edit) WHERE field = 'deleted' AND new = '1';
