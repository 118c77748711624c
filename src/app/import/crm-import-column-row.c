/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of a file: its name, some of what stands in it, and where that goes. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-column-row.h"

#include "app/import/crm-meaning-picker.h"

#include <glib/gi18n-lib.h>

/* Of the column's cells, those shown. */
#define N_SAMPLES 3

/* Longer ones are cut, in characters. */
#define SAMPLE_LENGTH 60

struct _CrmImportColumnRow
{
  AdwActionRow parent_instance;

  /* owned */
  CrmImportSource *source;
  CrmSurveyForm *form; /* (nullable) */

  GtkMenuButton *button;
  const CrmKind *kind;
  CrmColumnMeaning guess;
  CrmDealMeaning deal_guess;
  guint column;
};

G_DEFINE_FINAL_TYPE (CrmImportColumnRow, crm_import_column_row, ADW_TYPE_ACTION_ROW)

static guint changed_signal;

static CrmImportColumn *
get_column (CrmImportColumnRow *self)
{
  return &g_array_index (self->source->mapping->columns, CrmImportColumn, self->column);
}

static gboolean
is_of_deals (CrmImportColumnRow *self)
{
  return self->kind->id == CRM_KIND_DEAL;
}

static gboolean
is_placed (CrmImportColumnRow *self)
{
  const CrmColumnMeaning *meaning = &get_column (self)->meaning;

  if (self->form != NULL)
    return get_column (self)->answers.target != CRM_ANSWERS_NOTHING;
  if (is_of_deals (self))
    return get_column (self)->deal.target != CRM_DEAL_COLUMN_IGNORE;
  return meaning->target != CRM_COLUMN_IGNORE && meaning->target != CRM_COLUMN_UNKNOWN && meaning->target != CRM_COLUMN_NOTE_LINE;
}

static char *
dup_label (CrmImportColumnRow *self)
{
  const CrmImportColumn *column = get_column (self);

  if (self->form != NULL)
    return crm_answers_column_dup_label (&column->answers);
  return is_of_deals (self) ? crm_deal_meaning_dup_label (&column->deal) : crm_column_meaning_dup_label (&column->meaning);
}

static void
show_meaning (CrmImportColumnRow *self)
{
  const CrmImportColumn *column = get_column (self);
  g_autofree char *label = dup_label (self);
  /* Translators: what a screen reader says of a column: %1$s is its name, %2$s what it holds. */
  g_autofree char *name = g_strdup_printf (_ ("%1$s goes to: %2$s"), column->name, label);

  gtk_menu_button_set_label (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (is_placed (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "dimmed");
}

static void
on_picked (CrmImportColumnRow *self, const CrmMeaningChoice *choice)
{
  g_assert (CRM_IS_IMPORT_COLUMN_ROW (self));

  if (self->form != NULL)
    get_column (self)->answers = choice->answers;
  else if (is_of_deals (self))
    get_column (self)->deal = choice->deal;
  else
    get_column (self)->meaning = choice->meaning;
  show_meaning (self);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
is_current (CrmImportColumnRow *self, const CrmMeaningChoice *choice)
{
  const CrmImportColumn *column = get_column (self);

  if (self->form != NULL)
    return crm_answers_column_equal (&choice->answers, &column->answers);
  return is_of_deals (self) ? crm_deal_meaning_equal (&choice->deal, &column->deal) : crm_column_meaning_equal (&choice->meaning, &column->meaning);
}

static GPtrArray *
make_choices (CrmImportColumnRow *self)
{
  if (self->form != NULL)
    return crm_meaning_choices_of_answers (self->form);
  return is_of_deals (self) ? crm_meaning_choices_of_deals (&self->deal_guess) : crm_meaning_choices_of_customers (&self->guess, self->source->mapping->custom_fields, get_column (self)->name);
}

static int
find_current (CrmImportColumnRow *self, GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    if (is_current (self, g_ptr_array_index (choices, i)))
      return (int)i;
  return -1;
}

/* The list is long and there may be a hundred rows: it is made when it is asked for. */
static void
create_popup (GtkMenuButton *button, gpointer data)
{
  CrmImportColumnRow *self = CRM_IMPORT_COLUMN_ROW (data);
  g_autoptr (GPtrArray) choices = make_choices (self);
  GtkWidget *picker = crm_meaning_picker_new (choices, find_current (self, choices));

  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, picker);
}

static void
append_sample (GString *text, const char *cell)
{
  g_autofree char *line = g_strdup (cell);
  gsize length = (gsize)g_utf8_strlen (g_strstrip (g_strdelimit (line, "\r\n\t", ' ')), -1);

  if (text->len > 0)
    g_string_append (text, " · ");
  if (length > SAMPLE_LENGTH)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, SAMPLE_LENGTH);

      g_string_append_printf (text, "%s…", cut);
    }
  else
    {
      g_string_append (text, line);
    }
}

static gboolean
is_new (const char *const *samples, guint n_samples, const char *cell)
{
  for (guint i = 0; i < n_samples; i++)
    if (g_str_equal (samples[i], cell))
      return FALSE;
  return *cell != '\0';
}

static char *
dup_samples (CrmImportColumnRow *self)
{
  GString *text = g_string_new (NULL);
  const char *seen[N_SAMPLES];
  guint n = 0;

  for (guint i = 0; i < self->source->samples->len && n < N_SAMPLES; i++)
    {
      char **cells = g_ptr_array_index (self->source->samples, i);

      if (self->column < g_strv_length (cells) && is_new (seen, n, cells[self->column]))
        {
          append_sample (text, cells[self->column]);
          seen[n++] = cells[self->column];
        }
    }
  return g_string_free_and_steal (text);
}

static void
crm_import_column_row_finalize (GObject *object)
{
  g_clear_pointer (&CRM_IMPORT_COLUMN_ROW (object)->source, crm_import_source_unref);
  g_clear_pointer (&CRM_IMPORT_COLUMN_ROW (object)->form, crm_survey_form_unref);

  G_OBJECT_CLASS (crm_import_column_row_parent_class)->finalize (object);
}

static void
crm_import_column_row_class_init (CrmImportColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_import_column_row_finalize;

  changed_signal = g_signal_new ("changed", CRM_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_import_column_row_init (CrmImportColumnRow *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_can_shrink (self->button, TRUE);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_create_popup_func (self->button, create_popup, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "meaning-button");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  /* Its name says both the column and where it goes. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
crm_import_column_row_new (CrmImportSource *source, guint column, const CrmKind *kind, CrmSurveyForm *form)
{
  CrmImportColumnRow *self;
  g_autofree char *samples = NULL;

  g_return_val_if_fail (source != NULL && column < source->mapping->columns->len && kind != NULL, NULL);

  self = g_object_new (CRM_TYPE_IMPORT_COLUMN_ROW, NULL);
  self->source = crm_import_source_ref (source);
  self->column = column;
  self->kind = kind;
  self->form = form != NULL ? crm_survey_form_ref (form) : NULL;
  self->guess = get_column (self)->meaning;
  self->deal_guess = get_column (self)->deal;
  samples = dup_samples (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), get_column (self)->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), samples);
  show_meaning (self);
  return GTK_WIDGET (self);
}
