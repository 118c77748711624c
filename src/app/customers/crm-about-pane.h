/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a customer or of a deal, edited in place. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/**
 * CrmAboutForm:
 * @kind: whose fields
 * @origin: a field of the group that stands last
 * @is_in_head: what the head of the page says already: shown here only with all fields
 * @leaves_out: (nullable): what is not set by typing or choosing a value alone, and never shown here
 * @has_sense: (nullable): whether an empty field is of use for this record
 *
 * What is particular to one kind. Static.
 */
typedef struct
{
  const CrmKind *kind;
  guint origin;
  gboolean (*is_in_head) (guint field);
  gboolean (*leaves_out) (guint field);
  gboolean (*has_sense) (const CrmRecord *record, guint field);
} CrmAboutForm;

#define CRM_TYPE_ABOUT_PANE (crm_about_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmAboutPane, crm_about_pane, CRM, ABOUT_PANE, GtkBox)

/* Called once, before the others; @form (nullable): %NULL for customers, with their custom fields. */
void crm_about_pane_set_context (CrmAboutPane *self, CrmContext *context, const CrmAboutForm *form);

/* Fields without a value take no room until "Show All Fields", or until one is asked for in the menu. */
void crm_about_pane_set_profile (CrmAboutPane *self, CrmProfile *profile);

/* The name of what a field of @data refers to, borrowed, or %NULL. */
typedef const char *(*CrmAboutName) (gconstpointer data, guint field);

/* The same for a record of the form's kind. */
void crm_about_pane_set_record (CrmAboutPane *self, CrmRecord *record, CrmAboutName get_name, gconstpointer data, const char *currency);

/* See crm_field_row_set_suggestions(). */
void crm_about_pane_set_suggestions (CrmAboutPane *self, guint field, CrmReadFunc read, gpointer data);

/* See crm_field_row_allow_own_words(). */
void crm_about_pane_allow_own_words (CrmAboutPane *self, guint field);

/* Shows the field and edits it; a field the form leaves out stays so. */
void crm_about_pane_edit (CrmAboutPane *self, guint field);

G_END_DECLS
