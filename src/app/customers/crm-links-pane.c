/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers a customer is related to. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-links-pane.h"

#include "app/crm-page.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-person-row.h"
#include "app/widgets/crm-record-picker.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmLinksPane
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *add;
  GtkListBox *list;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;

  CrmId picked; /* whom to relate, while the kind is being chosen */
};

G_DEFINE_FINAL_TYPE (CrmLinksPane, crm_links_pane, GTK_TYPE_BOX)

static const CrmField *
get_kind_field (void)
{
  return &crm_kind_relationship.fields[CRM_RELATIONSHIP_KIND];
}

static CrmPage *
get_page (CrmLinksPane *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static void
on_row_activated (CrmLinksPane *self, GtkListBoxRow *row)
{
  const CrmProfileLink *link = g_ptr_array_index (self->profile->links, (guint)gtk_list_box_row_get_index (row));

  g_assert (CRM_IS_LINKS_PANE (self));

  crm_page_open_record (get_page (self), &crm_kind_customer, &link->other, NULL, 0);
}

/* ── adding and removing ──────────────────────────────────────────────────────────────────── */

static void
relate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmLinksPane *self = CRM_LINKS_PANE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Relate Customer"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_relationship, NULL);

  crm_change_set_id (change, CRM_RELATIONSHIP_CUSTOMER, &self->profile->customer->id);
  crm_change_set_id (change, CRM_RELATIONSHIP_OTHER, &self->picked);
  crm_change_set_text (change, CRM_RELATIONSHIP_KIND, g_variant_get_string (parameter, NULL));
  dex_future_disown (crm_page_apply (get_page (self), edit, NULL));
}

static void
on_picked (CrmLinksPane *self, const CrmId *id, const char *name)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *title = g_strdup_printf (_ ("%s is the …"), name);

  g_assert (CRM_IS_LINKS_PANE (self));

  self->picked = *id;
  for (const CrmChoice *choice = get_kind_field ()->choices; choice->name != NULL; choice++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (crm_field_get_choice_label (get_kind_field (), choice->name), NULL);

      /* Said where duplicates are looked for. */
      if (g_str_equal (choice->name, CRM_RELATIONSHIP_KIND_DISTINCT))
        continue;
      g_menu_item_set_action_and_target (item, "links.relate", "s", choice->name);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, title, G_MENU_MODEL (section));
  crm_menu_popup (self->add, G_MENU_MODEL (menu), NULL);
}

static void
on_add (CrmLinksPane *self)
{
  GtkWidget *picker;

  g_assert (CRM_IS_LINKS_PANE (self));

  if (self->profile == NULL)
    return;
  picker = crm_record_picker_new (self->context, &crm_kind_customer);
  crm_record_picker_set_except (CRM_RECORD_PICKER (picker), &self->profile->customer->id);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  crm_popover_popup (self->add, GTK_POPOVER (picker), NULL);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmLinksPane *self = CRM_LINKS_PANE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Relationship"), CRM_EDIT_ORIGIN_PERSON);
  CrmId id;

  if (!crm_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  crm_edit_delete (edit, &crm_kind_relationship, &id);
  dex_future_disown (crm_page_apply (get_page (self), edit, _ ("No longer related")));
}

static GMenuModel *
make_row_menu (GtkWidget *row)
{
  CrmLinksPane *self = CRM_LINKS_PANE (gtk_widget_get_ancestor (row, CRM_TYPE_LINKS_PANE));
  const CrmProfileLink *link = g_ptr_array_index (self->profile->links, (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Remove"), NULL);
  GMenu *menu = g_menu_new ();
  char id[CRM_ID_STRING_LENGTH + 1];

  g_menu_item_set_action_and_target (item, "links.remove", "s", crm_id_format (&link->relationship->id, id));
  g_menu_append_item (menu, item);
  return G_MENU_MODEL (menu);
}

static gboolean
on_key (CrmLinksPane *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  g_autoptr (GMenuModel) menu = NULL;

  g_assert (CRM_IS_LINKS_PANE (self));

  if (row == NULL || !(key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0)))
    return GDK_EVENT_PROPAGATE;
  menu = make_row_menu (row);
  crm_menu_popup (row, menu, NULL);
  return GDK_EVENT_STOP;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_row (void)
{
  GtkWidget *row = crm_person_row_new ();

  crm_menu_popup_attach (row, make_row_menu);
  return row;
}

static void
show_links (CrmLinksPane *self)
{
  GPtrArray *links = self->profile->links;
  GtkListBoxRow *row;

  for (guint i = 0; i < links->len; i++)
    {
      const CrmProfileLink *link = g_ptr_array_index (links, i);

      if (gtk_list_box_get_row_at_index (self->list, (int)i) == NULL)
        gtk_list_box_append (self->list, make_row ());
      row = gtk_list_box_get_row_at_index (self->list, (int)i);
      crm_person_row_set (CRM_PERSON_ROW (row), link->name, CRM_NAME_COMPANY, crm_field_get_choice_label (get_kind_field (), link->kind), FALSE);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int)links->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), links->len > 0);
}

static void
crm_links_pane_dispose (GObject *object)
{
  CrmLinksPane *self = CRM_LINKS_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_LINKS_PANE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->profile, crm_profile_unref);

  G_OBJECT_CLASS (crm_links_pane_parent_class)->dispose (object);
}

static void
crm_links_pane_class_init (CrmLinksPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_links_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-links-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLinksPane, add);
  gtk_widget_class_bind_template_child (widget_class, CrmLinksPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "links.relate", "s", relate_action);
  gtk_widget_class_install_action (widget_class, "links.remove", "s", remove_action);
}

static void
crm_links_pane_init (CrmLinksPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

void
crm_links_pane_set_context (CrmLinksPane *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_LINKS_PANE (self) && CRM_IS_CONTEXT (context));

  g_set_object (&self->context, context);
}

void
crm_links_pane_set_profile (CrmLinksPane *self, CrmProfile *profile)
{
  g_return_if_fail (CRM_IS_LINKS_PANE (self) && profile != NULL);

  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  show_links (self);
}
