/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Collect view of a survey. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-collect.h"

#include "app/surveys/crm-answer-files-dialog.h"
#include "app/surveys/crm-survey-collect-reading.h"
#include "app/surveys/crm-survey-entry.h"
#include "app/surveys/crm-survey-invite-dialog.h"
#include "app/surveys/crm-survey-invited-row.h"
#include "app/surveys/crm-survey-kiosk-dialog.h"
#include "app/surveys/crm-survey-link-code.h"
#include "app/surveys/crm-survey-mail.h"
#include "app/surveys/crm-survey-paper.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invitation.h"
#include "core/surveys/crm-survey-link.h"

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
  AdwActionRow *open_link;
  GtkWidget *code_button;
  GtkLabel *web_count;
  GtkWidget *close_link;
  GtkImage *link_icon;
  AdwActionRow *mail;
  GtkLabel *mail_count;
  AdwEntryRow *code;
  AdwPreferencesGroup *invitations;
  GtkListBox *list;
  GtkWidget *invite;

  /* owned */
  CrmSurveyCollectReading *shown;

  gboolean reading;
  gboolean stale;
  gboolean finding; /* an invitation by its code */
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

/* ── the open link ────────────────────────────────────────────────────────────────────────── */

/* (transfer full) (nullable): as things stand. */
static char *
make_open_link (CrmSurveyCollect *self)
{
  CrmSurveyForm *form = crm_survey_view_get_published (CRM_SURVEY_VIEW (self));
  const char *server = crm_sync_engine_get_address (crm_context_get_engine (crm_survey_view_get_context (CRM_SURVEY_VIEW (self))));

  return form != NULL ? crm_survey_make_link (server, crm_record_get_text (form->survey, CRM_SURVEY_OPEN_TOKEN)) : NULL;
}

static void
apply_open_link (CrmSurveyCollect *self, gboolean opens)
{
  CrmSurveyForm *form = crm_survey_view_get_published (CRM_SURVEY_VIEW (self));
  const char *said = opens ? _ ("There is a link for everybody now") : _ ("The link leads nowhere any more");

  dex_future_disown (crm_page_apply (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), crm_survey_new_open_link_edit (form->survey, opens), said));
}

static void
on_open_link (CrmSurveyCollect *self)
{
  g_autofree char *link = make_open_link (self);

  g_assert (CRM_IS_SURVEY_COLLECT (self));

  if (link == NULL)
    {
      apply_open_link (self, TRUE);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), link);
  crm_page_say (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), _ ("Link copied"), FALSE);
}

static void
on_close_link (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  apply_open_link (self, FALSE);
}

static void
on_link_code (CrmSurveyCollect *self)
{
  g_autofree char *link = make_open_link (self);

  g_assert (CRM_IS_SURVEY_COLLECT (self));

  if (link != NULL)
    crm_survey_link_code_present (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), link);
}

static void
show_open_link (CrmSurveyCollect *self)
{
  CrmSyncEngine *engine = crm_context_get_engine (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)));
  g_autofree char *link = make_open_link (self);

  gtk_widget_set_visible (GTK_WIDGET (self->open_link), crm_sync_engine_is_joined (engine));
  gtk_widget_set_visible (self->close_link, link != NULL);
  gtk_widget_set_visible (self->code_button, link != NULL);
  gtk_image_set_from_icon_name (self->link_icon, link != NULL ? "edit-copy-symbolic" : "list-add-symbolic");
  adw_action_row_set_subtitle (self->open_link, link != NULL ? link : _ ("A page on your team’s server, for a website, a poster or a chat; not made yet"));
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

      if (crm_survey_invitation_is_waiting (invited->invitation))
        crm_survey_paper_add (sheet, form, FALSE, invited->customer != NULL ? crm_record_get_title (invited->customer) : NULL, crm_record_get_text (invited->invitation, CRM_INVITATION_TOKEN));
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

/* "34 invited, 12 answered: 35%". */
static char *
describe_rate (const CrmSurveyCollectReading *reading)
{
  guint answered = crm_survey_collect_reading_count (reading, reading->by_state, "answered");

  if (reading->n_invited == 0)
    return g_strdup (_ ("Nobody was invited yet."));
  /* Translators: how many were invited, how many of them answered, the response rate in per cent. */
  return g_strdup_printf (_ ("%'u invited, %'u answered: %.0f%%"), reading->n_invited, answered, 100.0 * answered / reading->n_invited);
}

static CrmSurveyInvitedRow *
find_row (CrmSurveyCollect *self, const CrmId *invitation, int from)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (crm_id_equal (crm_survey_invited_row_get_id (CRM_SURVEY_INVITED_ROW (row)), invitation))
      return CRM_SURVEY_INVITED_ROW (row);
  return NULL;
}

/* The row of the invitation comes to its place: a menu that is open and the focus stay with whom they are about. */
static void
place_row (CrmSurveyCollect *self, const CrmSurveyInvited *invited, int place)
{
  CrmSurveyInvitedRow *row = find_row (self, &invited->invitation->id, place);

  if (row == NULL)
    {
      row = CRM_SURVEY_INVITED_ROW (crm_survey_invited_row_new ());
      gtk_list_box_insert (self->list, GTK_WIDGET (row), place);
    }
  else if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != place)
    {
      g_object_ref (row);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      gtk_list_box_insert (self->list, GTK_WIDGET (row), place);
      g_object_unref (row);
    }
  crm_survey_invited_row_set (row, invited, crm_survey_view_get_published (CRM_SURVEY_VIEW (self)));
}

/* Where the focus is in the list; -1 where it is not. */
static int
find_focus (CrmSurveyCollect *self, CrmId *invitation)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, CRM_TYPE_SURVEY_INVITED_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->list)))
    return -1;
  *invitation = *crm_survey_invited_row_get_id (CRM_SURVEY_INVITED_ROW (row));
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

/* To the same invitation, or where one was deleted to the one that has its place. */
static void
give_focus (CrmSurveyCollect *self, const CrmId *invitation, int place)
{
  CrmSurveyInvitedRow *row = find_row (self, invitation, 0);
  GtkListBoxRow *other = NULL;

  for (int i = place; row == NULL && other == NULL && i >= 0; i--)
    other = gtk_list_box_get_row_at_index (self->list, i);
  if (row != NULL || other != NULL)
    gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (other));
}

static void
show_invitations (CrmSurveyCollect *self, const CrmSurveyCollectReading *reading)
{
  g_autofree char *rate = describe_rate (reading);
  /* Translators: after the response rate: how many of the invitations are listed. */
  g_autofree char *more = g_strdup_printf (_ ("%s. The first %'u are shown."), rate, reading->invited->len);
  GtkListBoxRow *beyond;
  CrmId focused;
  int place = find_focus (self, &focused);

  adw_preferences_group_set_description (self->invitations, reading->n_invited > reading->invited->len ? more : rate);
  for (guint i = 0; i < reading->invited->len; i++)
    place_row (self, reading->invited->pdata[i], (int)i);
  while ((beyond = gtk_list_box_get_row_at_index (self->list, (int)reading->invited->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (beyond));
  gtk_widget_set_visible (GTK_WIDGET (self->list), reading->invited->len > 0);
  if (place >= 0)
    give_focus (self, &focused, place);
}

/* ── codes from paper ─────────────────────────────────────────────────────────────────────── */

/* An invitation found by its code, with what is needed to ask it. */
typedef struct
{
  CrmSurveyCollect *view;
  char *token;
  int today;
  CrmRecord *invitation;
  CrmRecord *customer; /* or NULL */
  CrmSurveyForm *form;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_object_unref (finding->view);
  g_free (finding->token);
  g_clear_pointer (&finding->invitation, crm_record_unref);
  g_clear_pointer (&finding->customer, crm_record_unref);
  g_clear_pointer (&finding->form, crm_survey_form_unref);
  g_free (finding);
}

/* Whoever copies a pile of forms need not sort them by survey first. */
static gboolean
read_invitation (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Finding *finding = data;
  const CrmId *customer;
  GError *local_error = NULL;

  g_value_init (result, G_TYPE_BOOLEAN);
  finding->invitation = crm_survey_find_invitation (connection, finding->token, finding->today, error);
  if (finding->invitation == NULL)
    return FALSE;
  customer = crm_record_get_id (finding->invitation, CRM_INVITATION_CUSTOMER);
  finding->customer = customer != NULL ? crm_connection_read_record (connection, crm_kind_get (CRM_KIND_CUSTOMER), customer, &local_error) : NULL;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  finding->form = crm_survey_form_read (connection, crm_record_get_id (finding->invitation, CRM_INVITATION_SURVEY), CRM_SURVEY_PUBLISHED, error);
  return finding->form != NULL;
}

static void
mark_code (CrmSurveyCollect *self, gboolean wrong)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->code));

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->code), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->code), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Finding *finding = data;
  CrmSurveyCollect *self = finding->view;
  g_autoptr (GError) error = NULL;

  if (self->stack == NULL)
    return NULL;
  self->finding = FALSE;
  if (dex_future_get_value (future, &error) == NULL)
    {
      mark_code (self, TRUE);
      crm_page_fail (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), error);
      return NULL;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->code), "");
  crm_survey_entry_present_invitation (crm_survey_view_get_page (CRM_SURVEY_VIEW (self)), finding->form, finding->invitation,
                                       finding->customer != NULL ? crm_record_get_title (finding->customer) : NULL, TRUE);
  return NULL;
}

/* A scanner types the code and ends it with Enter. */
static void
on_code (CrmSurveyCollect *self)
{
  CrmContext *context = crm_survey_view_get_context (CRM_SURVEY_VIEW (self));
  CrmClock *clock = crm_context_get_clock (context);
  g_autofree char *token = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code))));
  Finding *finding;

  g_assert (CRM_IS_SURVEY_COLLECT (self));

  if (*token == '\0' || self->finding)
    return;
  finding = g_new0 (Finding, 1);
  finding->view = g_object_ref (self);
  finding->token = g_steal_pointer (&token);
  finding->today = crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL);
  self->finding = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (context), NULL, read_invitation, finding, NULL), on_found, finding, finding_free));
}

static void
on_code_changed (CrmSurveyCollect *self)
{
  g_assert (CRM_IS_SURVEY_COLLECT (self));

  mark_code (self, FALSE);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
show (CrmSurveyCollect *self, CrmSurveyCollectReading *reading)
{
  gboolean collecting = is_collecting (self);
  guint n_waiting = crm_survey_collect_reading_count (reading, reading->by_state, "planned") + crm_survey_collect_reading_count (reading, reading->by_state, "sent");

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
  show_count (self->web_count, reading, "web");
  show_open_link (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_link), collecting);
  gtk_widget_set_visible (self->stack_row, n_waiting > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->code), n_waiting > 0 && !crm_survey_form_is_anonymous (crm_survey_view_get_published (CRM_SURVEY_VIEW (self))));
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
crm_survey_collect_class_init (CrmSurveyCollectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_collect_dispose;
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
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, open_link);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, code_button);
  gtk_widget_class_bind_template_callback (widget_class, on_link_code);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, web_count);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, close_link);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, link_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, mail);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, mail_count);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, invitations);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, code);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, list);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyCollect, invite);
  gtk_widget_class_bind_template_callback (widget_class, on_interview);
  gtk_widget_class_bind_template_callback (widget_class, on_kiosk);
  gtk_widget_class_bind_template_callback (widget_class, on_invite);
  gtk_widget_class_bind_template_callback (widget_class, on_open_link);
  gtk_widget_class_bind_template_callback (widget_class, on_close_link);
  gtk_widget_class_bind_template_callback (widget_class, on_mail);
  gtk_widget_class_bind_template_callback (widget_class, on_stack);
  gtk_widget_class_bind_template_callback (widget_class, on_read_answers);
  gtk_widget_class_bind_template_callback (widget_class, on_code);
  gtk_widget_class_bind_template_callback (widget_class, on_code_changed);
}

static void
crm_survey_collect_init (CrmSurveyCollect *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
