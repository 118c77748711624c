/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: imports files into a store and tells what stands in it afterwards. */

#pragma once

#include "core/exchange/crm-import.h"
#include "tests/store/store-fixture.h"

/* A file of the folder tests/data. */
char *import_dup_sample (const char *folder, const char *name);

/* Writes @text into the fixture's folder and gives its path. */
char *import_write_file (Fixture *fixture, const char *name, const char *text);

CrmImportSource *import_open (const char *path);

/* Imports, or rehearses, one source. */
CrmImportReport *import_run (Fixture *fixture, CrmImportSource *source, gboolean rehearsal);
CrmImportReport *import_text (Fixture *fixture, const char *text);

/* (transfer full): every record of the store that is not deleted, ids left out, as text to compare. */
char *import_describe_store (Fixture *fixture);

/* "read 6 created 5 updated 0 unchanged 0 skipped 0 faults 1" and the faults, one a line. */
char *import_describe_report (CrmImportReport *report);

void import_assert_counts (CrmImportReport *report, guint created, guint updated, guint unchanged, guint skipped, guint faults);

gint64 import_count (Fixture *fixture, const char *sql);
char *import_read_text (Fixture *fixture, const char *sql);
