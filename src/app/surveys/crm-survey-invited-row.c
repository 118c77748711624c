/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One invitation to a survey. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-invited-row.h"

#include "app/crm-page.h"
#include "app/surveys/crm-response-dialog.h"
#include "app/surveys/crm-survey-entry.h"
#include "app/surveys/crm-survey-mail.h"
#include "app/surveys/crm-survey-paper.h"
#include "app/widgets/crm-chip.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invitation.h"
#include "core/surveys/crm-survey-link.h"
#include "core/timeline/crm-timeline-edit.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyInvitedRow
{
  AdwActionRow parent_instance;

  /* template */
  CrmChip *chip;
  GtkWidget *menu;

  /* owned */
  CrmSurveyInvited *invited;
  CrmSurveyForm *form;
};

G_DEFINE_FINAL_TYPE (CrmSurveyInvitedRow, crm_survey_invited_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *name;
  CrmSnooze when;
  const char *label;
  const char *said;
} reminders[] = {
  { "tomorrow", CRM_SNOOZE_TOMORROW, N_ ("Tomorrow"), N_ ("Reminder planned for tomorrow") },
  { "next-week", CRM_SNOOZE_NEXT_WEEK, N_ ("Next Week"), N_ ("Reminder planned for next week") },
  { "next-month", CRM_SNOOZE_NEXT_MONTH, N_ ("Next Month"), N_ ("Reminder planned for next month") },
};

static CrmPage *
get_page (CrmSurveyInvitedRow *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

/* (nullable): where links lead. */
static const char *
get_server (CrmSurveyInvitedRow *self)
{
  const char *address = crm_sync_engine_get_address (crm_context_get_engine (crm_page_get_context (get_page (self))));

  return address != NULL && *address != '\0' ? address : NULL;
}

static CrmClock *
get_clock (CrmSurveyInvitedRow *self)
{
  return crm_context_get_clock (crm_page_get_context (get_page (self)));
}

static const char *
get_customer_name (CrmSurveyInvitedRow *self)
{
  return self->invited->customer != NULL ? crm_record_get_title (self->invited->customer) : NULL;
}

static gboolean
is_waiting (CrmSurveyInvitedRow *self)
{
  return crm_survey_invitation_is_waiting (self->invited->invitation);
}

static gboolean
is_collecting (CrmSurveyInvitedRow *self)
{
  return g_strcmp0 (crm_record_get_text (self->form->survey, CRM_SURVEY_STATUS), "open") == 0;
}

/* What leads to it is known where it was made, and not to colleagues. */
static gboolean
has_token (CrmSurveyInvitedRow *self)
{
  return crm_record_has (self->invited->invitation, CRM_INVITATION_TOKEN);
}

static gboolean
is_reminded (CrmSurveyInvitedRow *self)
{
  return self->invited->task != NULL && crm_record_has (self->invited->task, CRM_TASK_DONE_AT);
}

static void
apply (CrmSurveyInvitedRow *self, CrmEdit *edit, const char *toast)
{
  g_autoptr (CrmEdit) taken = edit;

  dex_future_disown (crm_page_apply (get_page (self), taken, toast));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static char *
dup_day (CrmSurveyInvitedRow *self, gint64 at)
{
  GTimeZone *zone = crm_clock_get_zone (get_clock (self));
  CrmDate today = crm_date_time_to_local (crm_clock_now (get_clock (self)), zone, NULL), day = at != 0 ? crm_date_time_to_local (at, zone, NULL) : CRM_DATE_NONE;

  if (day == CRM_DATE_NONE)
    return NULL;
  return day > today ? crm_date_format_near (day, today) : crm_date_format_relative (day, today);
}

/* Takes @part. */
static void
append (GString *line, char *part)
{
  if (part != NULL)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
describe_task (CrmSurveyInvitedRow *self)
{
  const CrmRecord *task = self->invited->task;
  gboolean done = is_reminded (self);
  g_autofree char *day = task != NULL ? dup_day (self, crm_record_get_integer (task, done ? CRM_TASK_DONE_AT : CRM_TASK_DUE, 0)) : NULL;

  if (day == NULL)
    return NULL;
  /* Translators: when somebody was, or is to be, reminded of a survey: "reminded yesterday", "reminder Thu". */
  return g_strdup_printf (done ? _ ("reminded %s") : _ ("reminder %s"), day);
}

/* "Mail · Ten desks · yesterday · reminder Thu". */
static char *
describe (CrmSurveyInvitedRow *self)
{
  const CrmRecord *invitation = self->invited->invitation;
  gboolean answered = crm_record_has (invitation, CRM_INVITATION_ANSWERED_AT);
  CrmDate until = (CrmDate)crm_record_get_integer (invitation, CRM_INVITATION_EXPIRES_ON, CRM_DATE_NONE);
  g_autoptr (GString) line = g_string_new (NULL);

  append (line, g_strdup (crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_CHANNEL], crm_record_get_text (invitation, CRM_INVITATION_CHANNEL))));
  append (line, g_strdup (self->invited->deal));
  append (line, dup_day (self, crm_record_get_integer (invitation, answered ? CRM_INVITATION_ANSWERED_AT : CRM_INVITATION_INVITED_AT, 0)));
  if (is_waiting (self))
    append (line, describe_task (self));
  if (is_waiting (self) && until != CRM_DATE_NONE)
    {
      g_autofree char *day = crm_date_format (until);

      /* Translators: the last day an invitation may be answered. */
      append (line, g_strdup_printf (_ ("valid until %s"), day));
    }
  return g_string_free_and_steal (g_steal_pointer (&line));
}

static CrmTone
get_tone (const char *state)
{
  if (g_strcmp0 (state, "answered") == 0)
    return CRM_TONE_GOOD;
  if (g_strcmp0 (state, "sent") == 0)
    return CRM_TONE_ACCENT;
  return g_strcmp0 (state, "failed") == 0 ? CRM_TONE_WARNING : CRM_TONE_NEUTRAL;
}

static gboolean
has_response (CrmSurveyInvitedRow *self)
{
  return !crm_id_is_nil (&self->invited->response);
}

static void
show (CrmSurveyInvitedRow *self)
{
  const char *state = crm_record_get_text (self->invited->invitation, CRM_INVITATION_STATE), *customer = get_customer_name (self);
  gboolean waits = is_waiting (self) && is_collecting (self);
  g_autofree char *line = describe (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), customer != NULL ? customer : _ ("Without a customer"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), line);
  if (is_waiting (self) && is_reminded (self))
    crm_chip_set_label (self->chip, _ ("Reminded"));
  else
    crm_chip_set_label (self->chip, crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_STATE], state));
  crm_chip_set_tone (self->chip, get_tone (state));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), waits || has_response (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), waits ? _ ("Type In the Answers") : has_response (self) ? _ ("See the Answers")
                                                                                                          : NULL);
}

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

static void
append_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
append_with (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenu *
make_answering (CrmSurveyInvitedRow *self)
{
  GMenu *section = g_menu_new ();

  if (has_response (self))
    g_menu_append (section, _ ("See the Answers"), "invitation.response");
  if (!is_waiting (self) || !is_collecting (self))
    return section;
  g_menu_append (section, _ ("Type In the Answers…"), "invitation.answer");
  /* Nothing of an anonymous survey is made out to a name. */
  if (crm_survey_form_is_anonymous (self->form))
    return section;
  if (has_token (self) && get_server (self) != NULL)
    g_menu_append (section, _ ("Copy the Link"), "invitation.link");
  if (has_token (self))
    g_menu_append (section, _ ("Save the Page to Mail…"), "invitation.page");
  g_menu_append (section, _ ("Save the Paper Form…"), "invitation.paper");
  return section;
}

static GMenu *
make_following (CrmSurveyInvitedRow *self)
{
  const char *state = crm_record_get_text (self->invited->invitation, CRM_INVITATION_STATE);
  GMenu *section = g_menu_new ();
  g_autoptr (GMenu) times = g_menu_new (), states = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (reminders); i++)
    append_with (times, _ (reminders[i].label), "invitation.remind", reminders[i].name);
  for (const CrmChoice *choice = crm_choices_invitation_state; choice->name != NULL; choice++)
    if (!g_str_equal (choice->name, "answered") && g_strcmp0 (choice->name, state) != 0)
      append_with (states, crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_STATE], choice->name), "invitation.state", choice->name);
  if (is_waiting (self) && self->invited->customer != NULL)
    g_menu_append_submenu (section, _ ("Plan a Reminder"), G_MENU_MODEL (times));
  /* It is answered as long as there is an answer. */
  if (!has_response (self))
    g_menu_append_submenu (section, _ ("Mark As"), G_MENU_MODEL (states));
  return section;
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  GMenu *menu, *record, *last;

  if (self->invited == NULL)
    return NULL;
  menu = g_menu_new ();
  record = g_menu_new ();
  last = g_menu_new ();
  append_section (menu, make_answering (self));
  append_section (menu, make_following (self));
  if (self->invited->customer != NULL)
    g_menu_append (record, _ ("Open the Customer"), "invitation.customer");
  append_section (menu, record);
  g_menu_append (last, _ ("Delete"), "invitation.delete");
  append_section (menu, last);
  return G_MENU_MODEL (menu);
}

static void
on_menu_clicked (CrmSurveyInvitedRow *self)
{
  g_autoptr (GMenuModel) menu = make_menu (GTK_WIDGET (self));

  g_assert (CRM_IS_SURVEY_INVITED_ROW (self));

  if (menu != NULL)
    crm_menu_popup (self->menu, menu, NULL);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
answer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);

  crm_survey_entry_present_invitation (get_page (self), self->form, self->invited->invitation, get_customer_name (self), FALSE);
}

static void
response_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);

  crm_response_dialog_present (get_page (self), &self->invited->response);
}

static void
crm_survey_invited_row_activate (AdwActionRow *row)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (row);

  if (has_response (self))
    response_action (GTK_WIDGET (self), NULL, NULL);
  else if (is_waiting (self) && is_collecting (self))
    answer_action (GTK_WIDGET (self), NULL, NULL);
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);

  crm_survey_mail_save (get_page (self), self->form, crm_record_get_text (self->invited->invitation, CRM_INVITATION_TOKEN), get_customer_name (self));
}

static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  g_autofree char *link = crm_survey_make_link (get_server (self), crm_record_get_text (self->invited->invitation, CRM_INVITATION_TOKEN));

  if (link == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  crm_page_say (get_page (self), _ ("Link copied"), FALSE);
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  g_autoptr (CrmSheet) sheet = crm_survey_paper_new (self->form);

  crm_survey_paper_add (sheet, self->form, FALSE, get_customer_name (self), crm_record_get_text (self->invited->invitation, CRM_INVITATION_TOKEN));
  crm_page_offer_pdf (get_page (self), sheet);
}

static void
remind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  CrmClock *clock = get_clock (self);
  const CrmOfficeTime *office = crm_workspace_get_office_time (crm_context_get_workspace (crm_page_get_context (get_page (self))));
  CrmEdit *edit;

  if (self->invited->customer == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (reminders); i++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), reminders[i].name))
      {
        edit = crm_edit_new (_ ("Plan a reminder"), CRM_EDIT_ORIGIN_PERSON);
        crm_survey_add_reminder (edit, self->form->survey, self->invited->customer, crm_timeline_snooze (reminders[i].when, crm_clock_now (clock), crm_clock_get_zone (clock), office),
                                 crm_edit_update (edit, &crm_kind_invitation, &self->invited->invitation->id));
        apply (self, edit, _ (reminders[i].said));
      }
}

static void
state_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  const char *state = g_variant_get_string (parameter, NULL);
  /* Translators: said when the state of an invitation was changed: %s is the state. */
  g_autofree char *toast = g_strdup_printf (_ ("Marked as “%s”"), crm_field_get_choice_label (&crm_kind_invitation.fields[CRM_INVITATION_STATE], state));

  apply (self, crm_survey_invitation_new_state_edit (self->invited->invitation, state), toast);
}

static void
customer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);

  if (self->invited->customer != NULL)
    crm_page_open_record (get_page (self), &crm_kind_customer, &self->invited->customer->id, NULL, 0);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (widget);
  CrmEdit *edit = crm_edit_new (_ ("Delete Invitation"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_invitation, &self->invited->invitation->id);
  apply (self, edit, _ ("Invitation deleted"));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_invited_row_dispose (GObject *object)
{
  CrmSurveyInvitedRow *self = CRM_SURVEY_INVITED_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_INVITED_ROW);
  g_clear_pointer (&self->invited, crm_survey_invited_free);
  g_clear_pointer (&self->form, crm_survey_form_unref);

  G_OBJECT_CLASS (crm_survey_invited_row_parent_class)->dispose (object);
}

static void
crm_survey_invited_row_class_init (CrmSurveyInvitedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_invited_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = crm_survey_invited_row_activate;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-invited-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInvitedRow, chip);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyInvitedRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_clicked);
  gtk_widget_class_install_action (widget_class, "invitation.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "invitation.response", NULL, response_action);
  gtk_widget_class_install_action (widget_class, "invitation.page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "invitation.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "invitation.paper", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "invitation.remind", "s", remind_action);
  gtk_widget_class_install_action (widget_class, "invitation.state", "s", state_action);
  gtk_widget_class_install_action (widget_class, "invitation.customer", NULL, customer_action);
  gtk_widget_class_install_action (widget_class, "invitation.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_NO_MODIFIER_MASK, "invitation.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, GDK_NO_MODIFIER_MASK, "invitation.delete", NULL);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_survey_invited_row_init (CrmSurveyInvitedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

GtkWidget *
crm_survey_invited_row_new (void)
{
  return g_object_new (CRM_TYPE_SURVEY_INVITED_ROW, NULL);
}

void
crm_survey_invited_row_set (CrmSurveyInvitedRow *self, const CrmSurveyInvited *invited, CrmSurveyForm *form)
{
  g_return_if_fail (CRM_IS_SURVEY_INVITED_ROW (self) && invited != NULL && form != NULL);

  crm_survey_form_ref (form);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  self->form = form;
  g_clear_pointer (&self->invited, crm_survey_invited_free);
  self->invited = crm_survey_invited_copy (invited);
  show (self);
}

const CrmId *
crm_survey_invited_row_get_id (CrmSurveyInvitedRow *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_INVITED_ROW (self) && self->invited != NULL, NULL);

  return &self->invited->invitation->id;
}
