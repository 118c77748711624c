/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Collect view of a survey. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-collect.h"

#include "app/surveys/crm-answer-files-dialog.h"
#include "app/surveys/crm-survey-collect-reading.h"
#include "app/surveys/crm-survey-entry.h"
#include "app/surveys/crm-survey-invite-dialog.h"
#include "app/surveys/crm-survey-kiosk-dialog.h"
#include "app/surveys/crm-survey-mail.h"
#include "app/surveys/crm-survey-paper.h"
#include "app/widgets/crm-chip.h"
#include "core/base/crm-date.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyCollect
{
  CrmSurveyView parent_instance;

  /* template */
  GtkStack *stack;
  GtkWidget *closed;
  AdwActionRow *interview;
  GtkLabel *interview_count;
  AdwActionRow *kiosk;
  GtkLabel *kiosk_count;
  GtkWidget *stack_row;
  AdwActionRow *mail;
  GtkLabel *mail_count;
  AdwPreferencesGroup *invitations;
  GtkWidget *invite;

  /* owned */
  GPtrArray *rows; /* of the invitations; borrowed from the group */
  CrmSurveyCollectReading *shown;

  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmSurveyCollect, crm_survey_collect, CRM_TYPE_SURVEY_VIEW)

static gboolean
is_collecting (CrmSurveyCollect *self)
{
  CrmSurveyForm *form = crm_survey_view_get_published (CRM_SURVEY_VIEW (self));

  return form != NULL && g_strcmp0 (crm_record_get_text (form->survey, CRM_SURVEY_STATUS), "open") == 0;
}

/* ── ways ─────────────────────────────────────────────────────────────────────────────────── */

static void
on_interview (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  crm_survey_entry_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_published (CRM_SURVEY_VIEW (self)), NULL, NULL);
}

static void
on_kiosk (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  crm_survey_kiosk_dialog_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_published (CRM_SURVEY_VIEW (self)));
}

static void
on_mail (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  crm_survey_mail_save (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_published (CRM_SURVEY_VIEW (self)), NULL, NULL);
}

static void
on_read_answers (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  crm_answer_files_dialog_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_survey (CRM_SURVEY_VIEW (self)));
}

static void
on_invite (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  crm_survey_invite_dialog_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_published (CRM_SURVEY_VIEW (self)));
}

static gboolean
is_waiting (const CrmRecord *invitation)
{
  const char *state = crm_record_get_text (invitation, CRM_INVITATION_STATE);

  return g_strcmp0 (state, "planned") == 0 || g_strcmp0 (state, "sent") == 0;
}

static void
on_stack (CrmSurveyCollect *self)
{
  CrmSurveyForm *form = crm_survey_view_get_published (CRM_SURVEY_VIEW (self));
  g_autoptr (CrmSheet) sheet = crm_survey_paper_new (form);

  g_assert (CRM_IS_SURVEY_COLLECT (self));

  for (guint i = 0; self->shown != NULL && i < self->shown->invited->len; i++)
    {
      const CrmSurveyInvited *invited = self->shown->invited->pdata[i];

      if (is_waiting (invited->invitation))
        crm_survey_paper_add (sheet, form, FALSE, invited->customer, crm_record_get_text (invited->invitation, CRM_INVITATION_TOKEN));
    }
  crm_page_offer_pdf (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), sheet);
}

/* A form in each language: who fills it in takes the one. */
static DexFuture *
crm_survey_collect_make_sheet (CrmSurveyView *view)
{
  CrmSurveyForm *form = crm_survey_view_get_published (view) != NULL ? crm_survey_view_get_published (view) : crm_survey_view_get_form (view);
  CrmSheet *sheet = crm_survey_paper_new (form);
  g_auto (GValue) value = G_VALUE_INIT;

  crm_survey_paper_add (sheet, form, FALSE, NULL, NULL);
  if (crm_survey_form_has_second (form))
    crm_survey_paper_add (sheet, form, TRUE, NULL, NULL);
  g_value_init (&value, CRM_TYPE_SHEET);
  g_value_take_boxed (&value, sheet);
  return dex_future_new_for_value (&value);
}

/* How many answers came this way stands at the end of the row, where there are any. */
static void
show_count (GtkLabel *label, const CrmSurveyCollectReading *reading, const char *channel)
{
  guint n = crm_survey_collect_reading_count (reading, reading->by_channel, channel);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u response", "%'u responses", n), n);

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
}

/* ── invitations ──────────────────────────────────────────────────────────────────────────── */

static CrmTone
get_tone (const char *state)
{
  if (g_strcmp0 (state, "answered") == 0)
    return CRM_TONE_GOOD;
  if (g_strcmp0 (state, "sent") == 0)
    return CRM_TONE_ACCENT;
  return g_strcmp0 (state, "failed") == 0 ? CRM_TONE_WARNING : CRM_TONE_NEUTRAL;
}

static char *
describe (CrmSurveyCollect *self, const CrmRecord *invitation)
{
  CrmClock *clock = crm_context_get_clock (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)));
  gboolean answered = crm_record_has (invitation, CRM_INVITATION_ANSWERED_AT);
  gint64 at = crm_record_get_integer (invitation, answered ? CRM_INVITATION_ANSWERED_AT : CRM_INVITATION_INVITED_AT, 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (at), local = g_date_time_to_timezone (utc, crm_clock_get_zone (clock));
  g_autofree char *day = at != 0 ? crm_date_format (crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local))) : NULL;
  const char *channel = crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_CHANNEL], crm_record_get_text (invitation, CRM_INVITATION_CHANNEL));

  if (day == NULL || channel == NULL)
    return g_strdup (day != NULL ? day : channel);
  return g_strdup_printf ("%s · %s", channel, day);
}

static void
on_invited_activated (CrmSurveyCollect *self, AdwActionRow *row)
{
  const CrmRecord *invitation = g_object_get_data (G_OBJECT (row), "invitation");
  const CrmId *customer = crm_record_get_id (invitation, CRM_INVITATION_CUSTOMER);

  if (customer != NULL)
    crm_survey_entry_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_view_get_published (CRM_SURVEY_VIEW (self)), customer,
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static GtkWidget *
make_row (CrmSurveyCollect *self, const CrmSurveyInvited *invited)
{
  GtkWidget *row = adw_action_row_new ();
  const char *state = crm_record_get_text (invited->invitation, CRM_INVITATION_STATE);
  g_autofree char *line = describe (self, invited->invitation);
  gboolean waits = is_waiting (invited->invitation);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), invited->customer != NULL ? invited->customer : _ ("Without a customer"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line != NULL ? line : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), crm_chip_new (crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_STATE], state), get_tone (state)));
  g_object_set_data_full (G_OBJECT (row), "invitation", crm_record_ref (invited->invitation), (GDestroyNotify)crm_record_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), waits && is_collecting (self));
  gtk_widget_set_tooltip_text (row, waits ? _ ("Type In the Answers") : NULL);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_invited_activated), self, G_CONNECT_SWAPPED);
  return row;
}

/* "34 invited, 12 answered: 35 %". */
static char *
describe_rate (const CrmSurveyCollectReading *reading)
{
  guint answered = crm_survey_collect_reading_count (reading, reading->by_state, "answered");

  if (reading->n_invited == 0)
    return g_strdup (_ ("Nobody was invited yet."));
  /* Translators: how many were invited, how many of them answered, the response rate in per cent. */
  return g_strdup_printf (_ ("%'u invited, %'u answered: %.0f %%"), reading->n_invited, answered, 100.0 * answered / reading->n_invited);
}

static void
show_invitations (CrmSurveyCollect *self, const CrmSurveyCollectReading *reading)
{
  g_autofree char *rate = describe_rate (reading);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->invitations, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (reading->n_invited > reading->invited->len)
    {
      /* Translators: after the response rate: how many of the invitations are listed. */
      g_autofree char *more = g_strdup_printf (_ ("%s. The first %'u are shown."), rate, reading->invited->len);

      adw_preferences_group_set_description (self->invitations, more);
    }
  else
    adw_preferences_group_set_description (self->invitations, rate);
  for (guint i = 0; i < reading->invited->len; i++)
    {
      GtkWidget *row = make_row (self, reading->invited->pdata[i]);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->invitations, row);
    }
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
show (CrmSurveyCollect *self, CrmSurveyCollectReading *reading)
{
  gboolean collecting = is_collecting (self);

  crm_survey_collect_reading_ref (reading);
  g_clear_pointer (&self->shown, crm_survey_collect_reading_unref);
  self->shown = reading;
  adw_banner_set_revealed (ADW_BANNER (self->closed), !collecting);
  gtk_widget_set_visible (self->closed, !collecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->interview), collecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kiosk), collecting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->mail), collecting);
  gtk_widget_set_sensitive (self->invite, collecting);
  show_count (self->interview_count, reading, "interview");
  show_count (self->kiosk_count, reading, "kiosk");
  show_count (self->mail_count, reading, "file");
  gtk_widget_set_visible (self->stack_row, crm_survey_collect_reading_count (reading, reading->by_state, "planned") + crm_survey_collect_reading_count (reading, reading->by_state, "sent") > 0);
  show_invitations (self, reading);
}

static void crm_survey_collect_update (CrmSurveyView *view);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmSurveyCollect *self = CRM_SURVEY_COLLECT (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->reading = FALSE;
  if (self->stack == NULL)
    return NULL;
  if (value == NULL)
    crm_page_fail (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), error);
  else
    show (self, g_value_get_boxed (value));
  if (self->stale)
    crm_survey_collect_update (CRM_SURVEY_VIEW (self));
  return NULL;
}

static void
crm_survey_collect_update (CrmSurveyView *view)
{
  CrmSurveyCollect *self = CRM_SURVEY_COLLECT (view);

  gtk_stack_set_visible_child_name (self->stack, crm_survey_view_get_published (view) != NULL ? "collect" : "unpublished");
  self->stale = self->reading;
  if (self->reading || crm_survey_view_get_published (view) == NULL)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_survey_collect_reading_read (crm_survey_view_get_context (view), crm_survey_view_get_survey (view)), on_read, g_object_ref (self), g_object_unref));
}

static void
crm_survey_collect_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_COLLECT);
  g_clear_pointer (&CRM_SURVEY_COLLECT (object)->shown, crm_survey_collect_reading_unref);

  G_OBJECT_CLASS (crm_survey_collect_parent_class)->dispose (object);
}

static void
crm_survey_collect_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_SURVEY_COLLECT (object)->rows);

  G_OBJECT_CLASS (crm_survey_collect_parent_class)->finalize (object);
}

static void
crm_survey_collect_class_init (CrmSurveyCollectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_collect_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_survey_collect_finalize;
  CRM_SURVEY_VIEW_CLASS (klass)->update = crm_survey_collect_update;
  CRM_SURVEY_VIEW_CLASS (klass)->make_sheet = crm_survey_collect_make_sheet;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-collect.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, closed);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, interview);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, interview_count);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, kiosk);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, kiosk_count);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, stack_row);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, mail);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, mail_count);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, invitations);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, invite);
  gtk_widget_class_bind_template_callback (widget_class, on_interview);
  gtk_widget_class_bind_template_callback (widget_class, on_kiosk);
  gtk_widget_class_bind_template_callback (widget_class, on_invite);
  gtk_widget_class_bind_template_callback (widget_class, on_mail);
  gtk_widget_class_bind_template_callback (widget_class, on_stack);
  gtk_widget_class_bind_template_callback (widget_class, on_read_answers);
}

static void
crm_survey_collect_init (CrmSurveyCollect *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
