/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how often something comes back. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-repeat-row.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-repeat.h"
#include "core/base/crm-when.h"

#include <glib/gi18n-lib.h>

#define N_WEEKDAYS 7

struct _CrmRepeatRow
{
  AdwExpanderRow parent_instance;

  /* owned */
  CrmClock *clock;
  char *kept; /* a rule that is not shown, as of another program */

  /* template */
  AdwComboRow *unit;
  AdwSpinRow *interval;
  GtkWidget *weekdays_row;
  AdwWrapBox *weekdays;
  AdwEntryRow *end;

  /* borrowed, of weekdays */
  GtkToggleButton *days[N_WEEKDAYS];

  CrmDate first;
  gboolean chosen; /* the weekdays, by hand */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (CrmRepeatRow, crm_repeat_row, ADW_TYPE_EXPANDER_ROW)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static CrmDate
get_first (CrmRepeatRow *self)
{
  return self->first != CRM_DATE_NONE ? self->first : crm_date_time_to_local (crm_clock_now (self->clock), crm_clock_get_zone (self->clock), NULL);
}

static guint
get_weekdays (CrmRepeatRow *self)
{
  guint weekdays = 0;

  for (guint i = 0; i < N_WEEKDAYS; i++)
    if (gtk_toggle_button_get_active (self->days[i]))
      weekdays |= CRM_REPEAT_DAY (i + 1);
  return weekdays;
}

/* "10", "10 times", "10 次". */
static gboolean
read_count (const char *typed, int *count)
{
  char *end;
  gint64 number = g_ascii_strtoll (typed, &end, 10);

  if (end == typed || number < 1 || number > CRM_REPEAT_MAX_COUNT)
    return FALSE;
  while (*end == ' ')
    end++;
  *count = (int)number;
  return *end == '\0' || g_str_has_prefix (end, "times") || g_str_has_prefix (end, "x") || g_str_has_prefix (end, "次") || g_str_has_prefix (end, _ ("times"));
}

static gboolean
read_end (CrmRepeatRow *self, CrmRepeat *repeat, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->end))));
  CrmWhenContext context = { .now_us = crm_clock_now (self->clock), .zone = crm_clock_get_zone (self->clock), .direction = CRM_WHEN_PLAN };
  CrmWhen when;

  if (*typed == '\0' || read_count (typed, &repeat->count))
    return TRUE;
  if (crm_date_parse (typed, CRM_DATE_ORDER_UNKNOWN, crm_date_get_year (get_first (self)), &repeat->until, NULL) && crm_date_get_year (repeat->until) != 0)
    return TRUE;
  if (crm_when_find (typed, 0, &context, &when))
    {
      repeat->until = when.date;
      return TRUE;
    }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no end of a repeat. Try “31 December” or “10 times”, or leave it empty."), typed);
  return FALSE;
}

static gboolean
read_repeat (CrmRepeatRow *self, CrmRepeat *repeat, GError **error)
{
  crm_repeat_init (repeat, (CrmRepeatUnit)adw_combo_row_get_selected (self->unit), (int)adw_spin_row_get_value (self->interval), get_first (self));
  if (repeat->unit == CRM_REPEAT_WEEKLY && get_weekdays (self) != 0)
    repeat->weekdays = get_weekdays (self);
  return read_end (self, repeat, error) && (self->first == CRM_DATE_NONE || crm_repeat_check (repeat, self->first, error));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
show_words (CrmRepeatRow *self)
{
  CrmRepeat repeat;
  g_autofree char *words = NULL;
  gboolean enabled = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)), sound = enabled && read_repeat (self, &repeat, NULL);

  if (sound)
    words = crm_repeat_format (&repeat);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words != NULL ? words : "");
  if (enabled && !sound)
    gtk_widget_add_css_class (GTK_WIDGET (self->end), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->end), "error");
}

static void
set_weekdays (CrmRepeatRow *self, guint weekdays)
{
  for (guint i = 0; i < N_WEEKDAYS; i++)
    gtk_toggle_button_set_active (self->days[i], (weekdays & CRM_REPEAT_DAY (i + 1)) != 0);
}

static void
on_changed (CrmRepeatRow *self)
{
  g_assert (CRM_IS_REPEAT_ROW (self));

  if (self->setting || self->clock == NULL)
    return;
  g_clear_pointer (&self->kept, g_free);
  show_words (self);
}

static void
on_unit (CrmRepeatRow *self)
{
  g_assert (CRM_IS_REPEAT_ROW (self));

  gtk_widget_set_visible (self->weekdays_row, adw_combo_row_get_selected (self->unit) == CRM_REPEAT_WEEKLY);
  on_changed (self);
}

static void
on_weekday (CrmRepeatRow *self)
{
  g_assert (CRM_IS_REPEAT_ROW (self));

  if (!self->setting)
    self->chosen = TRUE;
  on_changed (self);
}

static void
add_weekdays (CrmRepeatRow *self)
{
  static const char *const names[N_WEEKDAYS] = { NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"), NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"), NC_ ("weekday", "Sun") };

  for (guint i = 0; i < N_WEEKDAYS; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (g_dpgettext2 (GETTEXT_PACKAGE, "weekday", names[i]));

      gtk_widget_add_css_class (button, "chip-toggle");
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_weekday), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->weekdays, button);
      self->days[i] = GTK_TOGGLE_BUTTON (button);
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_repeat_row_dispose (GObject *object)
{
  CrmRepeatRow *self = CRM_REPEAT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_REPEAT_ROW);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->kept, g_free);

  G_OBJECT_CLASS (crm_repeat_row_parent_class)->dispose (object);
}

static void
crm_repeat_row_class_init (CrmRepeatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_repeat_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-repeat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRepeatRow, unit);
  gtk_widget_class_bind_template_child (widget_class, CrmRepeatRow, interval);
  gtk_widget_class_bind_template_child (widget_class, CrmRepeatRow, weekdays_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRepeatRow, weekdays);
  gtk_widget_class_bind_template_child (widget_class, CrmRepeatRow, end);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit);
}

static void
crm_repeat_row_init (CrmRepeatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_weekdays (self);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_repeat_row_set_clock (CrmRepeatRow *self, CrmClock *clock)
{
  g_return_if_fail (CRM_IS_REPEAT_ROW (self) && CRM_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
  self->setting = TRUE;
  adw_combo_row_set_selected (self->unit, CRM_REPEAT_WEEKLY);
  set_weekdays (self, CRM_REPEAT_DAY (crm_date_get_weekday (get_first (self))));
  self->setting = FALSE;
}

static void
show_repeat (CrmRepeatRow *self, const CrmRepeat *repeat)
{
  g_autofree char *end = NULL;

  if (repeat->until != CRM_DATE_NONE)
    end = crm_date_format (repeat->until);
  else if (repeat->count > 0)
    end = g_strdup_printf ("%d", repeat->count);
  adw_combo_row_set_selected (self->unit, repeat->unit);
  adw_spin_row_set_value (self->interval, repeat->interval);
  if (repeat->unit == CRM_REPEAT_WEEKLY)
    set_weekdays (self, repeat->weekdays);
  self->chosen = repeat->unit == CRM_REPEAT_WEEKLY;
  gtk_editable_set_text (GTK_EDITABLE (self->end), end != NULL ? end : "");
}

void
crm_repeat_row_set_text (CrmRepeatRow *self, const char *text)
{
  CrmRepeat repeat;
  gboolean known = text != NULL && crm_repeat_parse (text, &repeat, NULL);

  g_return_if_fail (CRM_IS_REPEAT_ROW (self) && self->clock != NULL);

  self->setting = TRUE;
  if (known)
    show_repeat (self, &repeat);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), text != NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  self->setting = FALSE;
  show_words (self);
  g_set_str (&self->kept, text);
}

void
crm_repeat_row_set_first (CrmRepeatRow *self, CrmDate first)
{
  g_return_if_fail (CRM_IS_REPEAT_ROW (self) && self->clock != NULL);

  if (self->first == first)
    return;
  /* Another day is meant for those to come as well. */
  if (self->first != CRM_DATE_NONE)
    g_clear_pointer (&self->kept, g_free);
  self->first = first;
  self->setting = TRUE;
  if (!self->chosen && first != CRM_DATE_NONE)
    set_weekdays (self, CRM_REPEAT_DAY (crm_date_get_weekday (first)));
  self->setting = FALSE;
  show_words (self);
}

gboolean
crm_repeat_row_read (CrmRepeatRow *self, char **text, GError **error)
{
  CrmRepeat repeat;

  g_return_val_if_fail (CRM_IS_REPEAT_ROW (self) && text != NULL, FALSE);

  *text = NULL;
  if (!adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self)))
    return TRUE;
  /* What was not touched stays exactly as it is. */
  if (self->kept != NULL)
    {
      *text = g_strdup (self->kept);
      return TRUE;
    }
  if (!read_repeat (self, &repeat, error))
    return FALSE;
  *text = crm_repeat_to_text (&repeat);
  return TRUE;
}
