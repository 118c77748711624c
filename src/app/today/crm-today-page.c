/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page the program opens on. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-page.h"

#include "app/customers/crm-new-customer-dialog.h"
#include "app/timeline/crm-task-dialog.h"
#include "app/today/crm-today-actions.h"
#include "app/today/crm-today-reading.h"
#include "app/today/crm-today-section.h"
#include "app/today/crm-today-sheet.h"
#include "core/base/crm-error.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CrmTodayPage
{
  CrmPage parent_instance;

  /* owned */
  CrmTodayReading *reading;
  char *locale;

  /* template */
  GtkStack *places;
  GtkBox *sections;
  GtkLabel *day;
  GtkLabel *summary;
  GtkWidget *empty_begin;
  GtkWidget *fresh_begin;

  /* borrowed, of the box */
  CrmTodaySection *section[CRM_AGENDA_N_SECTIONS];

  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmTodayPage, crm_today_page, CRM_TYPE_PAGE)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static CrmClock *
get_clock (CrmTodayPage *self)
{
  return crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)));
}

static CrmTodayStyle
get_style (CrmTodayPage *self, CrmAgenda *agenda)
{
  CrmClock *clock = get_clock (self);

  return (CrmTodayStyle){
    .now = crm_clock_now (clock),
    .zone = crm_clock_get_zone (clock),
    .today = agenda->today,
    .format = { .clock = clock, .locale = self->locale, .currency = crm_workspace_get_currency (crm_context_get_workspace (crm_page_get_context (CRM_PAGE (self)))) },
  };
}

/* The names of days and months come from the catalogue, so that all of a sentence is in one language. */
static char *
dup_day (CrmDate today)
{
  static const char *const weekdays[] = {
    N_ ("Monday"),
    N_ ("Tuesday"),
    N_ ("Wednesday"),
    N_ ("Thursday"),
    N_ ("Friday"),
    N_ ("Saturday"),
    N_ ("Sunday"),
  };
  g_autofree char *date = crm_date_format (today);

  /* Translators: the heading of the day: "Monday, 21 Sep 2026". */
  return g_strdup_printf (_ ("%1$s, %2$s"), _ (weekdays[crm_date_get_weekday (today) - 1]), date);
}

static void
add_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

/* A count of zero is not said. */
static char *
dup_summary (const CrmAgenda *agenda)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint overdue = agenda->n_total[CRM_AGENDA_OVERDUE], due = agenda->n_total[CRM_AGENDA_DUE];

  if (overdue > 0)
    add_part (text, g_strdup_printf (ngettext ("%'u task overdue", "%'u tasks overdue", overdue), overdue));
  if (due > 0)
    add_part (text, g_strdup_printf (ngettext ("%'u task due today", "%'u tasks due today", due), due));
  if (text->len == 0)
    g_string_append (text, _ ("No task is due today"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
is_empty (const CrmAgenda *agenda)
{
  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    if (agenda->n_total[i] > 0)
      return FALSE;
  return TRUE;
}

static gboolean
focus_first (CrmTodayPage *self)
{
  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    if (crm_today_section_focus (self->section[i], FALSE))
      return TRUE;
  return FALSE;
}

/* To the first row of the next section that has one; where there is none, to the last of those before. */
static void
move_focus (CrmTodayPage *self, int from, int step, gboolean else_back)
{
  for (int i = from + step; i >= 0 && i < CRM_AGENDA_N_SECTIONS; i += step)
    if (crm_today_section_focus (self->section[i], step < 0))
      return;
  if (else_back)
    move_focus (self, from, -step, FALSE);
}

/* The sections, and the first one that lost the focus with its last row; -1 for none. */
static int
show_sections (CrmTodayPage *self, CrmAgenda *agenda)
{
  CrmTodayStyle style = get_style (self, agenda);
  int lost = -1;

  for (int i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    if (!crm_today_section_show (self->section[i], agenda, &style))
      lost = i;
  return lost;
}

static void
take_page_focus (CrmTodayPage *self)
{
  const char *place = gtk_stack_get_visible_child_name (self->places);
  gboolean later = strcmp (place, "waiting") == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self));

  crm_page_set_wants_focus (CRM_PAGE (self), later);
  if (later)
    return;
  if (strcmp (place, "empty") == 0)
    gtk_widget_grab_focus (self->empty_begin);
  else if (strcmp (place, "fresh") == 0)
    gtk_widget_grab_focus (self->fresh_begin);
  else
    focus_first (self);
}

static void
on_changed (CrmTodayPage *self)
{
  CrmAgenda *agenda = crm_today_reading_get_agenda (self->reading);
  g_autofree char *day = NULL;
  g_autofree char *summary = NULL;
  gboolean empty;
  int lost;

  g_assert (CRM_IS_TODAY_PAGE (self));

  if (agenda == NULL || self->places == NULL)
    return;
  day = dup_day (agenda->today);
  summary = dup_summary (agenda);
  gtk_label_set_label (self->day, day);
  gtk_label_set_label (self->summary, summary);
  lost = show_sections (self, agenda);
  empty = is_empty (agenda);
  gtk_stack_set_visible_child_name (self->places, !empty ? "list" : crm_today_reading_is_fresh (self->reading) ? "fresh"
                                                                                                               : "empty");
  if (crm_page_is_due_focus (CRM_PAGE (self)) || (lost >= 0 && empty))
    take_page_focus (self);
  else if (lost >= 0)
    move_focus (self, lost, 1, TRUE);
}

static void
on_failed (CrmTodayPage *self, const GError *error)
{
  g_assert (CRM_IS_TODAY_PAGE (self));

  crm_page_fail (CRM_PAGE (self), error);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

/* What could not be written can be tried again. */
static DexFuture *
on_written (DexFuture *future, gpointer row)
{
  if (dex_future_get_value (future, NULL) == NULL)
    crm_today_row_set_busy (CRM_TODAY_ROW (row), FALSE);
  return NULL;
}

static void
on_act (CrmTodayPage *self, CrmTodayRow *row, const char *name)
{
  DexFuture *written;

  g_assert (CRM_IS_TODAY_PAGE (self));

  written = crm_today_do (CRM_PAGE (self), crm_today_row_get_item (row), name);
  if (written == NULL)
    return;
  crm_today_row_set_busy (row, TRUE);
  dex_future_disown (dex_future_finally (written, on_written, g_object_ref (row), g_object_unref));
}

static int
find_section (CrmTodayPage *self, CrmTodaySection *section)
{
  for (int i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    if (self->section[i] == section)
      return i;
  return -1;
}

static void
on_more (CrmTodayPage *self, CrmTodaySection *section)
{
  g_assert (CRM_IS_TODAY_PAGE (self));

  crm_today_reading_show_more (self->reading, (CrmAgendaSection)find_section (self, section));
}

static void
on_leave (CrmTodayPage *self, GtkDirectionType direction, CrmTodaySection *section)
{
  g_assert (CRM_IS_TODAY_PAGE (self));

  move_focus (self, find_section (self, section), direction == GTK_DIR_DOWN ? 1 : -1, FALSE);
}

static void
create_task (GtkWidget *widget, const char *action, GVariant *parameter)
{
  crm_page_create (CRM_PAGE (widget));
}

static void
on_customer_created (CrmTodayPage *self, const CrmId *id)
{
  crm_page_open_record (CRM_PAGE (self), &crm_kind_customer, id, NULL, 0);
}

static void
create_customer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = crm_new_customer_dialog_new (crm_page_get_context (CRM_PAGE (widget)));

  g_signal_connect_object (dialog, "created", G_CALLBACK (on_customer_created), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_customer_created), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_today_page_create (CrmPage *page)
{
  crm_task_dialog_present_new (GTK_WIDGET (page), page);
}

static DexFuture *
crm_today_page_make_sheet (CrmPage *page)
{
  CrmTodayPage *self = CRM_TODAY_PAGE (page);
  CrmAgenda *agenda = crm_today_reading_get_agenda (self->reading);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *day = NULL;
  CrmTodayStyle style;

  if (agenda == NULL)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("Today is still being read. Print it in a moment."));
  style = get_style (self, agenda);
  day = dup_day (agenda->today);
  g_value_init (&value, CRM_TYPE_SHEET);
  g_value_take_boxed (&value, crm_today_sheet_new (agenda, &style, day));
  return dex_future_new_for_value (&value);
}

static void
crm_today_page_take_focus (CrmPage *page)
{
  take_page_focus (CRM_TODAY_PAGE (page));
}

/* The window gives the focus to its first control when it appears, which comes later. */
static gboolean
on_mapped (gpointer data)
{
  CrmTodayPage *self = CRM_TODAY_PAGE (data);

  if (self->places != NULL && crm_page_is_due_focus (CRM_PAGE (self)))
    take_page_focus (self);
  return G_SOURCE_REMOVE;
}

static void
on_map (CrmTodayPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_mapped, g_object_ref (self), g_object_unref);
}

static void
add_sections (CrmTodayPage *self)
{
  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    {
      GtkWidget *section = crm_today_section_new ((CrmAgendaSection)i);

      g_signal_connect_object (section, "act", G_CALLBACK (on_act), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (section, "more", G_CALLBACK (on_more), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (section, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->sections, section);
      self->section[i] = CRM_TODAY_SECTION (section);
    }
}

static void
crm_today_page_constructed (GObject *object)
{
  CrmTodayPage *self = CRM_TODAY_PAGE (object);
  CrmContext *context;

  G_OBJECT_CLASS (crm_today_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  add_sections (self);
  self->reading = g_object_ref (crm_context_get_today (context));
  g_signal_connect_object (self->reading, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  if (crm_context_get_settings (context) != NULL)
    {
      g_autoptr (GAction) everybody = g_settings_create_action (crm_context_get_settings (context), "today-everybody");
      g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

      g_action_map_add_action (G_ACTION_MAP (group), everybody);
      gtk_widget_insert_action_group (GTK_WIDGET (self), "today", G_ACTION_GROUP (group));
    }
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  on_changed (self);
}

static void
crm_today_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, CRM_TODAY_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
set_narrow (CrmTodayPage *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS && self->section[i] != NULL; i++)
    crm_today_section_set_narrow (self->section[i], narrow);
}

static void
crm_today_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_NARROW)
    set_narrow (CRM_TODAY_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_today_page_dispose (GObject *object)
{
  CrmTodayPage *self = CRM_TODAY_PAGE (object);

  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  memset (self->section, 0, sizeof self->section);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TODAY_PAGE);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->locale, g_free);

  G_OBJECT_CLASS (crm_today_page_parent_class)->dispose (object);
}

static void
crm_today_page_class_init (CrmTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_today_page_constructed;
  object_class->get_property = crm_today_page_get_property;
  object_class->set_property = crm_today_page_set_property;
  object_class->dispose = crm_today_page_dispose;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_today_page_make_sheet;
  CRM_PAGE_CLASS (klass)->create = crm_today_page_create;
  CRM_PAGE_CLASS (klass)->take_focus = crm_today_page_take_focus;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/today/crm-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, sections);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, summary);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, empty_begin);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, fresh_begin);

  gtk_widget_class_install_action (widget_class, "page.create", NULL, create_task);
  gtk_widget_class_install_action (widget_class, "page.new-customer", NULL, create_customer);
}

static void
crm_today_page_init (CrmTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
