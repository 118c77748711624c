/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An option of a question, or a row of a matrix, written where it is shown. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-option-row.h"

#include "app/surveys/crm-survey-text.h"
#include "app/surveys/crm-survey-words.h"
#include "app/widgets/crm-row-dragging.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmOptionRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkWidget *handle;
  GtkBox *texts;
  GtkEntry *value;
  GtkLabel *exclusive;
  GtkMenuButton *menu_button;

  /* owned by the widget tree */
  GtkWidget *languages[2];

  /* owned */
  CrmSurveyEditor *editor;
  CrmRecord *option;

  gboolean can_be_exclusive;
  gboolean can_have_value;
};

enum
{
  ENTERED,
  VALUES,
  REMOVE,
  MOVE,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmOptionRow, crm_option_row, GTK_TYPE_LIST_BOX_ROW)

/* ── texts ────────────────────────────────────────────────────────────────────────────────── */

static void
on_commit (CrmOptionRow *self, const char *text, CrmSurveyText *from)
{
  g_assert (CRM_IS_OPTION_ROW (self));

  if (self->option != NULL && self->editor != NULL)
    crm_survey_editor_set_text (self->editor, self->option, GTK_WIDGET (from) == self->languages[1] ? CRM_QUESTION_OPTION_TEXT_SECOND : CRM_QUESTION_OPTION_TEXT, text);
}

static void
on_entered (CrmOptionRow *self)
{
  g_assert (CRM_IS_OPTION_ROW (self));

  g_signal_emit (self, signals[ENTERED], 0);
}

static void
on_emptied (CrmOptionRow *self)
{
  g_assert (CRM_IS_OPTION_ROW (self));

  /* Not while the other language still says something. */
  if (!crm_record_has (self->option, CRM_QUESTION_OPTION_TEXT) && !crm_record_has (self->option, CRM_QUESTION_OPTION_TEXT_SECOND) && crm_survey_editor_can_change (self->editor))
    g_signal_emit (self, signals[REMOVE], 0);
}

/* ── what it is worth ─────────────────────────────────────────────────────────────────────── */

static void
show_value (CrmOptionRow *self)
{
  const CrmValue *value = &self->option->values[CRM_QUESTION_OPTION_VALUE];
  g_autofree char *text = value->type == CRM_VALUE_INTEGER ? crm_decimal_format (value->integer) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->value), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
}

static void
store_value (CrmOptionRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->value));
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  g_assert (CRM_IS_OPTION_ROW (self));

  if (self->option == NULL || self->editor == NULL)
    return;
  if (*typed != '\0' && !crm_decimal_parse (typed, 0, &number, &error))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->value), error->message);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
  crm_survey_editor_set (self->editor, self->option, CRM_QUESTION_OPTION_VALUE, *typed != '\0' ? crm_value_integer (number) : (CrmValue){ 0 });
}

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, -1);
}

static void
down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, 1);
}

static void
values_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[VALUES], 0);
}

static void
exclusive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOptionRow *self = CRM_OPTION_ROW (widget);
  gboolean exclusive = crm_record_get_integer (self->option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0;

  crm_survey_editor_set (self->editor, self->option, CRM_QUESTION_OPTION_EXCLUSIVE, exclusive ? (CrmValue){ 0 } : crm_value_integer (1));
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmOptionRow *self = CRM_OPTION_ROW (data);
  g_autoptr (GMenu) menu = g_menu_new (), order = g_menu_new (), end = g_menu_new ();

  if (self->can_be_exclusive)
    g_menu_append (menu, crm_record_get_integer (self->option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0 ? _ ("_Also with Others") : _ ("_Only Alone, as “None of These”"), "option.exclusive");
  if (self->can_have_value && !gtk_widget_get_visible (GTK_WIDGET (self->value)))
    g_menu_append (menu, _ ("Give _Values to Options"), "option.values");
  g_menu_append (order, _ ("Move _Up"), "option.up");
  g_menu_append (order, _ ("Move _Down"), "option.down");
  g_menu_append (end, _ ("_Remove"), "option.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static gboolean
may_move (GtkWidget *row)
{
  return crm_survey_editor_can_change (CRM_OPTION_ROW (row)->editor);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_option_row_dispose (GObject *object)
{
  CrmOptionRow *self = CRM_OPTION_ROW (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->option, crm_record_unref);
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_OPTION_ROW);

  G_OBJECT_CLASS (crm_option_row_parent_class)->dispose (object);
}

static void
crm_option_row_class_init (CrmOptionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_option_row_dispose;

  signals[ENTERED] = g_signal_new ("entered", CRM_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VALUES] = g_signal_new ("values", CRM_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", CRM_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_OPTION_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-option-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOptionRow, handle);
  gtk_widget_class_bind_template_child (widget_class, CrmOptionRow, texts);
  gtk_widget_class_bind_template_child (widget_class, CrmOptionRow, value);
  gtk_widget_class_bind_template_child (widget_class, CrmOptionRow, exclusive);
  gtk_widget_class_bind_template_child (widget_class, CrmOptionRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, store_value);

  gtk_widget_class_install_action (widget_class, "option.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "option.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "option.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "option.values", NULL, values_action);
  gtk_widget_class_install_action (widget_class, "option.exclusive", NULL, exclusive_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "option.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "option.down", NULL);
}

static void
crm_option_row_init (CrmOptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->languages); i++)
    {
      self->languages[i] = crm_survey_text_new (FALSE);
      g_signal_connect_object (self->languages[i], "commit", G_CALLBACK (on_commit), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->languages[i], "entered", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->languages[i], "emptied", G_CALLBACK (on_emptied), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->texts, self->languages[i]);
    }
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, self, NULL);
  /* Elsewhere a drag marks text. */
  crm_row_dragging_add (GTK_WIDGET (self), self->handle, may_move);
}

GtkWidget *
crm_option_row_new (CrmSurveyEditor *editor)
{
  CrmOptionRow *self;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (editor), NULL);

  self = g_object_new (CRM_TYPE_OPTION_ROW, NULL);
  self->editor = g_object_ref (editor);
  g_object_bind_property (editor, "orientation", self->texts, "orientation", G_BINDING_SYNC_CREATE);
  g_object_bind_property (editor, "stacked", self->texts, "homogeneous", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  return GTK_WIDGET (self);
}

static void
show_text (CrmOptionRow *self, guint i, guint number, const char *language)
{
  CrmSurveyText *text = CRM_SURVEY_TEXT (self->languages[i]);
  gboolean is_row = g_strcmp0 (crm_record_get_text (self->option, CRM_QUESTION_OPTION_AXIS), "row") == 0;
  const char *stored = crm_record_get_text (self->option, CRM_QUESTION_OPTION_TEXT + i);
  g_autofree char *placeholder = g_strdup_printf (is_row ? _ ("Row %u") : _ ("Option %u"), number);
  g_autofree char *name = i == 0 ? g_strdup (placeholder) : g_strdup_printf (_ ("%1$s · %2$s"), placeholder, crm_survey_language_get_name (language));

  crm_survey_text_set_label (text, NULL, name);
  crm_survey_text_set_placeholder (text, i == 0 ? placeholder : crm_survey_language_get_name (language));
  crm_survey_text_set_text (text, stored != NULL ? stored : "");
  crm_survey_text_set_editable (text, crm_survey_editor_can_change (self->editor));
}

static void
flush (CrmOptionRow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->languages); i++)
    crm_survey_text_flush (CRM_SURVEY_TEXT (self->languages[i]));
}

void
crm_option_row_set_option (CrmOptionRow *self, CrmRecord *option, guint number, gboolean can_have_value, gboolean with_value, gboolean with_exclusive, gboolean up, gboolean down)
{
  const char *second;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_OPTION_ROW (self) && option != NULL);

  if (self->option != NULL && !crm_id_equal (&self->option->id, &option->id))
    flush (self);
  crm_record_ref (option);
  g_clear_pointer (&self->option, crm_record_unref);
  self->option = option;
  self->can_be_exclusive = with_exclusive;
  self->can_have_value = can_have_value;
  second = crm_survey_editor_get_second (self->editor);
  gtk_widget_set_visible (self->languages[1], second != NULL);
  show_text (self, 0, number, crm_survey_editor_get_language (self->editor));
  if (second != NULL)
    show_text (self, 1, number, second);
  gtk_widget_set_visible (GTK_WIDGET (self->value), with_value);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->value)) == NULL)
    show_value (self);
  gtk_widget_set_visible (GTK_WIDGET (self->exclusive), with_exclusive && crm_record_get_integer (option, CRM_QUESTION_OPTION_EXCLUSIVE, 0) != 0);
  gtk_widget_set_visible (self->handle, crm_survey_editor_can_change (self->editor));
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), crm_survey_editor_can_change (self->editor));
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), crm_survey_editor_can_change (self->editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "option.up", up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "option.down", down);
  /* Translators: the button with what can be done to an option; %u is its place. */
  name = g_strdup_printf (_ ("More for %u"), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

CrmRecord *
crm_option_row_get_option (CrmOptionRow *self)
{
  g_return_val_if_fail (CRM_IS_OPTION_ROW (self), NULL);

  return self->option;
}

void
crm_option_row_take_focus (CrmOptionRow *self)
{
  g_return_if_fail (CRM_IS_OPTION_ROW (self));

  crm_survey_text_take_focus (CRM_SURVEY_TEXT (self->languages[0]));
}
