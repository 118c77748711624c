/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of changes to any number of records. */

#define G_LOG_DOMAIN "crm-edit"

#include "core/record/crm-edit.h"

struct _CrmEdit
{
  char *title;
  CrmEditOrigin origin;
  GPtrArray *changes; /* of CrmChange */
  CrmEditPull pull;
  gpointer pull_data;
  GDestroyNotify pull_destroy;
  guint n_skipped;
  gboolean discreet;
  gboolean divisible;
};

G_DEFINE_BOXED_TYPE (CrmEdit, crm_edit, crm_edit_ref, crm_edit_unref)

static void
clear_assignment (gpointer data)
{
  crm_value_clear (&((CrmAssignment *)data)->value);
}

static void
stamp_free (CrmChangeStamp *stamp, const CrmKind *kind)
{
  g_clear_pointer (&stamp->clocks, g_bytes_unref);
  g_free (stamp->unknown);
  g_free (stamp->scope);
  g_clear_pointer (&stamp->overtaken, g_array_unref);
  for (guint i = 0; i < kind->n_fields; i++)
    crm_value_clear (&stamp->values[i]);
  g_free (stamp->values);
  if (stamp->document != NULL)
    g_string_free (stamp->document, TRUE);
  g_free (stamp);
}

static void
change_clear (gpointer data)
{
  CrmChange *change = data;

  if (change->stamp != NULL)
    stamp_free (change->stamp, change->kind);
  g_clear_pointer (&change->assignments, g_array_unref);
  g_clear_pointer (&change->seen, crm_record_unref);
}

static CrmChange *
change_new (CrmChangeType type, const CrmKind *kind, const CrmId *id)
{
  CrmChange *change = g_atomic_rc_box_new0 (CrmChange);

  change->type = type;
  change->kind = kind;
  change->id = *id;
  return change;
}

CrmChange *
crm_change_new_stamped (const CrmKind *kind, const CrmId *id)
{
  CrmChange *change;

  g_return_val_if_fail (kind != NULL && id != NULL, NULL);

  change = change_new (CRM_CHANGE_CREATE, kind, id);
  change->stamp = g_new0 (CrmChangeStamp, 1);
  change->stamp->values = g_new0 (CrmValue, kind->n_fields);
  return change;
}

CrmChange *
crm_change_ref (CrmChange *change)
{
  return g_atomic_rc_box_acquire (change);
}

void
crm_change_unref (CrmChange *change)
{
  g_atomic_rc_box_release_full (change, change_clear);
}

CrmEdit *
crm_edit_new (const char *title, CrmEditOrigin origin)
{
  CrmEdit *edit = g_atomic_rc_box_new0 (CrmEdit);

  edit->title = g_strdup (title);
  edit->origin = origin;
  edit->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_change_unref);
  return edit;
}

CrmEdit *
crm_edit_new_stream (const char *title, CrmEditOrigin origin, CrmEditPull pull, gpointer data, GDestroyNotify destroy)
{
  CrmEdit *edit = crm_edit_new (title, origin);

  edit->pull = pull;
  edit->pull_data = data;
  edit->pull_destroy = destroy;
  return edit;
}

CrmEdit *
crm_edit_ref (CrmEdit *edit)
{
  return g_atomic_rc_box_acquire (edit);
}

static void
edit_clear (gpointer data)
{
  CrmEdit *edit = data;

  if (edit->pull_destroy != NULL)
    edit->pull_destroy (edit->pull_data);
  g_ptr_array_unref (edit->changes);
  g_free (edit->title);
}

void
crm_edit_unref (CrmEdit *edit)
{
  g_atomic_rc_box_release_full (edit, edit_clear);
}

CrmChange *
crm_edit_add (CrmEdit *edit, CrmChange *change)
{
  g_return_val_if_fail (edit != NULL && change != NULL, NULL);

  g_ptr_array_add (edit->changes, change);
  return change;
}

static CrmChange *
add_change (CrmEdit *edit, CrmChangeType type, const CrmKind *kind, const CrmId *id)
{
  return crm_edit_add (edit, change_new (type, kind, id));
}

CrmChange *
crm_edit_create (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  CrmId own;

  g_return_val_if_fail (edit != NULL && kind != NULL, NULL);

  if (id == NULL)
    own = crm_id_new (g_get_real_time ());
  return add_change (edit, CRM_CHANGE_CREATE, kind, id != NULL ? id : &own);
}

CrmChange *
crm_edit_update (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  g_return_val_if_fail (edit != NULL && kind != NULL && id != NULL, NULL);

  return add_change (edit, CRM_CHANGE_UPDATE, kind, id);
}

CrmChange *
crm_edit_update_record (CrmEdit *edit, const CrmRecord *record)
{
  CrmChange *change;

  g_return_val_if_fail (edit != NULL && record != NULL, NULL);

  change = add_change (edit, CRM_CHANGE_UPDATE, record->kind, &record->id);
  change->seen = crm_record_ref ((CrmRecord *)record);
  return change;
}

void
crm_edit_delete (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  g_return_if_fail (edit != NULL && kind != NULL && id != NULL);

  add_change (edit, CRM_CHANGE_DELETE, kind, id);
}

void
crm_edit_restore (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  g_return_if_fail (edit != NULL && kind != NULL && id != NULL);

  add_change (edit, CRM_CHANGE_RESTORE, kind, id);
}

CrmChange *
crm_edit_erase (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  g_return_val_if_fail (edit != NULL && kind != NULL && id != NULL, NULL);

  return add_change (edit, CRM_CHANGE_ERASE, kind, id);
}

void
crm_edit_purge (CrmEdit *edit, const CrmKind *kind, const CrmId *id)
{
  g_return_if_fail (edit != NULL && kind != NULL && id != NULL);

  add_change (edit, CRM_CHANGE_PURGE, kind, id);
}

GArray *
crm_assignments_new (void)
{
  GArray *assignments = g_array_sized_new (FALSE, FALSE, sizeof (CrmAssignment), 8);

  g_array_set_clear_func (assignments, clear_assignment);
  return assignments;
}

void
crm_assignments_add (GArray *assignments, guint field, CrmValue value)
{
  CrmAssignment assignment = { field, value };

  g_array_append_val (assignments, assignment);
}

void
crm_change_set (CrmChange *change, guint field, CrmValue value)
{
  CrmAssignment assignment = { field, value };

  g_return_if_fail (change != NULL && field < change->kind->n_fields);

  if (change->assignments == NULL)
    {
      change->assignments = crm_assignments_new ();
    }
  for (guint i = 0; i < change->assignments->len; i++)
    {
      CrmAssignment *before = &g_array_index (change->assignments, CrmAssignment, i);

      if (before->field == field)
        {
          crm_value_clear (&before->value);
          before->value = value;
          return;
        }
    }
  g_array_append_val (change->assignments, assignment);
}

void
crm_change_set_text (CrmChange *change, guint field, const char *text)
{
  crm_change_set (change, field, crm_value_text (text));
}

void
crm_change_set_integer (CrmChange *change, guint field, gint64 integer)
{
  crm_change_set (change, field, crm_value_integer (integer));
}

void
crm_change_set_id (CrmChange *change, guint field, const CrmId *id)
{
  crm_change_set (change, field, crm_value_id (id));
}

void
crm_change_set_money (CrmChange *change, guint field, CrmMoney money)
{
  crm_change_set (change, field, crm_value_money (money));
}

const CrmValue *
crm_change_get (const CrmChange *change, guint field)
{
  g_return_val_if_fail (change != NULL, NULL);

  for (guint i = 0; change->assignments != NULL && i < change->assignments->len; i++)
    if (g_array_index (change->assignments, CrmAssignment, i).field == field)
      return &g_array_index (change->assignments, CrmAssignment, i).value;
  return NULL;
}

void
crm_edit_set_discreet (CrmEdit *edit, gboolean discreet)
{
  edit->discreet = discreet;
}

gboolean
crm_edit_is_discreet (CrmEdit *edit)
{
  return edit->discreet;
}

void
crm_edit_set_divisible (CrmEdit *edit, gboolean divisible)
{
  edit->divisible = divisible;
}

gboolean
crm_edit_is_divisible (CrmEdit *edit)
{
  return edit->divisible;
}

const char *
crm_edit_get_title (CrmEdit *edit)
{
  return edit->title;
}

CrmEditOrigin
crm_edit_get_origin (CrmEdit *edit)
{
  return edit->origin;
}

guint
crm_edit_get_n_changes (CrmEdit *edit)
{
  return edit->changes->len;
}

const CrmChange *
crm_edit_get_change (CrmEdit *edit, guint position)
{
  return g_ptr_array_index (edit->changes, position);
}

gboolean
crm_edit_is_stream (CrmEdit *edit)
{
  return edit->pull != NULL;
}

void
crm_edit_add_skipped (CrmEdit *edit, guint n)
{
  edit->n_skipped += n;
}

guint
crm_edit_get_n_skipped (CrmEdit *edit)
{
  return edit->n_skipped;
}

void
crm_edit_clear_changes (CrmEdit *edit)
{
  g_ptr_array_set_size (edit->changes, 0);
}

int
crm_edit_pull (CrmEdit *edit, CrmConnection *connection, GError **error)
{
  g_return_val_if_fail (edit->pull != NULL, -1);

  return edit->pull (connection, edit, edit->pull_data, error);
}
