/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people at a customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-people-pane.h"

#include "app/crm-page.h"
#include "app/customers/crm-person-dialog.h"
#include "app/widgets/crm-person-row.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmPeoplePane
{
  GtkBox parent_instance;

  /* template */
  GtkListBox *list;
  GtkWidget *form;
  GtkEntry *name;
  GtkEntry *job;
  GtkLabel *problem;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;

  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmPeoplePane, crm_people_pane, GTK_TYPE_BOX)

static void
on_row_activated (CrmPeoplePane *self, GtkListBoxRow *row)
{
  CrmProfilePerson *person = g_ptr_array_index (self->profile->people, (guint)gtk_list_box_row_get_index (row));
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE);

  g_assert (CRM_IS_PEOPLE_PANE (self));

  crm_person_dialog_present (GTK_WIDGET (self), CRM_PAGE (page), self->profile, &person->role->id);
}

static void
set_problem (CrmPeoplePane *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static void
hide_form (CrmPeoplePane *self)
{
  set_problem (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->job), "");
  gtk_widget_set_visible (self->form, FALSE);
}

static void
on_add (CrmPeoplePane *self)
{
  g_assert (CRM_IS_PEOPLE_PANE (self));

  gtk_widget_set_visible (self->form, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
on_cancel (CrmPeoplePane *self)
{
  g_assert (CRM_IS_PEOPLE_PANE (self));

  hide_form (self);
}

static DexFuture *
on_added (DexFuture *future, gpointer data)
{
  CrmPeoplePane *self = CRM_PEOPLE_PANE (data);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->list == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    set_problem (self, error->message);
  else
    hide_form (self);
  return NULL;
}

static void
on_entry_activate (CrmPeoplePane *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Add Person"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *person, *role;
  CrmId id;

  g_assert (CRM_IS_PEOPLE_PANE (self));

  if (self->saving || self->profile == NULL)
    return;
  self->saving = TRUE;
  person = crm_edit_create (edit, &crm_kind_person, NULL);
  id = person->id;
  crm_change_set_text (person, CRM_PERSON_NAME, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  role = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, &self->profile->customer->id);
  crm_change_set_id (role, CRM_ROLE_PERSON, &id);
  crm_change_set_text (role, CRM_ROLE_TITLE, gtk_editable_get_text (GTK_EDITABLE (self->job)));
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_added, g_object_ref (self), g_object_unref));
}

static gboolean
on_key (CrmPeoplePane *self, guint key)
{
  g_assert (CRM_IS_PEOPLE_PANE (self));

  if (key != GDK_KEY_Escape || !gtk_widget_get_visible (self->form))
    return GDK_EVENT_PROPAGATE;
  hide_form (self);
  return GDK_EVENT_STOP;
}

static void
crm_people_pane_dispose (GObject *object)
{
  CrmPeoplePane *self = CRM_PEOPLE_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PEOPLE_PANE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->profile, crm_profile_unref);

  G_OBJECT_CLASS (crm_people_pane_parent_class)->dispose (object);
}

static void
crm_people_pane_class_init (CrmPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_people_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPeoplePane, list);
  gtk_widget_class_bind_template_child (widget_class, CrmPeoplePane, form);
  gtk_widget_class_bind_template_child (widget_class, CrmPeoplePane, name);
  gtk_widget_class_bind_template_child (widget_class, CrmPeoplePane, job);
  gtk_widget_class_bind_template_child (widget_class, CrmPeoplePane, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_people_pane_init (CrmPeoplePane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->form, keys);
}

void
crm_people_pane_set_context (CrmPeoplePane *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_PEOPLE_PANE (self) && CRM_IS_CONTEXT (context));

  g_set_object (&self->context, context);
}

void
crm_people_pane_set_profile (CrmPeoplePane *self, CrmProfile *profile)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_PEOPLE_PANE (self) && profile != NULL);

  if (self->profile != NULL && !crm_id_equal (&self->profile->customer->id, &profile->customer->id))
    hide_form (self);
  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  for (guint i = 0; i < profile->people->len; i++)
    {
      const CrmProfilePerson *person = g_ptr_array_index (profile->people, i);
      g_autofree char *subtitle = crm_profile_person_dup_subtitle (person);

      if (gtk_list_box_get_row_at_index (self->list, (int)i) == NULL)
        gtk_list_box_append (self->list, crm_person_row_new ());
      row = gtk_list_box_get_row_at_index (self->list, (int)i);
      crm_person_row_set (CRM_PERSON_ROW (row), crm_record_get_title (person->person), CRM_NAME_PERSON, subtitle, crm_record_has (person->role, CRM_ROLE_TO));
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int)profile->people->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), profile->people->len > 0);
}
