/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours of a week's days. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-hour-grid.h"

#include "app/calendar/crm-calendar-actions.h"
#include "app/calendar/crm-calendar-chip.h"
#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

#define N_DAYS      7
#define DAY_MINUTES (24 * 60)

/* What is dropped falls on a quarter; what is picked, on a half hour. */
#define DROP_STEP 15
#define PICK_STEP 30

#define GAP 2

typedef struct
{
  GtkWidget *chip;
  int day;
  int minute;
  int minutes;
  CrmCalendarPlace place;
} Child;

struct _CrmHourGrid
{
  GtkWidget parent_instance;

  /* owned by the widget */
  GtkWidget *slot;

  /* owned */
  GArray *children;
  GTimeZone *zone;

  CrmOfficeTime office;
  CrmDate from;
  CrmDate today;
  gint64 now;
  CrmDate day;
  int minute;
  int drop_day; /* -1 for none */
  int drop_minute;
};

G_DEFINE_FINAL_TYPE (CrmHourGrid, crm_hour_grid, GTK_TYPE_WIDGET)

/* ── places ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_mirrored (CrmHourGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static double
get_day_width (CrmHourGrid *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - CRM_HOUR_GRID_GUTTER, N_DAYS) / (double)N_DAYS;
}

static double
get_x (CrmHourGrid *self, double days)
{
  double x = CRM_HOUR_GRID_GUTTER + days * get_day_width (self);

  return is_mirrored (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;
}

static double
get_y (int minute)
{
  return minute * CRM_HOUR_GRID_HOUR / 60.0;
}

static void
find_place (CrmHourGrid *self, double x, double y, int step, int *day, int *minute)
{
  double from_start = is_mirrored (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;

  *day = CLAMP ((int)((from_start - CRM_HOUR_GRID_GUTTER) / get_day_width (self)), 0, N_DAYS - 1);
  *minute = CLAMP ((int)(y * 60 / CRM_HOUR_GRID_HOUR) / step * step, 0, DAY_MINUTES - step);
}

static graphene_rect_t
make_area (CrmHourGrid *self, double day, int minute, int minutes, double width)
{
  double left = get_x (self, day), right = get_x (self, day + width), top = get_y (minute);
  double height = get_y (MIN (minutes, DAY_MINUTES - minute));

  return GRAPHENE_RECT_INIT ((float)MIN (left, right) + GAP, (float)top + 1, (float)MAX (ABS (right - left) - 2 * GAP, 1), (float)MAX (height - 2, 1));
}

/* ── layout ───────────────────────────────────────────────────────────────────────────────── */

static void
allocate (GtkWidget *widget, const graphene_rect_t *area)
{
  int width, height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  width = MAX (width, (int)area->size.width);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation){ (int)area->origin.x, (int)area->origin.y, width, MAX (height, (int)area->size.height) }, -1);
}

static int
find_day (CrmHourGrid *self, CrmDate day)
{
  int index = day != CRM_DATE_NONE && self->from != CRM_DATE_NONE ? crm_date_to_days (day) - crm_date_to_days (self->from) : -1;

  return index < N_DAYS ? index : -1;
}

static void
crm_hour_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmHourGrid *self = CRM_HOUR_GRID (widget);
  int day = find_day (self, self->day);
  gboolean has_slot = day >= 0 && self->minute >= 0;
  graphene_rect_t area;

  gtk_widget_set_child_visible (self->slot, has_slot);
  if (has_slot)
    {
      area = make_area (self, day, self->minute, PICK_STEP, 1);
      allocate (self->slot, &area);
    }
  for (guint i = 0; i < self->children->len; i++)
    {
      const Child *child = &g_array_index (self->children, Child, i);
      double share = 1.0 / child->place.n_columns;

      area = make_area (self, child->day + child->place.column * share, child->minute, child->minutes, share);
      allocate (child->chip, &area);
    }
}

static void
crm_hour_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = 24 * CRM_HOUR_GRID_HOUR;
  else
    *minimum = CRM_HOUR_GRID_GUTTER + N_DAYS * 40, *natural = CRM_HOUR_GRID_GUTTER + N_DAYS * 120;
}

/* ── drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
draw_hours (CrmHourGrid *self, GtkSnapshot *snapshot, const GdkRGBA *line, const GdkRGBA *ink)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  for (int hour = 1; hour < 24; hour++)
    {
      g_autofree char *text = crm_calendar_words_dup_time (hour * 60);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      PangoAttrList *attributes = pango_attr_list_new ();
      int text_width, text_height;
      float y = (float)get_y (hour * 60);

      pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT (is_mirrored (self) ? 0 : CRM_HOUR_GRID_GUTTER, y, (float)width - CRM_HOUR_GRID_GUTTER, 1));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (is_mirrored (self) ? (float)width - CRM_HOUR_GRID_GUTTER + 8 : (float)(CRM_HOUR_GRID_GUTTER - 8 - text_width), y - (float)text_height / 2));
      gtk_snapshot_append_layout (snapshot, layout, ink);
      gtk_snapshot_restore (snapshot);
    }
}

/* What lies outside of working hours. */
static void
shade_day (CrmHourGrid *self, GtkSnapshot *snapshot, int day, const graphene_rect_t *area, const GdkRGBA *shade)
{
  float from = (float)get_y (self->office.work_from), to = (float)get_y (self->office.work_to);

  if (!crm_office_time_is_working_day (&self->office, crm_date_add_days (self->from, day)))
    {
      gtk_snapshot_append_color (snapshot, shade, area);
      return;
    }
  gtk_snapshot_append_color (snapshot, shade, &GRAPHENE_RECT_INIT (area->origin.x, 0, area->size.width, from));
  gtk_snapshot_append_color (snapshot, shade, &GRAPHENE_RECT_INIT (area->origin.x, to, area->size.width, MAX (area->size.height - to, 0)));
}

static void
draw_days (CrmHourGrid *self, GtkSnapshot *snapshot, const GdkRGBA *line, const GdkRGBA *shade)
{
  float height = (float)gtk_widget_get_height (GTK_WIDGET (self)), width = (float)get_day_width (self);

  for (int day = 0; day < N_DAYS; day++)
    {
      float left = (float)MIN (get_x (self, day), get_x (self, day + 1));

      shade_day (self, snapshot, day, &GRAPHENE_RECT_INIT (left, 0, width, height), shade);
      gtk_snapshot_append_color (snapshot, line, &GRAPHENE_RECT_INIT ((float)(int)get_x (self, day), 0, 1, height));
    }
}

static void
draw_now (CrmHourGrid *self, GtkSnapshot *snapshot)
{
  int second = 0, day = find_day (self, crm_date_time_to_local (self->now, self->zone, &second));
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  float left, y;
  GskRoundedRect dot;

  if (day < 0)
    return;
  left = (float)MIN (get_x (self, day), get_x (self, day + 1));
  y = (float)get_y (second / 60);
  gtk_snapshot_append_color (snapshot, accent, &GRAPHENE_RECT_INIT (left, y - 1, (float)get_day_width (self), 2));
  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT ((is_mirrored (self) ? left + (float)get_day_width (self) : left) - 4, y - 4, 8, 8), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, accent, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_drop (CrmHourGrid *self, GtkSnapshot *snapshot)
{
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  graphene_rect_t area = make_area (self, self->drop_day, self->drop_minute, PICK_STEP, 1);

  accent->alpha = 0.25f;
  gtk_snapshot_append_color (snapshot, accent, &area);
}

static void
crm_hour_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmHourGrid *self = CRM_HOUR_GRID (widget);
  GdkRGBA ink, line, shade;

  if (self->zone == NULL)
    return;
  gtk_widget_get_color (widget, &ink);
  line = shade = ink;
  line.alpha *= 0.1f;
  shade.alpha *= 0.025f;
  ink.alpha *= 0.74f;
  draw_days (self, snapshot, &line, &shade);
  draw_hours (self, snapshot, &line, &ink);
  GTK_WIDGET_CLASS (crm_hour_grid_parent_class)->snapshot (widget, snapshot);
  if (self->drop_day >= 0)
    draw_drop (self, snapshot);
  draw_now (self, snapshot);
}

/* ── the pointer ──────────────────────────────────────────────────────────────────────────── */

static void
pick (CrmHourGrid *self, CrmDate day, int minute)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.pick", "(ii)", day, minute);
}

static void
on_slot_clicked (CrmHourGrid *self)
{
  g_assert (CRM_IS_HOUR_GRID (self));

  pick (self, self->day, self->minute);
  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.plan", NULL);
}

static void
on_pressed (CrmHourGrid *self, int n, double x, double y)
{
  int day, minute;

  g_assert (CRM_IS_HOUR_GRID (self));

  find_place (self, x, y, PICK_STEP, &day, &minute);
  pick (self, crm_date_add_days (self->from, day), minute);
  gtk_widget_grab_focus (self->slot);
  if (n == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "calendar.plan", NULL);
}

static CrmCalendarChip *
get_dragged (GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);

  return value != NULL ? g_value_get_object (value) : NULL;
}

static void
set_drop (CrmHourGrid *self, int day, int minute)
{
  if (self->drop_day == day && self->drop_minute == minute)
    return;
  self->drop_day = day;
  self->drop_minute = minute;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What was taken hold of in its middle falls with its beginning above the pointer. */
static void
find_drop (CrmHourGrid *self, CrmCalendarChip *chip, double x, double y, int *day, int *minute)
{
  gboolean is_block = chip != NULL && gtk_widget_get_parent (GTK_WIDGET (chip)) == GTK_WIDGET (self);

  find_place (self, x, is_block ? y - crm_calendar_chip_get_hold (chip) + get_y (DROP_STEP) / 2 : y, DROP_STEP, day, minute);
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, CrmHourGrid *self)
{
  int day, minute;

  find_drop (self, get_dragged (target), x, y, &day, &minute);
  set_drop (self, day, minute);
  return GDK_ACTION_MOVE;
}

static void
on_leave (CrmHourGrid *self)
{
  set_drop (self, -1, 0);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmHourGrid *self)
{
  CrmCalendarChip *chip = g_value_get_object (value);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE);
  int day, minute;

  set_drop (self, -1, 0);
  if (chip == NULL || page == NULL)
    return FALSE;
  find_drop (self, chip, x, y, &day, &minute);
  return crm_calendar_move (CRM_PAGE (page), crm_calendar_chip_get_entry (chip), crm_date_add_days (self->from, day), minute);
}

static void
add_controllers (CrmHourGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_CALENDAR_CHIP, GDK_ACTION_MOVE);

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_object (target, "motion", G_CALLBACK (on_motion), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
clear_children (CrmHourGrid *self)
{
  for (guint i = 0; i < self->children->len; i++)
    gtk_widget_unparent (g_array_index (self->children, Child, i).chip);
  g_array_set_size (self->children, 0);
}

static void
crm_hour_grid_dispose (GObject *object)
{
  CrmHourGrid *self = CRM_HOUR_GRID (object);

  clear_children (self);
  g_clear_pointer (&self->slot, gtk_widget_unparent);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (crm_hour_grid_parent_class)->dispose (object);
}

static void
crm_hour_grid_finalize (GObject *object)
{
  g_array_unref (CRM_HOUR_GRID (object)->children);

  G_OBJECT_CLASS (crm_hour_grid_parent_class)->finalize (object);
}

static void
crm_hour_grid_class_init (CrmHourGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_hour_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_hour_grid_finalize;
  widget_class->measure = crm_hour_grid_measure;
  widget_class->size_allocate = crm_hour_grid_size_allocate;
  widget_class->snapshot = crm_hour_grid_snapshot;

  gtk_widget_class_set_css_name (widget_class, "hourgrid");
}

static void
crm_hour_grid_init (CrmHourGrid *self)
{
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
  self->minute = -1;
  self->drop_day = -1;
  self->slot = gtk_button_new ();
  gtk_widget_add_css_class (self->slot, "flat");
  gtk_widget_add_css_class (self->slot, "calendar-slot");
  g_signal_connect_object (self->slot, "clicked", G_CALLBACK (on_slot_clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->slot, GTK_WIDGET (self));
  add_controllers (self);
}

GtkWidget *
crm_hour_grid_new (void)
{
  return g_object_new (CRM_TYPE_HOUR_GRID, NULL);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
add_day (CrmHourGrid *self, int day, CrmCalendar *calendar, const CrmCalendarStyle *style)
{
  guint n, first = crm_calendar_find_day (calendar, crm_date_add_days (self->from, day), &n);
  const CrmCalendarEntry *const *entries;
  g_autofree CrmCalendarPlace *places = NULL;

  while (n > 0 && ((CrmCalendarEntry *)calendar->entries->pdata[first])->minute < 0)
    first++, n--;
  if (n == 0)
    return;
  entries = (const CrmCalendarEntry *const *)calendar->entries->pdata + first;
  places = g_new (CrmCalendarPlace, n);
  crm_calendar_days_lay_out (entries, n, places);
  for (guint i = 0; i < n; i++)
    {
      Child child = { crm_calendar_chip_new (CRM_CALENDAR_BLOCK, calendar, entries[i], style), day, entries[i]->minute, MAX (entries[i]->minutes, CRM_CALENDAR_SHORTEST), places[i] };

      gtk_widget_set_parent (child.chip, GTK_WIDGET (self));
      g_array_append_val (self->children, child);
    }
}

void
crm_hour_grid_show (CrmHourGrid *self, CrmDate from, CrmCalendar *calendar, const CrmCalendarStyle *style)
{
  g_return_if_fail (CRM_IS_HOUR_GRID (self) && crm_date_is_valid (from) && style != NULL);

  clear_children (self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (style->zone);
  self->office = style->office;
  self->from = from;
  self->today = style->today;
  self->now = style->now;
  for (int day = 0; calendar != NULL && day < N_DAYS; day++)
    add_day (self, day, calendar, style);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_hour_grid_set_cursor (CrmHourGrid *self, CrmDate day, int minute)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_HOUR_GRID (self) && crm_date_is_valid (day));

  self->day = day;
  self->minute = minute;
  if (minute >= 0)
    {
      date = crm_calendar_words_dup_day (day);
      time = crm_calendar_words_dup_time (minute);
      name = g_strdup_printf (_ ("%1$s, %2$s"), date, time);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->slot), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
crm_hour_grid_focus_cursor (CrmHourGrid *self)
{
  int day;

  g_return_if_fail (CRM_IS_HOUR_GRID (self));

  day = find_day (self, self->day);
  for (guint i = 0; i < self->children->len; i++)
    {
      const Child *child = &g_array_index (self->children, Child, i);

      if (child->day == day && child->minute >= self->minute && child->minute < self->minute + PICK_STEP)
        {
          gtk_widget_grab_focus (child->chip);
          return;
        }
    }
  gtk_widget_set_child_visible (self->slot, TRUE);
  gtk_widget_grab_focus (self->slot);
}

void
crm_hour_grid_set_now (CrmHourGrid *self, gint64 now)
{
  g_return_if_fail (CRM_IS_HOUR_GRID (self));

  self->now = now;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
