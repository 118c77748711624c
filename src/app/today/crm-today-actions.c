/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about a row of the Today page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-actions.h"

#include "app/surveys/crm-response-dialog.h"
#include "app/timeline/crm-log-dialog.h"
#include "app/timeline/crm-step-dialog.h"
#include "app/timeline/crm-task-dialog.h"
#include "app/today/crm-today-row.h"
#include "app/widgets/crm-contact-point-row.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/timeline/crm-task-edit.h"
#include "core/timeline/crm-timeline-edit.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  CrmSnooze snooze;
} snoozes[] = {
  { CRM_TODAY_TODAY, CRM_SNOOZE_LATER_TODAY },
  { CRM_TODAY_TOMORROW, CRM_SNOOZE_TOMORROW },
  { CRM_TODAY_WEEK, CRM_SNOOZE_NEXT_WEEK },
  { CRM_TODAY_MONTH, CRM_SNOOZE_NEXT_MONTH },
};

static CrmClock *
get_clock (CrmPage *page)
{
  return crm_context_get_clock (crm_page_get_context (page));
}

static gboolean
is_task (const CrmAgendaItem *item)
{
  return item->record->kind == &crm_kind_task;
}

static const CrmId *
get_deal (const CrmAgendaItem *item)
{
  if (item->record->kind == &crm_kind_deal)
    return &item->record->id;
  return is_task (item) ? crm_record_get_id (item->record, CRM_TASK_DEAL) : NULL;
}

/* ── tasks ────────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
have_done (CrmPage *page, const CrmAgendaItem *item)
{
  g_autoptr (CrmEdit) edit = crm_task_new_done_edit (item->record, crm_clock_now (get_clock (page)));

  return crm_page_apply (page, edit, _ ("Task done"));
}

static DexFuture *
snooze (CrmPage *page, const CrmAgendaItem *item, CrmSnooze how)
{
  CrmClock *clock = get_clock (page);
  const CrmOfficeTime *office = crm_workspace_get_office_time (crm_context_get_workspace (crm_page_get_context (page)));
  gint64 due = crm_timeline_snooze (how, crm_clock_now (clock), crm_clock_get_zone (clock), office);
  g_autoptr (CrmEdit) edit = crm_task_new_snooze_edit (item->record, due, how == CRM_SNOOZE_LATER_TODAY || item->has_time);

  return crm_page_apply (page, edit, _ ("Task put off"));
}

static DexFuture *
delete_task (CrmPage *page, const CrmAgendaItem *item)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Delete Task"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_task, &item->record->id);
  return crm_page_apply (page, edit, _ ("Task deleted"));
}

/* ── talking ──────────────────────────────────────────────────────────────────────────────── */

static void
log_talk (CrmPage *page, const CrmAgendaItem *item, const char *kind)
{
  CrmLogSubject subject = { .customer = item->customer, .deal = get_deal (item), .kind = kind };

  if (is_task (item))
    {
      const char *planned = crm_record_get_text (item->record, CRM_TASK_KIND);

      subject.task = item->record;
      subject.kind = kind != NULL || g_strcmp0 (planned, "task") == 0 ? kind : planned;
    }
  crm_log_dialog_present (page, &subject);
}

static void
on_launched (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPage) page = CRM_PAGE (data);
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_page_say (page, _ ("No program on this computer makes calls"), FALSE);
}

/* The telephone program takes the number, and what comes of it can be written down at once. */
static void
call (CrmPage *page, const CrmAgendaItem *item)
{
  g_autofree char *uri = crm_contact_point_dup_uri ("phone", item->phone);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, on_launched, g_object_ref (page));
  if (!crm_id_is_nil (&item->customer))
    log_talk (page, item, "call");
}

/* ── planning ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  CrmRecord *record;
  CrmId customer;
  CrmId deal;
  char *subject;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_object_unref (planning->page);
  crm_record_unref (planning->record);
  g_free (planning->subject);
  g_free (planning);
}

static DexFuture *
plan_step (gpointer data)
{
  Planning *planning = data;
  g_autoptr (GArray) task = dex_await_boxed (crm_step_dialog_ask (GTK_WIDGET (planning->page), crm_page_get_context (planning->page), planning->subject), NULL);
  g_autoptr (CrmEdit) edit = NULL;
  CrmChange *change;

  if (task == NULL || gtk_widget_get_root (GTK_WIDGET (planning->page)) == NULL)
    return dex_future_new_false ();
  edit = crm_edit_new (_ ("Plan next step"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_create (edit, &crm_kind_task, NULL);
  for (guint i = 0; i < task->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (task, CrmAssignment, i);

      crm_change_set (change, assignment->field, crm_value_copy (&assignment->value));
    }
  crm_change_set_id (change, CRM_TASK_CUSTOMER, &planning->customer);
  if (!crm_id_is_nil (&planning->deal))
    crm_change_set_id (change, CRM_TASK_DEAL, &planning->deal);
  if (planning->record->kind == &crm_kind_person)
    crm_change_set_id (change, CRM_TASK_PERSON, &planning->record->id);
  return crm_page_apply (planning->page, edit, _ ("Next step planned"));
}

static void
plan (CrmPage *page, const CrmAgendaItem *item)
{
  Planning *planning = g_new0 (Planning, 1);
  const CrmId *deal = get_deal (item);

  planning->page = g_object_ref (page);
  planning->record = crm_record_ref (item->record);
  planning->customer = item->customer;
  if (deal != NULL)
    planning->deal = *deal;
  planning->subject = crm_today_words_dup_title (item);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, plan_step, planning, planning_free));
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

static void
open_customer (CrmPage *page, const CrmAgendaItem *item)
{
  if (!crm_id_is_nil (&item->customer))
    crm_page_open_record (page, &crm_kind_customer, &item->customer, NULL, 0);
}

/* What it is about: the deal, the answers, or else the customer; a task of nobody's is all there is. */
static void
open_item (CrmPage *page, const CrmAgendaItem *item)
{
  const CrmId *deal = get_deal (item);

  if (deal != NULL)
    crm_page_open_record (page, &crm_kind_deal, deal, NULL, 0);
  else if (item->record->kind == &crm_kind_response)
    crm_response_dialog_present (page, &item->record->id);
  else if (!crm_id_is_nil (&item->customer))
    open_customer (page, item);
  else if (is_task (item))
    crm_task_dialog_present (GTK_WIDGET (page), page, item->record);
}

static DexFuture *
do_task (CrmPage *page, const CrmAgendaItem *item, const char *name)
{
  if (strcmp (name, CRM_TODAY_DONE) == 0)
    return have_done (page, item);
  if (strcmp (name, CRM_TODAY_DELETE) == 0)
    return delete_task (page, item);
  for (gsize i = 0; i < G_N_ELEMENTS (snoozes); i++)
    if (strcmp (snoozes[i].name, name) == 0)
      return snooze (page, item, snoozes[i].snooze);
  if (strcmp (name, CRM_TODAY_EDIT) == 0)
    crm_task_dialog_present (GTK_WIDGET (page), page, item->record);
  else if (strcmp (name, CRM_TODAY_OTHER) == 0)
    crm_task_dialog_present_due (GTK_WIDGET (page), page, item->record);
  return NULL;
}

DexFuture *
crm_today_do (CrmPage *page, const CrmAgendaItem *item, const char *name)
{
  g_return_val_if_fail (CRM_IS_PAGE (page) && item != NULL && name != NULL, NULL);

  if (strcmp (name, CRM_TODAY_OPEN) == 0)
    open_item (page, item);
  else if (strcmp (name, CRM_TODAY_CUSTOMER) == 0)
    open_customer (page, item);
  else if (strcmp (name, CRM_TODAY_CALL) == 0 && item->phone != NULL)
    call (page, item);
  else if (strcmp (name, CRM_TODAY_LOG) == 0 && !crm_id_is_nil (&item->customer))
    log_talk (page, item, NULL);
  else if (strcmp (name, CRM_TODAY_PLAN) == 0 && !crm_id_is_nil (&item->customer))
    plan (page, item);
  else if (is_task (item))
    return do_task (page, item, name);
  return NULL;
}
