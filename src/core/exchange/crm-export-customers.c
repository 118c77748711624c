/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Customers as a table: one row each, with contact points and people beside each other. */

#define G_LOG_DOMAIN "crm-exchange"

#include "core/exchange/crm-export-private.h"

#include "core/customers/crm-profile.h"
#include "core/exchange/crm-column-heading.h"
#include "core/exchange/crm-column-value.h"
#include "core/schema/crm-schema-customers.h"

#include <string.h>

#define MAX_POINT_KINDS 16

/* How many of each the table has room for: as many as its records need. */
typedef struct
{
  guint n_kinds;
  guint points[MAX_POINT_KINDS];
  guint person_points[MAX_POINT_KINDS];
  guint people;
} Room;

static const CrmChoice *
get_point_kinds (void)
{
  return crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND].choices;
}

static gboolean
is_of_kind (const CrmRecord *point, guint kind)
{
  return g_strcmp0 (crm_record_get_text (point, CRM_CONTACT_POINT_KIND), get_point_kinds ()[kind].name) == 0;
}

static void
widen_points (const Room *room, guint *room_for, GPtrArray *points)
{
  for (guint kind = 0; kind < room->n_kinds; kind++)
    {
      guint n = 0;

      for (guint i = 0; i < points->len; i++)
        n += is_of_kind (points->pdata[i], kind);
      room_for[kind] = MAX (room_for[kind], n);
    }
}

static void
widen (Room *room, const CrmProfile *profile)
{
  widen_points (room, room->points, profile->points);
  for (guint i = 0; i < profile->people->len; i++)
    widen_points (room, room->person_points, ((CrmProfilePerson *)profile->people->pdata[i])->points);
  room->people = MAX (room->people, profile->people->len);
}

typedef gboolean (*ProfileFunc) (const CrmProfile *profile, gpointer data, GError **error);

static gboolean
for_each_profile (const CrmExport *self, ProfileFunc func, gpointer data, GError **error)
{
  for (guint i = 0; i < self->answer->n_rows; i++)
    {
      GError *local_error = NULL;
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (self->connection, &crm_kind_customer, self->answer->rowids[i], &local_error);
      g_autoptr (CrmProfile) profile = record != NULL ? crm_profile_load (self->connection, &record->id, &local_error) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (!crm_export_step (self, error) || (profile != NULL && !func (profile, data, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
measure (const CrmProfile *profile, gpointer room, GError **error)
{
  widen (room, profile);
  return TRUE;
}

/* ── headings ─────────────────────────────────────────────────────────────────────────────── */

static void
add_point_headings (GStrvBuilder *headings, const Room *room, const guint *room_for, const char *prefix)
{
  for (guint kind = 0; kind < room->n_kinds; kind++)
    for (guint number = 1; number <= room_for[kind]; number++)
      {
        g_autofree char *base = g_strdup_printf ("%s%s %u", prefix, get_point_kinds ()[kind].name, number);

        g_strv_builder_add (headings, base);
        g_strv_builder_take (headings, g_strconcat (base, " label", NULL));
        g_strv_builder_take (headings, g_strconcat (base, " opt_out", NULL));
      }
}

static char **
list_headings (const Room *room, GPtrArray *custom_fields)
{
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();

  g_strv_builder_add (headings, "id");
  for (guint i = 0; i < CRM_CUSTOMER_N_FIELDS; i++)
    if (crm_export_has_field (&crm_kind_customer.fields[i]))
      crm_export_add_headings (headings, "", &crm_kind_customer.fields[i]);
  for (guint i = 0; i < custom_fields->len; i++)
    g_strv_builder_take (headings, crm_column_heading_dup_custom (custom_fields->pdata[i]));
  g_strv_builder_add (headings, "tags");
  add_point_headings (headings, room, room->points, "");
  for (guint person = 1; person <= room->people; person++)
    {
      g_autofree char *prefix = g_strdup_printf ("person %u ", person);

      g_strv_builder_take (headings, g_strconcat (prefix, "id", NULL));
      for (guint i = 0; i < CRM_PERSON_N_FIELDS; i++)
        if (crm_export_has_field (&crm_kind_person.fields[i]))
          crm_export_add_headings (headings, prefix, &crm_kind_person.fields[i]);
      for (guint i = CRM_ROLE_TITLE; i < CRM_ROLE_N_FIELDS; i++)
        crm_export_add_headings (headings, prefix, &crm_kind_role.fields[i]);
      add_point_headings (headings, room, room->person_points, prefix);
    }
  return g_strv_builder_end (headings);
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmExport *export;
  GPtrArray *custom_fields;
  Room room;
  CrmTableWriter *writer;
  CrmExportRow row;
} Writing;

static void
add_points (Writing *self, const guint *room_for, GPtrArray *points)
{
  for (guint kind = 0; kind < self->room.n_kinds; kind++)
    {
      guint n = 0;

      for (guint i = 0; points != NULL && i < points->len; i++)
        if (is_of_kind (points->pdata[i], kind))
          {
            const CrmRecord *point = points->pdata[i];

            crm_export_row_add_text (&self->row, crm_record_get_text (point, CRM_CONTACT_POINT_VALUE));
            crm_export_row_add_text (&self->row, crm_record_get_text (point, CRM_CONTACT_POINT_LABEL));
            crm_export_row_add_text (&self->row, crm_record_get_integer (point, CRM_CONTACT_POINT_OPT_OUT, 0) != 0 ? "1" : NULL);
            n++;
          }
      for (; n < room_for[kind]; n++)
        for (int i = 0; i < 3; i++)
          crm_export_row_add_text (&self->row, NULL);
    }
}

static void
add_fields (Writing *self, const CrmKind *kind, guint first, const CrmRecord *record)
{
  static const CrmValue nothing = { CRM_VALUE_NONE };

  for (guint i = first; i < kind->n_fields; i++)
    if (crm_export_has_field (&kind->fields[i]))
      crm_export_row_add_value (&self->row, &kind->fields[i], record != NULL ? &record->values[i] : &nothing, self->export->zone);
}

static void
add_person (Writing *self, const CrmProfilePerson *person)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  crm_export_row_add_text (&self->row, person != NULL ? crm_id_format (&person->person->id, id) : NULL);
  add_fields (self, &crm_kind_person, 0, person != NULL ? person->person : NULL);
  add_fields (self, &crm_kind_role, CRM_ROLE_TITLE, person != NULL ? person->role : NULL);
  add_points (self, self->room.person_points, person != NULL ? person->points : NULL);
}

char *
crm_export_join_tags (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *tag = names->pdata[i];

      if (tag == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, "; ");
      if (strpbrk (tag, ";,|\"\n") == NULL && strstr (tag, "；") == NULL && strstr (tag, "，") == NULL && strstr (tag, "、") == NULL && strstr (tag, ":::") == NULL)
        {
          g_string_append (text, tag);
          continue;
        }
      g_string_append_c (text, '"');
      for (const char *c = tag; *c != '\0'; c++)
        g_string_append_printf (text, *c == '"' ? "%c\"" : "%c", *c);
      g_string_append_c (text, '"');
    }
  return g_string_free_and_steal (text);
}

static char *
join_tags (const CrmProfile *profile)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < profile->tags->len; i++)
    g_ptr_array_add (names, (gpointer)crm_record_get_title (((CrmProfileTag *)profile->tags->pdata[i])->tag));
  return crm_export_join_tags (names);
}

/* Who reads a table knows names, not ids. */
static void
add_customer (Writing *self, const CrmProfile *profile)
{
  for (guint i = 0; i < CRM_CUSTOMER_N_FIELDS; i++)
    {
      const CrmField *field = &crm_kind_customer.fields[i];
      const char *name = crm_profile_get_reference_name (profile, i);

      if (!crm_export_has_field (field))
        continue;
      if (field->type == CRM_TYPE_REFERENCE && name != NULL)
        crm_export_row_add_text (&self->row, name);
      else
        crm_export_row_add_value (&self->row, field, &profile->customer->values[i], self->export->zone);
    }
}

/* One cell each: money with its currency, of a reference the name. */
static void
add_custom (Writing *self, const CrmProfile *profile)
{
  for (guint i = 0; i < self->custom_fields->len; i++)
    {
      const CrmProfileCustom *custom = i < profile->custom->len ? profile->custom->pdata[i] : NULL;
      const CrmField *field = &((const CrmCustomField *)self->custom_fields->pdata[i])->field;
      const CrmValue *value = custom != NULL ? crm_custom_field_get_value (custom->field, custom->value) : NULL;
      g_autofree char *money = value != NULL && value->type == CRM_VALUE_MONEY ? crm_column_value_format (field, value, NULL, FALSE) : NULL;

      if (value == NULL || field->type == CRM_TYPE_MONEY)
        crm_export_row_add_text (&self->row, money);
      else if (custom->referred != NULL)
        crm_export_row_add_text (&self->row, crm_record_get_title (custom->referred));
      else
        crm_export_row_add_value (&self->row, field, value, self->export->zone);
    }
}

static gboolean
write_row (const CrmProfile *profile, gpointer data, GError **error)
{
  Writing *self = data;
  g_autofree char *tags = join_tags (profile);
  char id[CRM_ID_STRING_LENGTH + 1];

  crm_export_row_begin (&self->row);
  crm_export_row_add_text (&self->row, crm_id_format (&profile->customer->id, id));
  add_customer (self, profile);
  add_custom (self, profile);
  crm_export_row_add_text (&self->row, tags);
  add_points (self, self->room.points, profile->points);
  for (guint i = 0; i < self->room.people; i++)
    add_person (self, i < profile->people->len ? profile->people->pdata[i] : NULL);
  return crm_table_writer_add (self->writer, (const CrmTableValue *)self->row.values->data, error);
}

gboolean
crm_export_write_customers (const CrmExport *self, GError **error)
{
  g_autoptr (GPtrArray) custom_fields = crm_custom_fields_read (self->connection, error);
  Writing writing = { .export = self, .custom_fields = custom_fields };
  g_auto (GStrv) headings = NULL;
  gboolean ok;

  if (custom_fields == NULL)
    return FALSE;
  while (get_point_kinds ()[writing.room.n_kinds].name != NULL)
    writing.room.n_kinds++;
  g_assert (writing.room.n_kinds <= MAX_POINT_KINDS);
  if (!for_each_profile (self, measure, &writing.room, error))
    return FALSE;
  headings = list_headings (&writing.room, custom_fields);
  writing.writer = crm_export_open_table (self, (const char *const *)headings, error);
  if (writing.writer == NULL)
    return FALSE;
  crm_export_row_init (&writing.row);
  ok = for_each_profile (self, write_row, &writing, error) && crm_table_writer_finish (writing.writer, error);
  crm_export_row_clear (&writing.row);
  crm_table_writer_free (writing.writer);
  return ok;
}
