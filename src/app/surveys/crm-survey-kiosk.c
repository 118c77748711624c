/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey on the whole screen for visitors. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-kiosk.h"

#include "app/surveys/crm-survey-walk.h"
#include "app/surveys/crm-survey-words.h"
#include "core/base/crm-pin.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>

#define THANKS_S      8
#define PAUSE_S       90
#define FREE_TRIES    3
#define WAIT_PER_MISS (5 * G_TIME_SPAN_SECOND)

struct _CrmSurveyKiosk
{
  AdwWindow parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *start;
  GtkBox *languages;
  GtkProgressBar *progress;
  AdwBin *place;
  GtkButton *back;
  GtkButton *next;
  AdwStatusPage *thanks;
  GtkButton *again;

  /* owned by the widget tree */
  CrmSurveyWalk *walk;
  AdwDialog *asking; /* for the PIN; borrowed, NULL while it is not */

  /* owned */
  GtkWidget *pin_row;
  CrmPage *page;
  CrmSurveyForm *form;
  GtkWindow *hidden; /* the program's window */
  GPtrArray *failed; /* of CrmEdit: what could not be written yet */
  char *pin;

  gint64 wait_until; /* monotonic: no PIN is tried before */
  guint n_misses;
  guint source; /* goes back to the start */
};

G_DEFINE_FINAL_TYPE (CrmSurveyKiosk, crm_survey_kiosk, ADW_TYPE_WINDOW)

static CrmStore *
get_store (CrmSurveyKiosk *self)
{
  return crm_context_get_store (crm_page_get_context (self->page));
}

static gint64
get_now (CrmSurveyKiosk *self)
{
  return crm_clock_now (crm_context_get_clock (crm_page_get_context (self->page)));
}

static const char *
get_language (CrmSurveyKiosk *self, gboolean second)
{
  return crm_record_get_text (self->form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmSurveyKiosk *kiosk;
  CrmEdit *edit;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  crm_edit_unref (writing->edit);
  g_object_unref (writing->kiosk);
  g_free (writing);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  Writing *writing = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    return NULL;
  /* No visitor can do anything about it: it is told when somebody comes who can. */
  if (writing->kiosk->failed != NULL)
    g_ptr_array_add (writing->kiosk->failed, crm_edit_ref (writing->edit));
  return NULL;
}

static void
write_sheet (CrmSurveyKiosk *self, gboolean complete)
{
  CrmSurveySheet *sheet = crm_survey_walk_get_sheet (self->walk);
  g_autoptr (CrmEdit) edit = sheet != NULL ? crm_survey_sheet_make_edit (sheet, NULL, get_now (self), complete, NULL, NULL) : NULL;
  Writing *writing;

  if (edit == NULL)
    return;
  writing = g_new0 (Writing, 1);
  *writing = (Writing){ g_object_ref (self), crm_edit_ref (edit) };
  dex_future_disown (dex_future_catch (crm_store_apply (get_store (self), edit, NULL), on_written, writing, writing_free));
}

/* ── where one is ─────────────────────────────────────────────────────────────────────────── */

static const char *
get_place (CrmSurveyKiosk *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

static gboolean on_time_over (gpointer data);

static void
wait (CrmSurveyKiosk *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (g_strcmp0 (get_place (self), "start") != 0)
    self->source = g_timeout_add_seconds (g_strcmp0 (get_place (self), "thanks") == 0 ? THANKS_S : PAUSE_S, on_time_over, self);
}

static void
go_to (CrmSurveyKiosk *self, const char *place)
{
  gtk_stack_set_visible_child_name (self->stack, place);
  wait (self);
}

/* Nothing is left of the visitor before. */
static void
start_over (CrmSurveyKiosk *self)
{
  CrmSurveySheet *sheet = crm_survey_walk_take_sheet (self->walk);

  g_clear_pointer (&sheet, crm_survey_sheet_free);
  go_to (self, "start");
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->languages)));
}

static gboolean
on_time_over (gpointer data)
{
  CrmSurveyKiosk *self = CRM_SURVEY_KIOSK (data);

  self->source = 0;
  if (g_strcmp0 (get_place (self), "questions") == 0)
    write_sheet (self, FALSE);
  start_over (self);
  return G_SOURCE_REMOVE;
}

static void
show_thanks (CrmSurveyKiosk *self)
{
  gboolean second = crm_survey_sheet_is_second (crm_survey_walk_get_sheet (self->walk));
  const char *thanks = crm_survey_get_text (self->form->survey, CRM_SURVEY_THANKS, second), *language = get_language (self, second);
  g_autofree char *escaped = g_markup_escape_text (*thanks != '\0' ? thanks : crm_survey_get_phrase (CRM_SURVEY_PHRASE_THANKS, language), -1);

  adw_status_page_set_title (self->thanks, escaped);
  gtk_button_set_label (self->again, crm_survey_get_phrase (CRM_SURVEY_PHRASE_BEGIN, language));
  go_to (self, "thanks");
  gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
on_finished (CrmSurveyKiosk *self)
{
  g_assert (CRM_IS_SURVEY_KIOSK (self));

  show_thanks (self);
  write_sheet (self, TRUE);
}

static void
on_moved (CrmSurveyKiosk *self)
{
  const char *language = crm_survey_walk_get_language (self->walk);
  guint place, n;

  g_assert (CRM_IS_SURVEY_KIOSK (self));

  crm_survey_walk_get_place (self->walk, &place, &n);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double)place / n : 0);
  gtk_button_set_label (self->back, crm_survey_get_phrase (CRM_SURVEY_PHRASE_BACK, language));
  gtk_button_set_label (self->next, crm_survey_get_phrase (place == n ? CRM_SURVEY_PHRASE_FINISH : CRM_SURVEY_PHRASE_NEXT, language));
}

static void
on_begin (CrmSurveyKiosk *self, GtkWidget *button)
{
  gboolean second = gtk_widget_get_prev_sibling (button) != NULL;

  g_assert (CRM_IS_SURVEY_KIOSK (self));

  go_to (self, "questions");
  crm_survey_walk_begin (self->walk, crm_survey_sheet_new (self->form, "kiosk", second, get_now (self)));
  on_moved (self);
}

static void
on_next (CrmSurveyKiosk *self)
{
  crm_survey_walk_go_on (self->walk);
}

static void
on_back (CrmSurveyKiosk *self)
{
  crm_survey_walk_go_back (self->walk);
}

static void
on_again (CrmSurveyKiosk *self)
{
  start_over (self);
}

static gboolean
on_event (CrmSurveyKiosk *self)
{
  g_assert (CRM_IS_SURVEY_KIOSK (self));

  if (g_strcmp0 (get_place (self), "questions") == 0)
    wait (self);
  return GDK_EVENT_PROPAGATE;
}

/* ── leaving ──────────────────────────────────────────────────────────────────────────────── */

static void
leave (CrmSurveyKiosk *self)
{
  for (guint i = 0; i < self->failed->len; i++)
    dex_future_disown (crm_page_apply (self->page, self->failed->pdata[i], NULL));
  g_ptr_array_set_size (self->failed, 0);
  if (g_strcmp0 (get_place (self), "questions") == 0)
    write_sheet (self, FALSE);
  gtk_window_present (self->hidden);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* The dialog that asked is still closing. */
static gboolean
leave_in_idle (gpointer data)
{
  CrmSurveyKiosk *self = CRM_SURVEY_KIOSK (data);

  if (self->hidden != NULL)
    leave (self);
  return G_SOURCE_REMOVE;
}

static void
on_pin (CrmSurveyKiosk *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->pin_row));

  if (g_get_monotonic_time () >= self->wait_until && crm_pin_verify (typed, self->pin))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, leave_in_idle, g_object_ref (self), g_object_unref);
      return;
    }
  if (g_get_monotonic_time () >= self->wait_until && ++self->n_misses > FREE_TRIES)
    self->wait_until = g_get_monotonic_time () + (self->n_misses - FREE_TRIES) * WAIT_PER_MISS;
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (self->n_misses > FREE_TRIES ? _ ("That is not the PIN. Wait a little before the next try.") : _ ("That is not the PIN.")));
}

static void
on_asking_closed (CrmSurveyKiosk *self)
{
  self->asking = NULL;
}

static void
on_response (CrmSurveyKiosk *self, const char *response)
{
  if (g_strcmp0 (response, "leave") == 0)
    on_pin (self);
}

static void
on_leave (CrmSurveyKiosk *self)
{
  GtkWidget *group;

  g_assert (CRM_IS_SURVEY_KIOSK (self));

  if (self->asking != NULL)
    return;
  self->asking = adw_alert_dialog_new (_ ("Leave the Kiosk?"), NULL);
  /* The dialog is closed by the time it says what was chosen. */
  g_clear_object (&self->pin_row);
  self->pin_row = g_object_ref_sink (adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin_row), _ ("PIN"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->pin_row), TRUE);
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->pin_row);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self->asking), group);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (self->asking), "cancel", _ ("_Cancel"), "leave", _ ("_Leave"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (self->asking), "leave", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (self->asking), "leave");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self->asking), "cancel");
  g_signal_connect_object (self->asking, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->asking, "closed", G_CALLBACK (on_asking_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->asking, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->pin_row);
}

/* Alt+F4 and its like ask for the PIN, too. */
static gboolean
crm_survey_kiosk_close_request (GtkWindow *window)
{
  on_leave (CRM_SURVEY_KIOSK (window));
  return GDK_EVENT_STOP;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_kiosk_dispose (GObject *object)
{
  CrmSurveyKiosk *self = CRM_SURVEY_KIOSK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_KIOSK);
  g_clear_object (&self->pin_row);
  g_clear_object (&self->page);
  g_clear_object (&self->hidden);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  g_clear_pointer (&self->pin, g_free);

  G_OBJECT_CLASS (crm_survey_kiosk_parent_class)->dispose (object);
}

static void
crm_survey_kiosk_class_init (CrmSurveyKioskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_kiosk_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = crm_survey_kiosk_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-kiosk.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, start);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, languages);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, place);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, back);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, next);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, thanks);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKiosk, again);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
crm_survey_kiosk_init (CrmSurveyKiosk *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->failed = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_edit_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->walk = CRM_SURVEY_WALK (crm_survey_walk_new (CRM_SURVEY_WALK_OWN_WORDS));
  adw_bin_set_child (self->place, GTK_WIDGET (self->walk));
  g_signal_connect_object (self->walk, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "changed", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "finished", G_CALLBACK (on_finished), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk, "left", G_CALLBACK (start_over), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
}

static void
add_begin (CrmSurveyKiosk *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_begin), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->languages, button);
}

static void
fill_start (CrmSurveyKiosk *self)
{
  const CrmSurveyPage *page = self->form->pages->len > 0 ? self->form->pages->pdata[0] : NULL;
  const char *second = crm_survey_form_has_second (self->form) ? crm_survey_get_text (self->form->survey, CRM_SURVEY_TITLE, TRUE) : "";
  const char *intro = *second != '\0' ? second : page != NULL ? crm_survey_get_text (page->record, CRM_SURVEY_PAGE_INTRO, FALSE)
                                                              : "";
  g_autofree char *title = g_markup_escape_text (crm_survey_get_text (self->form->survey, CRM_SURVEY_TITLE, FALSE), -1);

  adw_status_page_set_title (self->start, title);
  if (g_strcmp0 (intro, crm_survey_get_text (self->form->survey, CRM_SURVEY_TITLE, FALSE)) != 0)
    {
      g_autofree char *escaped = g_markup_escape_text (intro, -1);

      adw_status_page_set_description (self->start, escaped);
    }
  if (!crm_survey_form_has_second (self->form))
    add_begin (self, crm_survey_get_phrase (CRM_SURVEY_PHRASE_BEGIN, get_language (self, FALSE)));
  else
    for (int i = 0; i < 2; i++)
      add_begin (self, crm_survey_language_get_name (get_language (self, i == 1)));
}

void
crm_survey_kiosk_open (CrmPage *page, CrmSurveyForm *form, const char *pin)
{
  CrmSurveyKiosk *self;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL && pin != NULL);

  self = g_object_new (CRM_TYPE_SURVEY_KIOSK, NULL);
  self->page = g_object_ref (page);
  self->form = crm_survey_form_ref (form);
  self->hidden = g_object_ref (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  self->pin = g_strdup (pin);
  gtk_window_set_title (GTK_WINDOW (self), crm_record_get_title (form->survey));
  fill_start (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->hidden), FALSE);
  start_over (self);
}
