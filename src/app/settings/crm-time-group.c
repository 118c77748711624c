/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about when an office works, and where its weeks and years begin. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-time-group.h"

#include "app/calendar/crm-calendar-words.h"
#include "app/settings/crm-settings-apply.h"
#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

#define N_DAYS 7

/* Hours are offered in such steps. */
#define STEP    30
#define N_TIMES (24 * 60 / STEP)

struct _CrmTimeGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  CrmWorkspace *workspace;
  CrmClock *clock;

  /* template */
  AdwComboRow *week_row;
  AdwComboRow *from_row;
  AdwComboRow *to_row;
  AdwWrapBox *days;
  GtkLabel *days_problem;
  AdwComboRow *fiscal_row;

  /* borrowed, of the box: from the first day of the week on */
  GtkToggleButton *toggles[N_DAYS];

  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmTimeGroup, crm_time_group, ADW_TYPE_PREFERENCES_GROUP)

/* What a week may begin with; 0 is the locale's. */
static const int week_starts[] = { 0, 1, 7, 6 };

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
fill (AdwComboRow *row, GtkStringList *model)
{
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_object_unref (model);
}

static void
fill_choices (CrmTimeGroup *self)
{
  GtkStringList *weeks = gtk_string_list_new (NULL), *from = gtk_string_list_new (NULL), *to = gtk_string_list_new (NULL), *months = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (week_starts); i++)
    {
      int day = week_starts[i] == 0 ? crm_office_time_get_locale_week_start () : week_starts[i];
      const char *name = crm_calendar_words_get_weekday (day);

      /* Translators: what weeks begin with where nothing else was chosen; %s is a day of the week. */
      gtk_string_list_take (weeks, week_starts[i] == 0 ? g_strdup_printf (_ ("System (%s)"), name) : g_strdup (name));
    }
  for (int i = 0; i < N_TIMES; i++)
    {
      gtk_string_list_take (from, crm_calendar_words_dup_time (i * STEP));
      gtk_string_list_take (to, crm_calendar_words_dup_time ((i + 1) * STEP));
    }
  for (int month = 1; month <= 12; month++)
    gtk_string_list_append (months, crm_calendar_words_get_month (month));
  fill (self->week_row, weeks);
  fill (self->from_row, from);
  fill (self->to_row, to);
  fill (self->fiscal_row, months);
}

static void
show_days (CrmTimeGroup *self, const CrmOfficeTime *office)
{
  for (int i = 0; i < N_DAYS; i++)
    {
      int day = (office->week_start - 1 + i) % N_DAYS + 1;
      const char *name = crm_calendar_words_get_weekday (day);

      gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->toggles[i]))), crm_calendar_words_get_short_weekday (day));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggles[i]), name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_toggle_button_set_active (self->toggles[i], (office->work_days & (1u << day)) != 0);
    }
}

/* What "this year" is then. */
static void
show_year (CrmTimeGroup *self, const CrmOfficeTime *office)
{
  CrmDate today = crm_date_time_to_local (crm_clock_now (self->clock), crm_clock_get_zone (self->clock), NULL);
  CrmDate first = crm_office_time_get_period (office, today, 12), last = crm_date_add_months (first, 11);
  g_autofree char *subtitle = NULL;

  /* Translators: the present fiscal year: "This year is April 2026 – March 2027". */
  subtitle = g_strdup_printf (_ ("This year is %1$s %2$d – %3$s %4$d"), crm_calendar_words_get_month (crm_date_get_month (first)), crm_date_get_year (first),
                              crm_calendar_words_get_month (crm_date_get_month (last)), crm_date_get_year (last));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->fiscal_row), subtitle);
}

static void
on_workspace_changed (CrmTimeGroup *self)
{
  const CrmOfficeTime *office = crm_workspace_get_office_time (self->workspace);
  int chosen = *crm_workspace_get (self->workspace, CRM_SETTING_WEEK_START) != '\0' ? office->week_start : 0;

  g_assert (CRM_IS_TIME_GROUP (self));

  self->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (week_starts); i++)
    if (week_starts[i] == chosen)
      adw_combo_row_set_selected (self->week_row, i);
  adw_combo_row_set_selected (self->from_row, (guint)(office->work_from / STEP));
  adw_combo_row_set_selected (self->to_row, (guint)((office->work_to - 1) / STEP));
  adw_combo_row_set_selected (self->fiscal_row, (guint)office->fiscal_month - 1);
  show_days (self, office);
  show_year (self, office);
  self->showing = FALSE;
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static void
save (CrmTimeGroup *self, const char *setting, const char *value)
{
  crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, setting, value));
}

static void
save_number (CrmTimeGroup *self, const char *setting, int value)
{
  g_autofree char *text = value > 0 ? g_strdup_printf ("%d", value) : NULL;

  save (self, setting, text);
}

static void
on_week_selected (CrmTimeGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->week_row);

  if (!self->showing && selected < G_N_ELEMENTS (week_starts))
    save_number (self, CRM_SETTING_WEEK_START, week_starts[selected]);
}

static void
on_fiscal_selected (CrmTimeGroup *self)
{
  if (!self->showing)
    save_number (self, CRM_SETTING_FISCAL_MONTH, (int)adw_combo_row_get_selected (self->fiscal_row) + 1);
}

static void
save_hours (CrmTimeGroup *self, int from, int to)
{
  g_autofree char *hours = crm_office_time_format_hours (from, to);

  save (self, CRM_SETTING_WORKING_HOURS, hours);
}

/* A day that begins behind its end takes the end along, and the other way about. */
static void
on_from_selected (CrmTimeGroup *self)
{
  int from = (int)adw_combo_row_get_selected (self->from_row) * STEP;
  const CrmOfficeTime *office;

  if (self->showing)
    return;
  office = crm_workspace_get_office_time (self->workspace);
  save_hours (self, from, from < office->work_to ? office->work_to : MIN (from + office->work_to - office->work_from, 24 * 60));
}

static void
on_to_selected (CrmTimeGroup *self)
{
  int to = ((int)adw_combo_row_get_selected (self->to_row) + 1) * STEP;
  const CrmOfficeTime *office;

  if (self->showing)
    return;
  office = crm_workspace_get_office_time (self->workspace);
  save_hours (self, to > office->work_from ? office->work_from : MAX (to - (office->work_to - office->work_from), 0), to);
}

static void
on_day_toggled (CrmTimeGroup *self)
{
  const CrmOfficeTime *office;
  g_autofree char *text = NULL;
  guint days = 0;

  if (self->showing)
    return;
  office = crm_workspace_get_office_time (self->workspace);
  for (int i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (self->toggles[i]))
      days |= 1u << ((office->week_start - 1 + i) % N_DAYS + 1);
  gtk_widget_set_visible (GTK_WIDGET (self->days_problem), days == 0);
  if (days == 0)
    return;
  text = crm_office_time_format_days (days);
  save (self, CRM_SETTING_WORKING_DAYS, text);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_time_group_dispose (GObject *object)
{
  CrmTimeGroup *self = CRM_TIME_GROUP (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TIME_GROUP);

  G_OBJECT_CLASS (crm_time_group_parent_class)->dispose (object);
}

static void
crm_time_group_class_init (CrmTimeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_time_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-time-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, week_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, from_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, to_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, days);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, days_problem);
  gtk_widget_class_bind_template_child (widget_class, CrmTimeGroup, fiscal_row);
  gtk_widget_class_bind_template_callback (widget_class, on_week_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_from_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_to_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_fiscal_selected);
}

static void
crm_time_group_init (CrmTimeGroup *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  for (int i = 0; i < N_DAYS; i++)
    {
      GtkWidget *label;

      self->toggles[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      /* A label of the button's own would be its name, cut short as it is. */
      label = gtk_label_new (NULL);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (self->toggles[i]), label);
      g_signal_connect_object (self->toggles[i], "toggled", G_CALLBACK (on_day_toggled), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->days, GTK_WIDGET (self->toggles[i]));
    }
  self->showing = FALSE;
}

void
crm_time_group_set_context (CrmTimeGroup *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_TIME_GROUP (self) && CRM_IS_CONTEXT (context) && self->workspace == NULL);

  self->workspace = g_object_ref (crm_context_get_workspace (context));
  self->clock = g_object_ref (crm_context_get_clock (context));
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
}
