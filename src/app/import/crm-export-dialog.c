/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes customers to a file: which, as what, where to, how far it is. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-export-dialog.h"

#include "core/exchange/crm-export.h"

#include <glib/gi18n-lib.h>

#define BEAT 100 /* ms */

typedef struct
{
  CrmQuery *query;
  guint n_records;
  GtkCheckButton *button; /* borrowed from its row */
} Choice;

struct _CrmExportDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  AdwPreferencesGroup *choices;
  AdwPreferencesGroup *formats;
  GtkWidget *progress_group;
  GtkLabel *progress;
  GtkProgressBar *bar;
  GtkLabel *problem;
  GtkWidget *save;

  /* owned */
  CrmContext *context;
  GArray *list;          /* of Choice */
  CrmTransfer *transfer; /* while it writes */
  guint n_records;       /* which it writes */
  GFile *file;           /* the one written */

  /* borrowed */
  GtkCheckButton *buttons[4]; /* as the formats */

  guint beat; /* timeout */
};

G_DEFINE_FINAL_TYPE (CrmExportDialog, crm_export_dialog, ADW_TYPE_DIALOG)

static guint exported_signal;

static const struct
{
  CrmExportFormat format;
  const char *suffix;
  const char *title;
  const char *subtitle;
} formats[] = {
  { CRM_EXPORT_CSV, "csv", N_ ("Table as text (CSV)"), N_ ("For any spreadsheet and most other programs") },
  { CRM_EXPORT_XLSX, "xlsx", N_ ("Excel workbook (XLSX)"), N_ ("Opens in Excel, LibreOffice and WPS as it is") },
  { CRM_EXPORT_VCARD, "vcf", N_ ("Address book (vCard)"), N_ ("For phones and mail programs") },
  { CRM_EXPORT_JSON, "json", N_ ("JSON"), N_ ("For scripts: everything, with people and ways to reach them") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (formats) == G_N_ELEMENTS (((CrmExportDialog *)NULL)->buttons));

/* ── what is chosen ───────────────────────────────────────────────────────────────────────── */

static guint
get_format (CrmExportDialog *self)
{
  guint format = 0;

  while (format + 1 < G_N_ELEMENTS (formats) && !gtk_check_button_get_active (self->buttons[format]))
    format++;
  return format;
}

static const Choice *
get_choice (CrmExportDialog *self)
{
  for (guint i = 0; i < self->list->len; i++)
    if (gtk_check_button_get_active (g_array_index (self->list, Choice, i).button))
      return &g_array_index (self->list, Choice, i);
  return NULL;
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);
}

/* The row's own name is the button's too. */
static GtkCheckButton *
add_radio_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, GtkCheckButton *with)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), with);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  return GTK_CHECK_BUTTON (button);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

/* A table looks at all customers before it writes the first. */
static char *
make_progress_text (CrmExportDialog *self, gint64 done, gint64 expected)
{
  gint64 n = self->n_records, before = MAX (expected - n, 0);

  if (expected > 0 && done >= expected)
    return g_strdup (_ ("Finishing…"));
  if (done < before)
    /* Translators: before it writes them, the program has looked at %1$'u customers of %2$'u. */
    return g_strdup_printf (ngettext ("Preparing: %1$'u of %2$'u customer", "Preparing: %1$'u of %2$'u customers", (gulong)n), (guint)done, (guint)n);
  /* Translators: %1$'u customers are written, of %2$'u. */
  return g_strdup_printf (ngettext ("Written: %1$'u of %2$'u customer", "Written: %1$'u of %2$'u customers", (gulong)n), (guint)(done - before), (guint)n);
}

static void
show_progress (CrmExportDialog *self)
{
  g_autofree char *text = NULL;
  gint64 done, expected;

  crm_transfer_get_counts (self->transfer, &done, &expected);
  text = make_progress_text (self, done, expected);
  gtk_label_set_label (self->progress, text);
  gtk_progress_bar_set_fraction (self->bar, MAX (crm_transfer_get_fraction (self->transfer), 0));
}

static gboolean
on_beat (gpointer data)
{
  show_progress (CRM_EXPORT_DIALOG (data));
  return G_SOURCE_CONTINUE;
}

static void
set_busy (CrmExportDialog *self, gboolean busy)
{
  gtk_widget_set_visible (self->progress_group, busy);
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), !busy && self->list->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->formats), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  g_clear_handle_id (&self->beat, g_source_remove);
  if (busy)
    self->beat = g_timeout_add (BEAT, on_beat, self);
}

static void
complain (CrmExportDialog *self, const char *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
tell (CrmExportDialog *self, guint n)
{
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (self->file));
  g_autofree char *text = g_strdup_printf (ngettext ("%'u customer was written to “%s”", "%'u customers were written to “%s”", n), n, name);

  g_signal_emit (self, exported_signal, 0, text, self->file);
}

static DexFuture *
on_exported (DexFuture *future, gpointer data)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->bar == NULL)
    return NULL;
  set_busy (self, FALSE);
  g_clear_pointer (&self->transfer, crm_transfer_unref);
  if (value == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        complain (self, error->message);
      return NULL;
    }
  tell (self, (guint)g_value_get_int64 (value));
  adw_dialog_close (ADW_DIALOG (self));
  return NULL;
}

static void
write_file (CrmExportDialog *self, const Choice *choice, GFile *file)
{
  DexFuture *future;

  g_set_object (&self->file, file);
  self->transfer = crm_transfer_new ();
  self->n_records = choice->n_records;
  show_progress (self);
  set_busy (self, TRUE);
  future = crm_export_run_transfer (crm_context_get_store (self->context), choice->query, formats[get_format (self)].format, g_file_peek_path (self->file), self->transfer);
  dex_future_disown (dex_future_finally (future, on_exported, g_object_ref (self), g_object_unref));
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmExportDialog) self = CRM_EXPORT_DIALOG (data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  const Choice *choice;

  if (file == NULL || self->bar == NULL || self->transfer != NULL)
    return;
  choice = get_choice (self);
  if (g_file_peek_path (file) == NULL)
    complain (self, _ ("That place is not on this computer. Choose a folder here."));
  else if (choice != NULL)
    write_file (self, choice, file);
}

static void
on_save (CrmExportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  g_assert (CRM_IS_EXPORT_DIALOG (self));

  /* Translators: the name of a file, without its ending. */
  name = g_strdup_printf ("%s.%s", _ ("customers"), formats[get_format (self)].suffix);
  gtk_file_dialog_set_title (dialog, _ ("Export Customers"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

/* What is being written is taken back first; then there is the choice again. */
static void
on_cancel (CrmExportDialog *self)
{
  g_assert (CRM_IS_EXPORT_DIALOG (self));

  if (self->transfer != NULL)
    crm_transfer_cancel (self->transfer);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

/* Closed while it writes, it leaves no file behind. */
static void
crm_export_dialog_closed (AdwDialog *dialog)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (dialog);

  if (self->transfer != NULL)
    crm_transfer_cancel (self->transfer);
}

static void
crm_export_dialog_dispose (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->transfer, crm_transfer_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (crm_export_dialog_parent_class)->dispose (object);
}

static void
crm_export_dialog_finalize (GObject *object)
{
  CrmExportDialog *self = CRM_EXPORT_DIALOG (object);

  for (guint i = 0; i < self->list->len; i++)
    crm_query_unref (g_array_index (self->list, Choice, i).query);
  g_array_unref (self->list);

  G_OBJECT_CLASS (crm_export_dialog_parent_class)->finalize (object);
}

static void
crm_export_dialog_class_init (CrmExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_export_dialog_dispose;
  object_class->finalize = crm_export_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = crm_export_dialog_closed;

  exported_signal = g_signal_new ("exported", CRM_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, formats);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, progress_group);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmExportDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
crm_export_dialog_init (CrmExportDialog *self)
{
  self->list = g_array_new (FALSE, FALSE, sizeof (Choice));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    self->buttons[i] = add_radio_row (self->formats, _ (formats[i].title), _ (formats[i].subtitle), i > 0 ? self->buttons[0] : NULL);
  gtk_check_button_set_active (self->buttons[0], TRUE);
  set_busy (self, FALSE);
}

AdwDialog *
crm_export_dialog_new (CrmContext *context)
{
  CrmExportDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_EXPORT_DIALOG, NULL);
  self->context = g_object_ref (context);
  return ADW_DIALOG (self);
}

void
crm_export_dialog_add_choice (CrmExportDialog *self, const char *title, CrmQuery *query, guint n_records, gboolean chosen)
{
  Choice choice = { .n_records = n_records };
  g_autofree char *count = dup_count (n_records);

  g_return_if_fail (CRM_IS_EXPORT_DIALOG (self) && title != NULL && query != NULL);

  choice.query = crm_query_ref (query);
  choice.button = add_radio_row (self->choices, title, count, self->list->len > 0 ? g_array_index (self->list, Choice, 0).button : NULL);
  g_array_append_val (self->list, choice);
  if (chosen)
    gtk_check_button_set_active (choice.button, TRUE);
  adw_window_title_set_subtitle (self->window_title, self->list->len == 1 ? count : "");
  set_busy (self, FALSE);
}
