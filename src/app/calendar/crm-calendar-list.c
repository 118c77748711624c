/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days of a narrow window, one under another. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-list.h"

#include "app/calendar/crm-calendar-chip.h"

#include <glib/gi18n-lib.h>

/* Each is laid out whole; who has more days full looks at the next ones. */
#define MAX_ROWS 60

struct _CrmCalendarList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmCalendarList, crm_calendar_list, GTK_TYPE_BOX)

static void
crm_calendar_list_class_init (CrmCalendarListClass *klass)
{
}

static void
crm_calendar_list_init (CrmCalendarList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
}

GtkWidget *
crm_calendar_list_new (void)
{
  return g_object_new (CRM_TYPE_CALENDAR_LIST, NULL);
}

static void
add_label (CrmCalendarList *self, const char *text, const char *css_class, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "accessible-role", role, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "calendar-day");
  gtk_box_append (GTK_BOX (self), label);
}

static void
add_heading (CrmCalendarList *self, CrmDate day)
{
  g_autofree char *text = crm_calendar_words_dup_day (day);

  add_label (self, text, "heading", GTK_ACCESSIBLE_ROLE_HEADING);
}

void
crm_calendar_list_show (CrmCalendarList *self, CrmDate from, CrmDate to, CrmCalendar *calendar, const CrmCalendarStyle *style)
{
  CrmDate day = from;
  guint n_rows = 0, n;

  g_return_if_fail (CRM_IS_CALENDAR_LIST (self) && crm_date_is_valid (from) && style != NULL);

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_box_remove (GTK_BOX (self), child);
  add_heading (self, from);
  if (calendar == NULL)
    return;
  crm_calendar_find_day (calendar, from, &n);
  if (n == 0)
    add_label (self, _ ("Nothing is planned."), "dimmed", GTK_ACCESSIBLE_ROLE_LABEL);
  for (guint i = 0; i < calendar->entries->len && n_rows < MAX_ROWS; i++)
    {
      const CrmCalendarEntry *entry = calendar->entries->pdata[i];

      if (entry->day < from || entry->day > to)
        continue;
      if (entry->day != day)
        add_heading (self, entry->day);
      day = entry->day;
      gtk_box_append (GTK_BOX (self), crm_calendar_chip_new (CRM_CALENDAR_ROW, calendar, entry, style));
      n_rows++;
    }
}
