/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a survey as whoever answers sees it, to be tried out; nothing of that is kept. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-preview.h"

#include "app/surveys/crm-question-view.h"
#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyPreview
{
  AdwBin parent_instance;

  /* template */
  AdwToggleGroup *languages;
  GtkScrolledWindow *scroller;
  GtkLabel *title;
  GtkLabel *heading;
  GtkLabel *intro;
  GtkBox *questions;
  GtkLabel *nothing;
  GtkLabel *place;

  /* owned; the views of questions borrow from it */
  CrmSurveySheet *sheet;

  CrmId page;
  CrmId question;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmSurveyPreview, crm_survey_preview, ADW_TYPE_BIN)

static const CrmSurveyPage *
find_page (CrmSurveyPreview *self, guint *place)
{
  CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);

  for (*place = 0; *place < form->pages->len; (*place)++)
    if (crm_id_equal (&((CrmSurveyPage *)form->pages->pdata[*place])->record->id, &self->page))
      return form->pages->pdata[*place];
  *place = 0;
  return form->pages->len > 0 ? form->pages->pdata[0] : NULL;
}

/* What the answers so far hide is hidden here too, but for what is being worked on. */
static void
update_shown (CrmSurveyPreview *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const CrmSurveyQuestion *question = crm_question_view_get_question (CRM_QUESTION_VIEW (child));
      gboolean shown = crm_survey_sheet_is_shown (self->sheet, question);
      gboolean chosen = crm_id_equal (&question->record->id, &self->question);

      gtk_widget_set_visible (child, shown || chosen);
      if (shown)
        gtk_widget_remove_css_class (child, "preview-hidden");
      else
        gtk_widget_add_css_class (child, "preview-hidden");
    }
}

static void
on_answer (CrmSurveyPreview *self)
{
  g_assert (CRM_IS_SURVEY_PREVIEW (self));

  if (crm_survey_sheet_update (self->sheet))
    update_shown (self);
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
clear_questions (CrmSurveyPreview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->questions))) != NULL)
    gtk_box_remove (self->questions, child);
}

static void
add_question (CrmSurveyPreview *self, const CrmSurveyQuestion *question, gboolean second)
{
  GtkWidget *view = crm_question_view_new (crm_survey_sheet_get_answers (self->sheet), question, second ? CRM_QUESTION_VIEW_SECOND : CRM_QUESTION_VIEW_PLAIN);

  gtk_widget_add_css_class (view, "preview-question");
  if (crm_id_equal (&question->record->id, &self->question))
    gtk_widget_add_css_class (view, "preview-chosen");
  g_signal_connect_object (view, "changed", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->questions, view);
}

static gboolean
scroll_to_chosen (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmSurveyPreview *self = CRM_SURVEY_PREVIEW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "preview-chosen") && gtk_widget_compute_bounds (child, gtk_scrolled_window_get_child (self->scroller), &bounds))
      gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

static void
show (CrmSurveyPreview *self)
{
  CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  gboolean second = crm_survey_sheet_is_second (self->sheet);
  guint place;
  const CrmSurveyPage *page = find_page (self, &place);
  g_autofree char *words = form->pages->len > 1 ? g_strdup_printf (_ ("Page %1$u of %2$u"), place + 1, form->pages->len) : NULL;

  clear_questions (self);
  set_label (self->title, place == 0 ? crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, second) : "");
  set_label (self->heading, page != NULL ? crm_survey_get_text (page->record, CRM_SURVEY_PAGE_TITLE, second) : "");
  set_label (self->intro, page != NULL ? crm_survey_get_text (page->record, CRM_SURVEY_PAGE_INTRO, second) : "");
  set_label (self->place, words != NULL ? words : "");
  for (guint i = 0; page != NULL && i < page->n_questions; i++)
    add_question (self, form->questions->pdata[page->first + i], second);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), page == NULL || page->n_questions == 0);
  update_shown (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_to_chosen, NULL, NULL);
}

static void
on_language (CrmSurveyPreview *self)
{
  gboolean second = g_strcmp0 (adw_toggle_group_get_active_name (self->languages), "second") == 0;

  if (self->filling || self->sheet == NULL)
    return;
  crm_survey_sheet_set_second (self->sheet, second);
  show (self);
}

static void
fill_languages (CrmSurveyPreview *self, const CrmSurveyForm *form, gboolean second)
{
  const guint fields[] = { CRM_SURVEY_LANGUAGE, CRM_SURVEY_SECOND_LANGUAGE };
  const char *const names[] = { "first", "second" };

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *code = crm_record_get_text (form->survey, fields[i]);

      adw_toggle_set_label (adw_toggle_group_get_toggle_by_name (self->languages, names[i]), code != NULL ? crm_survey_language_get_name (code) : "");
    }
  adw_toggle_group_set_active_name (self->languages, names[second]);
  gtk_widget_set_visible (GTK_WIDGET (self->languages), crm_survey_form_has_second (form));
  self->filling = FALSE;
}

void
crm_survey_preview_set_form (CrmSurveyPreview *self, CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question)
{
  gboolean second;

  g_return_if_fail (CRM_IS_SURVEY_PREVIEW (self) && form != NULL);

  second = self->sheet != NULL && crm_survey_sheet_is_second (self->sheet) && crm_survey_form_has_second (form);
  clear_questions (self);
  g_clear_pointer (&self->sheet, crm_survey_sheet_free);
  self->sheet = crm_survey_sheet_new (form, "interview", second, 0);
  self->page = page != NULL ? page->record->id : (CrmId){ 0 };
  self->question = question != NULL ? question->record->id : (CrmId){ 0 };
  crm_survey_sheet_update (self->sheet);
  fill_languages (self, form, second);
  show (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_preview_dispose (GObject *object)
{
  CrmSurveyPreview *self = CRM_SURVEY_PREVIEW (object);

  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_PREVIEW);

  G_OBJECT_CLASS (crm_survey_preview_parent_class)->dispose (object);
}

static void
crm_survey_preview_finalize (GObject *object)
{
  g_clear_pointer (&CRM_SURVEY_PREVIEW (object)->sheet, crm_survey_sheet_free);

  G_OBJECT_CLASS (crm_survey_preview_parent_class)->finalize (object);
}

static void
crm_survey_preview_class_init (CrmSurveyPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_survey_preview_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, languages);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, title);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, intro);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, questions);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, nothing);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPreview, place);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
}

static void
crm_survey_preview_init (CrmSurveyPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
