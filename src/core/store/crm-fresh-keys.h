/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a new record and nothing but the file's settings: made by whoever brings the record, on any thread. */

#pragma once

#include "core/schema/crm-rules.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmKeySettings:
 * @calling_code: of phone numbers without one; empty while the file has none
 * @han_first: whether names in Han characters stand first
 *
 * The settings that keys are made with.
 */
typedef struct
{
  char calling_code[32];
  gboolean han_first;
} CrmKeySettings;

/* From the texts of the settings "calling-code" and "han-first", which a file may be without. */
void crm_key_settings_init (CrmKeySettings *self, const char *calling_code, const char *han_first);
gboolean crm_key_settings_read (CrmConnection *connection, CrmKeySettings *self, GError **error);
gboolean crm_key_settings_equal (const CrmKeySettings *a, const CrmKeySettings *b);

/* Derives what rules derive, for a record that comes as it was decided elsewhere: what they would refuse or set otherwise stays. */
void crm_fresh_keys_derive (const CrmRulesContext *context, const CrmKind *kind, CrmValue *values, const CrmRecord *before);

/* (transfer full): what a customer is found by on which nothing hangs. */
GString *crm_fresh_keys_make_document (const CrmValue *values);

/**
 * crm_fresh_keys_add:
 * @change: with a stamp
 * @settings: those of the file it goes to
 *
 * Makes the keys and the document of a record that the file may not have yet, where no look into the file is needed for them.
 */
void crm_fresh_keys_add (CrmChange *change, const CrmKeySettings *settings);

G_END_DECLS
