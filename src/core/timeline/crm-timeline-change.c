/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one burst of edits changed, as sentences. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-change.h"

#include "core/customers/crm-custom-field.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* A long text is quoted by its beginning; the field's own history has all of it. */
#define SHOWN_MAX 80

void
crm_timeline_change_free (CrmTimelineChange *change)
{
  g_free (change->field);
  g_free (change->old);
  g_free (change->new);
  g_free (change->label);
  g_free (change);
}

static CrmTimelineChangeType
get_type_of (const char *field, const char *new)
{
  if (field == NULL)
    return CRM_TIMELINE_ADDED;
  if (strcmp (field, "deleted") != 0)
    return CRM_TIMELINE_CHANGED;
  return g_strcmp0 (new, "1") == 0 ? CRM_TIMELINE_REMOVED : CRM_TIMELINE_RESTORED;
}

static gboolean
is_shown (const CrmKind *kind, const char *field)
{
  int index = field != NULL ? crm_kind_find_field (kind, field) : -1;

  return index < 0 || (kind->fields[index].flags & (CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

void
crm_timeline_change_collect (GPtrArray *changes, const CrmKind *kind, gint64 rowid, const char *field, const char *old, const char *new)
{
  CrmTimelineChange *change;

  if (!is_shown (kind, field))
    return;
  change = g_new0 (CrmTimelineChange, 1);
  change->type = get_type_of (field, new);
  change->kind = kind;
  change->rowid = rowid;
  if (change->type == CRM_TIMELINE_CHANGED)
    {
      change->field = g_strdup (field);
      change->old = g_strdup (old);
      change->new = g_strdup (new);
    }
  g_ptr_array_add (changes, change);
}

/* ── merging ──────────────────────────────────────────────────────────────────────────────── */

static CrmTimelineChange *
find_before (GPtrArray *changes, guint end, const CrmTimelineChange *like)
{
  for (guint i = end; i-- > 0;)
    {
      CrmTimelineChange *change = g_ptr_array_index (changes, i);

      if (change->kind == like->kind && change->rowid == like->rowid && g_strcmp0 (change->field, like->field) == 0)
        return change;
    }
  return NULL;
}

static gboolean
is_made_here (GPtrArray *changes, guint end, const CrmTimelineChange *like)
{
  CrmTimelineChange whole = { .kind = like->kind, .rowid = like->rowid };
  CrmTimelineChange *made = find_before (changes, end, &whole);

  return made != NULL && made->type == CRM_TIMELINE_ADDED;
}

/* Takes @change: adds it, folds it into what came before it, or drops both. */
static void
fold (GPtrArray *changes, CrmTimelineChange *change)
{
  CrmTimelineChange *before = find_before (changes, changes->len, change);
  gboolean is_new = change->field != NULL && is_made_here (changes, changes->len, change);

  if (before == NULL && !is_new)
    {
      g_ptr_array_add (changes, change);
      return;
    }
  /* What is new altogether shows its present values anyway. */
  if (!is_new && change->field != NULL)
    g_set_str (&before->new, change->new);
  else if (!is_new && before->type != change->type)
    g_ptr_array_remove (changes, before);
  crm_timeline_change_free (change);
}

static gboolean
is_back (const CrmTimelineChange *change)
{
  return change->type == CRM_TIMELINE_CHANGED && g_strcmp0 (change->old, change->new) == 0;
}

void
crm_timeline_changes_merge (GPtrArray *changes)
{
  gsize n = 0;
  g_autofree gpointer *all = g_ptr_array_steal (changes, &n);

  for (gsize i = 0; i < n; i++)
    fold (changes, all[i]);
  for (guint i = changes->len; i-- > 0;)
    if (is_back (g_ptr_array_index (changes, i)))
      g_ptr_array_remove_index (changes, i);
}

/* ── names and values ─────────────────────────────────────────────────────────────────────── */

static char *
dup_title (CrmConnection *connection, CrmKindId kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = id != NULL ? crm_connection_read_record (connection, crm_kind_get (kind), id, NULL) : NULL;

  return record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
}

/* Whose the record is, where it is not simply the customer's. */
static char *
dup_owner (CrmConnection *connection, const CrmRecord *record)
{
  switch (record->kind->id)
    {
    case CRM_KIND_PERSON:
      return g_strdup (crm_record_get_title (record));
    case CRM_KIND_ROLE:
      return dup_title (connection, CRM_KIND_PERSON, crm_record_get_id (record, CRM_ROLE_PERSON));
    case CRM_KIND_CONTACT_POINT:
      return dup_title (connection, CRM_KIND_PERSON, crm_record_get_id (record, CRM_CONTACT_POINT_PERSON));
    case CRM_KIND_DEAL_PERSON:
      return dup_title (connection, CRM_KIND_PERSON, crm_record_get_id (record, CRM_DEAL_PERSON_PERSON));
    default:
      return NULL;
    }
}

static char *
shorten (char *text)
{
  g_autofree char *whole = text;
  char *line_end;

  if (whole == NULL)
    return NULL;
  line_end = strchr (whole, '\n');
  if (g_utf8_strlen (whole, -1) <= SHOWN_MAX && line_end == NULL)
    return g_steal_pointer (&whole);
  if (line_end != NULL)
    *line_end = '\0';
  if (g_utf8_strlen (whole, -1) > SHOWN_MAX)
    *g_utf8_offset_to_pointer (whole, SHOWN_MAX) = '\0';
  return g_strconcat (g_strchomp (whole), "…", NULL);
}

/* The definition of the custom field that a value is of, removed or not, or NULL. */
static CrmCustomField *
read_custom_field (CrmConnection *connection, const CrmRecord *value)
{
  const CrmId *id = crm_record_get_id (value, CRM_CUSTOM_VALUE_FIELD);
  g_autoptr (CrmRecord) definition = id != NULL ? crm_connection_read_record (connection, &crm_kind_custom_field, id, NULL) : NULL;

  return definition != NULL ? crm_custom_field_new (definition) : NULL;
}

static void
describe_custom_value (CrmConnection *connection, CrmTimelineChange *change, const CrmRecord *record, const CrmValueStyle *style, char **name)
{
  g_autoptr (CrmCustomField) field = read_custom_field (connection, record);

  change->label = g_strdup (field != NULL ? crm_custom_field_get_label (field) : _ (record->kind->label));
  if (field != NULL && record->values[field->column].type == CRM_VALUE_ID)
    *name = dup_title (connection, field->field.refers, &record->values[field->column].id);
  else if (field != NULL)
    *name = shorten (crm_value_format (&record->values[field->column], &field->field, style));
}

/* What a record as a whole is called in "… added", and its name. */
static void
describe_whole (CrmConnection *connection, CrmTimelineChange *change, const CrmRecord *record, const CrmValueStyle *style, char **name)
{
  const CrmField *kind_field = &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND];

  switch (record->kind->id)
    {
    case CRM_KIND_ROLE:
    case CRM_KIND_DEAL_PERSON:
      change->label = g_strdup (_ (crm_kind_person.label));
      *name = dup_owner (connection, record);
      break;
    case CRM_KIND_CONTACT_POINT:
      change->label = g_strdup (crm_field_get_choice_label (kind_field, crm_record_get_text (record, CRM_CONTACT_POINT_KIND)));
      *name = g_strdup (crm_record_get_title (record));
      break;
    case CRM_KIND_TAGGING:
      change->label = g_strdup (_ (crm_kind_tag.label));
      *name = dup_title (connection, CRM_KIND_TAG, crm_record_get_id (record, CRM_TAGGING_TAG));
      break;
    case CRM_KIND_RELATIONSHIP:
      change->label = g_strdup (_ (crm_kind_relationship.label));
      *name = dup_title (connection, CRM_KIND_CUSTOMER, crm_record_get_id (record, CRM_RELATIONSHIP_OTHER));
      break;
    case CRM_KIND_CUSTOM_VALUE:
      describe_custom_value (connection, change, record, style, name);
      break;
    default:
      change->label = g_strdup (_ (record->kind->label));
      *name = g_strdup (crm_record_get_title (record));
    }
}

static char *
show (CrmConnection *connection, const CrmField *field, const char *stored, const CrmValueStyle *style)
{
  g_auto (CrmValue) value = { 0 };

  if (stored == NULL || !crm_value_from_stored (stored, field->type, &value))
    return g_strdup (stored);
  if (value.type == CRM_VALUE_ID)
    return dup_title (connection, field->refers, &value.id);
  return shorten (crm_value_format (&value, field, style));
}

static void
resolve_field (CrmConnection *connection, CrmTimelineChange *change, const CrmRecord *record, const CrmValueStyle *style)
{
  int index = crm_kind_find_field (change->kind, change->field);
  g_autoptr (CrmCustomField) custom = change->kind == &crm_kind_custom_value ? read_custom_field (connection, record) : NULL;
  const CrmField *field = custom != NULL ? &custom->field : index >= 0 ? &change->kind->fields[index]
                                                                       : NULL;
  const char *label = field != NULL ? crm_field_get_label (field) : change->field;
  g_autofree char *owner = dup_owner (connection, record);
  g_autofree char *old = g_steal_pointer (&change->old);
  g_autofree char *new = g_steal_pointer (&change->new);

  if (change->kind == &crm_kind_contact_point && index == CRM_CONTACT_POINT_VALUE)
    label = crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], crm_record_get_text (record, CRM_CONTACT_POINT_KIND));
  /* Translators: a field and whose it is: "Phone of 程咬金". */
  change->label = owner != NULL ? g_strdup_printf (_ ("%1$s of %2$s"), label, owner) : g_strdup (label);
  change->old = field != NULL ? show (connection, field, old, style) : g_steal_pointer (&old);
  change->new = field != NULL ? show (connection, field, new, style) : g_steal_pointer (&new);
}

gboolean
crm_timeline_changes_resolve (CrmConnection *connection, GPtrArray *changes, const CrmValueStyle *style, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      CrmTimelineChange *change = g_ptr_array_index (changes, i);
      GError *local_error = NULL;
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, change->kind, change->rowid, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record == NULL)
        change->label = g_strdup (_ (change->kind->label));
      else if (change->field == NULL)
        describe_whole (connection, change, record, style, &change->new);
      else
        resolve_field (connection, change, record, style);
    }
  return TRUE;
}

/* ── sentences ────────────────────────────────────────────────────────────────────────────── */

static char *
dup_one (const CrmTimelineChange *change)
{
  switch (change->type)
    {
    case CRM_TIMELINE_ADDED:
      return g_strdup_printf (_ ("%s added"), change->label);
    case CRM_TIMELINE_REMOVED:
      return g_strdup_printf (_ ("%s removed"), change->label);
    case CRM_TIMELINE_RESTORED:
      return g_strdup_printf (_ ("%s restored"), change->label);
    case CRM_TIMELINE_CHANGED:
    default:
      return g_strdup_printf (_ ("%s changed"), change->label);
    }
}

char *
crm_timeline_changes_dup_title (GPtrArray *changes)
{
  const CrmTimelineChange *first = g_ptr_array_index (changes, 0);
  const CrmTimelineChange *second = changes->len > 1 ? g_ptr_array_index (changes, 1) : NULL;
  gboolean all_changed = TRUE;

  if (second == NULL)
    return dup_one (first);
  for (guint i = 0; i < changes->len; i++)
    all_changed = all_changed && ((const CrmTimelineChange *)g_ptr_array_index (changes, i))->type == CRM_TIMELINE_CHANGED;
  if (!all_changed)
    return g_strdup_printf (ngettext ("%u change", "%u changes", changes->len), changes->len);
  if (changes->len == 2)
    return g_strdup_printf (_ ("%1$s and %2$s changed"), first->label, second->label);
  return g_strdup_printf (ngettext ("%u field changed", "%u fields changed", changes->len), changes->len);
}

static void
append_line (GString *text, const CrmTimelineChange *change, gboolean alone)
{
  g_autofree char *one = alone ? NULL : dup_one (change);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (change->type == CRM_TIMELINE_CHANGED && !alone)
    g_string_append_printf (text, "%s: ", change->label);
  else if (!alone)
    g_string_append_printf (text, change->new != NULL ? "%s: " : "%s", one);
  if (change->type == CRM_TIMELINE_CHANGED && change->old != NULL)
    g_string_append_printf (text, "%s → ", change->old);
  if (change->new != NULL || change->type == CRM_TIMELINE_CHANGED)
    g_string_append (text, change->new != NULL ? change->new : "–");
}

char *
crm_timeline_changes_dup_text (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    append_line (text, g_ptr_array_index (changes, i), changes->len == 1);
  return text->len > 0 ? g_string_free_and_steal (text) : (g_string_free (text, TRUE), NULL);
}
