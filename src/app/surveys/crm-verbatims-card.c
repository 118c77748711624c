/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people wrote to a survey: to read, to search, to tag. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-verbatims-card.h"

#include "app/surveys/crm-response-dialog.h"
#include "app/surveys/crm-results-definitions.h"
#include "app/surveys/crm-results-words.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* Shown at once; a search finds the others. */
#define ROWS_MAX 60

struct _CrmVerbatimsCard
{
  AdwBin parent_instance;

  /* owned */
  CrmResultsFigures *figures;
  GPtrArray *verbatims; /* of CrmVerbatim */
  GArray *places;       /* of guint: the questions in the choice */
  GCancellable *cancellable;

  /* borrowed */
  CrmPage *page;
  GtkDropDown *question;
  GtkSearchEntry *entry;
  GtkListBox *rows;
  GtkLabel *said;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmVerbatimsCard, crm_verbatims_card, ADW_TYPE_BIN)

/* ── tags ─────────────────────────────────────────────────────────────────────────────────── */

/* "Price, service" as typed, and a line each as kept. */
static char *
to_lines (const char *typed)
{
  g_auto (GStrv) parts = g_strsplit_set (typed, ",;\n", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) chinese = g_regex_split_simple ("[，；、]", *part, 0, 0);

      for (char **tag = chinese; *tag != NULL; tag++)
        if (*g_strstrip (*tag) != '\0')
          g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", *tag);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static char *
to_typed (const char *lines)
{
  g_auto (GStrv) tags = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  /* Translators: between the things that are said of one point of a map. */
  return g_strjoinv (C_ ("list", ", "), tags);
}

static void
on_tags (AdwEntryRow *entry, CrmVerbatimsCard *self)
{
  const CrmVerbatim *verbatim = g_object_get_data (G_OBJECT (entry), "verbatim");
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Tag what was written"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_update (edit, &crm_kind_answer, &verbatim->answer);
  g_autofree char *lines = to_lines (gtk_editable_get_text (GTK_EDITABLE (entry)));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);

  g_assert (CRM_IS_VERBATIMS_CARD (self));

  crm_change_set_text (change, CRM_ANSWER_TAGS, lines);
  dex_future_disown (crm_page_apply (self->page, edit, _ ("Tagged")));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
make_tag_button (CrmVerbatimsCard *self, const CrmVerbatim *verbatim)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *list = gtk_list_box_new (), *entry = adw_entry_row_new ();
  g_autofree char *typed = to_typed (verbatim->tags);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Tags, with Commas Between"));
  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  gtk_widget_set_size_request (entry, 260, -1);
  g_object_set_data (G_OBJECT (entry), "verbatim", (gpointer)verbatim);
  g_signal_connect_object (entry, "apply", G_CALLBACK (on_tags), self, G_CONNECT_DEFAULT);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "crm-tag-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Tags"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_found (const CrmVerbatim *verbatim, const char *folded)
{
  g_autofree char *text = g_utf8_casefold (verbatim->text, -1), *tags = g_utf8_casefold (verbatim->tags != NULL ? verbatim->tags : "", -1);

  return strstr (text, folded) != NULL || strstr (tags, folded) != NULL;
}

static GtkWidget *
make_row (CrmVerbatimsCard *self, const CrmVerbatim *verbatim)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = verbatim->day != CRM_DATE_NONE ? crm_date_format (verbatim->day) : NULL, *tags = verbatim->tags != NULL ? to_typed (verbatim->tags) : NULL;
  g_autofree char *line = day != NULL && tags != NULL ? g_strjoin (" · ", day, tags, NULL) : g_strdup (day != NULL ? day : tags);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), verbatim->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (line != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_tag_button (self, verbatim));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), verbatim->response != 0);
  g_object_set_data (G_OBJECT (row), "verbatim", (gpointer)verbatim);
  return row;
}

static void
show_rows (CrmVerbatimsCard *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1), *said = NULL;
  guint n = 0;

  gtk_list_box_remove_all (self->rows);
  for (guint i = 0; self->verbatims != NULL && i < self->verbatims->len; i++)
    if (is_found (self->verbatims->pdata[i], folded) && n++ < ROWS_MAX)
      gtk_list_box_append (self->rows, make_row (self, self->verbatims->pdata[i]));
  if (n > ROWS_MAX)
    said = g_strdup_printf (_ ("The first %1$d of %2$'u are shown. Search to find the others."), ROWS_MAX, n);
  else
    said = g_strdup_printf (ngettext ("%'u text", "%'u texts", n), n);
  gtk_label_set_label (self->said, said);
}

static void
on_search (GtkSearchEntry *entry, CrmVerbatimsCard *self)
{
  g_assert (CRM_IS_VERBATIMS_CARD (self));

  show_rows (self);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  CrmVerbatimsCard *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->page == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return NULL;
  if (value != NULL)
    {
      g_autoptr (CrmRecord) response = g_value_dup_boxed (value);

      crm_response_dialog_present (self->page, &response->id);
    }
  else
    crm_page_fail (self->page, error);
  return NULL;
}

static gboolean
find_response (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (CrmRecord) response = crm_connection_read_record_at (connection, &crm_kind_response, *(gint64 *)data, error);

  g_value_init (result, CRM_TYPE_RECORD);
  g_value_set_boxed (result, response);
  return response != NULL;
}

static void
on_row (GtkListBox *rows, GtkListBoxRow *row, CrmVerbatimsCard *self)
{
  const CrmVerbatim *verbatim = g_object_get_data (G_OBJECT (row), "verbatim");
  CrmStore *store = crm_context_get_store (crm_page_get_context (self->page));

  g_assert (CRM_IS_VERBATIMS_CARD (self));

  if (verbatim->response != 0)
    dex_future_disown (dex_future_finally (crm_store_read (store, NULL, find_response, g_memdup2 (&verbatim->response, sizeof verbatim->response), g_free), on_found, g_object_ref (self), g_object_unref));
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmResultsFigures *figures;
  guint place;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  crm_results_figures_unref (task->figures);
  g_free (task);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Task *task = data;
  GPtrArray *verbatims = crm_survey_reading_read_verbatims (task->figures->source->reading, connection, task->figures->results, task->place, error);

  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, verbatims);
  return verbatims != NULL;
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmVerbatimsCard *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->page == NULL)
    return NULL;
  if (value == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        crm_page_fail (self->page, error);
      return NULL;
    }
  /* Rows point into what they show. */
  gtk_list_box_remove_all (self->rows);
  g_clear_pointer (&self->verbatims, g_ptr_array_unref);
  self->verbatims = g_value_dup_boxed (value);
  show_rows (self);
  return NULL;
}

static void
read_question (CrmVerbatimsCard *self)
{
  guint selected = gtk_drop_down_get_selected (self->question);
  Task *task;

  if (self->page == NULL || selected >= self->places->len)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_new0 (Task, 1);
  task->figures = crm_results_figures_ref (self->figures);
  task->place = g_array_index (self->places, guint, selected);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (crm_page_get_context (self->page)), self->cancellable, work, task, task_free), on_read, g_object_ref (self), g_object_unref));
}

static void
on_question (GtkDropDown *question, GParamSpec *spec, CrmVerbatimsCard *self)
{
  g_assert (CRM_IS_VERBATIMS_CARD (self));

  if (!self->filling)
    read_question (self);
}

void
crm_verbatims_card_set_figures (CrmVerbatimsCard *self, CrmResultsFigures *figures)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected, before, chosen = 0;

  g_return_if_fail (CRM_IS_VERBATIMS_CARD (self) && figures != NULL);

  selected = gtk_drop_down_get_selected (self->question);
  before = selected < self->places->len ? g_array_index (self->places, guint, selected) : G_MAXUINT;
  crm_results_figures_ref (figures);
  g_clear_pointer (&self->figures, crm_results_figures_unref);
  self->figures = figures;
  g_array_set_size (self->places, 0);
  for (guint i = 0; i < figures->results->n_questions; i++)
    if (figures->results->questions[i].n_written > 0)
      {
        if (i == before)
          chosen = self->places->len;
        g_array_append_val (self->places, i);
        gtk_string_list_append (titles, crm_results_get_question (figures, i));
      }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->question, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->question, chosen);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->places->len > 0);
  read_question (self);
}

void
crm_verbatims_card_search (CrmVerbatimsCard *self)
{
  g_return_if_fail (CRM_IS_VERBATIMS_CARD (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_verbatims_card_dispose (GObject *object)
{
  CrmVerbatimsCard *self = CRM_VERBATIMS_CARD (object);

  self->page = NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (crm_verbatims_card_parent_class)->dispose (object);
}

static void
crm_verbatims_card_finalize (GObject *object)
{
  CrmVerbatimsCard *self = CRM_VERBATIMS_CARD (object);

  g_clear_pointer (&self->figures, crm_results_figures_unref);
  g_clear_pointer (&self->verbatims, g_ptr_array_unref);
  g_array_unref (self->places);

  G_OBJECT_CLASS (crm_verbatims_card_parent_class)->finalize (object);
}

static void
crm_verbatims_card_class_init (CrmVerbatimsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_verbatims_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_verbatims_card_finalize;
}

static void
crm_verbatims_card_init (CrmVerbatimsCard *self)
{
  GtkWidget *card = crm_report_card_new (crm_results_get_definition (CRM_RESULTS_VERBATIMS)), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *bar = adw_wrap_box_new ();

  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->question = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->question), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Question"), -1);
  g_signal_connect_object (self->question, "notify::selected", G_CALLBACK (on_question), self, G_CONNECT_DEFAULT);
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->entry, _ ("Words or tags"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search What Was Written"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search), self, G_CONNECT_DEFAULT);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (bar), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (bar), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->question));
  adw_wrap_box_append (ADW_WRAP_BOX (bar), GTK_WIDGET (self->entry));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What was written"), -1);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_row), self, G_CONNECT_DEFAULT);
  self->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->said, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->said), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->said), "dim-label");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->said));
  crm_report_card_set_content (CRM_REPORT_CARD (card), box);
  adw_bin_set_child (ADW_BIN (self), card);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_verbatims_card_new (CrmPage *page)
{
  CrmVerbatimsCard *self = g_object_new (CRM_TYPE_VERBATIMS_CARD, NULL);

  self->page = page;
  return GTK_WIDGET (self);
}
