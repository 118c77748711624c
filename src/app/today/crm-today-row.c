/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the Today page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-row.h"

#include "app/timeline/crm-timeline-icon.h"
#include "app/widgets/crm-avatar.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

struct _CrmTodayRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  CrmAgenda *agenda;

  /* borrowed, of agenda */
  const CrmAgendaItem *item;

  /* template */
  GtkCheckButton *done;
  GtkImage *icon;
  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *priority;
  GtkWidget *repeats;
  GtkLabel *subtitle;
  CrmChip *when;
  GtkWidget *call;
  GtkWidget *log;
  GtkWidget *plan;
  GtkWidget *snooze;

  CrmAgendaSection section;
  gboolean narrow;
  gboolean busy;
  gboolean setting;
};

enum
{
  ACT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTodayRow, crm_today_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *name;
  const char *label;
} snoozes[] = {
  { CRM_TODAY_TODAY, N_ ("Later Today") },
  { CRM_TODAY_TOMORROW, N_ ("Tomorrow") },
  { CRM_TODAY_WEEK, N_ ("Next Week") },
  { CRM_TODAY_MONTH, N_ ("Next Month") },
  { CRM_TODAY_OTHER, N_ ("Another Time…") },
};

static gboolean
is_task (CrmTodayRow *self)
{
  return self->item != NULL && self->item->record->kind->id == CRM_KIND_TASK;
}

static gboolean
has_customer (CrmTodayRow *self)
{
  return self->item != NULL && !crm_id_is_nil (&self->item->customer);
}

static void
act (CrmTodayRow *self, const char *name)
{
  if (self->item != NULL && !self->busy)
    g_signal_emit (self, signals[ACT], 0, name);
}

/* ── menus ────────────────────────────────────────────────────────────────────────────────── */

static void
append (GMenu *menu, const char *label, const char *name)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "today-row.act", "s", name);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_snooze_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (snoozes); i++)
    append (menu, _ (snoozes[i].label), snoozes[i].name);
  return G_MENU_MODEL (menu);
}

static void
append_task (CrmTodayRow *self, GMenu *menu)
{
  g_autoptr (GMenuModel) times = make_snooze_menu ();

  append (menu, C_ ("action", "Done"), CRM_TODAY_DONE);
  g_menu_append_submenu (menu, _ ("Put Off"), times);
  append (menu, _ ("Edit…"), CRM_TODAY_EDIT);
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmTodayRow *self = CRM_TODAY_ROW (widget);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new (), second = g_menu_new (), last = g_menu_new ();

  if (is_task (self))
    append_task (self, first);
  else if (has_customer (self))
    append (first, _ ("Plan the Next Step…"), CRM_TODAY_PLAN);
  if (self->item != NULL && self->item->phone != NULL)
    append (second, C_ ("action", "Call"), CRM_TODAY_CALL);
  if (has_customer (self))
    append (second, _ ("Write Down What Happened…"), CRM_TODAY_LOG);
  if (has_customer (self))
    append (second, _ ("Open the Customer"), CRM_TODAY_CUSTOMER);
  if (is_task (self))
    append (last, _ ("Delete"), CRM_TODAY_DELETE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* At the button, but of the row: what belongs to a button is not there for who cannot see it. */
static void
popup_snooze (CrmTodayRow *self)
{
  g_autoptr (GMenuModel) menu = NULL;
  graphene_point_t at, middle = GRAPHENE_POINT_INIT ((float)gtk_widget_get_width (self->snooze) / 2, (float)gtk_widget_get_height (self->snooze));

  if (!is_task (self) || self->busy)
    return;
  menu = make_snooze_menu ();
  crm_menu_popup (GTK_WIDGET (self), menu, gtk_widget_compute_point (self->snooze, GTK_WIDGET (self), &middle, &at) ? &at : NULL);
}

/* ── what is pressed ──────────────────────────────────────────────────────────────────────── */

static void
on_done_toggled (CrmTodayRow *self)
{
  g_assert (CRM_IS_TODAY_ROW (self));

  if (!self->setting)
    act (self, CRM_TODAY_DONE);
}

static void
on_call (CrmTodayRow *self)
{
  act (self, CRM_TODAY_CALL);
}

static void
on_log (CrmTodayRow *self)
{
  act (self, CRM_TODAY_LOG);
}

static void
on_plan (CrmTodayRow *self)
{
  act (self, CRM_TODAY_PLAN);
}

static void
on_snooze (CrmTodayRow *self)
{
  g_assert (CRM_IS_TODAY_ROW (self));

  popup_snooze (self);
}

static void
act_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (CRM_TODAY_ROW (widget), g_variant_get_string (parameter, NULL));
}

static void
snooze_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  popup_snooze (CRM_TODAY_ROW (widget));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
show_icon (CrmTodayRow *self)
{
  const CrmRecord *record = self->item->record;

  gtk_widget_set_visible (GTK_WIDGET (self->done), is_task (self));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), record->kind->id == CRM_KIND_DEAL || record->kind->id == CRM_KIND_RESPONSE);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), self->section == CRM_AGENDA_BIRTHDAYS);
  if (record->kind->id == CRM_KIND_DEAL)
    {
      static const char *const icons[] = {
        [CRM_DEAL_STEP_OVERDUE] = "crm-step-overdue-symbolic",
        [CRM_DEAL_STEP_NONE] = "crm-step-none-symbolic",
        [CRM_DEAL_STEP_TODAY] = "crm-step-today-symbolic",
        [CRM_DEAL_STEP_PLANNED] = "crm-step-planned-symbolic",
      };

      gtk_image_set_from_icon_name (self->icon, icons[self->item->attention.step]);
    }
  if (record->kind->id == CRM_KIND_RESPONSE)
    {
      gtk_image_set_from_icon_name (self->icon, "crm-surveys-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), crm_timeline_icon_get_class (CRM_TIMELINE_SURVEY));
    }
  if (self->section == CRM_AGENDA_BIRTHDAYS)
    crm_avatar_set_name (self->avatar, crm_record_get_title (record), CRM_NAME_PERSON);
}

/* A shape and a word; the colour only repeats it. */
static void
show_priority (CrmTodayRow *self)
{
  const char *priority = is_task (self) ? crm_record_get_text (self->item->record, CRM_TASK_PRIORITY) : NULL;
  gboolean high = g_strcmp0 (priority, "high") == 0, low = g_strcmp0 (priority, "low") == 0;
  const char *word = crm_field_get_choice_label (&crm_kind_task.fields[CRM_TASK_PRIORITY], priority);
  g_autofree char *text = high || low ? g_strdup_printf ("%s %s", high ? "▲" : "▽", word) : NULL;

  gtk_label_set_label (self->priority, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->priority), text != NULL);
  if (high)
    gtk_widget_add_css_class (GTK_WIDGET (self->priority), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->priority), "error");
  if (low)
    gtk_widget_add_css_class (GTK_WIDGET (self->priority), "dimmed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->priority), "dimmed");
}

static void
show_buttons (CrmTodayRow *self)
{
  gboolean can_call = self->item->phone != NULL;
  g_autofree char *tooltip = can_call ? g_strdup_printf (_ ("Call %s (C)"), self->item->phone) : NULL;

  /* Its place is kept, so that what stands beside it is in line from row to row. */
  gtk_widget_set_visible (self->call, !self->narrow);
  gtk_widget_set_child_visible (self->call, can_call);
  gtk_widget_set_tooltip_text (self->call, tooltip);
  gtk_widget_set_visible (self->log, has_customer (self) && !self->narrow);
  gtk_widget_set_visible (self->plan, !is_task (self) && has_customer (self));
  gtk_widget_set_tooltip_text (self->plan, _ ("Plan the Next Step (A)"));
  gtk_widget_set_visible (self->snooze, is_task (self));
}

static void
show_when (CrmTodayRow *self, const CrmTodayStyle *style)
{
  CrmTone tone;
  g_autofree char *when = crm_today_words_dup_when (self->section, self->item, style, &tone);

  crm_chip_set_label (self->when, when != NULL ? when : "");
  crm_chip_set_tone (self->when, tone);
  gtk_widget_set_visible (GTK_WIDGET (self->when), when != NULL);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_today_row_dispose (GObject *object)
{
  CrmTodayRow *self = CRM_TODAY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TODAY_ROW);
  self->item = NULL;
  g_clear_pointer (&self->agenda, crm_agenda_unref);

  G_OBJECT_CLASS (crm_today_row_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *name;
  } keys[] = {
    { GDK_KEY_space, CRM_TODAY_DONE },
    { GDK_KEY_d, CRM_TODAY_DONE },
    { GDK_KEY_l, CRM_TODAY_LOG },
    { GDK_KEY_c, CRM_TODAY_CALL },
    { GDK_KEY_a, CRM_TODAY_PLAN },
    { GDK_KEY_o, CRM_TODAY_CUSTOMER },
    { GDK_KEY_F2, CRM_TODAY_EDIT },
    { GDK_KEY_KP_Delete, CRM_TODAY_DELETE },
    { GDK_KEY_Delete, CRM_TODAY_DELETE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, "today-row.act", "s", keys[i].name);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "today-row.snooze", NULL);
}

static void
crm_today_row_class_init (CrmTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_today_row_dispose;

  /* act (name: string) */
  signals[ACT] = g_signal_new ("act", CRM_TYPE_TODAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/today/crm-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, done);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, priority);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, repeats);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, when);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, call);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, log);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, plan);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayRow, snooze);
  gtk_widget_class_bind_template_callback (widget_class, on_done_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_call);
  gtk_widget_class_bind_template_callback (widget_class, on_log);
  gtk_widget_class_bind_template_callback (widget_class, on_plan);
  gtk_widget_class_bind_template_callback (widget_class, on_snooze);

  gtk_widget_class_install_action (widget_class, "today-row.act", "s", act_action);
  gtk_widget_class_install_action (widget_class, "today-row.snooze", NULL, snooze_action);
  bind_keys (widget_class);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_today_row_init (CrmTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

GtkWidget *
crm_today_row_new (CrmAgendaSection section)
{
  CrmTodayRow *self = g_object_new (CRM_TYPE_TODAY_ROW, NULL);

  self->section = section;
  return GTK_WIDGET (self);
}

void
crm_today_row_set_item (CrmTodayRow *self, CrmAgenda *agenda, const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_TODAY_ROW (self) && agenda != NULL && item != NULL && style != NULL);

  crm_agenda_ref (agenda);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  self->agenda = agenda;
  self->item = item;
  self->busy = FALSE;
  title = crm_today_words_dup_title (item);
  subtitle = crm_today_words_dup_subtitle (item, style);
  name = crm_today_words_describe (self->section, item, style);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_visible (self->repeats, is_task (self) && crm_record_has (item->record, CRM_TASK_REPEAT));
  self->setting = TRUE;
  gtk_check_button_set_active (self->done, FALSE);
  self->setting = FALSE;
  show_icon (self);
  show_priority (self);
  show_buttons (self);
  show_when (self, style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const CrmAgendaItem *
crm_today_row_get_item (CrmTodayRow *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_ROW (self), NULL);

  return self->item;
}

void
crm_today_row_set_narrow (CrmTodayRow *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_TODAY_ROW (self));

  self->narrow = narrow;
  if (self->item != NULL)
    show_buttons (self);
}

void
crm_today_row_set_busy (CrmTodayRow *self, gboolean busy)
{
  g_return_if_fail (CRM_IS_TODAY_ROW (self));

  self->busy = busy;
  if (busy)
    return;
  self->setting = TRUE;
  gtk_check_button_set_active (self->done, FALSE);
  self->setting = FALSE;
}
