/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the calendar's tasks to a file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-exchange.h"

#include "app/widgets/crm-save-place.h"
#include "core/base/crm-date-time.h"
#include "core/exchange/crm-export.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

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
