/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interviewer's entry. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-entry.h"

#include "app/surveys/crm-survey-walk.h"
#include "app/surveys/crm-survey-words.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-record-picker.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>

#define DRAFT_DELAY_MS 400

/* Who answers, as far as it is known. Nil ids are nobody. */
typedef struct
{
  CrmId customer;
  CrmId person;
  CrmId deal;
  CrmId invitation;
  CrmId owner;
  char *name;
} Who;

struct _CrmSurveyEntry
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  GtkButton *language;
  GtkProgressBar *progress;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkWidget *who_button;
  AdwBin *place;
  GtkWidget *bar;
  GtkWidget *customer;
  GtkLabel *customer_name;
  GtkButton *next;

  /* owned by the widget tree */
  CrmSurveyWalk *walk;

  /* owned */
  CrmPage *page;
  CrmContext *context; /* the page lets go of it when the window closes, and a draft is still to be saved */
  CrmSurveyForm *form;
  Who who;

  const char *channel; /* static: how the answers come */

  CrmId interviewer;
  CrmId unhappy;       /* the customer of the last response, while a task may be proposed */
  CrmId unhappy_owner; /* who would do it */
  gint64 unhappy_score;
  guint draft_source;
  gboolean once;   /* for one customer only */
  gboolean second; /* the language of the last interview is that of the next */
};

G_DEFINE_FINAL_TYPE (CrmSurveyEntry, crm_survey_entry, ADW_TYPE_DIALOG)

static CrmStore *
get_store (CrmSurveyEntry *self)
{
  return crm_context_get_store (self->context);
}

static CrmClock *
get_clock (CrmSurveyEntry *self)
{
  return crm_context_get_clock (self->context);
}

static const CrmId *
get_or_null (const CrmId *id)
{
  return crm_id_is_nil (id) ? NULL : id;
}

static gboolean
is_open (CrmSurveyEntry *self)
{
  return self->stack != NULL;
}

/* ── drafts ───────────────────────────────────────────────────────────────────────────────── */

static char *
dup_draft_name (CrmSurveyEntry *self)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat ("draft.", crm_id_format (&self->form->survey->id, id), NULL);
}

static gboolean
has_answers (CrmSurveySheet *sheet)
{
  guint n_shown, n_answered;

  crm_survey_sheet_get_progress (sheet, &n_shown, &n_answered);
  return n_answered > 0;
}

/* "customer\nname\ncode": who is asked and what was answered so far. */
static char *
dup_draft (CrmSurveyEntry *self, CrmSurveySheet *sheet, const Who *who)
{
  g_autofree char *code = crm_survey_answer_code_write (crm_survey_sheet_get_answers (sheet), NULL, NULL, crm_survey_sheet_is_second (sheet), 0);
  char id[CRM_ID_STRING_LENGTH + 1];

  return g_strdup_printf ("%s\n%s\n%s", crm_id_is_nil (&who->customer) ? "" : crm_id_format (&who->customer, id), who->name != NULL ? who->name : "", code);
}

static void
save_draft (CrmSurveyEntry *self)
{
  CrmSurveySheet *sheet = crm_survey_walk_get_sheet (self->walk);
  g_autofree char *name = dup_draft_name (self);
  g_autofree char *draft = sheet != NULL && has_answers (sheet) ? dup_draft (self, sheet, &self->who) : NULL;

  g_clear_handle_id (&self->draft_source, g_source_remove);
  dex_future_disown (crm_store_set_setting (get_store (self), name, draft));
}

static gboolean
on_draft_due (gpointer data)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (data);

  self->draft_source = 0;
  save_draft (self);
  return G_SOURCE_REMOVE;
}

static void
on_walk_changed (CrmSurveyEntry *self)
{
  g_assert (CRM_IS_SURVEY_ENTRY (self));

  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->draft_source = g_timeout_add (DRAFT_DELAY_MS, on_draft_due, self);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
update (CrmSurveyEntry *self)
{
  gboolean asking = crm_survey_walk_get_sheet (self->walk) != NULL;
  guint place, n;
  g_autofree char *subtitle = NULL;

  crm_survey_walk_get_place (self->walk, &place, &n);
  /* Translators: "Question 2 of 5". */
  subtitle = asking && n > 0 ? g_strdup_printf (_ ("Question %u of %u"), place, n) : g_strdup ("");
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double)place / n : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), asking);
  gtk_widget_set_visible (self->bar, asking);
  gtk_button_set_label (self->next, place == n ? _ ("_Save") : C_ ("question", "_Next"));
  gtk_button_set_use_underline (self->next, TRUE);
  gtk_stack_set_visible_child_name (self->stack, asking ? "questions" : "who");
}

static void
show_language (CrmSurveyEntry *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->language), crm_survey_form_has_second (self->form));
  /* The button names the language it leads to. */
  gtk_button_set_label (self->language, crm_survey_language_get_name (crm_record_get_text (self->form->survey, self->second ? CRM_SURVEY_LANGUAGE : CRM_SURVEY_SECOND_LANGUAGE)));
}

static void
show_who (CrmSurveyEntry *self)
{
  gboolean anonymous = crm_survey_form_is_anonymous (self->form);

  gtk_label_set_label (self->customer_name, anonymous ? _ ("Anonymous") : self->who.name != NULL ? self->who.name
                                                                                                 : _ ("Without a customer"));
  gtk_widget_set_sensitive (self->customer, !anonymous && !self->once);
}

static void
begin (CrmSurveyEntry *self)
{
  crm_survey_walk_begin (self->walk, crm_survey_sheet_new (self->form, self->channel, self->second, crm_clock_now (get_clock (self))));
  show_who (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->walk));
}

/* ── who ──────────────────────────────────────────────────────────────────────────────────── */

static void
who_clear (Who *who)
{
  g_free (who->name);
  *who = (Who){ 0 };
}

typedef struct
{
  CrmSurveyEntry *entry;
  CrmId survey;
  CrmId customer;
  CrmId invitation;
  CrmId person;
  CrmId deal;
  CrmId owner;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_object_unref (looking->entry);
  g_free (looking);
}

/* The customer's invitation that waits for an answer, and who looks after the customer. */
static gboolean
look_up (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  static const char sql[] = "SELECT c.owner, i.id, i.person, i.deal FROM customer c LEFT JOIN invitation i ON i.survey = ?1 AND i.customer = c.id AND i.state IN ('planned', 'sent') AND i.deleted = 0"
                            " WHERE c.id = ?2 ORDER BY i.rowid DESC LIMIT 1";
  Looking *looking = data;
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &looking->survey);
  crm_statement_bind_id (statement, 2, &looking->customer);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      crm_statement_read_id (statement, 0, &looking->owner);
      crm_statement_read_id (statement, 1, &looking->invitation);
      crm_statement_read_id (statement, 2, &looking->person);
      crm_statement_read_id (statement, 3, &looking->deal);
    }
  sqlite3_reset (statement);
  g_value_init (result, G_TYPE_BOOLEAN);
  return step >= 0;
}

static DexFuture *
on_looked_up (DexFuture *future, gpointer data)
{
  Looking *looking = data;
  CrmSurveyEntry *self = looking->entry;

  if (!is_open (self) || !crm_id_equal (&self->who.customer, &looking->customer))
    return NULL;
  self->who.owner = looking->owner;
  /* Where it was said which invitation is answered, it is that one. */
  if (!crm_id_is_nil (&self->who.invitation))
    return NULL;
  self->who.invitation = looking->invitation;
  self->who.person = looking->person;
  self->who.deal = looking->deal;
  return NULL;
}

static void
set_customer (CrmSurveyEntry *self, const CrmId *customer, const char *name)
{
  Looking *looking;

  who_clear (&self->who);
  if (customer == NULL || crm_survey_form_is_anonymous (self->form))
    return;
  self->who.customer = *customer;
  self->who.name = g_strdup (name);
  looking = g_new0 (Looking, 1);
  *looking = (Looking){ .entry = g_object_ref (self), .survey = self->form->survey->id, .customer = *customer };
  /* The reading writes into what the answer is given; it lives until both are done. */
  dex_future_disown (dex_future_then (crm_store_read (get_store (self), NULL, look_up, looking, NULL), on_looked_up, looking, looking_free));
}

static void
copy_id (const CrmRecord *record, guint field, CrmId *id)
{
  const CrmId *own = crm_record_get_id (record, field);

  *id = own != NULL ? *own : (CrmId){ 0 };
}

static void
set_invitation (CrmSurveyEntry *self, const CrmRecord *invitation, const char *name)
{
  set_customer (self, crm_record_get_id (invitation, CRM_INVITATION_CUSTOMER), name);
  if (crm_survey_form_is_anonymous (self->form))
    return;
  self->who.invitation = invitation->id;
  copy_id (invitation, CRM_INVITATION_PERSON, &self->who.person);
  copy_id (invitation, CRM_INVITATION_DEAL, &self->who.deal);
}

static void
on_picked (CrmSurveyEntry *self, const CrmId *id, const char *name)
{
  g_assert (CRM_IS_SURVEY_ENTRY (self));

  set_customer (self, id, name);
  if (crm_survey_walk_get_sheet (self->walk) == NULL)
    begin (self);
  else
    {
      show_who (self);
      on_walk_changed (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->walk));
    }
}

static gboolean
focus_in_idle (gpointer data)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (data);

  if (is_open (self) && crm_survey_walk_get_sheet (self->walk) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->walk));
  return G_SOURCE_REMOVE;
}

/* A popover that closes gives the focus back to where it was opened; who was picked is to be asked. */
static void
on_picker_closed (CrmSurveyEntry *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_in_idle, g_object_ref (self), g_object_unref);
}

static void
on_who (CrmSurveyEntry *self, GtkWidget *button)
{
  GtkWidget *picker;

  g_assert (CRM_IS_SURVEY_ENTRY (self));

  picker = crm_record_picker_new (self->context, &crm_kind_customer);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "closed", G_CALLBACK (on_picker_closed), self, G_CONNECT_SWAPPED);
  crm_popover_popup (button, GTK_POPOVER (picker), NULL);
}

static void
on_nobody (CrmSurveyEntry *self)
{
  g_assert (CRM_IS_SURVEY_ENTRY (self));

  set_customer (self, NULL, NULL);
  begin (self);
}

/* An anonymous survey is not asked for whom. */
static void
begin_next (CrmSurveyEntry *self)
{
  who_clear (&self->who);
  if (crm_survey_form_is_anonymous (self->form))
    {
      begin (self);
      return;
    }
  update (self);
  gtk_widget_grab_focus (self->who_button);
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmSurveyEntry *entry;
  CrmSurveySheet *sheet;
  Who who;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_pointer (&saving->sheet, crm_survey_sheet_free);
  who_clear (&saving->who);
  g_object_unref (saving->entry);
  g_free (saving);
}

static void
say_saved (CrmSurveyEntry *self, Saving *saving)
{
  AdwToast *toast = adw_toast_new (_ ("Answers saved"));

  if (crm_survey_sheet_is_unhappy (saving->sheet) && !crm_id_is_nil (&saving->who.customer))
    {
      self->unhappy = saving->who.customer;
      self->unhappy_owner = saving->who.owner;
      self->unhappy_score = crm_survey_sheet_get_score (saving->sheet);
      adw_toast_set_title (toast, _ ("Answers saved: an unhappy customer"));
      adw_toast_set_button_label (toast, _ ("Plan a _Call"));
      adw_toast_set_action_name (toast, "entry.follow-up");
    }
  else
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What could not be written comes back, unless somebody else is being asked by now; then it is left in the draft. */
static void
bring_back (CrmSurveyEntry *self, Saving *saving)
{
  CrmSurveySheet *sheet = crm_survey_walk_get_sheet (self->walk);
  g_autofree char *name = dup_draft_name (self), *draft = dup_draft (self, saving->sheet, &saving->who);

  dex_future_disown (crm_store_set_setting (get_store (self), name, draft));
  if (!is_open (self) || (sheet != NULL && has_answers (sheet)))
    return;
  who_clear (&self->who);
  self->who = saving->who;
  saving->who = (Who){ 0 };
  crm_survey_walk_begin (self->walk, g_steal_pointer (&saving->sheet));
  show_who (self);
  update (self);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  Saving *saving = data;
  CrmSurveyEntry *self = saving->entry;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    {
      crm_page_fail (self->page, error);
      bring_back (self, saving);
    }
  else if (self->once)
    {
      crm_page_say (self->page, _ ("Answers saved"), TRUE);
      if (is_open (self))
        adw_dialog_force_close (ADW_DIALOG (self));
    }
  else if (is_open (self))
    say_saved (self, saving);
  return NULL;
}

/* The next customer may be asked at once: writing happens meanwhile. */
static void
on_finished (CrmSurveyEntry *self)
{
  CrmSurveySheet *sheet = crm_survey_walk_get_sheet (self->walk);
  CrmSurveyWho who = { .customer = get_or_null (&self->who.customer),
                       .person = get_or_null (&self->who.person),
                       .deal = get_or_null (&self->who.deal),
                       .invitation = get_or_null (&self->who.invitation),
                       .owner = get_or_null (&self->who.owner),
                       .interviewer = get_or_null (&self->interviewer) };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  Saving *saving;

  g_assert (CRM_IS_SURVEY_ENTRY (self));

  edit = crm_survey_sheet_make_edit (sheet, &who, crm_clock_now (get_clock (self)), TRUE, NULL, &error);
  if (edit == NULL)
    {
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (error->message));
      return;
    }
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (self), crm_survey_walk_take_sheet (self->walk), self->who };
  self->who = (Who){ 0 };
  save_draft (self);
  dex_future_disown (dex_future_finally (crm_store_apply (get_store (self), edit, NULL), on_saved, saving, saving_free));
  if (!self->once)
    begin_next (self);
}

static void
follow_up_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Plan a call"), CRM_EDIT_ORIGIN_PERSON);
  CrmSurveyWho who = { .customer = &self->unhappy, .owner = get_or_null (&self->unhappy_owner) };

  if (crm_id_is_nil (&self->unhappy))
    return;
  crm_survey_add_follow_up (edit, self->form->survey, &who, self->unhappy_score, crm_clock_now (get_clock (self)) + G_TIME_SPAN_DAY);
  self->unhappy = (CrmId){ 0 };
  dex_future_disown (crm_page_apply (self->page, edit, _ ("Call planned for tomorrow")));
}

/* ── what was begun before ────────────────────────────────────────────────────────────────── */

static void
restore (CrmSurveyEntry *self, const char *draft)
{
  g_auto (GStrv) parts = g_strsplit (draft, "\n", 3);
  g_autoptr (CrmSurveyAnswerCode) code = g_strv_length (parts) == 3 ? crm_survey_answer_code_parse (parts[2], strlen (parts[2]), NULL) : NULL;
  CrmSurveySheet *sheet;
  CrmId customer = { 0 };

  /* Of another version, or of somebody else where it is known who answers: it waits. */
  if (code == NULL || !crm_id_equal (&code->version, &self->form->version->id))
    return;
  crm_id_parse (parts[0], &customer);
  if (self->once && !crm_id_equal (&customer, &self->who.customer))
    return;
  self->second = crm_survey_form_has_second (self->form) && g_strcmp0 (code->language, crm_record_get_text (self->form->survey, CRM_SURVEY_SECOND_LANGUAGE)) == 0;
  sheet = crm_survey_sheet_new (self->form, self->channel, self->second, crm_clock_now (get_clock (self)));
  crm_survey_answer_code_fill (code, crm_survey_sheet_get_answers (sheet), NULL);
  if (!self->once)
    set_customer (self, get_or_null (&customer), parts[1]);
  crm_survey_walk_begin (self->walk, sheet);
  show_language (self);
  show_who (self);
  update (self);
}

static DexFuture *
on_draft (DexFuture *future, gpointer data)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (data);
  const GValue *value = dex_future_get_value (future, NULL);
  const char *draft = value != NULL ? g_value_get_string (value) : NULL;
  CrmSurveySheet *sheet;

  if (!is_open (self))
    return NULL;
  sheet = crm_survey_walk_get_sheet (self->walk);
  if (draft != NULL && (sheet == NULL || !has_answers (sheet)))
    restore (self, draft);
  return NULL;
}

static DexFuture *
on_user (DexFuture *future, gpointer data)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && g_value_get_string (value) != NULL)
    crm_id_parse (g_value_get_string (value), &self->interviewer);
  return NULL;
}

static void
load (CrmSurveyEntry *self)
{
  g_autofree char *name = dup_draft_name (self);

  dex_future_disown (dex_future_then (crm_store_find_setting (get_store (self), CRM_SETTING_USER), on_user, g_object_ref (self), g_object_unref));
  dex_future_disown (dex_future_then (crm_store_find_setting (get_store (self), name), on_draft, g_object_ref (self), g_object_unref));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
on_next (CrmSurveyEntry *self)
{
  crm_survey_walk_go_on (self->walk);
}

static void
on_back (CrmSurveyEntry *self)
{
  crm_survey_walk_go_back (self->walk);
}

static void
on_left (CrmSurveyEntry *self)
{
  if (!self->once && !crm_survey_form_is_anonymous (self->form))
    on_who (self, self->customer);
}

static void
on_language (CrmSurveyEntry *self)
{
  self->second = !self->second;
  crm_survey_walk_set_second (self->walk, self->second);
  show_language (self);
}

static void
crm_survey_entry_dispose (GObject *object)
{
  CrmSurveyEntry *self = CRM_SURVEY_ENTRY (object);

  if (self->draft_source != 0)
    save_draft (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_ENTRY);
  g_clear_object (&self->page);
  g_clear_object (&self->context);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  who_clear (&self->who);

  G_OBJECT_CLASS (crm_survey_entry_parent_class)->dispose (object);
}

static void
crm_survey_entry_class_init (CrmSurveyEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_entry_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, language);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, stack);
  gtk_widget_class_bind_template_child_full (widget_class, "who", FALSE, G_STRUCT_OFFSET (CrmSurveyEntry, who_button));
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, place);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, customer);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, customer_name);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyEntry, next);
  gtk_widget_class_bind_template_callback (widget_class, on_who);
  gtk_widget_class_bind_template_callback (widget_class, on_nobody);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_install_action (widget_class, "entry.follow-up", NULL, follow_up_action);
}

static void
crm_survey_entry_init (CrmSurveyEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->walk = CRM_SURVEY_WALK (crm_survey_walk_new (CRM_SURVEY_WALK_KEYS));
  adw_bin_set_child (self->place, GTK_WIDGET (self->walk));
  g_signal_connect_object (self->walk, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "changed", G_CALLBACK (on_walk_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "finished", G_CALLBACK (on_finished), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
}

static CrmSurveyEntry *
entry_new (CrmPage *page, CrmSurveyForm *form, const char *channel, gboolean once)
{
  CrmSurveyEntry *self = g_object_new (CRM_TYPE_SURVEY_ENTRY, NULL);

  self->page = g_object_ref (page);
  self->context = g_object_ref (crm_page_get_context (page));
  self->form = crm_survey_form_ref (form);
  self->channel = channel;
  self->once = once;
  adw_dialog_set_title (ADW_DIALOG (self), crm_record_get_title (form->survey));
  adw_window_title_set_title (self->window_title, crm_record_get_title (form->survey));
  show_language (self);
  return self;
}

static void
present (CrmSurveyEntry *self)
{
  gboolean asks = self->once || crm_survey_form_is_anonymous (self->form);

  if (asks)
    begin (self);
  else
    begin_next (self);
  adw_dialog_set_focus (ADW_DIALOG (self), asks ? GTK_WIDGET (self->walk) : self->who_button);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (self->page));
  load (self);
}

void
crm_survey_entry_present (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const char *name)
{
  CrmSurveyEntry *self;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL);

  self = entry_new (page, form, "interview", customer != NULL);
  set_customer (self, customer, name);
  present (self);
}

void
crm_survey_entry_present_invitation (CrmPage *page, CrmSurveyForm *form, const CrmRecord *invitation, const char *name, gboolean on_paper)
{
  CrmSurveyEntry *self;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL && invitation != NULL);

  self = entry_new (page, form, on_paper ? "paper" : "interview", TRUE);
  set_invitation (self, invitation, name);
  present (self);
}
