-- SPDX-License-Identifier: GPL-3.0-or-later
-- The link of a survey that anybody may answer at.

ALTER TABLE survey ADD COLUMN open_token TEXT;
