/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page with a week or a month. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-page.h"

#include "app/calendar/crm-calendar-actions.h"
#include "app/calendar/crm-calendar-chip.h"
#include "app/calendar/crm-calendar-exchange.h"
#include "app/calendar/crm-calendar-list.h"
#include "app/calendar/crm-calendar-reading.h"
#include "app/calendar/crm-month-view.h"
#include "app/calendar/crm-week-view.h"
#include "app/timeline/crm-task-dialog.h"
#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

/* The line that says how late it is moves so often. */
#define TICK_SECONDS 30

/* Where a day is entered first, and how far an arrow key goes. */
#define MORNING   (9 * 60)
#define SLOT_STEP 60

struct _CrmCalendarPage
{
  CrmPage parent_instance;

  /* owned */
  CrmCalendarReading *reading;

  /* template */
  GtkStack *views;
  AdwToggleGroup *spans;
  GtkLabel *range;
  GtkLabel *note;
  AdwBin *week_place;
  AdwBin *month_place;
  AdwBin *small_place;
  AdwBin *list_place;

  /* borrowed, of their places */
  CrmWeekView *week;
  CrmMonthView *month;
  CrmMonthView *small;
  CrmCalendarList *list;

  CrmCalendarSpan span;
  CrmDate day; /* what is picked */
  int minute;  /* -1: the whole day */
  CrmDate from;
  CrmDate to;
  CrmDate today;
  CrmId followed; /* what was moved by keys, and keeps the focus */
  guint tick;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmCalendarPage, crm_calendar_page, CRM_TYPE_PAGE)

static CrmClock *
get_clock (CrmCalendarPage *self)
{
  return crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)));
}

static const CrmOfficeTime *
get_office_time (CrmCalendarPage *self)
{
  return crm_workspace_get_office_time (crm_context_get_workspace (crm_page_get_context (CRM_PAGE (self))));
}

static CrmCalendarStyle
get_style (CrmCalendarPage *self)
{
  CrmClock *clock = get_clock (self);
  gint64 now = crm_clock_now (clock);
  GTimeZone *zone = crm_clock_get_zone (clock);

  return (CrmCalendarStyle){ now, zone, crm_date_time_to_local (now, zone, NULL), *get_office_time (self) };
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_small (CrmCalendarPage *self)
{
  return self->narrow;
}

static void
set_cursor (CrmCalendarPage *self)
{
  crm_week_view_set_cursor (self->week, self->day, self->minute);
  crm_month_view_set_cursor (self->month, self->day);
  crm_month_view_set_cursor (self->small, self->day);
}

static void
focus_cursor (CrmCalendarPage *self)
{
  if (is_small (self))
    crm_month_view_focus_cursor (self->small);
  else if (self->span == CRM_CALENDAR_WEEK)
    crm_week_view_focus_cursor (self->week);
  else
    crm_month_view_focus_cursor (self->month);
}

/* The entry that has the focus, of this page. */
static CrmCalendarChip *
get_focused_chip (CrmCalendarPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *chip = focus != NULL ? gtk_widget_get_ancestor (focus, CRM_TYPE_CALENDAR_CHIP) : NULL;

  return chip != NULL && gtk_widget_is_ancestor (chip, GTK_WIDGET (self->views)) ? CRM_CALENDAR_CHIP (chip) : NULL;
}

static gboolean
has_focus (CrmCalendarPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->views));
}

static void
show_title (CrmCalendarPage *self, CrmCalendar *calendar)
{
  g_autofree char *range = crm_calendar_words_dup_range (self->span, self->day, self->from, self->to);
  guint n = calendar != NULL ? calendar->n_left_out : 0;
  gboolean is_empty = calendar != NULL && calendar->entries->len == 0 && calendar->from == self->from;
  g_autofree char *left_out = g_strdup_printf (ngettext ("%'u more entry has no room here", "%'u more entries have no room here", n), n);

  gtk_label_set_label (self->range, range);
  gtk_label_set_label (self->note, is_empty ? _ ("Tasks, meetings and birthdays stand here on their days. N plans a task.") : left_out);
  gtk_widget_set_visible (GTK_WIDGET (self->note), is_empty || n > 0);
}

static void
show_views (CrmCalendarPage *self)
{
  CrmCalendar *calendar = crm_calendar_reading_get_calendar (self->reading);
  CrmCalendarStyle style = get_style (self);

  self->today = style.today;
  show_title (self, calendar);
  if (is_small (self))
    {
      crm_month_view_show (self->small, self->from, self->to, self->span == CRM_CALENDAR_MONTH ? self->day : CRM_DATE_NONE, calendar, &style);
      crm_calendar_list_show (self->list, self->day, self->to, calendar, &style);
    }
  else if (self->span == CRM_CALENDAR_WEEK)
    crm_week_view_show (self->week, self->from, calendar, &style);
  else
    crm_month_view_show (self->month, self->from, self->to, self->day, calendar, &style);
  gtk_stack_set_visible_child_name (self->views, is_small (self) ? "small" : self->span == CRM_CALENDAR_WEEK ? "week"
                                                                                                             : "month");
  set_cursor (self);
}

/* What has the focus keeps it, wherever it stands now. */
static void
show (CrmCalendarPage *self)
{
  CrmCalendarChip *chip = get_focused_chip (self);
  gboolean had_focus = has_focus (self);
  CrmId id = chip != NULL ? crm_calendar_chip_get_entry (chip)->record->id : self->followed;
  GtkWidget *again;

  show_views (self);
  if (!had_focus && !crm_page_is_due_focus (CRM_PAGE (self)))
    return;
  again = crm_id_is_nil (&id) ? NULL : crm_calendar_chip_find (gtk_stack_get_visible_child (self->views), &id);
  if (again != NULL)
    gtk_widget_grab_focus (again);
  else
    focus_cursor (self);
  crm_page_set_wants_focus (CRM_PAGE (self), FALSE);
  self->followed = (CrmId){ 0 };
}

/* Reads the days around what is picked, and shows what is known of them. */
static void
set_days (CrmCalendarPage *self)
{
  CrmDate from, to;

  crm_calendar_days_find (self->span, self->day, get_office_time (self)->week_start, &from, &to);
  if (from == self->from && to == self->to)
    return;
  self->from = from;
  self->to = to;
  crm_calendar_reading_set_days (self->reading, from, to);
}

static void
pick (CrmCalendarPage *self, CrmDate day, int minute, gboolean focus)
{
  CrmDate from = self->from, month = self->day / 100;

  if (!crm_date_is_valid (day) || crm_date_get_year (day) > 9998)
    return;
  self->day = day;
  self->minute = minute;
  set_days (self);
  if (is_small (self) || from != self->from || (self->span == CRM_CALENDAR_MONTH && month != day / 100))
    show_views (self);
  else
    set_cursor (self);
  if (focus)
    focus_cursor (self);
}

static void
on_changed (CrmCalendarPage *self)
{
  g_assert (CRM_IS_CALENDAR_PAGE (self));

  if (self->views != NULL)
    show (self);
}

/* Weeks may begin on another day, and work at another hour. */
static void
on_workspace_changed (CrmCalendarPage *self)
{
  g_assert (CRM_IS_CALENDAR_PAGE (self));

  if (self->views == NULL)
    return;
  set_days (self);
  show (self);
}

static void
on_failed (CrmCalendarPage *self, const GError *error)
{
  g_assert (CRM_IS_CALENDAR_PAGE (self));

  crm_page_fail (CRM_PAGE (self), error);
}

/* What is overdue, and what day it is, changes by itself. */
static gboolean
on_tick (gpointer data)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (data);
  CrmCalendarStyle style = get_style (self);

  if (style.today != self->today)
    crm_calendar_reading_set_days (self->reading, self->from, self->to);
  crm_week_view_set_now (self->week, style.now);
  return G_SOURCE_CONTINUE;
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static void
go_to (CrmCalendarPage *self, CrmDate day)
{
  pick (self, day, self->minute, has_focus (self));
}

static void
set_span (CrmCalendarPage *self, CrmCalendarSpan span)
{
  GSettings *settings = crm_context_get_settings (crm_page_get_context (CRM_PAGE (self)));

  if (span == self->span)
    return;
  self->span = span;
  if (settings != NULL)
    g_settings_set_string (settings, "calendar-view", span == CRM_CALENDAR_WEEK ? "week" : "month");
  set_days (self);
  show_views (self);
}

static void
on_span (CrmCalendarPage *self)
{
  g_assert (CRM_IS_CALENDAR_PAGE (self));

  if (self->reading != NULL)
    set_span (self, g_strcmp0 (adw_toggle_group_get_active_name (self->spans), "month") == 0 ? CRM_CALENDAR_MONTH : CRM_CALENDAR_WEEK);
}

static void
plan (CrmCalendarPage *self)
{
  crm_task_dialog_present_at (GTK_WIDGET (self), CRM_PAGE (self), self->day, is_small (self) || self->span == CRM_CALENDAR_MONTH ? -1 : self->minute);
}

static void
pick_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (widget);
  int day, minute;

  g_variant_get (parameter, "(ii)", &day, &minute);
  pick (self, day, minute, FALSE);
}

static void
plan_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  plan (CRM_CALENDAR_PAGE (widget));
}

static void
today_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (widget);

  go_to (self, get_style (self).today);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (widget);

  go_to (self, crm_calendar_days_step (self->span, self->day, -1));
}

static void
forward_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (widget);

  go_to (self, crm_calendar_days_step (self->span, self->day, 1));
}

static void
export_days_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  crm_page_export (CRM_PAGE (widget));
}

static void
export_all_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  crm_calendar_export (CRM_PAGE (widget), CRM_DATE_NONE, CRM_DATE_NONE);
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

/* From the whole day down to its hours, and back up; a month goes by weeks. */
static void
walk (CrmCalendarPage *self, int days, int steps)
{
  int minute = self->minute;

  if (steps == 0 || is_small (self) || self->span == CRM_CALENDAR_MONTH)
    {
      pick (self, crm_date_add_days (self->day, days + 7 * steps), minute, TRUE);
      return;
    }
  if (minute < 0)
    minute = steps > 0 ? 0 : -1;
  else
    minute += steps * SLOT_STEP;
  pick (self, self->day, CLAMP (minute, -1, 24 * 60 - SLOT_STEP), TRUE);
}

static void
move (CrmCalendarPage *self, CrmCalendarChip *chip, int days, int steps)
{
  const CrmCalendarEntry *entry = crm_calendar_chip_get_entry (chip);
  gboolean by_hours = steps != 0 && self->span == CRM_CALENDAR_WEEK && !is_small (self) && entry->minute >= 0;
  CrmDate day = crm_date_add_days (entry->day, by_hours ? days : days + 7 * steps);
  int minute = by_hours ? CLAMP (entry->minute + steps * SLOT_STEP, 0, 24 * 60 - 1) : entry->minute;
  CrmId id = entry->record->id;

  if (!crm_calendar_move (CRM_PAGE (self), entry, day, minute))
    return;
  self->followed = id;
  pick (self, day, minute >= 0 ? minute / SLOT_STEP * SLOT_STEP : -1, FALSE);
  crm_page_set_wants_focus (CRM_PAGE (self), TRUE);
}

static gboolean
press_arrow (CrmCalendarPage *self, guint key, GdkModifierType held)
{
  CrmCalendarChip *chip = get_focused_chip (self);
  int days = key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1
                                                                                                                 : 0;
  int steps = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? -1
                                                                                                            : 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    days = -days;
  if (days == 0 && steps == 0)
    return FALSE;
  if (held == 0)
    walk (self, days, steps);
  else if (held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && chip != NULL)
    move (self, chip, days, steps);
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_key (CrmCalendarPage *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (CRM_IS_CALENDAR_PAGE (self));

  if (press_arrow (self, key, held))
    return GDK_EVENT_STOP;
  if (held != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    go_to (self, crm_calendar_days_step (self->span, self->day, -1));
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    go_to (self, crm_calendar_days_step (self->span, self->day, 1));
  else if (key == GDK_KEY_t)
    go_to (self, get_style (self).today);
  else if (key == GDK_KEY_n)
    plan (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_calendar_page_create (CrmPage *page)
{
  plan (CRM_CALENDAR_PAGE (page));
}

static void
crm_calendar_page_export (CrmPage *page)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (page);

  crm_calendar_export (page, self->from, self->to);
}

static void
crm_calendar_page_take_focus (CrmPage *page)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (page);

  crm_page_set_wants_focus (page, crm_calendar_reading_get_calendar (self->reading) == NULL);
  focus_cursor (self);
}

static void
add_views (CrmCalendarPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->week = CRM_WEEK_VIEW (crm_week_view_new ());
  self->month = CRM_MONTH_VIEW (crm_month_view_new (CRM_DAY_CELL_MONTH));
  self->small = CRM_MONTH_VIEW (crm_month_view_new (CRM_DAY_CELL_SMALL));
  self->list = CRM_CALENDAR_LIST (crm_calendar_list_new ());
  adw_bin_set_child (self->week_place, GTK_WIDGET (self->week));
  adw_bin_set_child (self->month_place, GTK_WIDGET (self->month));
  adw_bin_set_child (self->small_place, GTK_WIDGET (self->small));
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->list));
  /* Before the entries and the scrolled window, which would take the arrows for themselves. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->views), keys);
}

static void
restore (CrmCalendarPage *self, GSettings *settings)
{
  g_autofree char *view = NULL;

  if (settings == NULL)
    return;
  view = g_settings_get_string (settings, "calendar-view");
  if (strcmp (view, "month") == 0)
    self->span = CRM_CALENDAR_MONTH;
  adw_toggle_group_set_active_name (self->spans, self->span == CRM_CALENDAR_MONTH ? "month" : "week");
}

static void
add_settings (CrmCalendarPage *self, GSettings *settings)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) everybody = settings != NULL ? g_settings_create_action (settings, "calendar-everybody") : NULL;

  if (everybody == NULL)
    return;
  g_action_map_add_action (G_ACTION_MAP (group), everybody);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "settings", G_ACTION_GROUP (group));
}

static void
crm_calendar_page_constructed (GObject *object)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (object);
  CrmContext *context;

  G_OBJECT_CLASS (crm_calendar_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  self->day = get_style (self).today;
  self->minute = MORNING;
  add_views (self);
  restore (self, crm_context_get_settings (context));
  self->reading = crm_calendar_reading_new (crm_context_get_store (context), crm_context_get_settings (context));
  g_signal_connect_object (self->reading, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  add_settings (self, crm_context_get_settings (context));
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  set_days (self);
  show_views (self);
}

static void
set_narrow (CrmCalendarPage *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  if (self->reading != NULL)
    show_views (self);
}

static void
crm_calendar_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, CRM_CALENDAR_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_calendar_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    set_narrow (CRM_CALENDAR_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_calendar_page_dispose (GObject *object)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CALENDAR_PAGE);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (crm_calendar_page_parent_class)->dispose (object);
}

static void
crm_calendar_page_class_init (CrmCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_calendar_page_constructed;
  object_class->get_property = crm_calendar_page_get_property;
  object_class->set_property = crm_calendar_page_set_property;
  object_class->dispose = crm_calendar_page_dispose;
  CRM_PAGE_CLASS (klass)->create = crm_calendar_page_create;
  CRM_PAGE_CLASS (klass)->export = crm_calendar_page_export;
  CRM_PAGE_CLASS (klass)->take_focus = crm_calendar_page_take_focus;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/calendar/crm-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, views);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, spans);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, range);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, note);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, week_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, month_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, small_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, list_place);
  gtk_widget_class_bind_template_callback (widget_class, on_span);

  gtk_widget_class_install_action (widget_class, "calendar.pick", "(ii)", pick_action);
  gtk_widget_class_install_action (widget_class, "calendar.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "calendar.export-days", NULL, export_days_action);
  gtk_widget_class_install_action (widget_class, "calendar.export-all", NULL, export_all_action);
  gtk_widget_class_install_action (widget_class, "calendar.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "calendar.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "calendar.forward", NULL, forward_action);
}

static void
crm_calendar_page_init (CrmCalendarPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
