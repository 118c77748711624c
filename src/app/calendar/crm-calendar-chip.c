/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry of the calendar, wherever it stands. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-chip.h"

#include "app/calendar/crm-calendar-actions.h"
#include "app/timeline/crm-timeline-icon.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

struct _CrmCalendarChip
{
  GtkButton parent_instance;

  /* owned */
  CrmCalendar *calendar;

  /* borrowed, of calendar */
  const CrmCalendarEntry *entry;

  double hold;
};

G_DEFINE_FINAL_TYPE (CrmCalendarChip, crm_calendar_chip, GTK_TYPE_BUTTON)

static void
act (CrmCalendarChip *self, const char *name)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE);

  if (page != NULL)
    crm_calendar_do (CRM_PAGE (page), self->entry, name);
}

static void
act_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (CRM_CALENDAR_CHIP (widget), g_variant_get_string (parameter, NULL));
}

static void
crm_calendar_chip_clicked (GtkButton *button)
{
  act (CRM_CALENDAR_CHIP (button), CRM_CALENDAR_OPEN);
}

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

static void
append (GMenu *menu, const char *label, const char *name)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "calendar-entry.act", "s", name);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  const CrmCalendarEntry *entry = CRM_CALENDAR_CHIP (widget)->entry;
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new (), second = g_menu_new (), last = g_menu_new ();
  gboolean is_task = entry->kind == CRM_CALENDAR_TASK;

  if (is_task)
    append (first, crm_calendar_entry_is_done (entry) ? _ ("Open Again") : C_ ("action", "Done"), CRM_CALENDAR_DONE);
  if (crm_calendar_entry_is_movable (entry))
    append (first, _ ("Move to…"), CRM_CALENDAR_MOVE);
  if (is_task || entry->kind == CRM_CALENDAR_COMING)
    append (first, _ ("Edit…"), CRM_CALENDAR_EDIT);
  if (!crm_id_is_nil (&entry->customer))
    append (second, _ ("Open the Customer"), CRM_CALENDAR_CUSTOMER);
  if (is_task)
    append (last, _ ("Delete"), CRM_CALENDAR_DELETE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* ── dragging ─────────────────────────────────────────────────────────────────────────────── */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, CrmCalendarChip *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  self->hold = y;
  gtk_drag_source_set_icon (source, picture, (int)x, (int)y);
  return gdk_content_provider_new_typed (CRM_TYPE_CALENDAR_CHIP, self);
}

static void
on_drag_begin (CrmCalendarChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
on_drag_end (CrmCalendarChip *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static void
add_dragging (CrmCalendarChip *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  /* Before the button, which would take the press for itself. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_prepare), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Colour is never all that tells one from another. */
static const char *
get_icon (const CrmCalendarEntry *entry)
{
  switch (entry->kind)
    {
    case CRM_CALENDAR_BIRTHDAY:
      return "crm-birthday-symbolic";
    case CRM_CALENDAR_COMING:
      return "view-refresh-symbolic";
    case CRM_CALENDAR_MEETING:
      return crm_timeline_icon_get_name (crm_record_get_text (entry->record, CRM_INTERACTION_KIND));
    case CRM_CALENDAR_TASK:
    default:
      return crm_calendar_entry_is_done (entry) ? "object-select-symbolic" : NULL;
    }
}

static void
add_icon (GtkWidget *box, const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  const char *name = crm_calendar_words_is_overdue (entry, style) ? "crm-step-overdue-symbolic" : get_icon (entry);
  GtkWidget *icon;

  if (name == NULL)
    return;
  icon = gtk_image_new_from_icon_name (name);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), icon);
}

static GtkWidget *
new_line (const CrmCalendarEntry *entry, const CrmCalendarStyle *style, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = new_label (title, "title");

  add_icon (box, entry, style);
  if (entry->minute >= 0)
    {
      g_autofree char *time = crm_calendar_words_dup_time (entry->minute);
      GtkWidget *when = gtk_label_new (time);

      gtk_widget_add_css_class (when, "numeric");
      gtk_widget_add_css_class (when, "when");
      gtk_box_append (GTK_BOX (box), when);
    }
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* Its time is plain from where it stands; where there is room, whose it is stands below. */
static GtkWidget *
new_block (const CrmCalendarEntry *entry, const CrmCalendarStyle *style, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = new_label (title, "title");

  gtk_widget_set_valign (box, GTK_ALIGN_START);
  add_icon (line, entry, style);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
  if (entry->minutes >= 45)
    {
      g_autofree char *time = crm_calendar_words_dup_time (entry->minute);
      g_autofree char *below = entry->customer_name != NULL ? g_strdup_printf ("%s · %s", time, entry->customer_name) : g_strdup (time);

      gtk_box_append (GTK_BOX (box), new_label (below, "when"));
    }
  return box;
}

static GtkWidget *
new_row (const CrmCalendarEntry *entry, const CrmCalendarStyle *style, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *time = entry->minute >= 0 ? crm_calendar_words_dup_time (entry->minute) : g_strdup (_ ("all day"));
  g_autofree char *subtitle = crm_calendar_words_dup_subtitle (entry);
  GtkWidget *when = new_label (time, "numeric");

  gtk_label_set_width_chars (GTK_LABEL (when), 7);
  gtk_widget_add_css_class (when, "when");
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (texts), new_label (title, "title"));
  if (*subtitle != '\0')
    gtk_box_append (GTK_BOX (texts), new_label (subtitle, "when"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  add_icon (box, entry, style);
  return box;
}

static const char *
get_class (const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  switch (entry->kind)
    {
    case CRM_CALENDAR_BIRTHDAY:
      return "birthday";
    case CRM_CALENDAR_COMING:
      return "coming";
    case CRM_CALENDAR_MEETING:
      return "meeting";
    case CRM_CALENDAR_TASK:
    default:
      if (crm_calendar_entry_is_done (entry))
        return "done";
      return crm_calendar_words_is_overdue (entry, style) ? "overdue" : "task";
    }
}

static void
show (CrmCalendarChip *self, CrmCalendarShape shape, const CrmCalendarStyle *style)
{
  static const char *const shapes[] = { "line", "block", "row" };
  g_autofree char *title = crm_calendar_words_dup_title (self->entry);
  g_autofree char *name = crm_calendar_words_describe (self->entry, style);
  GtkWidget *child = shape == CRM_CALENDAR_LINE ? new_line (self->entry, style, title) : shape == CRM_CALENDAR_BLOCK ? new_block (self->entry, style, title)
                                                                                                                     : new_row (self->entry, style, title);

  gtk_button_set_child (GTK_BUTTON (self), child);
  gtk_widget_add_css_class (GTK_WIDGET (self), shapes[shape]);
  gtk_widget_add_css_class (GTK_WIDGET (self), get_class (self->entry, style));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_calendar_chip_finalize (GObject *object)
{
  CrmCalendarChip *self = CRM_CALENDAR_CHIP (object);

  g_clear_pointer (&self->calendar, crm_calendar_unref);

  G_OBJECT_CLASS (crm_calendar_chip_parent_class)->finalize (object);
}

static void
crm_calendar_chip_class_init (CrmCalendarChipClass *klass)
{
  static const struct
  {
    guint key;
    const char *name;
  } keys[] = {
    { GDK_KEY_d, CRM_CALENDAR_DONE },
    { GDK_KEY_m, CRM_CALENDAR_MOVE },
    { GDK_KEY_o, CRM_CALENDAR_CUSTOMER },
    { GDK_KEY_F2, CRM_CALENDAR_EDIT },
    { GDK_KEY_KP_Delete, CRM_CALENDAR_DELETE },
    { GDK_KEY_Delete, CRM_CALENDAR_DELETE },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_calendar_chip_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = crm_calendar_chip_clicked;

  gtk_widget_class_install_action (widget_class, "calendar-entry.act", "s", act_action);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, "calendar-entry.act", "s", keys[i].name);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_calendar_chip_init (CrmCalendarChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "calendar-chip");
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

GtkWidget *
crm_calendar_chip_new (CrmCalendarShape shape, CrmCalendar *calendar, const CrmCalendarEntry *entry, const CrmCalendarStyle *style)
{
  CrmCalendarChip *self;

  g_return_val_if_fail (calendar != NULL && entry != NULL && style != NULL, NULL);

  self = g_object_new (CRM_TYPE_CALENDAR_CHIP, NULL);
  self->calendar = crm_calendar_ref (calendar);
  self->entry = entry;
  show (self, shape, style);
  if (crm_calendar_entry_is_movable (entry))
    add_dragging (self);
  return GTK_WIDGET (self);
}

const CrmCalendarEntry *
crm_calendar_chip_get_entry (CrmCalendarChip *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_CHIP (self), NULL);

  return self->entry;
}

double
crm_calendar_chip_get_hold (CrmCalendarChip *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_CHIP (self), 0);

  return self->hold;
}

GtkWidget *
crm_calendar_chip_find (GtkWidget *widget, const CrmId *record)
{
  if (CRM_IS_CALENDAR_CHIP (widget))
    return CRM_CALENDAR_CHIP (widget)->entry->kind != CRM_CALENDAR_COMING && crm_id_equal (&CRM_CALENDAR_CHIP (widget)->entry->record->id, record) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_POPOVER (child) ? NULL : crm_calendar_chip_find (child, record);

      if (found != NULL)
        return found;
    }
  return NULL;
}
