/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views saved under a name, as records of the file. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-saved-view.h"

#include "core/base/crm-error.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (CrmSavedView, crm_saved_view, crm_saved_view_ref, crm_saved_view_unref)

CrmSavedView *
crm_saved_view_ref (CrmSavedView *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
view_clear (gpointer data)
{
  CrmSavedView *self = data;

  g_free (self->name);
  g_clear_pointer (&self->conditions, crm_condition_free);
  g_clear_pointer (&self->layout, g_variant_unref);
  g_free (self->position);
}

void
crm_saved_view_unref (CrmSavedView *self)
{
  g_atomic_rc_box_release_full (self, view_clear);
}

/* One without groups is kept as versions that know of none wrote it. */
#define UNGROUPED_TYPE "(a(sib)(sb))"

static GVariant *
parse_layout (const char *text)
{
  GVariant *layout = g_variant_parse (G_VARIANT_TYPE (CRM_SAVED_VIEW_LAYOUT_TYPE), text, NULL, NULL, NULL);
  g_autoptr (GVariant) ungrouped = layout == NULL ? g_variant_parse (G_VARIANT_TYPE (UNGROUPED_TYPE), text, NULL, NULL, NULL) : NULL;
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) sort = NULL;

  if (ungrouped == NULL)
    return layout;
  g_variant_get (ungrouped, "(@a(sib)@(sb))", &columns, &sort);
  return g_variant_ref_sink (g_variant_new ("(@a(sib)@(sb)s)", columns, sort, ""));
}

static char *
print_layout (GVariant *layout)
{
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) sort = NULL;
  g_autoptr (GVariant) ungrouped = NULL;
  const char *group;

  g_variant_get (layout, "(@a(sib)@(sb)&s)", &columns, &sort, &group);
  if (*group != '\0')
    return g_variant_print (layout, FALSE);
  ungrouped = g_variant_ref_sink (g_variant_new ("(@a(sib)@(sb))", columns, sort));
  return g_variant_print (ungrouped, FALSE);
}

/* NULL for a kind that only a newer version knows. What cannot be read of the rest is left out, and said when it is used. */
static CrmSavedView *
make_view (const CrmRecord *record)
{
  const char *kind_name = crm_record_get_text (record, CRM_SAVED_VIEW_KIND), *name = crm_record_get_text (record, CRM_SAVED_VIEW_NAME);
  const char *conditions = crm_record_get_text (record, CRM_SAVED_VIEW_CONDITIONS), *layout = crm_record_get_text (record, CRM_SAVED_VIEW_LAYOUT);
  const CrmKind *kind = kind_name != NULL ? crm_kind_find (kind_name) : NULL;
  CrmSavedView *self;

  if (kind == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CrmSavedView);
  self->id = record->id;
  self->name = g_strdup (name != NULL ? name : "");
  self->kind = kind;
  self->conditions = conditions != NULL ? crm_condition_from_json (conditions, NULL) : NULL;
  self->layout = layout != NULL ? parse_layout (layout) : NULL;
  self->pinned = crm_record_get_integer (record, CRM_SAVED_VIEW_PINNED, 0) != 0;
  self->position = g_strdup (crm_record_get_text (record, CRM_SAVED_VIEW_POSITION));
  return self;
}

/* Ids begin with the time they were made at. */
static int
compare_views (gconstpointer a, gconstpointer b)
{
  const CrmSavedView *x = *(CrmSavedView *const *)a, *y = *(CrmSavedView *const *)b;
  int order = 0;

  if ((x->position == NULL) != (y->position == NULL))
    return x->position == NULL ? 1 : -1;
  if (x->position != NULL)
    order = strcmp (x->position, y->position);
  return order != 0 ? order : crm_id_compare (&x->id, &y->id);
}

GPtrArray *
crm_saved_views_read (CrmConnection *connection, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM saved_view WHERE deleted = 0", crm_kind_get_columns (&crm_kind_saved_view));
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_saved_view_unref);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_saved_view);
      CrmSavedView *view = make_view (record);

      if (view != NULL)
        g_ptr_array_add (views, view);
    }
  if (step < 0)
    return NULL;
  g_ptr_array_sort (views, compare_views);
  return g_steal_pointer (&views);
}

CrmSavedView *
crm_saved_views_lookup (GPtrArray *views, const CrmId *id)
{
  g_return_val_if_fail (views != NULL && id != NULL, NULL);

  for (guint i = 0; i < views->len; i++)
    if (crm_id_equal (&((CrmSavedView *)views->pdata[i])->id, id))
      return views->pdata[i];
  return NULL;
}

CrmSavedView *
crm_saved_views_find (GPtrArray *views, const char *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (views != NULL && name != NULL, NULL);

  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; i < views->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (((CrmSavedView *)views->pdata[i])->name, -1);

      if (g_str_equal (folded, wanted))
        return views->pdata[i];
    }
  return NULL;
}

CrmFilter *
crm_view_conditions_to_filter (const CrmCondition *conditions, const CrmKind *kind, GPtrArray *facets, const CrmConditionTime *time, GError **error)
{
  CrmFilter *filter, *shown;

  g_return_val_if_fail (conditions != NULL && kind != NULL, NULL);

  filter = crm_condition_to_filter (conditions, facets, time, error);
  if (filter == NULL || kind != &crm_kind_deal)
    return filter;
  shown = crm_filter_new_and ();
  crm_filter_add (shown, crm_filter_new (CRM_DEAL_CUSTOMER_DELETED, CRM_OPERATOR_EMPTY, NULL));
  crm_filter_add (shown, filter);
  return shown;
}

CrmFilter *
crm_saved_view_to_filter (const CrmSavedView *self, GPtrArray *facets, const CrmConditionTime *time, GError **error)
{
  g_return_val_if_fail (self != NULL && facets != NULL && time != NULL, NULL);

  if (self->conditions != NULL)
    return crm_view_conditions_to_filter (self->conditions, self->kind, facets, time, error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The conditions of this view cannot be read. A newer version of Clientele may have saved them."));
  return NULL;
}

/* ── edits ────────────────────────────────────────────────────────────────────────────────── */

static CrmEdit *
new_edit (const char *format, const char *name)
{
  g_autofree char *title = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (format, name);
#pragma GCC diagnostic pop
  return crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
}

CrmEdit *
crm_saved_view_new_edit (const CrmId *id, const char *name, const CrmKind *kind, const CrmCondition *conditions, GVariant *layout, gboolean pinned, CrmId *made)
{
  g_autofree char *json = NULL;
  g_autofree char *layout_text = layout != NULL ? print_layout (layout) : NULL;
  CrmChange *change;
  CrmEdit *edit;

  g_return_val_if_fail (name != NULL && *name != '\0' && kind != NULL && conditions != NULL, NULL);

  json = crm_condition_to_json (conditions);
  /* Translators of the titles here: what Undo would take back; %s is a view's name. */
  edit = new_edit (_ ("Save the view “%s”"), name);
  change = id != NULL ? crm_edit_update (edit, &crm_kind_saved_view, id) : crm_edit_create (edit, &crm_kind_saved_view, NULL);
  crm_change_set_text (change, CRM_SAVED_VIEW_NAME, name);
  crm_change_set_text (change, CRM_SAVED_VIEW_KIND, kind->name);
  crm_change_set_text (change, CRM_SAVED_VIEW_CONDITIONS, json);
  crm_change_set_text (change, CRM_SAVED_VIEW_LAYOUT, layout_text);
  crm_change_set_integer (change, CRM_SAVED_VIEW_PINNED, pinned);
  if (made != NULL)
    *made = change->id;
  return edit;
}

CrmEdit *
crm_saved_view_new_rename (const CrmSavedView *self, const char *name)
{
  CrmEdit *edit;

  g_return_val_if_fail (self != NULL && name != NULL && *name != '\0', NULL);

  edit = new_edit (_ ("Rename a view to “%s”"), name);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_saved_view, &self->id), CRM_SAVED_VIEW_NAME, name);
  return edit;
}

CrmEdit *
crm_saved_view_new_pin (const CrmSavedView *self, gboolean pinned)
{
  CrmEdit *edit;

  g_return_val_if_fail (self != NULL, NULL);

  edit = new_edit (pinned ? _ ("Put “%s” in the sidebar") : _ ("Take “%s” out of the sidebar"), self->name);
  crm_change_set_integer (crm_edit_update (edit, &crm_kind_saved_view, &self->id), CRM_SAVED_VIEW_PINNED, pinned);
  return edit;
}

CrmEdit *
crm_saved_view_new_deletion (const CrmSavedView *self)
{
  CrmEdit *edit;

  g_return_val_if_fail (self != NULL, NULL);

  edit = new_edit (_ ("Delete the view “%s”"), self->name);
  crm_edit_delete (edit, &crm_kind_saved_view, &self->id);
  return edit;
}

static void
set_position (CrmEdit *edit, const CrmSavedView *view, const char *position)
{
  crm_change_set_text (crm_edit_update (edit, &crm_kind_saved_view, &view->id), CRM_SAVED_VIEW_POSITION, position);
}

/* Where nobody had moved any, all get a place first. */
CrmEdit *
crm_saved_views_new_move (GPtrArray *views, const CrmId *id, const CrmId *target)
{
  g_autoptr (GPtrArray) positions = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *position = NULL;
  const CrmSavedView *moved = NULL;
  guint from = 0, to = 0;
  CrmEdit *edit;

  g_return_val_if_fail (views != NULL && id != NULL && target != NULL, NULL);

  moved = crm_saved_views_lookup (views, id);
  g_return_val_if_fail (moved != NULL && crm_saved_views_lookup (views, target) != NULL, NULL);

  edit = new_edit (_ ("Move the view “%s”"), moved->name);
  for (guint i = 0; i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];

      if (view == moved)
        from = i;
      if (crm_id_equal (&view->id, target))
        to = i;
      if (view->position != NULL)
        g_ptr_array_add (positions, g_strdup (view->position));
      else
        {
          g_ptr_array_add (positions, crm_position_between (i > 0 ? positions->pdata[i - 1] : NULL, NULL));
          if (view != moved)
            set_position (edit, view, positions->pdata[i]);
        }
    }
  position = to > from ? crm_position_between (positions->pdata[to], to + 1 < positions->len ? positions->pdata[to + 1] : NULL)
                       : crm_position_between (to > 0 ? positions->pdata[to - 1] : NULL, positions->pdata[to]);
  set_position (edit, moved, position);
  return edit;
}
