/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole weeks, a cell a day. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-month-view.h"

#include <adwaita.h>

#define N_DAYS  7
#define N_WEEKS 6

/* The number of a cell with what is around it, and a line below it. */
#define HEAD_HEIGHT ((int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 34, NULL))
#define LINE_HEIGHT ((int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 24, NULL))

struct _CrmMonthView
{
  GtkWidget parent_instance;

  /* owned by the widget */
  GtkWidget *box;

  /* borrowed, of the box */
  GtkWidget *weekdays[N_DAYS];
  GtkWidget *weeks[N_WEEKS];
  CrmDayCell *cells[N_WEEKS * N_DAYS];
  GtkWidget *grid;

  /* owned */
  CrmCalendar *calendar;
  GTimeZone *zone;

  CrmCalendarStyle style;
  CrmDayCellShape shape;
  CrmDate from;
  CrmDate month;
  CrmDate day;
  guint n_weeks;
  guint n_lines;
  guint idle;
};

G_DEFINE_FINAL_TYPE (CrmMonthView, crm_month_view, GTK_TYPE_WIDGET)

static void
show_cells (CrmMonthView *self)
{
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    {
      CrmDate day = crm_date_add_days (self->from, (int)i);
      gboolean is_other = self->month != CRM_DATE_NONE && day / 100 != self->month / 100;

      crm_day_cell_show (self->cells[i], day, self->calendar, &self->style, self->n_lines, is_other);
      crm_day_cell_set_picked (self->cells[i], day == self->day);
    }
}

/* ── as much as there is room for ─────────────────────────────────────────────────────────── */

static gboolean
on_resized (gpointer data)
{
  CrmMonthView *self = CRM_MONTH_VIEW (data);

  self->idle = 0;
  if (self->zone != NULL)
    show_cells (self);
  return G_SOURCE_REMOVE;
}

static void
crm_month_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmMonthView *self = CRM_MONTH_VIEW (widget);
  guint n_lines;

  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->shape == CRM_DAY_CELL_SMALL || self->n_weeks == 0)
    return;
  n_lines = (guint)MAX ((gtk_widget_get_height (self->grid) / (int)self->n_weeks - HEAD_HEIGHT) / LINE_HEIGHT, 1);
  if (n_lines == self->n_lines)
    return;
  self->n_lines = n_lines;
  if (self->idle == 0)
    self->idle = g_idle_add_full (GTK_PRIORITY_RESIZE + 1, on_resized, self, NULL);
}

/* Its cells are as high as there is room, whatever is in them. */
static void
crm_month_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmMonthView *self = CRM_MONTH_VIEW (widget);

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

static CrmDayCell *
find_focused (CrmMonthView *self)
{
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    if ((gtk_widget_get_state_flags (GTK_WIDGET (self->cells[i])) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
      return self->cells[i];
  return NULL;
}

static CrmDayCell *
find_picked (CrmMonthView *self)
{
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    if (crm_day_cell_get_day (self->cells[i]) == self->day)
      return self->cells[i];
  return NULL;
}

/* Tab meets one day with its entries, not all of them: arrow keys go from day to day. */
static gboolean
crm_month_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CrmMonthView *self = CRM_MONTH_VIEW (widget);
  CrmDayCell *cell = find_focused (self);

  if (cell == NULL)
    cell = find_picked (self);
  return cell != NULL && gtk_widget_child_focus (GTK_WIDGET (cell), direction);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_month_view_dispose (GObject *object)
{
  CrmMonthView *self = CRM_MONTH_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->calendar, crm_calendar_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (crm_month_view_parent_class)->dispose (object);
}

static void
crm_month_view_class_init (CrmMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_month_view_dispose;
  widget_class->measure = crm_month_view_measure;
  widget_class->size_allocate = crm_month_view_size_allocate;
  widget_class->focus = crm_month_view_focus;

  gtk_widget_class_set_css_name (widget_class, "monthview");
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  return row;
}

static void
crm_month_view_init (CrmMonthView *self)
{
  GtkWidget *heads = new_row ();

  self->n_lines = 3;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < N_DAYS; i++)
    {
      self->weekdays[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->weekdays[i], "dimmed");
      gtk_box_append (GTK_BOX (heads), self->weekdays[i]);
    }
  gtk_widget_add_css_class (heads, "calendar-heads");
  gtk_box_append (GTK_BOX (self->box), heads);
  self->grid = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->grid), TRUE);
  gtk_widget_set_vexpand (self->grid, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->grid);
}

GtkWidget *
crm_month_view_new (CrmDayCellShape shape)
{
  CrmMonthView *self = g_object_new (CRM_TYPE_MONTH_VIEW, NULL);

  self->shape = shape;
  for (guint week = 0; week < N_WEEKS; week++)
    {
      self->weeks[week] = new_row ();
      for (guint i = 0; i < N_DAYS; i++)
        {
          self->cells[week * N_DAYS + i] = CRM_DAY_CELL (crm_day_cell_new (shape));
          gtk_box_append (GTK_BOX (self->weeks[week]), GTK_WIDGET (self->cells[week * N_DAYS + i]));
        }
      gtk_box_append (GTK_BOX (self->grid), self->weeks[week]);
    }
  return GTK_WIDGET (self);
}

void
crm_month_view_show (CrmMonthView *self, CrmDate from, CrmDate to, CrmDate month, CrmCalendar *calendar, const CrmCalendarStyle *style)
{
  g_return_if_fail (CRM_IS_MONTH_VIEW (self) && crm_date_is_valid (from) && crm_date_is_valid (to) && style != NULL);

  if (calendar != NULL)
    crm_calendar_ref (calendar);
  g_clear_pointer (&self->calendar, crm_calendar_unref);
  self->calendar = calendar;
  g_time_zone_ref (style->zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = style->zone;
  self->style = *style;
  self->from = from;
  self->month = month;
  self->n_weeks = MIN ((guint)(crm_date_to_days (to) - crm_date_to_days (from) + 1) / N_DAYS, N_WEEKS);
  for (int i = 0; i < N_DAYS; i++)
    gtk_label_set_label (GTK_LABEL (self->weekdays[i]), crm_calendar_words_get_short_weekday (crm_date_get_weekday (crm_date_add_days (from, i))));
  for (guint week = 0; week < N_WEEKS; week++)
    gtk_widget_set_visible (self->weeks[week], week < self->n_weeks);
  show_cells (self);
}

void
crm_month_view_set_cursor (CrmMonthView *self, CrmDate day)
{
  g_return_if_fail (CRM_IS_MONTH_VIEW (self));

  self->day = day;
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    crm_day_cell_set_picked (self->cells[i], crm_day_cell_get_day (self->cells[i]) == day);
}

void
crm_month_view_focus_cursor (CrmMonthView *self)
{
  CrmDayCell *cell;

  g_return_if_fail (CRM_IS_MONTH_VIEW (self));

  cell = find_picked (self);
  if (cell != NULL)
    crm_day_cell_focus (cell);
}
