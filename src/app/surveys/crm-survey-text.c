/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a survey being written, in one language. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-text.h"

/* A pause in typing that is long enough to look at the preview. */
#define PAUSE_MS 900

struct _CrmSurveyText
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *label;
  GtkTextView *view;
  GtkLabel *mirror;
  GtkLabel *placeholder;

  /* owned */
  char *shown; /* as it was given, or committed last */

  guint pause;
  gboolean several_lines;
  gboolean setting;
  gboolean composing;
};

enum
{
  COMMIT,
  ENTERED,
  EMPTIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSurveyText, crm_survey_text, GTK_TYPE_BOX)

static char *
dup_typed (CrmSurveyText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (self->several_lines ? text : g_strdelimit (text, "\n\r\t", ' '));
}

/* A text view does not know how high it is for a width; a label that says the same does, and stands behind it. */
static void
update_height (CrmSurveyText *self, const char *preedit)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL, *mirrored = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  mirrored = g_strconcat (text, preedit, "\u200b", NULL);
  gtk_label_set_label (self->mirror, mirrored);
}

static void
update_placeholder (CrmSurveyText *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty && !self->composing);
}

static gboolean
on_pause (gpointer data)
{
  CrmSurveyText *self = CRM_SURVEY_TEXT (data);

  self->pause = 0;
  crm_survey_text_flush (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmSurveyText *self)
{
  g_assert (CRM_IS_SURVEY_TEXT (self));

  update_height (self, "");
  update_placeholder (self);
  if (self->setting)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_preedit_changed (CrmSurveyText *self, const char *preedit)
{
  g_assert (CRM_IS_SURVEY_TEXT (self));

  self->composing = preedit != NULL && *preedit != '\0';
  update_height (self, preedit != NULL ? preedit : "");
  update_placeholder (self);
}

static void
on_focus_left (CrmSurveyText *self)
{
  g_assert (CRM_IS_SURVEY_TEXT (self));

  crm_survey_text_flush (self);
}

/* Enter that ends a composition belongs to the input method. */
static gboolean
on_key (CrmSurveyText *self, guint key, guint code, GdkModifierType state)
{
  g_assert (CRM_IS_SURVEY_TEXT (self));

  if (self->composing || !gtk_text_view_get_editable (self->view))
    return GDK_EVENT_PROPAGATE;
  if (!self->several_lines && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      crm_survey_text_flush (self);
      g_signal_emit (self, signals[ENTERED], 0);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace && gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0)
    g_signal_emit (self, signals[EMPTIED], 0);
  return GDK_EVENT_PROPAGATE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_text_unmap (GtkWidget *widget)
{
  crm_survey_text_flush (CRM_SURVEY_TEXT (widget));
  GTK_WIDGET_CLASS (crm_survey_text_parent_class)->unmap (widget);
}

static void
crm_survey_text_dispose (GObject *object)
{
  CrmSurveyText *self = CRM_SURVEY_TEXT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_TEXT);

  G_OBJECT_CLASS (crm_survey_text_parent_class)->dispose (object);
}

static void
crm_survey_text_finalize (GObject *object)
{
  g_free (CRM_SURVEY_TEXT (object)->shown);

  G_OBJECT_CLASS (crm_survey_text_parent_class)->finalize (object);
}

static void
crm_survey_text_class_init (CrmSurveyTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_survey_text_dispose;
  object_class->finalize = crm_survey_text_finalize;
  widget_class->unmap = crm_survey_text_unmap;

  signals[COMMIT] = g_signal_new ("commit", CRM_TYPE_SURVEY_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENTERED] = g_signal_new ("entered", CRM_TYPE_SURVEY_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EMPTIED] = g_signal_new ("emptied", CRM_TYPE_SURVEY_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-text.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyText, label);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyText, view);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyText, mirror);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyText, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, on_preedit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
crm_survey_text_init (CrmSurveyText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_strdup ("");
  update_height (self, "");
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
crm_survey_text_new (gboolean several_lines)
{
  CrmSurveyText *self = g_object_new (CRM_TYPE_SURVEY_TEXT, NULL);

  self->several_lines = several_lines;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, several_lines, -1);
  return GTK_WIDGET (self);
}

void
crm_survey_text_set_label (CrmSurveyText *self, const char *label, const char *accessible_name)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT (self) && accessible_name != NULL);

  gtk_label_set_label (self->label, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), label != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_name, -1);
}

void
crm_survey_text_set_text (CrmSurveyText *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  g_autofree char *typed = NULL;

  g_return_if_fail (CRM_IS_SURVEY_TEXT (self) && text != NULL);

  buffer = gtk_text_view_get_buffer (self->view);

  if (self->pause != 0 || self->composing)
    return;
  g_set_str (&self->shown, text);
  typed = dup_typed (self);
  /* What was typed and is stored now keeps its cursor, and a space at its end. */
  if (g_str_equal (typed, text))
    return;
  self->setting = TRUE;
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)))
    gtk_text_buffer_place_cursor (buffer, &start);
  self->setting = FALSE;
}

void
crm_survey_text_flush (CrmSurveyText *self)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (CRM_IS_SURVEY_TEXT (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  typed = dup_typed (self);
  if (g_set_str (&self->shown, typed))
    g_signal_emit (self, signals[COMMIT], 0, typed);
}

void
crm_survey_text_set_editable (CrmSurveyText *self, gboolean editable)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT (self));

  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
}

void
crm_survey_text_set_placeholder (CrmSurveyText *self, const char *placeholder)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT (self) && placeholder != NULL);

  gtk_label_set_label (self->placeholder, placeholder);
}

void
crm_survey_text_take_focus (CrmSurveyText *self)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
