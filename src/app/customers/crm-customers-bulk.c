/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the customers selected. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-customers-bulk.h"

#include "app/customers/crm-bulk-dialog.h"
#include "app/files/crm-transfer-bar.h"
#include "app/timeline/crm-step-dialog.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page;
  GArray *rowids;
  GtkBox *place;
  GtkWidget *bar; /* (nullable): while it is written */
  char *done;
} Job;

static Job *
job_new (CrmPage *page, GArray *rowids, GtkBox *place)
{
  Job *job = g_new0 (Job, 1);

  job->page = g_object_ref (page);
  job->rowids = g_array_ref (rowids);
  job->place = g_object_ref (place);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->page);
  g_array_unref (job->rowids);
  g_object_unref (job->place);
  g_clear_object (&job->bar);
  g_free (job->done);
  g_free (job);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_done (DexFuture *future, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  gtk_box_remove (job->place, job->bar);
  gtk_widget_set_visible (GTK_WIDGET (job->place), gtk_widget_get_first_child (GTK_WIDGET (job->place)) != NULL);
  if (dex_future_get_value (future, &error) != NULL)
    crm_page_say (job->page, job->done, TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_page_fail (job->page, error);
  return NULL;
}

/* Takes the job. */
static DexFuture *
start (Job *job, CrmEdit *edit, CrmTransfer *transfer, const char *doing, const char *done)
{
  CrmStore *store = crm_context_get_store (crm_page_get_context (job->page));

  job->done = g_strdup (done);
  job->bar = g_object_ref_sink (crm_transfer_bar_new (doing, transfer));
  gtk_box_append (job->place, job->bar);
  gtk_widget_set_visible (GTK_WIDGET (job->place), TRUE);
  return dex_future_finally (crm_store_apply (store, edit, crm_transfer_get_cancellable (transfer)), on_done, job, job_free);
}

/* ── changing ─────────────────────────────────────────────────────────────────────────────── */

static void
on_change (Job *job, CrmCustomerBulk *bulk)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  guint n = job->rowids->len;
  g_autofree char *title = g_strdup_printf (ngettext ("Change %'u customer", "Change %'u customers", n), n);
  g_autofree char *doing = g_strdup_printf (ngettext ("Changing %'u customer…", "Changing %'u customers…", n), n);
  g_autofree char *done = g_strdup_printf (ngettext ("%'u customer changed", "%'u customers changed", n), n);
  g_autoptr (CrmEdit) edit = crm_customer_bulk_new_edit (bulk, title, job->rowids, transfer);

  dex_future_disown (start (job_new (job->page, job->rowids, job->place), edit, transfer, doing, done));
}

static void
on_dialog_gone (gpointer data, GClosure *closure)
{
  job_free (data);
}

void
crm_customers_bulk_change (CrmPage *page, GArray *rowids, GtkBox *place)
{
  AdwDialog *dialog;

  g_return_if_fail (CRM_IS_PAGE (page) && rowids != NULL && GTK_IS_BOX (place));

  if (rowids->len == 0 || crm_view_reading_get_facets (crm_context_get_views (crm_page_get_context (page)), &crm_kind_customer) == NULL)
    return;
  dialog = crm_bulk_dialog_new (crm_page_get_context (page), rowids->len);
  g_signal_connect_data (dialog, "change", G_CALLBACK (on_change), job_new (page, rowids, place), on_dialog_gone, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/* ── planning ─────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
plan (gpointer data)
{
  Job *job = data;
  guint n = job->rowids->len;
  g_autofree char *subject = g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);
  g_autofree char *done = g_strdup_printf (ngettext ("Next step planned for %'u customer", "Next step planned for %'u customers", n), n);
  g_autofree char *doing = g_strdup_printf (ngettext ("Planning for %'u customer…", "Planning for %'u customers…", n), n);
  g_autoptr (GArray) task = dex_await_boxed (crm_step_dialog_ask (GTK_WIDGET (job->page), crm_page_get_context (job->page), subject), NULL);
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (CrmEdit) edit = NULL;

  if (task == NULL || gtk_widget_get_root (GTK_WIDGET (job->page)) == NULL)
    return dex_future_new_false ();
  edit = crm_customer_bulk_new_tasks (_ ("Plan next step"), job->rowids, task, transfer);
  return start (job_new (job->page, job->rowids, job->place), edit, transfer, doing, done);
}

void
crm_customers_bulk_plan (CrmPage *page, GArray *rowids, GtkBox *place)
{
  g_return_if_fail (CRM_IS_PAGE (page) && rowids != NULL && GTK_IS_BOX (place));

  if (rowids->len > 0)
    dex_future_disown (dex_scheduler_spawn (NULL, 0, plan, job_new (page, rowids, place), job_free));
}

/* ── deleting ─────────────────────────────────────────────────────────────────────────────── */

void
crm_customers_bulk_delete (CrmPage *page, GArray *rowids, GtkBox *place)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *title = NULL, *doing = NULL, *done = NULL;

  g_return_if_fail (CRM_IS_PAGE (page) && rowids != NULL && GTK_IS_BOX (place));

  if (rowids->len == 0)
    return;
  title = g_strdup_printf (ngettext ("Delete %'u customer", "Delete %'u customers", rowids->len), rowids->len);
  doing = g_strdup_printf (ngettext ("Deleting %'u customer…", "Deleting %'u customers…", rowids->len), rowids->len);
  done = g_strdup_printf (ngettext ("%'u customer deleted", "%'u customers deleted", rowids->len), rowids->len);
  edit = crm_bulk_new_deletion (title, &crm_kind_customer, rowids, transfer);
  dex_future_disown (start (job_new (page, rowids, place), edit, transfer, doing, done));
}
