/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the timeline as a card. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-timeline-card.h"

#include "app/timeline/crm-timeline-actions.h"
#include "app/timeline/crm-timeline-icon.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/base/crm-date-time.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

/* Texts longer than this, in characters or lines, are cut and can be unfolded. */
#define SHORT_TEXT  150
#define SHORT_LINES 3

struct _CrmTimelineCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *card;
  GtkImage *icon;
  GtkBox *column;
  GtkBox *top;
  GtkLabel *title;
  GtkBox *meta;
  GtkLabel *aside;
  GtkLabel *text;

  /* made when needed, owned by the widget tree */
  GtkWidget *pin;
  GtkWidget *done;
  GtkWidget *snooze;
  GtkWidget *more;
  GtkWidget *files;
  GtkWidget *menu_button;

  /* owned */
  CrmClock *clock;
  CrmTimelineItem *item;

  const char *icon_class;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (CrmTimelineCard, crm_timeline_card, GTK_TYPE_WIDGET)

static const CrmTimelineEntry *
get_entry (CrmTimelineCard *self)
{
  return self->item != NULL ? crm_timeline_item_get_entry (self->item) : NULL;
}

static gboolean
is_open (const CrmTimelineEntry *entry)
{
  return entry->section == CRM_TIMELINE_OVERDUE || entry->section == CRM_TIMELINE_UPCOMING;
}

static void
do_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const CrmTimelineEntry *entry = get_entry (CRM_TIMELINE_CARD (widget));

  if (entry != NULL)
    crm_timeline_do (widget, entry, g_variant_get_string (parameter, NULL));
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  const CrmTimelineEntry *entry = get_entry (CRM_TIMELINE_CARD (widget));

  return entry != NULL ? crm_timeline_make_menu (entry) : NULL;
}

/* ── parts ────────────────────────────────────────────────────────────────────────────────── */

static void
set_visible (GtkWidget *widget, gboolean visible)
{
  if (widget != NULL)
    gtk_widget_set_visible (widget, visible);
}

static void
on_done_toggled (CrmTimelineCard *self)
{
  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (!self->setting && self->item != NULL)
    crm_timeline_do (GTK_WIDGET (self), get_entry (self), CRM_TIMELINE_TOGGLE);
}

static void
show_done (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  gboolean wanted = entry->group == CRM_TIMELINE_TASK;

  if (wanted && self->done == NULL)
    {
      self->done = gtk_check_button_new ();
      gtk_widget_set_valign (self->done, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (self->done, C_ ("action", "Done"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("action", "Done"), -1);
      g_signal_connect_swapped (self->done, "toggled", G_CALLBACK (on_done_toggled), self);
      gtk_box_append (GTK_BOX (self->card), self->done);
    }
  set_visible (self->done, wanted);
  if (self->done == NULL)
    return;
  self->setting = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->done), (entry->flags & CRM_TIMELINE_DONE) != 0);
  self->setting = FALSE;
}

static void
show_snooze (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  gboolean wanted = is_open (entry);

  if (wanted && self->snooze == NULL)
    {
      g_autoptr (GMenuModel) menu = crm_timeline_make_snooze_menu ();

      self->snooze = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->snooze), "alarm-symbolic");
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->snooze), menu);
      gtk_widget_set_valign (self->snooze, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (self->snooze, "flat");
      gtk_widget_add_css_class (self->snooze, "circular");
      gtk_widget_set_tooltip_text (self->snooze, _ ("Put Off"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->snooze), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Put Off"), -1);
      gtk_box_insert_child_after (GTK_BOX (self->card), self->snooze, GTK_WIDGET (self->column));
    }
  set_visible (self->snooze, wanted);
}

static void
show_marks (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  gboolean pinned = entry->section == CRM_TIMELINE_PINNED;

  if (pinned && self->pin == NULL)
    {
      self->pin = gtk_image_new_from_icon_name ("view-pin-symbolic");
      gtk_widget_add_css_class (self->pin, "dimmed");
      gtk_image_set_pixel_size (GTK_IMAGE (self->pin), 12);
      gtk_box_append (self->meta, self->pin);
    }
  set_visible (self->pin, pinned);
}

static gboolean
is_long (const char *text)
{
  guint lines = 1;

  if (text == NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    lines += *p == '\n';
  return lines > SHORT_LINES || g_utf8_strlen (text, -1) > SHORT_TEXT;
}

static void
show_fold (CrmTimelineCard *self)
{
  gboolean expanded = crm_timeline_item_is_expanded (self->item);

  gtk_label_set_lines (self->text, expanded ? -1 : SHORT_LINES);
  gtk_label_set_ellipsize (self->text, expanded ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (self->more != NULL)
    gtk_button_set_label (GTK_BUTTON (self->more), expanded ? _ ("Show Less") : _ ("Show All"));
}

static void
on_more_clicked (CrmTimelineCard *self)
{
  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (self->item == NULL)
    return;
  crm_timeline_item_set_expanded (self->item, !crm_timeline_item_is_expanded (self->item));
  show_fold (self);
}

static void
show_text (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  gboolean folds = is_long (entry->text);

  gtk_widget_set_visible (GTK_WIDGET (self->text), entry->text != NULL);
  gtk_label_set_label (self->text, entry->text != NULL ? entry->text : "");
  if (folds && self->more == NULL)
    {
      self->more = gtk_button_new ();
      gtk_widget_set_halign (self->more, GTK_ALIGN_START);
      gtk_widget_add_css_class (self->more, "link-button");
      g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_clicked), self);
      gtk_box_insert_child_after (self->column, self->more, GTK_WIDGET (self->text));
    }
  set_visible (self->more, folds);
  show_fold (self);
}

static GtkWidget *
make_files (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-attachment-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (box, "caption");
  gtk_widget_add_css_class (box, "dimmed");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* What came with it, below all else. */
static void
show_files (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  gboolean wanted = entry->files != NULL;

  if (wanted && self->files == NULL)
    {
      self->files = make_files ();
      gtk_box_append (self->column, self->files);
    }
  set_visible (self->files, wanted);
  if (wanted)
    gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (self->files)), entry->files);
}

static void
show_icon (CrmTimelineCard *self, const CrmTimelineEntry *entry)
{
  const char *icon_class = crm_timeline_icon_get_class (entry->group);

  if (self->icon_class != icon_class && self->icon_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->icon_class);
  if (self->icon_class != icon_class)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), icon_class);
  self->icon_class = icon_class;
  gtk_image_set_from_icon_name (self->icon, crm_timeline_icon_get_name (entry->kind));
}

static void
show (CrmTimelineCard *self)
{
  const CrmTimelineEntry *entry = get_entry (self);
  GTimeZone *zone = crm_clock_get_zone (self->clock);
  g_autofree char *aside = crm_timeline_dup_aside (entry, crm_clock_now (self->clock), zone);

  show_icon (self, entry);
  gtk_label_set_label (self->title, entry->title != NULL ? entry->title : "");
  if (entry->flags & CRM_TIMELINE_DONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "timeline-done");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "timeline-done");
  gtk_label_set_label (self->aside, aside);
  /* When something is due matters more than its title's being on the same line. */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), is_open (entry) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (GTK_WIDGET (self->meta), *aside != '\0');
  if (entry->section == CRM_TIMELINE_OVERDUE)
    gtk_widget_set_css_classes (GTK_WIDGET (self->aside), (const char *[]){ "caption", "numeric", "warning", NULL });
  else
    gtk_widget_set_css_classes (GTK_WIDGET (self->aside), (const char *[]){ "caption", "numeric", "dimmed", NULL });
  show_text (self, entry);
  show_files (self, entry);
  show_marks (self, entry);
  show_snooze (self, entry);
  show_done (self, entry);
}

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

static void
on_menu_clicked (CrmTimelineCard *self)
{
  g_autoptr (GMenuModel) menu = make_menu (GTK_WIDGET (self));

  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (menu != NULL)
    crm_menu_popup (self->menu_button, menu, NULL);
}

/* Over the icon, so that it takes no room and covers nothing else. */
static void
on_pointer_entered (CrmTimelineCard *self)
{
  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (self->menu_button == NULL)
    {
      self->menu_button = gtk_button_new_from_icon_name ("view-more-symbolic");
      gtk_widget_set_halign (self->menu_button, GTK_ALIGN_START);
      gtk_widget_set_valign (self->menu_button, GTK_ALIGN_START);
      gtk_widget_set_focusable (self->menu_button, FALSE);
      gtk_widget_add_css_class (self->menu_button, "timeline-menu");
      gtk_widget_add_css_class (self->menu_button, "circular");
      gtk_widget_set_tooltip_text (self->menu_button, _ ("Menu"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu"), -1);
      g_signal_connect_swapped (self->menu_button, "clicked", G_CALLBACK (on_menu_clicked), self);
      gtk_widget_set_parent (self->menu_button, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (self->menu_button, TRUE);
}

static void
on_pointer_left (CrmTimelineCard *self)
{
  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (self->menu_button != NULL && gtk_widget_get_last_child (self->menu_button) == gtk_widget_get_first_child (self->menu_button))
    gtk_widget_set_visible (self->menu_button, FALSE);
}

/* The full date only when someone asks for it. */
static gboolean
on_query_tooltip (CrmTimelineCard *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const CrmTimelineEntry *entry = get_entry (self);
  g_autofree char *text = NULL;

  g_assert (CRM_IS_TIMELINE_CARD (self));

  if (entry == NULL || entry->at == 0)
    return FALSE;
  text = crm_date_time_format (entry->at, crm_clock_get_zone (self->clock));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
crm_timeline_card_dispose (GObject *object)
{
  CrmTimelineCard *self = CRM_TIMELINE_CARD (object);

  g_clear_pointer (&self->menu_button, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TIMELINE_CARD);
  g_clear_object (&self->item);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (crm_timeline_card_parent_class)->dispose (object);
}

static void
crm_timeline_card_class_init (CrmTimelineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-timeline-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, card);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, column);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, top);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, title);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, meta);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, aside);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineCard, text);
  gtk_widget_class_install_action (widget_class, "entry.do", "s", do_action);
}

static void
crm_timeline_card_init (CrmTimelineCard *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->aside), TRUE);
  g_signal_connect_swapped (self->aside, "query-tooltip", G_CALLBACK (on_query_tooltip), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_pointer_entered), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_pointer_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

GtkWidget *
crm_timeline_card_new (CrmClock *clock)
{
  CrmTimelineCard *self;

  g_return_val_if_fail (CRM_IS_CLOCK (clock), NULL);

  self = g_object_new (CRM_TYPE_TIMELINE_CARD, NULL);
  self->clock = g_object_ref (clock);
  return GTK_WIDGET (self);
}

void
crm_timeline_card_set_item (CrmTimelineCard *self, CrmTimelineItem *item)
{
  g_return_if_fail (CRM_IS_TIMELINE_CARD (self));

  if (g_set_object (&self->item, item) && item != NULL)
    show (self);
}

CrmTimelineItem *
crm_timeline_card_get_item (CrmTimelineCard *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_CARD (self), NULL);

  return self->item;
}

void
crm_timeline_card_popup_menu (CrmTimelineCard *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (CRM_IS_TIMELINE_CARD (self));

  menu = make_menu (GTK_WIDGET (self));
  if (menu != NULL)
    crm_menu_popup (GTK_WIDGET (self), menu, NULL);
}

char *
crm_timeline_card_dup_name (const CrmTimelineEntry *entry, CrmClock *clock)
{
  g_autofree char *aside = crm_timeline_dup_aside (entry, crm_clock_now (clock), crm_clock_get_zone (clock));
  const char *state = entry->section == CRM_TIMELINE_OVERDUE ? _ ("Overdue") : entry->flags & CRM_TIMELINE_DONE ? C_ ("state", "Done")
                                                                                                                : NULL;

  return g_strconcat (entry->title != NULL ? entry->title : "", ", ", aside, state != NULL ? ", " : "", state != NULL ? state : "",
                      entry->text != NULL ? ". " : "", entry->text != NULL ? entry->text : "",
                      entry->files != NULL ? ". " : NULL, entry->files, NULL);
}
