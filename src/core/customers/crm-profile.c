/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to show about one customer, read in one go. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-profile.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (CrmProfile, crm_profile, crm_profile_ref, crm_profile_unref)

static void
person_free (CrmProfilePerson *person)
{
  g_clear_pointer (&person->role, crm_record_unref);
  g_clear_pointer (&person->person, crm_record_unref);
  g_clear_pointer (&person->points, g_ptr_array_unref);
  g_free (person);
}

static void
link_free (CrmProfileLink *link)
{
  g_clear_pointer (&link->relationship, crm_record_unref);
  g_free (link->name);
  g_free (link);
}

static void
tag_free (CrmProfileTag *tag)
{
  g_clear_pointer (&tag->tag, crm_record_unref);
  g_free (tag);
}

static void
custom_free (CrmProfileCustom *custom)
{
  crm_custom_field_unref (custom->field);
  g_clear_pointer (&custom->value, crm_record_unref);
  g_clear_pointer (&custom->referred, crm_record_unref);
  g_free (custom);
}

static void
crm_profile_clear (gpointer data)
{
  CrmProfile *self = data;

  g_clear_pointer (&self->customer, crm_record_unref);
  g_free (self->currency);
  g_free (self->owner);
  g_free (self->referrer);
  g_ptr_array_unref (self->points);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->custom);
  g_ptr_array_unref (self->files);
}

static CrmProfile *
crm_profile_new (void)
{
  CrmProfile *self = g_atomic_rc_box_new0 (CrmProfile);

  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)person_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify)link_free);
  self->tags = g_ptr_array_new_with_free_func ((GDestroyNotify)tag_free);
  self->custom = g_ptr_array_new_with_free_func ((GDestroyNotify)custom_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  return self;
}

CrmProfile *
crm_profile_ref (CrmProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_profile_unref (CrmProfile *self)
{
  g_atomic_rc_box_release_full (self, crm_profile_clear);
}

/* Adds the records of @kind whose @field is @id, by @order. */
static gboolean
read_children (CrmConnection *connection, const CrmKind *kind, const char *field, const CrmId *id, const char *order, GPtrArray *records, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ? AND deleted = 0 ORDER BY %s", crm_kind_get_columns (kind), kind->name, field, order);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  return step == 0;
}

/* FALSE only on error; a record that is gone, or never arrived, is NULL. */
static gboolean
read_record (CrmConnection *connection, const CrmKind *kind, const CrmId *id, CrmRecord **record, GError **error)
{
  GError *local_error = NULL;

  *record = id != NULL ? crm_connection_read_record (connection, kind, id, &local_error) : NULL;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_name (CrmConnection *connection, const CrmKind *kind, const CrmId *id, char **name, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  if (!read_record (connection, kind, id, &record, error))
    return FALSE;
  *name = record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
  return TRUE;
}

static gboolean
read_person (CrmConnection *connection, CrmRecord *role, CrmProfile *self, GError **error)
{
  CrmProfilePerson *person;
  CrmRecord *record;

  if (!read_record (connection, &crm_kind_person, crm_record_get_id (role, CRM_ROLE_PERSON), &record, error))
    return FALSE;
  if (record == NULL || record->deleted)
    {
      g_clear_pointer (&record, crm_record_unref);
      return TRUE;
    }
  person = g_new0 (CrmProfilePerson, 1);
  person->role = crm_record_ref (role);
  person->person = record;
  person->points = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_ptr_array_add (self->people, person);
  return read_children (connection, &crm_kind_contact_point, "person", &record->id, "rowid", person->points, error);
}

static gboolean
read_people (CrmConnection *connection, CrmProfile *self, GError **error)
{
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  if (!read_children (connection, &crm_kind_role, "customer", &self->customer->id, "to_date IS NOT NULL, rowid", roles, error))
    return FALSE;
  for (guint i = 0; i < roles->len; i++)
    if (!read_person (connection, g_ptr_array_index (roles, i), self, error))
      return FALSE;
  return TRUE;
}

/* What this customer is to one that calls it @kind. */
static const char *
turn_round (const char *kind)
{
  if (g_strcmp0 (kind, "parent") == 0)
    return "subsidiary";
  if (g_strcmp0 (kind, "subsidiary") == 0)
    return "parent";
  return kind;
}

static gboolean
read_links_by (CrmConnection *connection, CrmProfile *self, guint here, guint there, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  if (!read_children (connection, &crm_kind_relationship, crm_kind_relationship.fields[here].name, &self->customer->id, "rowid", records, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      CrmRecord *record = g_ptr_array_index (records, i);
      g_autoptr (CrmRecord) other = NULL;
      CrmProfileLink *link;
      const char *kind = g_intern_string (crm_record_get_text (record, CRM_RELATIONSHIP_KIND));

      if (!read_record (connection, &crm_kind_customer, crm_record_get_id (record, there), &other, error))
        return FALSE;
      if (other == NULL || other->deleted || crm_id_equal (&other->id, &self->customer->id))
        continue;
      link = g_new0 (CrmProfileLink, 1);
      link->relationship = crm_record_ref (record);
      link->other = other->id;
      link->name = g_strdup (crm_record_get_title (other));
      link->kind = here == CRM_RELATIONSHIP_OTHER ? turn_round (kind) : kind;
      g_ptr_array_add (self->links, link);
    }
  return TRUE;
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  const CrmProfileTag *one = *(const CrmProfileTag *const *)a, *other = *(const CrmProfileTag *const *)b;

  return g_utf8_collate (crm_record_get_title (one->tag) ?: "", crm_record_get_title (other->tag) ?: "");
}

static gboolean
read_tags (CrmConnection *connection, CrmProfile *self, GError **error)
{
  g_autoptr (GPtrArray) taggings = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  if (!read_children (connection, &crm_kind_tagging, "customer", &self->customer->id, "rowid", taggings, error))
    return FALSE;
  for (guint i = 0; i < taggings->len; i++)
    {
      const CrmRecord *tagging = g_ptr_array_index (taggings, i);
      CrmProfileTag *tag;
      CrmRecord *record;

      if (!read_record (connection, &crm_kind_tag, crm_record_get_id (tagging, CRM_TAGGING_TAG), &record, error))
        return FALSE;
      if (record == NULL || record->deleted)
        {
          g_clear_pointer (&record, crm_record_unref);
          continue;
        }
      tag = g_new0 (CrmProfileTag, 1);
      tag->tagging = tagging->id;
      tag->tag = record;
      g_ptr_array_add (self->tags, tag);
    }
  g_ptr_array_sort (self->tags, compare_tags);
  return TRUE;
}

/* Customers have a page; a person is looked at on that of the first customer where they have a role. */
static gboolean
read_place (CrmConnection *connection, CrmProfileCustom *custom, GError **error)
{
  sqlite3_stmt *statement;

  if (custom->referred->deleted)
    return TRUE;
  if (custom->referred->kind == &crm_kind_customer)
    custom->place = custom->referred->id;
  if (custom->referred->kind != &crm_kind_person)
    return TRUE;
  statement = crm_connection_prepare_static (connection, "SELECT customer FROM role WHERE person = ? AND deleted = 0 ORDER BY rowid LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &custom->referred->id);
  if (crm_connection_next (connection, statement, error) > 0)
    crm_statement_read_id (statement, 0, &custom->place);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
read_referred (CrmConnection *connection, CrmProfileCustom *custom, GError **error)
{
  const CrmValue *value = crm_custom_field_get_value (custom->field, custom->value);

  if (value->type != CRM_VALUE_ID)
    return TRUE;
  if (!read_record (connection, crm_kind_get (custom->field->field.refers), &value->id, &custom->referred, error))
    return FALSE;
  return custom->referred == NULL || read_place (connection, custom, error);
}

static gboolean
read_custom (CrmConnection *connection, CrmProfile *self, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_custom_fields_read (connection, error);
  g_autoptr (GPtrArray) values = fields != NULL ? crm_custom_values_read (connection, &self->customer->id, error) : NULL;

  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    {
      CrmProfileCustom *custom = g_new0 (CrmProfileCustom, 1);
      CrmRecord *value;

      custom->field = crm_custom_field_ref (fields->pdata[i]);
      value = crm_custom_field_find_value (custom->field, values);
      custom->value = value != NULL ? crm_record_ref (value) : NULL;
      g_ptr_array_add (self->custom, custom);
      if (!read_referred (connection, custom, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_names (CrmConnection *connection, CrmProfile *self, GError **error)
{
  GError *local_error = NULL;

  self->currency = crm_connection_dup_setting (connection, "currency", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return read_name (connection, &crm_kind_user, crm_record_get_id (self->customer, CRM_CUSTOMER_OWNER), &self->owner, error) && read_name (connection, &crm_kind_customer, crm_record_get_id (self->customer, CRM_CUSTOMER_REFERRER), &self->referrer, error);
}

CrmProfile *
crm_profile_load (CrmConnection *connection, const CrmId *customer, GError **error)
{
  g_autoptr (CrmProfile) self = crm_profile_new ();

  g_return_val_if_fail (connection != NULL && customer != NULL, NULL);

  if (!read_record (connection, &crm_kind_customer, customer, &self->customer, error))
    return NULL;
  if (self->customer == NULL)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This customer is not in the file."));
      return NULL;
    }
  if (!read_names (connection, self, error) || !read_children (connection, &crm_kind_contact_point, "customer", customer, "rowid", self->points, error) || !read_people (connection, self, error) || !read_links_by (connection, self, CRM_RELATIONSHIP_CUSTOMER, CRM_RELATIONSHIP_OTHER, error) || !read_links_by (connection, self, CRM_RELATIONSHIP_OTHER, CRM_RELATIONSHIP_CUSTOMER, error) || !read_tags (connection, self, error) || !read_custom (connection, self, error) || !read_children (connection, &crm_kind_attachment, "customer", customer, "rowid DESC", self->files, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
crm_profile_get_reference_name (const CrmProfile *self, guint field)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (field)
    {
    case CRM_CUSTOMER_OWNER:
      return self->owner;
    case CRM_CUSTOMER_REFERRER:
      return self->referrer;
    default:
      return NULL;
    }
}

char *
crm_profile_custom_dup_name (const CrmProfileCustom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return crm_custom_field_get_value (self->field, self->value)->type == CRM_VALUE_ID ? crm_referred_dup_name (self->referred) : NULL;
}

guint
crm_profile_get_kinds (void)
{
  return 1u << CRM_KIND_PERSON | 1u << CRM_KIND_ROLE | 1u << CRM_KIND_CONTACT_POINT | 1u << CRM_KIND_RELATIONSHIP | 1u << CRM_KIND_TAG | 1u << CRM_KIND_TAGGING | 1u << CRM_KIND_ATTACHMENT | 1u << CRM_KIND_USER | 1u << CRM_KIND_CUSTOM_FIELD | 1u << CRM_KIND_CUSTOM_VALUE;
}
