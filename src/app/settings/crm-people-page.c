/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences with the users of the file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-people-page.h"

#include "app/settings/crm-record-dialog.h"
#include "app/settings/crm-settings-apply.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmRecord *record;
  gint64 n_customers;
} Person;

struct _CrmPeoplePage
{
  CrmSettingsPage parent_instance;

  /* owned */
  GPtrArray *people; /* of Person; NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmPeoplePage, crm_people_page, CRM_TYPE_SETTINGS_PAGE)

static void
person_free (gpointer data)
{
  crm_record_unref (((Person *)data)->record);
  g_free (data);
}

static gboolean
count_customers (CrmConnection *connection, Person *person, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT count(*) FROM customer WHERE deleted = 0 AND owner = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &person->record->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    person->n_customers = sqlite3_column_int64 (statement, 0);
  return step == 0;
}

static gboolean
read_people (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM user WHERE deleted = 0 ORDER BY name, rowid", crm_kind_get_columns (&crm_kind_user));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Person *person = g_new0 (Person, 1);

      person->record = crm_statement_read_record (statement, &crm_kind_user);
      g_ptr_array_add (people, person);
    }
  for (guint i = 0; step == 0 && i < people->len; i++)
    if (!count_customers (connection, people->pdata[i], error))
      return FALSE;
  if (step < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&people));
  return TRUE;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_user (CrmPeoplePage *self, const CrmId *id)
{
  const char *user = crm_workspace_get (crm_context_get_workspace (crm_settings_page_get_context (CRM_SETTINGS_PAGE (self))), CRM_SETTING_USER);
  CrmId own;

  return crm_id_parse (user, &own) && crm_id_equal (&own, id);
}

static gboolean
is_team (CrmPeoplePage *self)
{
  return crm_sync_engine_is_joined (crm_context_get_engine (crm_settings_page_get_context (CRM_SETTINGS_PAGE (self))));
}

/* "You · 12 customers · Team North" */
static char *
dup_subtitle (CrmPeoplePage *self, const Person *person)
{
  const char *team = crm_record_get_text (person->record, CRM_USER_TEAM);
  g_autofree char *customers = g_strdup_printf (ngettext ("%'u customer", "%'u customers", (gulong)person->n_customers), (guint)person->n_customers);
  const char *parts[4] = { NULL };
  guint n = 0;

  if (is_user (self, &person->record->id))
    parts[n++] = C_ ("person", "You");
  parts[n++] = customers;
  if (team != NULL)
    parts[n++] = team;
  return g_strjoinv (" · ", (char **)parts);
}

static void
crm_people_page_show (CrmSettingsPage *page, const GValue *value)
{
  CrmPeoplePage *self = CRM_PEOPLE_PAGE (page);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));

  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_value_dup_boxed (value);
  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *person = self->people->pdata[i];
      CrmOrderItem item = { person->record->id, crm_record_get_title (person->record), dup_subtitle (self, person) };

      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_settings_page_set_items (page, (const CrmOrderItem *)(gpointer)items->data, items->len);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static const guint fields[] = { CRM_USER_NAME, CRM_USER_EMAIL, CRM_USER_TEAM };

static void
crm_people_page_add (CrmSettingsPage *page)
{
  if (is_team (CRM_PEOPLE_PAGE (page)))
    crm_settings_say (GTK_WIDGET (page), _ ("Who works with you in a team joins by an invitation."));
  else
    adw_dialog_present (ADW_DIALOG (crm_record_dialog_new (crm_settings_page_get_context (page), &crm_kind_user, NULL, _ ("New Person"), fields, G_N_ELEMENTS (fields))), GTK_WIDGET (page));
}

static void
crm_people_page_edit (CrmSettingsPage *page, const CrmId *id)
{
  CrmPeoplePage *self = CRM_PEOPLE_PAGE (page);

  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *person = self->people->pdata[i];

      if (crm_id_equal (&person->record->id, id))
        {
          adw_dialog_present (ADW_DIALOG (crm_record_dialog_new (crm_settings_page_get_context (page), &crm_kind_user, person->record, _ ("Change a person"), fields, G_N_ELEMENTS (fields))), GTK_WIDGET (page));
          return;
        }
    }
}

/* What was theirs stays theirs, under their name; they only cannot be chosen any more. */
static void
crm_people_page_remove (CrmSettingsPage *page, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = NULL;

  if (is_user (CRM_PEOPLE_PAGE (page), id))
    crm_settings_say (GTK_WIDGET (page), _ ("This is you: who works with the file stays among its people."));
  else if (is_team (CRM_PEOPLE_PAGE (page)))
    crm_settings_say (GTK_WIDGET (page), _ ("Who leaves a team is taken out where the team is managed, at its server."));
  else
    {
      edit = crm_edit_new (_ ("Deactivate Person"), CRM_EDIT_ORIGIN_PERSON);
      crm_edit_delete (edit, &crm_kind_user, id);
      crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, _ ("Person deactivated. What is theirs stays theirs."));
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_people_page_finalize (GObject *object)
{
  g_clear_pointer (&CRM_PEOPLE_PAGE (object)->people, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_people_page_parent_class)->finalize (object);
}

static void
crm_people_page_class_init (CrmPeoplePageClass *klass)
{
  CrmSettingsPageClass *page_class = CRM_SETTINGS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_people_page_finalize;
  page_class->followed = 1u << CRM_KIND_USER | 1u << CRM_KIND_CUSTOMER;
  page_class->read = read_people;
  page_class->show = crm_people_page_show;
  page_class->add = crm_people_page_add;
  page_class->edit = crm_people_page_edit;
  page_class->remove = crm_people_page_remove;
}

static void
crm_people_page_init (CrmPeoplePage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("People"));
  crm_settings_page_set_words (CRM_SETTINGS_PAGE (self), _ ("Who can have customers, deals and tasks. Whoever is removed here cannot be chosen any more; what is theirs stays theirs."), _ ("_Add Person"),
                               _ ("No People"), _ ("Add who works with you, so that customers, deals and tasks can be theirs."), "system-users-symbolic");
}

AdwNavigationPage *
crm_people_page_new (CrmContext *context)
{
  CrmPeoplePage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_PEOPLE_PAGE, NULL);
  crm_settings_page_set_context (CRM_SETTINGS_PAGE (self), context);
  return ADW_NAVIGATION_PAGE (self);
}
