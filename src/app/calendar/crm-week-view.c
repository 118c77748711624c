/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-week-view.h"

#include "app/calendar/crm-day-cell.h"
#include "app/calendar/crm-hour-grid.h"

#include <glib/gi18n-lib.h>

#define N_DAYS     7
#define LANE_LINES 3

/* So much of the day is seen above the hour at which work begins. */
#define AHEAD 30

struct _CrmWeekView
{
  GtkBox parent_instance;

  /* borrowed, of the box */
  GtkWidget *weekdays[N_DAYS];
  GtkWidget *numbers[N_DAYS];
  CrmDayCell *lanes[N_DAYS];
  GtkScrolledWindow *scroller;
  CrmHourGrid *grid;

  CrmDate from;
  CrmDate day;
  int minute;
  int work_from;
  gboolean scrolled;
};

G_DEFINE_FINAL_TYPE (CrmWeekView, crm_week_view, GTK_TYPE_BOX)

static GtkWidget *
new_gutter (const char *label)
{
  GtkWidget *gutter = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (gutter), 1);
  gtk_label_set_ellipsize (GTK_LABEL (gutter), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (gutter, CRM_HOUR_GRID_GUTTER, -1);
  gtk_label_set_max_width_chars (GTK_LABEL (gutter), 1);
  gtk_widget_set_valign (gutter, GTK_ALIGN_START);
  gtk_widget_add_css_class (gutter, "calendar-gutter");
  return gutter;
}

static void
add_heads (CrmWeekView *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (days), TRUE);
  gtk_widget_set_hexpand (days, TRUE);
  for (guint i = 0; i < N_DAYS; i++)
    {
      GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_widget_set_halign (head, GTK_ALIGN_CENTER);
      self->weekdays[i] = gtk_label_new (NULL);
      self->numbers[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->weekdays[i], "dimmed");
      gtk_widget_add_css_class (self->numbers[i], "calendar-number");
      gtk_box_append (GTK_BOX (head), self->weekdays[i]);
      gtk_box_append (GTK_BOX (head), self->numbers[i]);
      gtk_box_append (GTK_BOX (days), head);
    }
  gtk_widget_add_css_class (row, "calendar-heads");
  gtk_box_append (GTK_BOX (row), new_gutter (""));
  gtk_box_append (GTK_BOX (row), days);
  gtk_box_append (GTK_BOX (self), row);
}

static void
add_lanes (CrmWeekView *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (days), TRUE);
  gtk_widget_set_hexpand (days, TRUE);
  for (guint i = 0; i < N_DAYS; i++)
    {
      self->lanes[i] = CRM_DAY_CELL (crm_day_cell_new (CRM_DAY_CELL_LANE));
      gtk_box_append (GTK_BOX (days), GTK_WIDGET (self->lanes[i]));
    }
  gtk_widget_add_css_class (row, "calendar-lanes");
  gtk_box_append (GTK_BOX (row), new_gutter (_ ("all day")));
  gtk_box_append (GTK_BOX (row), days);
  gtk_box_append (GTK_BOX (self), row);
}

/* Once it has its height: before that there is nothing to scroll. */
static void
on_upper (CrmWeekView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (self->scrolled || self->work_from < 0 || gtk_adjustment_get_upper (adjustment) < 24 * CRM_HOUR_GRID_HOUR)
    return;
  self->scrolled = TRUE;
  gtk_adjustment_set_value (adjustment, MAX (self->work_from - AHEAD, 0) * CRM_HOUR_GRID_HOUR / 60.0);
}

static void
crm_week_view_class_init (CrmWeekViewClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "weekview");
}

static void
crm_week_view_init (CrmWeekView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->minute = self->work_from = -1;
  add_heads (self);
  add_lanes (self);
  self->grid = CRM_HOUR_GRID (crm_hour_grid_new ());
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (on_upper), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->scroller));
}

GtkWidget *
crm_week_view_new (void)
{
  return g_object_new (CRM_TYPE_WEEK_VIEW, NULL);
}

void
crm_week_view_show (CrmWeekView *self, CrmDate from, CrmCalendar *calendar, const CrmCalendarStyle *style)
{
  g_return_if_fail (CRM_IS_WEEK_VIEW (self) && crm_date_is_valid (from) && style != NULL);

  self->from = from;
  for (int i = 0; i < N_DAYS; i++)
    {
      CrmDate day = crm_date_add_days (from, i);
      g_autofree char *number = g_strdup_printf ("%d", crm_date_get_day (day));

      gtk_label_set_label (GTK_LABEL (self->weekdays[i]), crm_calendar_words_get_short_weekday (crm_date_get_weekday (day)));
      gtk_label_set_label (GTK_LABEL (self->numbers[i]), number);
      if (day == style->today)
        gtk_widget_add_css_class (self->numbers[i], "today");
      else
        gtk_widget_remove_css_class (self->numbers[i], "today");
      crm_day_cell_show (self->lanes[i], day, calendar, style, LANE_LINES, FALSE);
    }
  crm_hour_grid_show (self->grid, from, calendar, style);
  if (style->office.work_from == self->work_from)
    return;
  self->work_from = style->office.work_from;
  self->scrolled = FALSE;
  on_upper (self);
}

void
crm_week_view_set_cursor (CrmWeekView *self, CrmDate day, int minute)
{
  g_return_if_fail (CRM_IS_WEEK_VIEW (self) && crm_date_is_valid (day));

  self->day = day;
  self->minute = minute;
  for (guint i = 0; i < N_DAYS; i++)
    crm_day_cell_set_picked (self->lanes[i], minute < 0 && crm_day_cell_get_day (self->lanes[i]) == day);
  crm_hour_grid_set_cursor (self->grid, day, minute);
}

void
crm_week_view_focus_cursor (CrmWeekView *self)
{
  g_return_if_fail (CRM_IS_WEEK_VIEW (self));

  if (self->minute >= 0)
    crm_hour_grid_focus_cursor (self->grid);
  for (guint i = 0; self->minute < 0 && i < N_DAYS; i++)
    if (crm_day_cell_get_day (self->lanes[i]) == self->day)
      crm_day_cell_focus (self->lanes[i]);
}

void
crm_week_view_set_now (CrmWeekView *self, gint64 now)
{
  g_return_if_fail (CRM_IS_WEEK_VIEW (self));

  crm_hour_grid_set_now (self->grid, now);
}
