/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and faults of an import, done or rehearsed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-report-view.h"

#include "core/exchange/crm-icalendar.h"

#include <glib/gi18n-lib.h>

/* Faults that get a row of their own: who has more of them wants the file. */
#define MAX_FAULTS 50

struct _CrmImportReportView
{
  AdwBin parent_instance;

  /* template */
  GtkFlowBox *figures;
  GtkLabel *note;
  AdwPreferencesGroup *faults;
  GtkWidget *save;

  GPtrArray *rows; /* borrowed from the group */
};

G_DEFINE_FINAL_TYPE (CrmImportReportView, crm_import_report_view, ADW_TYPE_BIN)

static guint save_faults_signal;

/* A count of nothing is not shown. */
static void
add_figure (CrmImportReportView *self, guint64 count, const char *label, const char *css_class)
{
  g_autofree char *figure = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_autofree char *name = g_strdup_printf ("%s %s", figure, label);
  GtkWidget *box, *number, *text, *child;

  if (count == 0)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  number = gtk_label_new (figure);
  text = gtk_label_new (label);
  child = gtk_flow_box_child_new ();
  gtk_widget_add_css_class (number, "title-1");
  gtk_widget_add_css_class (number, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (number, css_class);
  gtk_widget_add_css_class (text, "caption");
  gtk_widget_add_css_class (text, "dimmed");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "import-figure");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), text);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_flow_box_append (self->figures, child);
}

static void
arrange_figures (CrmImportReportView *self)
{
  guint n = 0;

  while (gtk_flow_box_get_child_at_index (self->figures, (int)n) != NULL)
    n++;
  gtk_flow_box_set_min_children_per_line (self->figures, CLAMP (n, 1, 2));
  gtk_flow_box_set_max_children_per_line (self->figures, MAX (n, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->figures), n > 0);
}

static void
fill_figures (CrmImportReportView *self, const CrmImportReport *report, gboolean rehearsed)
{
  gtk_flow_box_remove_all (self->figures);
  /* Translators: what the rows of a file do or did; the figure stands above. */
  add_figure (self, report->n_created, rehearsed ? _ ("New") : _ ("Added"), "accent");
  add_figure (self, report->n_updated, rehearsed ? _ ("Completed") : _ ("Updated"), NULL);
  add_figure (self, report->n_unchanged, _ ("Unchanged"), "dimmed");
  add_figure (self, report->n_skipped, _ ("Passed over"), "dimmed");
  add_figure (self, report->n_matched, _ ("Of known customers"), NULL);
  add_figure (self, report->faults->len, _ ("With a fault"), "warning");
  arrange_figures (self);
}

static void
add_row (CrmImportReportView *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->faults, row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (CrmImportReportView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->faults, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* After the last: how many have no row. */
static void
add_rest (CrmImportReportView *self, guint n)
{
  g_autofree char *more = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n), n);

  if (n > 0)
    add_row (self, more, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->faults), self->rows->len > 0);
}

/* What the reader of the file refuses bears the number of the row already. */
static char *
dup_place (const CrmImportFault *fault)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->row);

  if (strstr (fault->reason, number) != NULL)
    return g_strdup (fault->column);
  if (fault->column == NULL)
    return g_strdup_printf (_ ("Row %s"), number);
  /* Translators: %1$s is the number of a row, %2$s the name of a column. */
  return g_strdup_printf (_ ("Row %1$s, %2$s"), number, fault->column);
}

static void
fill_faults (CrmImportReportView *self, const CrmImportReport *report, GPtrArray *sources)
{
  guint n = MIN (report->faults->len, MAX_FAULTS);

  remove_rows (self);
  for (guint i = 0; i < n; i++)
    {
      const CrmImportFault *fault = g_ptr_array_index (report->faults, i);
      g_autofree char *place = dup_place (fault);
      g_autofree char *full = NULL;

      if (sources->len > 1)
        full = g_strdup_printf ("%s%s%s", ((const CrmImportSource *)g_ptr_array_index (sources, fault->source))->name, place != NULL ? " · " : "", place != NULL ? place : "");
      add_row (self, fault->reason, full != NULL ? full : place);
    }
  add_rest (self, report->faults->len - n);
}

static void
show_note (CrmImportReportView *self, const char *text)
{
  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
fill_note (CrmImportReportView *self, const CrmImportReport *report, gboolean rehearsed)
{
  g_autofree char *text = NULL;

  if (rehearsed && report->n_created + report->n_updated == 0)
    text = g_strdup (report->faults->len > 0 ? _ ("There is nothing to import until the rows below are mended.") : _ ("The file says nothing that is not here already."));
  else if (report->n_left > 0)
    text = g_strdup_printf (ngettext ("%'u value is left out because an earlier row of the same customer says something else.",
                                      "%'u values are left out because earlier rows of the same customers say something else.", (gulong)report->n_left),
                            (guint)report->n_left);
  else if (report->n_unmatched > 0)
    text = g_strdup_printf (ngettext ("%'u response names a customer who is not here, or whom several have in common; it is imported without one.",
                                      "%'u responses name customers who are not here, or whom several have in common; they are imported without one.", (gulong)report->n_unmatched),
                            (guint)report->n_unmatched);
  show_note (self, text);
}

/* ── calendars ────────────────────────────────────────────────────────────────────────────── */

static void
fill_calendar_figures (CrmImportReportView *self, const CrmIcalendarReport *report)
{
  gtk_flow_box_remove_all (self->figures);
  /* Translators: what stands in a calendar; the figure stands above. */
  add_figure (self, report->n_tasks, ngettext ("Task", "Tasks", report->n_tasks), "accent");
  add_figure (self, report->n_meetings, ngettext ("Past meeting", "Past meetings", report->n_meetings), "accent");
  add_figure (self, report->n_known, _ ("Here already"), "dimmed");
  add_figure (self, report->faults->len, _ ("With a fault"), "warning");
  arrange_figures (self);
}

static void
fill_calendar_faults (CrmImportReportView *self, const CrmIcalendarReport *report, const char *const *paths)
{
  guint n = MIN (report->faults->len, MAX_FAULTS);

  remove_rows (self);
  adw_preferences_group_set_title (self->faults, _ ("Entries With a Fault"));
  for (guint i = 0; i < n; i++)
    {
      const CrmIcalendarFault *fault = g_ptr_array_index (report->faults, i);
      g_autofree char *name = g_filename_display_basename (paths[fault->file]);
      /* Translators: where in a file something stands, and what is wrong with it. */
      g_autofree char *line = g_strdup_printf (_ ("Line %1$u: %2$s"), fault->line, fault->reason);
      g_autofree char *full = paths[1] != NULL ? g_strdup_printf ("%s · %s", name, line) : NULL;

      add_row (self, fault->title != NULL ? fault->title : _ ("Untitled"), full != NULL ? full : line);
    }
  add_rest (self, report->faults->len - n);
}

static void
on_save (CrmImportReportView *self)
{
  g_assert (CRM_IS_IMPORT_REPORT_VIEW (self));

  g_signal_emit (self, save_faults_signal, 0);
}

static void
crm_import_report_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_IMPORT_REPORT_VIEW);

  G_OBJECT_CLASS (crm_import_report_view_parent_class)->dispose (object);
}

static void
crm_import_report_view_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_IMPORT_REPORT_VIEW (object)->rows);

  G_OBJECT_CLASS (crm_import_report_view_parent_class)->finalize (object);
}

static void
crm_import_report_view_class_init (CrmImportReportViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_import_report_view_dispose;
  object_class->finalize = crm_import_report_view_finalize;

  save_faults_signal = g_signal_new ("save-faults", CRM_TYPE_IMPORT_REPORT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-import-report-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportReportView, figures);
  gtk_widget_class_bind_template_child (widget_class, CrmImportReportView, note);
  gtk_widget_class_bind_template_child (widget_class, CrmImportReportView, faults);
  gtk_widget_class_bind_template_child (widget_class, CrmImportReportView, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
crm_import_report_view_init (CrmImportReportView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_import_report_view_set_report (CrmImportReportView *self, CrmImportReport *report, GPtrArray *sources, gboolean rehearsed)
{
  g_return_if_fail (CRM_IS_IMPORT_REPORT_VIEW (self) && report != NULL && sources != NULL);

  fill_figures (self, report, rehearsed);
  fill_note (self, report, rehearsed);
  fill_faults (self, report, sources);
  gtk_widget_set_visible (self->save, report->faults->len > 0);
}

void
crm_import_report_view_set_calendar (CrmImportReportView *self, CrmIcalendarReport *report, const char *const *paths, gboolean rehearsed)
{
  gboolean nothing;

  g_return_if_fail (CRM_IS_IMPORT_REPORT_VIEW (self) && report != NULL && paths != NULL);

  nothing = rehearsed && report->n_tasks + report->n_meetings == 0;
  fill_calendar_figures (self, report);
  show_note (self, !nothing              ? NULL
                   : report->n_known > 0 ? _ ("All of it is here already.")
                                         : _ ("There is nothing in it that could be taken over."));
  fill_calendar_faults (self, report, paths);
  gtk_widget_set_visible (self->save, FALSE);
}
