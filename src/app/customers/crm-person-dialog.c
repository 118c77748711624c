/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at a customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-person-dialog.h"

#include "app/customers/crm-profile-reading.h"
#include "app/history/crm-history-page.h"
#include "app/widgets/crm-avatar.h"
#include "app/widgets/crm-contact-point-list.h"
#include "app/widgets/crm-field-row.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmPersonDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwAvatar *avatar;
  CrmContactPointList *points;
  GtkListBox *person_list;
  GtkListBox *role_list;

  /* owned */
  CrmPage *page;
  CrmId customer;
  CrmId role;
};

G_DEFINE_FINAL_TYPE (CrmPersonDialog, crm_person_dialog, ADW_TYPE_DIALOG)

static CrmProfilePerson *
find_person (const CrmProfile *profile, const CrmId *role)
{
  for (guint i = 0; i < profile->people->len; i++)
    {
      CrmProfilePerson *person = g_ptr_array_index (profile->people, i);

      if (crm_id_equal (&person->role->id, role))
        return person;
    }
  return NULL;
}

static void
fill_list (GtkListBox *list, CrmRecord *record, const char *currency)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    crm_field_row_set_record (CRM_FIELD_ROW (row), record, NULL, currency);
}

static void
show (CrmPersonDialog *self, const CrmProfile *profile)
{
  CrmProfilePerson *person = find_person (profile, &self->role);
  const char *name = person != NULL ? crm_record_get_title (person->person) : NULL;

  if (person == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_dialog_set_title (ADW_DIALOG (self), name != NULL ? name : "");
  crm_avatar_set_name (self->avatar, name, CRM_NAME_PERSON);
  crm_contact_point_list_set_points (self->points, &crm_kind_person, &person->person->id, person->points);
  fill_list (self->person_list, person->person, profile->currency);
  fill_list (self->role_list, person->role, profile->currency);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmPersonDialog *self = CRM_PERSON_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && self->person_list != NULL)
    show (self, g_value_get_boxed (value));
  return NULL;
}

static void
on_store_changed (CrmPersonDialog *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_PERSON_DIALOG (self));

  if ((changes->kinds & crm_profile_get_kinds ()) != 0)
    dex_future_disown (dex_future_then (crm_profile_read (crm_page_get_context (self->page), &self->customer), on_read, g_object_ref (self), g_object_unref));
}

static void
on_row_activated (CrmPersonDialog *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_PERSON_DIALOG (self));

  crm_field_row_edit (CRM_FIELD_ROW (row));
}

static void
on_add_point (CrmPersonDialog *self)
{
  g_assert (CRM_IS_PERSON_DIALOG (self));

  crm_contact_point_list_add (self->points);
}

/* The person stays in the file, with what they said elsewhere; only the role here goes. */
static void
on_remove (CrmPersonDialog *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Person"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_PERSON_DIALOG (self));

  crm_edit_delete (edit, &crm_kind_role, &self->role);
  dex_future_disown (crm_page_apply (self->page, edit, _ ("Person removed")));
  adw_dialog_close (ADW_DIALOG (self));
}

static DexFuture *
on_role (DexFuture *future, gpointer data)
{
  CrmPersonDialog *self = CRM_PERSON_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);
  const CrmId *person = value != NULL ? crm_record_get_id (g_value_get_boxed (value), CRM_ROLE_PERSON) : NULL;

  if (person == NULL || self->person_list == NULL)
    return NULL;
  adw_dialog_close (ADW_DIALOG (self));
  crm_page_push (self->page, crm_history_page_new_for (crm_page_get_context (self->page), &crm_kind_person, person, adw_avatar_get_text (self->avatar)));
  return NULL;
}

static void
on_history (CrmPersonDialog *self)
{
  CrmStore *store = crm_context_get_store (crm_page_get_context (self->page));

  g_assert (CRM_IS_PERSON_DIALOG (self));

  dex_future_disown (dex_future_finally (crm_store_find_record (store, &crm_kind_role, &self->role), on_role, g_object_ref (self), g_object_unref));
}

static void
add_rows (GtkListBox *list, CrmContext *context, const CrmKind *kind, const guint *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    gtk_list_box_append (list, crm_field_row_new (context, kind, fields[i]));
}

static void
crm_person_dialog_dispose (GObject *object)
{
  CrmPersonDialog *self = CRM_PERSON_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PERSON_DIALOG);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (crm_person_dialog_parent_class)->dispose (object);
}

static void
crm_person_dialog_class_init (CrmPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_person_dialog_dispose;

  g_type_ensure (CRM_TYPE_CONTACT_POINT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPersonDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, CrmPersonDialog, points);
  gtk_widget_class_bind_template_child (widget_class, CrmPersonDialog, person_list);
  gtk_widget_class_bind_template_child (widget_class, CrmPersonDialog, role_list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_add_point);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_history);
}

static void
crm_person_dialog_init (CrmPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_person_dialog_present (GtkWidget *parent, CrmPage *page, CrmProfile *profile, const CrmId *role)
{
  static const guint person_fields[] = { CRM_PERSON_NAME, CRM_PERSON_GENDER, CRM_PERSON_BIRTHDAY, CRM_PERSON_NOTE };
  static const guint role_fields[] = { CRM_ROLE_TITLE, CRM_ROLE_DEPARTMENT, CRM_ROLE_BUYING_ROLE, CRM_ROLE_FROM, CRM_ROLE_TO };
  CrmPersonDialog *self;
  CrmContext *context;

  g_return_if_fail (CRM_IS_PAGE (page) && profile != NULL && role != NULL);

  self = g_object_new (CRM_TYPE_PERSON_DIALOG, NULL);
  context = crm_page_get_context (page);
  self->page = g_object_ref (page);
  self->customer = profile->customer->id;
  self->role = *role;
  crm_contact_point_list_set_context (self->points, context);
  add_rows (self->person_list, context, &crm_kind_person, person_fields, G_N_ELEMENTS (person_fields));
  add_rows (self->role_list, context, &crm_kind_role, role_fields, G_N_ELEMENTS (role_fields));
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), parent);
  show (self, profile);
}
