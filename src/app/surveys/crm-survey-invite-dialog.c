/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invites customers to a survey. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-invite-dialog.h"

#include "app/widgets/crm-filter-bar.h"
#include "core/base/crm-date-time.h"
#include "core/query/crm-query-model.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-satisfaction.h"
#include "core/surveys/crm-survey-invite.h"

#include <glib/gi18n-lib.h>

#define PAUSE_MS 200

/* The lines of the row that says after what they are asked. */
enum
{
  OCCASION_NONE,
  OCCASION_DEAL_WON,
  OCCASION_TASK_DONE
};

struct _CrmSurveyInviteDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWrapBox *chips;
  GtkMenuButton *filter_button;
  AdwComboRow *occasion;
  AdwComboRow *task_kind;
  AdwSpinRow *days;
  AdwComboRow *channel;
  AdwSpinRow *sample;
  AdwSpinRow *remind;
  AdwPreferencesGroup *results;
  GtkWidget *invite;

  /* owned */
  CrmPage *page;
  CrmSurveyForm *form;
  CrmNames *users;
  CrmFilterBar *filters;
  CrmQueryModel *model; /* of those asked for */
  CrmSurveyInvitePlan *plan;
  GPtrArray *rows; /* borrowed from the group */

  guint32 seed; /* so that another look draws the same sample */
  guint serial; /* of the plan asked for last */
  guint source;
};

G_DEFINE_FINAL_TYPE (CrmSurveyInviteDialog, crm_survey_invite_dialog, ADW_TYPE_DIALOG)

static const guint filter_fields[] = { CRM_CUSTOMER_LEVEL, CRM_CUSTOMER_LIFE_CYCLE, CRM_CUSTOMER_RELATIONSHIP, CRM_CUSTOMER_TYPE, CRM_CUSTOMER_SOURCE, CRM_CUSTOMER_OWNER };

static const char *const reasons[CRM_SURVEY_N_LEFT_OUT] = {
  [CRM_SURVEY_LEFT_OUT_DELETED] = N_ ("Deleted meanwhile"),
  [CRM_SURVEY_LEFT_OUT_NO_CONSENT] = N_ ("Gave no consent"),
  [CRM_SURVEY_LEFT_OUT_INVITED] = N_ ("Invited already"),
  [CRM_SURVEY_LEFT_OUT_RESTING] = N_ ("Asked not long ago"),
  [CRM_SURVEY_LEFT_OUT_SAMPLE] = N_ ("Not in the sample"),
};

/* ── what would come of it ────────────────────────────────────────────────────────────────── */

static void
add_figure (CrmSurveyInviteDialog *self, const char *title, guint n)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (NULL);
  g_autofree char *text = g_strdup_printf ("%'u", n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->results, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_plan (CrmSurveyInviteDialog *self)
{
  guint n = self->plan->customers->len;
  g_autofree char *label = g_strdup_printf (ngettext ("_Invite %'u Customer", "_Invite %'u Customers", n), n);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->results, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  add_figure (self, adw_combo_row_get_selected (self->occasion) == OCCASION_NONE ? _ ("Customers chosen") : _ ("Customers it happened to"), self->plan->n_asked);
  for (guint i = 0; i < CRM_SURVEY_N_LEFT_OUT; i++)
    if (self->plan->left_out[i] > 0)
      add_figure (self, _ (reasons[i]), self->plan->left_out[i]);
  add_figure (self, C_ ("customers", "Invited"), n);
  gtk_button_set_label (GTK_BUTTON (self->invite), n > 0 ? label : _ ("_Invite"));
  gtk_widget_set_sensitive (self->invite, n > 0);
}

typedef struct
{
  CrmSurveyInviteDialog *dialog;
  CrmId survey;
  GArray *rowids;
  CrmSurveyAfter after; /* its occasion NULL for whatever happened */
  gint64 now;
  int percent;
  guint32 seed;
  guint serial;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_object_unref (planning->dialog);
  g_array_unref (planning->rowids);
  g_free (planning);
}

static gboolean
read_plan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Planning *planning = data;
  CrmSurveyInvitePlan *plan = crm_survey_invite_plan_read (connection, &planning->survey, planning->rowids, planning->after.occasion != NULL ? &planning->after : NULL, planning->now, planning->percent, planning->seed, error);

  if (plan == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_INVITE_PLAN);
  g_value_take_boxed (result, plan);
  return TRUE;
}

static DexFuture *
on_planned (DexFuture *future, gpointer data)
{
  Planning *planning = data;
  CrmSurveyInviteDialog *self = planning->dialog;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->invite == NULL || planning->serial != self->serial)
    return NULL;
  if (value == NULL)
    crm_page_fail (self->page, error);
  else
    {
      g_clear_pointer (&self->plan, crm_survey_invite_plan_unref);
      self->plan = g_value_dup_boxed (value);
      show_plan (self);
    }
  return NULL;
}

/* Days are whole: from the first moment of the first to now. */
static CrmSurveyAfter
get_after (CrmSurveyInviteDialog *self, gint64 now)
{
  GTimeZone *zone = crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (self->page)));
  CrmDate first = crm_date_add_days (crm_date_time_to_local (now, zone, NULL), 1 - (int)adw_spin_row_get_value (self->days));
  guint occasion = adw_combo_row_get_selected (self->occasion), kind = adw_combo_row_get_selected (self->task_kind);
  CrmSurveyAfter after = { .since = crm_date_time_from_local (first, 0, zone), .until = now + 1 };

  if (occasion == OCCASION_DEAL_WON)
    after.occasion = "deal_won";
  else if (occasion == OCCASION_TASK_DONE)
    after.occasion = "task_done";
  /* The first line is any kind. */
  if (occasion == OCCASION_TASK_DONE && kind > 0 && kind != GTK_INVALID_LIST_POSITION)
    after.task_kind = crm_choices_task_kind[kind - 1].name;
  return after;
}

static gboolean
plan_now (gpointer data)
{
  CrmSurveyInviteDialog *self = CRM_SURVEY_INVITE_DIALOG (data);
  CrmContext *context = crm_page_get_context (self->page);
  Planning *planning;
  gint64 now;

  self->source = 0;
  if (!crm_query_model_is_ready (self->model))
    return G_SOURCE_REMOVE;
  now = crm_clock_now (crm_context_get_clock (context));
  planning = g_new0 (Planning, 1);
  *planning = (Planning){ g_object_ref (self), self->form->survey->id, crm_query_model_dup_rowids (self->model), get_after (self, now), now,
                          (int)adw_spin_row_get_value (self->sample), self->seed, ++self->serial };
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (context), NULL, read_plan, planning, NULL), on_planned, planning, planning_free));
  return G_SOURCE_REMOVE;
}

static void
plan_soon (CrmSurveyInviteDialog *self)
{
  if (self->model == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_set_sensitive (self->invite, FALSE);
  self->source = g_timeout_add (PAUSE_MS, plan_now, self);
}

static void
ask (CrmSurveyInviteDialog *self)
{
  g_autoptr (CrmFilter) filter = crm_filter_bar_dup_filter (self->filters);
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, filter, NULL, CRM_CUSTOMER_NAME, FALSE);

  gtk_widget_set_sensitive (self->invite, FALSE);
  crm_query_model_set_query (self->model, query);
  plan_soon (self);
}

static void
on_occasion (CrmSurveyInviteDialog *self)
{
  guint occasion = adw_combo_row_get_selected (self->occasion);

  g_assert (CRM_IS_SURVEY_INVITE_DIALOG (self));

  gtk_widget_set_visible (GTK_WIDGET (self->task_kind), occasion == OCCASION_TASK_DONE);
  gtk_widget_set_visible (GTK_WIDGET (self->days), occasion != OCCASION_NONE);
  plan_soon (self);
}

/* What the survey's settings say of its occasion is where one begins. */
static void
show_occasion (CrmSurveyInviteDialog *self)
{
  const char *occasion = crm_record_get_text (self->form->survey, CRM_SURVEY_OCCASION), *kind = crm_record_get_text (self->form->survey, CRM_SURVEY_OCCASION_KIND);

  for (guint i = 0; crm_choices_task_kind[i].name != NULL; i++)
    if (g_strcmp0 (crm_choices_task_kind[i].name, kind) == 0)
      adw_combo_row_set_selected (self->task_kind, i + 1);
  if (g_strcmp0 (occasion, "deal_won") == 0)
    adw_combo_row_set_selected (self->occasion, OCCASION_DEAL_WON);
  else if (g_strcmp0 (occasion, "task_done") == 0)
    adw_combo_row_set_selected (self->occasion, OCCASION_TASK_DONE);
}

/* ── doing it ─────────────────────────────────────────────────────────────────────────────── */

static void
on_invite (CrmSurveyInviteDialog *self)
{
  gint64 now = crm_clock_now (crm_context_get_clock (crm_page_get_context (self->page)));
  int days = (int)adw_spin_row_get_value (self->remind);
  CrmSurveyInviting how = { .channel = crm_choices_survey_channel[adw_combo_row_get_selected (self->channel)].name,
                            .remind_at = days > 0 ? now + days * G_TIME_SPAN_DAY : 0 };
  g_autofree char *toast = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  guint n;

  g_assert (CRM_IS_SURVEY_INVITE_DIALOG (self));

  if (self->plan == NULL || !gtk_widget_get_sensitive (self->invite))
    return;
  n = self->plan->customers->len;
  toast = g_strdup_printf (ngettext ("%'u customer invited", "%'u customers invited", n), n);
  edit = crm_survey_invite_plan_make_edit (self->plan, &how, now);
  dex_future_disown (crm_page_apply (self->page, edit, toast));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmSurveyInviteDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_invite_dialog_dispose (GObject *object)
{
  CrmSurveyInviteDialog *self = CRM_SURVEY_INVITE_DIALOG (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->filters);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_INVITE_DIALOG);
  g_clear_object (&self->model);
  g_clear_object (&self->users);
  g_clear_object (&self->page);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->plan, crm_survey_invite_plan_unref);

  G_OBJECT_CLASS (crm_survey_invite_dialog_parent_class)->dispose (object);
}

static void
crm_survey_invite_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_SURVEY_INVITE_DIALOG (object)->rows);

  G_OBJECT_CLASS (crm_survey_invite_dialog_parent_class)->finalize (object);
}

static void
crm_survey_invite_dialog_class_init (CrmSurveyInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_invite_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_survey_invite_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, occasion);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, task_kind);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, days);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, sample);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, remind);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, results);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInviteDialog, invite);
  gtk_widget_class_bind_template_callback (widget_class, on_invite);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_occasion);
  gtk_widget_class_bind_template_callback (widget_class, plan_soon);
}

static void
crm_survey_invite_dialog_init (CrmSurveyInviteDialog *self)
{
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL), kinds = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  self->seed = g_random_int ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (const CrmChoice *choice = crm_choices_survey_channel; choice->name != NULL; choice++)
    gtk_string_list_append (channels, crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_CHANNEL], choice->name));
  adw_combo_row_set_model (self->channel, G_LIST_MODEL (channels));
  gtk_string_list_append (kinds, C_ ("task", "Any"));
  for (const CrmChoice *choice = crm_choices_task_kind; choice->name != NULL; choice++)
    gtk_string_list_append (kinds, crm_field_get_choice_label (&crm_kind_task.fields[CRM_TASK_KIND], choice->name));
  adw_combo_row_set_model (self->task_kind, G_LIST_MODEL (kinds));
  g_signal_connect_object (self->sample, "notify::value", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
}

void
crm_survey_invite_dialog_present (CrmPage *page, CrmSurveyForm *form)
{
  CrmSurveyInviteDialog *self;
  CrmStore *store;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL);

  store = crm_context_get_store (crm_page_get_context (page));
  self = g_object_new (CRM_TYPE_SURVEY_INVITE_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->form = crm_survey_form_ref (form);
  self->users = crm_names_new (store, crm_kind_get (CRM_KIND_USER));
  self->filters = crm_filter_bar_new (&crm_kind_customer, filter_fields, G_N_ELEMENTS (filter_fields), self->users, self->chips, self->filter_button);
  crm_filter_bar_add_bands (self->filters, CRM_CUSTOMER_SATISFACTION, crm_satisfaction_bands, CRM_N_SATISFACTIONS, "satisfaction");
  self->model = crm_query_model_new_capped (store, 0);
  adw_spin_row_set_value (self->sample, (double)crm_record_get_integer (form->survey, CRM_SURVEY_SAMPLE_PERCENT, 100));
  show_occasion (self);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::ready", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
  ask (self);
}
