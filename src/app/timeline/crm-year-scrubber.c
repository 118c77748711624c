/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The years beside a long timeline: one step to each. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-year-scrubber.h"

#include "core/timeline/crm-timeline-entry.h"

#include <glib/gi18n-lib.h>

struct _CrmYearScrubber
{
  GtkBox parent_instance;
};

enum
{
  ENTRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmYearScrubber, crm_year_scrubber, GTK_TYPE_BOX)

static void
on_clicked (GtkButton *button, CrmYearScrubber *self)
{
  g_signal_emit (self, signals[ENTRY], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "entry")));
}

static void
append_year (CrmYearScrubber *self, int year, guint entry)
{
  g_autofree char *label = g_strdup_printf ("%d", year);
  /* Translators: a button beside the timeline; %d is a year. */
  g_autofree char *name = g_strdup_printf (_ ("Go to %d"), year);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "year");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "entry", GUINT_TO_POINTER (entry));
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), button);
}

static void
crm_year_scrubber_class_init (CrmYearScrubberClass *klass)
{
  signals[ENTRY] = g_signal_new ("entry", CRM_TYPE_YEAR_SCRUBBER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_year_scrubber_init (CrmYearScrubber *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
crm_year_scrubber_set_entries (CrmYearScrubber *self, GPtrArray *entries)
{
  GtkWidget *child;
  int before = 0;
  guint n_years = 0;

  g_return_if_fail (CRM_IS_YEAR_SCRUBBER (self) && entries != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < entries->len; i++)
    {
      const CrmTimelineEntry *entry = entries->pdata[i];
      int year = entry->section == CRM_TIMELINE_PAST && entry->day != CRM_DATE_NONE ? crm_date_get_year (entry->day) : before;

      if (year == before)
        continue;
      append_year (self, year, i);
      before = year;
      n_years++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_years > 1);
}
