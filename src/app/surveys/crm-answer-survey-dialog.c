/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers the surveys that a customer can be asked, and asks the one that is chosen. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-answer-survey-dialog.h"

#include "app/surveys/crm-survey-entry.h"
#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

/* One survey on offer. */
typedef struct
{
  CrmId id;
  char *title;
  gint64 answered_at; /* when the customer answered it last, 0 for never */
  gint64 invited_at;  /* when the customer was invited and has not answered, 0 for not */
} Offer;

struct _CrmAnswerSurveyDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  GtkStack *stack;
  GtkListBox *list;

  /* owned */
  CrmPage *page;
  char *name;
  GPtrArray *offers; /* of Offer */

  CrmId customer;
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (CrmAnswerSurveyDialog, crm_answer_survey_dialog, ADW_TYPE_DIALOG)

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_free (offer->title);
  g_free (offer);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_offers (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char sql[] = "SELECT s.id, s.title, (SELECT max(r.answered_at) FROM response r WHERE r.customer = ?1 AND r.survey = s.id AND r.deleted = 0),"
                            " (SELECT max(i.invited_at) FROM invitation i WHERE i.customer = ?1 AND i.survey = s.id AND i.state IN ('planned', 'sent') AND i.deleted = 0) AS invited"
                            " FROM survey s WHERE s.status = 'open' AND coalesce(s.anonymous, 0) = 0 AND s.deleted = 0"
                            " AND EXISTS (SELECT 1 FROM survey_version v WHERE v.survey = s.id AND v.published_at IS NOT NULL AND v.deleted = 0)"
                            " ORDER BY invited IS NULL, s.title_key, s.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_free);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, data);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Offer *offer = g_new0 (Offer, 1);

      crm_statement_read_id (statement, 0, &offer->id);
      offer->title = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      offer->answered_at = sqlite3_column_int64 (statement, 2);
      offer->invited_at = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (offers, offer);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&offers));
  return step == 0;
}

static gboolean
read_form (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmSurveyForm *form = crm_survey_form_read (connection, data, CRM_SURVEY_PUBLISHED, error);

  if (form == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, form);
  return TRUE;
}

static CrmContext *
get_context (CrmAnswerSurveyDialog *self)
{
  return crm_page_get_context (self->page);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

/* Whoever was asked last week is not asked again for want of knowing it. */
static char *
describe (CrmAnswerSurveyDialog *self, const Offer *offer)
{
  CrmClock *clock = crm_context_get_clock (get_context (self));
  GTimeZone *zone = crm_clock_get_zone (clock);
  CrmDate today = crm_date_time_to_local (crm_clock_now (clock), zone, NULL);
  gint64 at = offer->invited_at != 0 ? offer->invited_at : offer->answered_at;
  g_autofree char *day = at != 0 ? crm_date_format_relative (crm_date_time_to_local (at, zone, NULL), today) : NULL;

  if (day == NULL)
    return g_strdup (_ ("Not asked yet"));
  /* Translators: when a customer was invited to a survey, or answered it: "Invited 19 Aug". */
  return g_strdup_printf (offer->invited_at != 0 ? _ ("Invited %s") : _ ("Answered %s"), day);
}

static GtkWidget *
make_row (CrmAnswerSurveyDialog *self, const Offer *offer)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *line = describe (self, offer);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), offer->title != NULL ? offer->title : _ ("Survey"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static DexFuture *
on_offers (DexFuture *future, gpointer data)
{
  CrmAnswerSurveyDialog *self = CRM_ANSWER_SURVEY_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    {
      crm_page_fail (self->page, error);
      return NULL;
    }
  /* Who asked has gone elsewhere. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    return NULL;
  self->offers = g_value_dup_boxed (value);
  for (guint i = 0; i < self->offers->len; i++)
    gtk_list_box_append (self->list, make_row (self, self->offers->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, self->offers->len > 0 ? "list" : "nothing");
  if (self->offers->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (self->page));
  return NULL;
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_form (DexFuture *future, gpointer data)
{
  CrmAnswerSurveyDialog *self = CRM_ANSWER_SURVEY_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autoptr (CrmPage) page = NULL;
  g_autofree char *name = NULL;

  /* Closed meanwhile. */
  if (self->stack == NULL)
    return NULL;
  page = g_object_ref (self->page);
  name = g_strdup (self->name);
  adw_dialog_force_close (ADW_DIALOG (self));
  if (value != NULL)
    crm_survey_entry_present (page, g_value_get_boxed (value), &self->customer, name);
  else
    crm_page_fail (page, error);
  return NULL;
}

static void
on_row_activated (CrmAnswerSurveyDialog *self, GtkListBoxRow *row)
{
  const Offer *offer = g_ptr_array_index (self->offers, (guint)gtk_list_box_row_get_index (row));

  g_assert (CRM_IS_ANSWER_SURVEY_DIALOG (self));

  if (self->opening)
    return;
  self->opening = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (get_context (self)), NULL, read_form, g_memdup2 (&offer->id, sizeof offer->id), g_free),
                                         on_form, g_object_ref (self), g_object_unref));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_answer_survey_dialog_dispose (GObject *object)
{
  CrmAnswerSurveyDialog *self = CRM_ANSWER_SURVEY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_ANSWER_SURVEY_DIALOG);
  g_clear_object (&self->page);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->offers, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_answer_survey_dialog_parent_class)->dispose (object);
}

static void
crm_answer_survey_dialog_class_init (CrmAnswerSurveyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_answer_survey_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-answer-survey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSurveyDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSurveyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmAnswerSurveyDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_answer_survey_dialog_init (CrmAnswerSurveyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_answer_survey_dialog_present (CrmPage *page, const CrmId *customer, const char *name)
{
  CrmAnswerSurveyDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && customer != NULL);

  self = g_object_ref_sink (g_object_new (CRM_TYPE_ANSWER_SURVEY_DIALOG, NULL));
  self->page = g_object_ref (page);
  self->name = g_strdup (name);
  self->customer = *customer;
  adw_window_title_set_subtitle (self->window_title, name != NULL ? name : "");
  /* Shown once it is known how much there is to show. */
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (get_context (self)), NULL, read_offers, g_memdup2 (customer, sizeof *customer), g_free),
                                         on_offers, self, g_object_unref));
}
