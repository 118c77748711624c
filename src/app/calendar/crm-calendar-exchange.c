/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar's files. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-exchange.h"

#include "app/widgets/crm-save-place.h"
#include "core/base/crm-date-time.h"
#include "core/exchange/crm-export.h"
#include "core/exchange/crm-icalendar-import.h"
#include "core/exchange/crm-icalendar.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

/* ── to a file ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  CrmDate from;
  CrmDate to;
} Exporting;

static void
exporting_free (gpointer data)
{
  g_object_unref (((Exporting *)data)->page);
  g_free (data);
}

static CrmQuery *
make_query (const Exporting *self)
{
  GTimeZone *zone = crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (self->page)));
  g_autoptr (CrmFilter) filter = crm_filter_new_and ();
  CrmValue before, end;

  if (self->from != CRM_DATE_NONE)
    {
      before = crm_value_integer (crm_date_time_from_local (self->from, 0, zone) - 1);
      end = crm_value_integer (crm_date_time_from_local (self->to, 24 * 3600, zone));
      crm_filter_add (filter, crm_filter_new (CRM_TASK_DUE, CRM_OPERATOR_MORE, &before));
      crm_filter_add (filter, crm_filter_new (CRM_TASK_DUE, CRM_OPERATOR_LESS, &end));
    }
  return crm_query_new (&crm_kind_task, filter, NULL, CRM_TASK_DUE, FALSE);
}

static DexFuture *
export_tasks (gpointer data)
{
  Exporting *self = data;
  const CrmSaveFormat format = { _ ("Calendar (iCalendar)"), "ics" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = dex_await_object (crm_save_place_ask (GTK_WIDGET (self->page), _ ("Export Tasks"), _ ("Tasks"), &format, 1), &error);
  g_autoptr (CrmQuery) query = NULL;

  if (file != NULL)
    {
      query = make_query (self);
      dex_await_int64 (crm_export_run (crm_context_get_store (crm_page_get_context (self->page)), query, CRM_EXPORT_ICALENDAR, g_file_peek_path (file), NULL), &error);
    }
  if (error == NULL)
    crm_page_say_saved (self->page, _ ("Tasks exported"), file);
  else if (!crm_save_place_was_left (error))
    crm_page_fail (self->page, error);
  return dex_future_new_true ();
}

void
crm_calendar_export (CrmPage *page, CrmDate from, CrmDate to)
{
  Exporting *self;

  g_return_if_fail (CRM_IS_PAGE (page));

  self = g_new0 (Exporting, 1);
  *self = (Exporting){ g_object_ref (page), from, to };
  dex_future_disown (dex_scheduler_spawn (NULL, 0, export_tasks, self, exporting_free));
}

/* ── from a file ──────────────────────────────────────────────────────────────────────────── */

static char *
dup_result (const CrmIcalendarReport *report)
{
  g_autofree char *tasks = g_strdup_printf (ngettext ("%'u task", "%'u tasks", report->n_tasks), report->n_tasks);
  g_autofree char *meetings = g_strdup_printf (ngettext ("%'u meeting", "%'u meetings", report->n_meetings), report->n_meetings);

  if (report->n_tasks + report->n_meetings == 0)
    return g_strdup (report->n_known > 0 ? _ ("All of it is here already") : _ ("There is nothing in it that could be taken over"));
  /* Translators: "12 tasks" and "3 meetings". */
  return g_strdup_printf (_ ("%1$s and %2$s taken over"), tasks, meetings);
}

static void
present_faults (CrmPage *page, const CrmIcalendarReport *report)
{
  g_autofree char *body = dup_result (report);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Not All of the Calendar Was Taken Over"), body);
  GtkWidget *scroller = gtk_scrolled_window_new (), *list = gtk_list_box_new ();

  for (guint i = 0; i < MIN (report->faults->len, 200); i++)
    {
      const CrmIcalendarFault *fault = report->faults->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      /* Translators: where in a file something stands, and what is wrong with it. */
      g_autofree char *line = g_strdup_printf (_ ("Line %1$u: %2$s"), fault->line, fault->reason);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fault->title != NULL ? fault->title : _ ("Untitled"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), scroller);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static DexFuture *
on_imported (DexFuture *future, gpointer data)
{
  CrmPage *page = CRM_PAGE (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const CrmIcalendarReport *report = value != NULL ? g_value_get_boxed (value) : NULL;
  g_autofree char *result = NULL;

  if (report == NULL)
    {
      crm_page_fail (page, error);
      return NULL;
    }
  result = dup_result (report);
  crm_page_say (page, result, report->edit != 0);
  if (report->faults->len > 0)
    present_faults (page, report);
  return NULL;
}

static void
on_file (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPage) page = CRM_PAGE (data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    crm_page_say (page, _ ("That file is not on this computer"), FALSE);
  else
    dex_future_disown (dex_future_finally (crm_icalendar_import (crm_context_get_store (crm_page_get_context (page)), g_file_peek_path (file), FALSE, NULL), on_imported, g_object_ref (page), g_object_unref));
}

void
crm_calendar_import (CrmPage *page)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  g_return_if_fail (CRM_IS_PAGE (page));

  gtk_file_filter_set_name (filter, _ ("Calendars"));
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Import a Calendar"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, on_file, g_object_ref (page));
}
