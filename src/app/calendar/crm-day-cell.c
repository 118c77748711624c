/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-day-cell.h"

#include "app/calendar/crm-calendar-actions.h"
#include "app/calendar/crm-calendar-chip.h"
#include "app/widgets/crm-menu-popup.h"

#include <glib/gi18n-lib.h>

#define MAX_DOTS 3

/* Seven of them fit into the narrowest window. */
#define MIN_WIDTH     40
#define NATURAL_WIDTH 120

struct _CrmDayCell
{
  GtkWidget parent_instance;

  /* owned by the widget */
  GtkWidget *number; /* or NULL */
  GtkWidget *dots;   /* or NULL */
  GtkWidget *lines;  /* or NULL */

  /* owned */
  CrmCalendar *calendar;
  CrmCalendarStyle style;
  GTimeZone *zone;

  CrmDayCellShape shape;
  CrmDate day;
};

G_DEFINE_FINAL_TYPE (CrmDayCell, crm_day_cell, GTK_TYPE_WIDGET)

static void
pick (CrmDayCell *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.pick", "(ii)", self->day, -1);
}

/* ── what has no room ─────────────────────────────────────────────────────────────────────── */

static gboolean
is_shown (const CrmDayCell *self, const CrmCalendarEntry *entry)
{
  return self->shape != CRM_DAY_CELL_LANE || entry->minute < 0;
}

static void
on_more (CrmDayCell *self)
{
  GtkWidget *popover = gtk_popover_new (), *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *day = crm_calendar_words_dup_day (self->day);
  GtkWidget *heading = gtk_label_new (day);
  guint n, first;

  g_assert (CRM_IS_DAY_CELL (self));

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_bottom (heading, 6);
  gtk_box_append (GTK_BOX (box), heading);
  first = crm_calendar_find_day (self->calendar, self->day, &n);
  for (guint i = first; i < first + n; i++)
    if (is_shown (self, self->calendar->entries->pdata[i]))
      gtk_box_append (GTK_BOX (box), crm_calendar_chip_new (CRM_CALENDAR_ROW, self->calendar, self->calendar->entries->pdata[i], &self->style));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, day, -1);
  crm_popover_popup (GTK_WIDGET (self), GTK_POPOVER (popover), NULL);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
clear (GtkWidget *box)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (box)) != NULL;)
    gtk_box_remove (GTK_BOX (box), child);
}

static guint
count (const CrmDayCell *self, guint first, guint n)
{
  guint shown = 0;

  for (guint i = first; i < first + n; i++)
    shown += is_shown (self, self->calendar->entries->pdata[i]);
  return shown;
}

static void
add_more (CrmDayCell *self, guint n)
{
  /* Translators: entries of a day that have no room in its cell. */
  g_autofree char *label = g_strdup_printf (ngettext ("%u more", "%u more", n), n);
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *day = crm_calendar_words_dup_day (self->day);
  g_autofree char *name = g_strdup_printf (_ ("%1$s, %2$s"), label, day);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "calendar-more");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_more), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->lines), button);
}

static void
show_lines (CrmDayCell *self, guint first, guint n, guint max)
{
  guint n_shown = count (self, first, n), left = n_shown <= max ? n_shown : MAX (max, 1) - 1;

  for (guint i = first; i < first + n && left > 0; i++)
    if (is_shown (self, self->calendar->entries->pdata[i]))
      {
        gtk_box_append (GTK_BOX (self->lines), crm_calendar_chip_new (CRM_CALENDAR_LINE, self->calendar, self->calendar->entries->pdata[i], &self->style));
        left--;
      }
  if (n_shown > max)
    add_more (self, n_shown - (MAX (max, 1) - 1));
}

static void
show_dots (CrmDayCell *self, guint n)
{
  static const char *const dots[MAX_DOTS + 1] = { " ", "•", "••", "•••" };

  gtk_label_set_label (GTK_LABEL (self->dots), dots[MIN (n, MAX_DOTS)]);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean is)
{
  if (is)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_name (CrmDayCell *self, guint n)
{
  g_autofree char *day = crm_calendar_words_dup_day (self->day);
  g_autofree char *entries = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  g_autofree char *name = n > 0 ? g_strdup_printf (_ ("%1$s, %2$s"), day, entries) : g_strdup (day);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_day_cell_show (CrmDayCell *self, CrmDate day, CrmCalendar *calendar, const CrmCalendarStyle *style, guint max, gboolean is_other)
{
  guint n = 0, first = 0;

  g_return_if_fail (CRM_IS_DAY_CELL (self) && crm_date_is_valid (day) && style != NULL);

  if (calendar != NULL)
    crm_calendar_ref (calendar);
  g_clear_pointer (&self->calendar, crm_calendar_unref);
  self->calendar = calendar;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (style->zone);
  self->style = *style;
  self->style.zone = self->zone;
  self->day = day;
  if (calendar != NULL)
    first = crm_calendar_find_day (calendar, day, &n);
  if (self->number != NULL)
    {
      g_autofree char *number = g_strdup_printf ("%d", crm_date_get_day (day));

      gtk_label_set_label (GTK_LABEL (self->number), number);
    }
  if (self->lines != NULL)
    {
      clear (self->lines);
      show_lines (self, first, n, max);
    }
  if (self->dots != NULL)
    show_dots (self, n);
  set_class (GTK_WIDGET (self), "today", day == style->today);
  set_class (GTK_WIDGET (self), "other", is_other);
  set_class (GTK_WIDGET (self), "weekend", crm_date_get_weekday (day) >= 6);
  show_name (self, calendar != NULL ? count (self, first, n) : 0);
}

/* ── the pointer ──────────────────────────────────────────────────────────────────────────── */

static void
on_pressed (CrmDayCell *self, int n, double x, double y)
{
  g_assert (CRM_IS_DAY_CELL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  pick (self);
  if (n == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.plan", NULL);
}

static gboolean
on_drop (CrmDayCell *self, const GValue *value)
{
  CrmCalendarChip *chip = g_value_get_object (value);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE);
  const CrmCalendarEntry *entry = chip != NULL ? crm_calendar_chip_get_entry (chip) : NULL;

  g_assert (CRM_IS_DAY_CELL (self));

  return page != NULL && entry != NULL && crm_calendar_move (CRM_PAGE (page), entry, self->day, self->shape == CRM_DAY_CELL_LANE ? -1 : entry->minute);
}

static void
add_controllers (CrmDayCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_CALENDAR_CHIP, GDK_ACTION_MOVE);

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ── layout ───────────────────────────────────────────────────────────────────────────────── */

static int
measure_height (GtkWidget *widget)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

/* A cell of the month is as high as there is room, and shows what has room in it. */
static void
crm_day_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmDayCell *self = CRM_DAY_CELL (widget);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    *natural += GTK_IS_POPOVER (child) ? 0 : measure_height (child);
  *minimum = self->shape == CRM_DAY_CELL_MONTH ? measure_height (self->number) : *natural;
}

static void
crm_day_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_height, child_width;

      if (GTK_IS_POPOVER (child))
        {
          gtk_popover_present (GTK_POPOVER (child));
          continue;
        }
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
      child_height = measure_height (child);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, MAX (width, child_width), child_height }, -1);
      y += child_height;
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pick (CRM_DAY_CELL (widget));
  gtk_widget_activate_action (widget, "calendar.plan", NULL);
}

static void
crm_day_cell_dispose (GObject *object)
{
  CrmDayCell *self = CRM_DAY_CELL (object);

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);
  self->number = self->dots = self->lines = NULL;
  g_clear_pointer (&self->calendar, crm_calendar_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (crm_day_cell_parent_class)->dispose (object);
}

static void
crm_day_cell_class_init (CrmDayCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_day_cell_dispose;
  widget_class->measure = crm_day_cell_measure;
  widget_class->size_allocate = crm_day_cell_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "daycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_install_action (widget_class, "day.plan", NULL, plan);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "day.plan", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "day.plan", NULL);
}

static void
crm_day_cell_init (CrmDayCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

static GtkWidget *
add_label (CrmDayCell *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_accessible_update_state (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

GtkWidget *
crm_day_cell_new (CrmDayCellShape shape)
{
  static const char *const shapes[] = { "month", "lane", "small" };
  CrmDayCell *self = g_object_new (CRM_TYPE_DAY_CELL, NULL);

  self->shape = shape;
  gtk_widget_add_css_class (GTK_WIDGET (self), shapes[shape]);
  if (shape != CRM_DAY_CELL_LANE)
    {
      self->number = add_label (self, "number");
      gtk_widget_set_halign (self->number, shape == CRM_DAY_CELL_SMALL ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
    }
  if (shape == CRM_DAY_CELL_SMALL)
    {
      self->dots = add_label (self, "dots");
      return GTK_WIDGET (self);
    }
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->lines, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

CrmDate
crm_day_cell_get_day (CrmDayCell *self)
{
  g_return_val_if_fail (CRM_IS_DAY_CELL (self), CRM_DATE_NONE);

  return self->day;
}

void
crm_day_cell_set_picked (CrmDayCell *self, gboolean picked)
{
  g_return_if_fail (CRM_IS_DAY_CELL (self));

  set_class (GTK_WIDGET (self), "picked", picked);
}

void
crm_day_cell_focus (CrmDayCell *self)
{
  GtkWidget *first;

  g_return_if_fail (CRM_IS_DAY_CELL (self));

  first = self->lines != NULL ? gtk_widget_get_first_child (self->lines) : NULL;
  gtk_widget_grab_focus (first != NULL ? first : GTK_WIDGET (self));
}
