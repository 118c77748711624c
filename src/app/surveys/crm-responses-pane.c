/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer answered to surveys, and the task that an unhappy answer calls for. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-responses-pane.h"

#include "app/crm-page.h"
#include "app/surveys/crm-response-dialog.h"
#include "core/base/crm-date.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-satisfaction.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define ROWS_MAX 5
/* Whoever was unhappy longer ago has been asked since, or is beyond one call. */
#define PROPOSED_FOR (90 * G_TIME_SPAN_DAY)

/* One response of the customer. */
typedef struct
{
  CrmId id;
  char *survey;
  gint64 at;
  gint64 score; /* -1 for none */
  gint64 threshold;
  gboolean followed; /* a task for the customer is open, or was done since */
} Response;

struct _CrmResponsesPane
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *unhappy;
  GtkLabel *unhappy_title;
  GtkLabel *unhappy_text;
  GtkListBox *list;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;
  GPtrArray *responses; /* of Response, the latest first */
};

G_DEFINE_FINAL_TYPE (CrmResponsesPane, crm_responses_pane, GTK_TYPE_BOX)

static CrmPage *
get_page (CrmResponsesPane *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static void
response_free (gpointer data)
{
  Response *response = data;

  g_free (response->survey);
  g_free (response);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_responses (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char sql[] = "SELECT r.id, s.title, r.answered_at, r.score, s.threshold,"
                            " EXISTS (SELECT 1 FROM task t WHERE t.customer = r.customer AND t.deleted = 0 AND (t.done_at IS NULL OR t.done_at >= r.answered_at))"
                            " FROM response r JOIN survey s ON s.id = r.survey WHERE r.customer = ? AND r.deleted = 0 ORDER BY r.answered_at DESC, r.rowid DESC LIMIT 5";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  g_autoptr (GPtrArray) responses = g_ptr_array_new_with_free_func (response_free);
  int step;

  g_value_init (result, G_TYPE_PTR_ARRAY);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, data);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Response *response = g_new0 (Response, 1);

      crm_statement_read_id (statement, 0, &response->id);
      response->survey = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      response->at = sqlite3_column_int64 (statement, 2);
      response->score = sqlite3_column_type (statement, 3) != SQLITE_NULL ? sqlite3_column_int64 (statement, 3) : -1;
      response->threshold = sqlite3_column_int64 (statement, 4);
      response->followed = sqlite3_column_int (statement, 5) != 0;
      g_ptr_array_add (responses, response);
    }
  g_value_take_boxed (result, g_steal_pointer (&responses));
  return step == 0;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static CrmDate
get_day (CrmResponsesPane *self, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (crm_context_get_clock (self->context)));

  return crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

static GtkWidget *
make_row (CrmResponsesPane *self, const Response *response)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = crm_date_format_near (get_day (self, response->at), get_day (self, crm_clock_now (crm_context_get_clock (self->context))));
  g_autofree char *score = response->score >= 0 ? g_strdup_printf ("%d / 100", crm_satisfaction_get_points (response->score)) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), response->survey != NULL ? response->survey : _ ("Survey"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), day);
  if (score != NULL)
    {
      GtkWidget *label = gtk_label_new (score);

      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (label, response->score < response->threshold ? "error" : "dim-label");
      gtk_widget_set_tooltip_text (label, _ ("Satisfaction"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/* The latest response that has a score, where it is unhappy and nobody sees to it. */
static const Response *
find_unhappy (CrmResponsesPane *self)
{
  gint64 now = crm_clock_now (crm_context_get_clock (self->context));

  for (guint i = 0; i < self->responses->len; i++)
    {
      const Response *response = self->responses->pdata[i];

      if (response->score >= 0)
        return response->score < response->threshold && !response->followed && response->at > now - PROPOSED_FOR ? response : NULL;
    }
  return NULL;
}

static void
show (CrmResponsesPane *self)
{
  const Response *unhappy = find_unhappy (self);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->responses->len && i < ROWS_MAX; i++)
    gtk_list_box_append (self->list, make_row (self, self->responses->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->responses->len > 0);
  gtk_widget_set_visible (self->unhappy, unhappy != NULL);
  if (unhappy != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("Unhappy: %d of 100"), crm_satisfaction_get_points (unhappy->score));
      g_autofree char *text = g_strdup_printf (_ ("“%s” asks to follow up under %d. Nothing is sent by itself: this makes a task for tomorrow."), unhappy->survey, (int)(unhappy->threshold / CRM_DECIMAL_ONE));

      gtk_label_set_label (self->unhappy_title, title);
      gtk_label_set_label (self->unhappy_text, text);
    }
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmResponsesPane *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->list == NULL || self->context == NULL)
    return NULL;
  if (value != NULL)
    {
      g_clear_pointer (&self->responses, g_ptr_array_unref);
      self->responses = g_value_dup_boxed (value);
      show (self);
    }
  else if (get_page (self) != NULL)
    crm_page_fail (get_page (self), error);
  return NULL;
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static void
on_row_activated (CrmResponsesPane *self, GtkListBoxRow *row)
{
  const Response *response = g_ptr_array_index (self->responses, (guint)gtk_list_box_row_get_index (row));

  g_assert (CRM_IS_RESPONSES_PANE (self));

  crm_response_dialog_present (get_page (self), &response->id);
}

static void
on_plan (CrmResponsesPane *self)
{
  const Response *unhappy = find_unhappy (self);
  const CrmRecord *customer = self->profile->customer;
  CrmDate today = get_day (self, crm_clock_now (crm_context_get_clock (self->context)));
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Plan a follow-up"), CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GDateTime) due = NULL;
  g_autofree char *title = NULL;
  CrmChange *task;
  CrmDate day;

  g_assert (CRM_IS_RESPONSES_PANE (self));

  if (unhappy == NULL)
    return;
  day = crm_date_add_days (today, 1);
  due = g_date_time_new (crm_clock_get_zone (crm_context_get_clock (self->context)), crm_date_get_year (day), crm_date_get_month (day), crm_date_get_day (day), 0, 0, 0);
  title = g_strdup_printf (_ ("Follow up on the answer to “%s”"), unhappy->survey);
  task = crm_edit_create (edit, &crm_kind_task, NULL);
  crm_change_set_id (task, CRM_TASK_CUSTOMER, &customer->id);
  crm_change_set_text (task, CRM_TASK_KIND, "call");
  crm_change_set_text (task, CRM_TASK_TITLE, title);
  crm_change_set_integer (task, CRM_TASK_DUE, g_date_time_to_unix (due) * G_USEC_PER_SEC);
  if (crm_record_has (customer, CRM_CUSTOMER_OWNER))
    crm_change_set (task, CRM_TASK_ASSIGNEE, crm_value_copy (&customer->values[CRM_CUSTOMER_OWNER]));
  dex_future_disown (crm_page_apply (get_page (self), edit, _ ("Follow-up planned for tomorrow")));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_responses_pane_dispose (GObject *object)
{
  CrmResponsesPane *self = CRM_RESPONSES_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_RESPONSES_PANE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->responses, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_responses_pane_parent_class)->dispose (object);
}

static void
crm_responses_pane_class_init (CrmResponsesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_responses_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-responses-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmResponsesPane, unhappy);
  gtk_widget_class_bind_template_child (widget_class, CrmResponsesPane, unhappy_title);
  gtk_widget_class_bind_template_child (widget_class, CrmResponsesPane, unhappy_text);
  gtk_widget_class_bind_template_child (widget_class, CrmResponsesPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_plan);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_responses_pane_init (CrmResponsesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_responses_pane_set_context (CrmResponsesPane *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_RESPONSES_PANE (self) && self->context == NULL);

  self->context = g_object_ref (context);
}

void
crm_responses_pane_set_profile (CrmResponsesPane *self, CrmProfile *profile)
{
  g_return_if_fail (CRM_IS_RESPONSES_PANE (self) && profile != NULL);

  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, read_responses, g_memdup2 (&profile->customer->id, sizeof (CrmId)), g_free), on_read, g_object_ref (self), g_object_unref));
}
