/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window and what other programs ask it to show: who calls, a record, a search, an invitation. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/crm-page-table.h"
#include "app/customers/crm-new-customer-dialog.h"
#include "app/desktop/crm-caller-dialog.h"
#include "core/customers/crm-customer-lookup.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

/* A question to the file that outlives neither the window's interest nor the file. */
typedef struct
{
  CrmWindow *window;
  CrmContext *context;
  const CrmKind *kind;
  CrmId id;
  char *number;
  gboolean quiet; /* nothing is said when it is not there */
  guint steps;    /* how often the customer turned out to be another */
} Asking;

static Asking *
asking_new (CrmWindow *self)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->window = g_object_ref (self);
  asking->context = g_object_ref (self->context);
  return asking;
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->window);
  g_object_unref (asking->context);
  g_free (asking->number);
  g_free (asking);
}

/* ── who calls ────────────────────────────────────────────────────────────────────────────── */

static void
show_caller (CrmWindow *self, const CrmId *id)
{
  CrmPage *page;

  crm_window_open_record (self, &crm_kind_customer, id, NULL, 0);
  page = crm_window_get_page (self);
  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "profile.log-kind", "s", "call");
}

static void
on_customer (CrmWindow *self, const CrmId *id)
{
  show_caller (self, id);
}

static void
add_caller (CrmWindow *self, const char *number)
{
  AdwDialog *dialog = crm_new_customer_dialog_new (self->context);

  crm_new_customer_dialog_set_phone (CRM_NEW_CUSTOMER_DIALOG (dialog), number);
  g_signal_connect_object (dialog, "created", G_CALLBACK (on_customer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_customer), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
choose_caller (CrmWindow *self, const char *number, GPtrArray *matches)
{
  AdwDialog *dialog = crm_caller_dialog_new (number, matches, self->read_only_reason == NULL);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_customer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "new-customer", G_CALLBACK (add_caller), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static DexFuture *
on_caller_known (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  CrmWindow *self = asking->window;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  GPtrArray *matches = value != NULL ? g_value_get_boxed (value) : NULL;

  if (self->context != asking->context || crm_window_is_busy (self))
    return NULL;
  if (matches == NULL)
    {
      crm_window_fail (self, error);
    }
  else if (matches->len == 1)
    {
      const CrmCustomerMatch *match = g_ptr_array_index (matches, 0);

      show_caller (self, &match->customer->id);
    }
  else if (matches->len > 1)
    {
      choose_caller (self, asking->number, matches);
    }
  else if (self->read_only_reason == NULL)
    {
      add_caller (self, asking->number);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("No customer has the number %s"), asking->number);

      crm_window_say (self, text, NULL, NULL);
    }
  return NULL;
}

static gboolean
read_callers (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmCustomerDraft draft = { .type = (char *)"company", .phone = data };
  GPtrArray *matches = crm_customer_find_matches (connection, &draft, error);

  if (matches == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, matches);
  return TRUE;
}

static void
find_caller (CrmWindow *self, const char *number)
{
  Asking *asking = asking_new (self);

  asking->number = g_strdup (number);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, read_callers, g_strdup (number), g_free),
                                         on_caller_known, asking, asking_free));
}

/* ── a record ─────────────────────────────────────────────────────────────────────────────── */

#define STEPS_MAX 20

static void find_record (CrmWindow *self, const CrmKind *kind, const CrmId *id, gboolean quiet, guint steps);

/* Whoever was merged is found as who they are now. */
static DexFuture *
on_record_found (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  CrmWindow *self = asking->window;
  const GValue *value = dex_future_get_value (future, NULL);
  const CrmRecord *record = value != NULL ? g_value_get_boxed (value) : NULL;
  const CrmId *survivor = record != NULL && record->deleted && record->kind == &crm_kind_customer ? crm_record_get_id (record, CRM_CUSTOMER_MERGED_INTO) : NULL;

  if (self->context != asking->context || crm_window_is_busy (self))
    return NULL;
  if (survivor != NULL && asking->steps < STEPS_MAX)
    find_record (self, asking->kind, survivor, asking->quiet, asking->steps + 1);
  else if (record != NULL && !record->deleted)
    crm_window_open_record (self, asking->kind, &asking->id, NULL, 0);
  else if (!asking->quiet)
    crm_window_say (self, _ ("What the link is about is not in this file."), NULL, NULL);
  return NULL;
}

static void
find_record (CrmWindow *self, const CrmKind *kind, const CrmId *id, gboolean quiet, guint steps)
{
  Asking *asking = asking_new (self);

  asking->kind = kind;
  asking->id = *id;
  asking->quiet = quiet;
  asking->steps = steps;
  dex_future_disown (dex_future_finally (crm_store_find_record (crm_context_get_store (self->context), kind, id), on_record_found, asking, asking_free));
}

/* ── a search ─────────────────────────────────────────────────────────────────────────────── */

static void
search_for (CrmWindow *self, const char *words)
{
  CrmPage *page;

  crm_window_show_page (self, crm_page_table_get_home (&crm_kind_customer));
  while (adw_navigation_view_pop (crm_window_get_view (self)))
    ;
  page = crm_window_get_page (self);
  if (page != NULL)
    crm_page_search_for (page, words);
}

static void
show_today (CrmWindow *self)
{
  crm_window_show_page (self, "today");
  while (adw_navigation_view_pop (crm_window_get_view (self)))
    ;
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_window_is_busy (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), FALSE);

  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

void
crm_window_follow (CrmWindow *self, const CrmLink *link)
{
  g_return_if_fail (CRM_IS_WINDOW (self) && link != NULL);

  if (self->context == NULL)
    return;
  switch (link->type)
    {
    case CRM_LINK_CALL:
      find_caller (self, link->text);
      break;
    case CRM_LINK_RECORD:
      find_record (self, link->kind, &link->id, FALSE, 0);
      break;
    case CRM_LINK_SEARCH:
      search_for (self, link->text);
      break;
    case CRM_LINK_TODAY:
      show_today (self);
      break;
    case CRM_LINK_JOIN:
      crm_window_join (self, link->text);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
crm_window_restore (CrmWindow *self, const char *path)
{
  const CrmKind *kind;
  CrmId id;

  g_return_if_fail (CRM_IS_WINDOW (self) && path != NULL);

  if (self->context != NULL && crm_link_parse_path (path, &kind, &id))
    find_record (self, kind, &id, TRUE, 0);
}

void
crm_window_remember_record (CrmWindow *self)
{
  CrmPage *page = crm_window_get_page (self);
  g_autofree char *path = NULL;
  const CrmKind *kind;
  CrmId id;

  if (page != NULL && crm_page_get_record (page, &kind, &id))
    path = crm_link_dup_path (kind, &id);
  g_settings_set_string (self->settings, "record", path != NULL ? path : "");
}
