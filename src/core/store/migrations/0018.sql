-- SPDX-License-Identifier: GPL-3.0-or-later
-- Saved views stand in an order that people make.
ALTER TABLE saved_view ADD COLUMN position TEXT;
