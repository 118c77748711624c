/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who have a part in a deal, and which. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-people-pane.h"

#include "app/crm-page.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-person-row.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmDealPeoplePane
{
  GtkBox parent_instance;

  /* template */
  GtkMenuButton *add;
  GtkListBox *list;

  /* owned */
  CrmDealPageReading *reading;
};

G_DEFINE_FINAL_TYPE (CrmDealPeoplePane, crm_deal_people_pane, GTK_TYPE_BOX)

static const CrmField *
get_role_field (void)
{
  return &crm_kind_deal_person.fields[CRM_DEAL_PERSON_ROLE];
}

static void
apply (CrmDealPeoplePane *self, CrmEdit *edit, const char *toast)
{
  dex_future_disown (crm_page_apply (CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE)), edit, toast));
}

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

static CrmProfilePerson *
find_at_customer (CrmDealPeoplePane *self, const CrmId *person)
{
  GPtrArray *people = self->reading->customer->people;

  for (guint i = 0; i < people->len; i++)
    if (crm_id_equal (&((CrmProfilePerson *)people->pdata[i])->person->id, person))
      return people->pdata[i];
  return NULL;
}

static gboolean
has_part (CrmDealPeoplePane *self, const CrmId *person)
{
  GPtrArray *people = self->reading->deal->people;

  for (guint i = 0; i < people->len; i++)
    if (crm_id_equal (&((CrmDealPerson *)people->pdata[i])->person->id, person))
      return TRUE;
  return FALSE;
}

/* The part begins as what the person is at the customer. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPeoplePane *self = CRM_DEAL_PEOPLE_PANE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Add Person to Deal"), CRM_EDIT_ORIGIN_PERSON);
  CrmProfilePerson *person;
  CrmChange *change;
  CrmId id, part;

  if (self->reading == NULL || self->reading->customer == NULL || !crm_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  person = find_at_customer (self, &id);
  if (person == NULL)
    return;
  part = crm_deal_person_make_id (&self->reading->deal->deal->id, &id);
  change = crm_edit_create (edit, &crm_kind_deal_person, &part);
  crm_change_set_id (change, CRM_DEAL_PERSON_DEAL, &self->reading->deal->deal->id);
  crm_change_set_id (change, CRM_DEAL_PERSON_PERSON, &id);
  crm_change_set (change, CRM_DEAL_PERSON_ROLE, crm_value_copy (&person->role->values[CRM_ROLE_BUYING_ROLE]));
  apply (self, edit, NULL);
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmDealPeoplePane *self = CRM_DEAL_PEOPLE_PANE (data);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; self->reading != NULL && self->reading->customer != NULL && i < self->reading->customer->people->len; i++)
    {
      const CrmProfilePerson *person = self->reading->customer->people->pdata[i];
      g_autoptr (GMenuItem) item = NULL;
      char id[CRM_ID_STRING_LENGTH + 1];

      if (has_part (self, &person->person->id))
        continue;
      item = g_menu_item_new (crm_record_get_title (person->person), NULL);
      g_menu_item_set_action_and_target (item, "deal-people.add", "s", crm_id_format (&person->person->id, id));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* ── changing ─────────────────────────────────────────────────────────────────────────────── */

static void
role_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Change Part in Deal"), CRM_EDIT_ORIGIN_PERSON);
  const char *id, *role;
  CrmId part;

  g_variant_get (parameter, "(&s&s)", &id, &role);
  if (!crm_id_parse (id, &part))
    return;
  crm_change_set_text (crm_edit_update (edit, &crm_kind_deal_person, &part), CRM_DEAL_PERSON_ROLE, role);
  apply (CRM_DEAL_PEOPLE_PANE (widget), edit, NULL);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Take Person out of Deal"), CRM_EDIT_ORIGIN_PERSON);
  CrmId part;

  if (!crm_id_parse (g_variant_get_string (parameter, NULL), &part))
    return;
  crm_edit_delete (edit, &crm_kind_deal_person, &part);
  apply (CRM_DEAL_PEOPLE_PANE (widget), edit, _ ("Taken out of the deal"));
}

static GMenuModel *
make_row_menu (GtkWidget *row)
{
  CrmDealPeoplePane *self = CRM_DEAL_PEOPLE_PANE (gtk_widget_get_ancestor (row, CRM_TYPE_DEAL_PEOPLE_PANE));
  const CrmDealPerson *person = self->reading->deal->people->pdata[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))];
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) roles = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  g_autoptr (GMenuItem) remove = g_menu_item_new (_ ("Take out of the Deal"), NULL);
  char id[CRM_ID_STRING_LENGTH + 1];

  crm_id_format (&person->part->id, id);
  for (const CrmChoice *choice = get_role_field ()->choices; choice->name != NULL; choice++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (crm_field_get_choice_label (get_role_field (), choice->name), NULL);

      g_menu_item_set_action_and_target (item, "deal-people.role", "(ss)", id, choice->name);
      g_menu_append_item (roles, item);
    }
  g_menu_append_section (menu, C_ ("person", "Part in the Deal"), G_MENU_MODEL (roles));
  g_menu_item_set_action_and_target (remove, "deal-people.remove", "s", id);
  g_menu_append_item (last, remove);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

static void
on_row_activated (CrmDealPeoplePane *self, GtkListBoxRow *row)
{
  g_autoptr (GMenuModel) menu = make_row_menu (GTK_WIDGET (row));

  g_assert (CRM_IS_DEAL_PEOPLE_PANE (self));

  crm_menu_popup (GTK_WIDGET (row), menu, NULL);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
crm_deal_people_pane_dispose (GObject *object)
{
  CrmDealPeoplePane *self = CRM_DEAL_PEOPLE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_PEOPLE_PANE);
  g_clear_pointer (&self->reading, crm_deal_page_reading_unref);

  G_OBJECT_CLASS (crm_deal_people_pane_parent_class)->dispose (object);
}

static void
crm_deal_people_pane_class_init (CrmDealPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deal_people_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealPeoplePane, add);
  gtk_widget_class_bind_template_child (widget_class, CrmDealPeoplePane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "deal-people.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "deal-people.role", "(ss)", role_action);
  gtk_widget_class_install_action (widget_class, "deal-people.remove", "s", remove_action);
}

static void
crm_deal_people_pane_init (CrmDealPeoplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->add, make_menu, self, NULL);
}

static guint
count_addable (CrmDealPeoplePane *self)
{
  guint n = 0;

  for (guint i = 0; self->reading->customer != NULL && i < self->reading->customer->people->len; i++)
    n += !has_part (self, &((CrmProfilePerson *)self->reading->customer->people->pdata[i])->person->id);
  return n;
}

void
crm_deal_people_pane_set_deal (CrmDealPeoplePane *self, CrmDealPageReading *reading)
{
  GPtrArray *people;
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_DEAL_PEOPLE_PANE (self) && reading != NULL);

  crm_deal_page_reading_ref (reading);
  g_clear_pointer (&self->reading, crm_deal_page_reading_unref);
  self->reading = reading;
  people = reading->deal->people;
  for (guint i = 0; i < people->len; i++)
    {
      const CrmDealPerson *person = people->pdata[i];
      const char *role = crm_record_get_text (person->part, CRM_DEAL_PERSON_ROLE);

      if (gtk_list_box_get_row_at_index (self->list, (int)i) == NULL)
        {
          GtkWidget *made = crm_person_row_new ();

          crm_menu_popup_attach (made, make_row_menu);
          gtk_list_box_append (self->list, made);
        }
      row = gtk_list_box_get_row_at_index (self->list, (int)i);
      crm_person_row_set (CRM_PERSON_ROW (row), crm_record_get_title (person->person), CRM_NAME_PERSON, role != NULL ? crm_field_get_choice_label (get_role_field (), role) : NULL, FALSE);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int)people->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), people->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->add), count_addable (self) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), people->len > 0 || count_addable (self) > 0);
}
