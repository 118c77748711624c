/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves a view. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-view-dialog.h"

#include "app/reports/crm-latest-read.h"
#include "app/views/crm-view-group.h"
#include "app/views/crm-view-place.h"
#include "app/widgets/crm-dialog-saving.h"
#include "core/query/crm-filter-rows.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CrmViewDialog
{
  AdwDialog parent_instance;

  /* owned */
  CrmContext *context;
  const CrmViewPlace *place;
  CrmSavedView *view;
  GVariant *layout;
  GPtrArray *facets;
  CrmLatestRead *counting;
  char *locale;

  CrmViewGroup *group; /* borrowed, of the template */

  /* template */
  AdwEntryRow *name;
  AdwSwitchRow *pinned;
  AdwBin *conditions;
  GtkLabel *problem;
  GtkLabel *count;
  GtkWidget *save;
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmViewDialog, crm_view_dialog, ADW_TYPE_DIALOG)

/* ── how many ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmKind *kind;
  CrmFilter *filter;
  gsize n;
} Counting;

static CrmConditionTime
get_time (CrmViewDialog *self)
{
  return crm_view_reading_get_time (crm_context_get_views (self->context));
}

static gpointer
make_counting (gpointer owner)
{
  CrmViewDialog *self = CRM_VIEW_DIALOG (owner);
  g_autoptr (CrmCondition) condition = crm_view_group_dup_condition (self->group, NULL);
  CrmConditionTime time = get_time (self);
  Counting *counting = g_new0 (Counting, 1);

  counting->kind = self->place->kind;
  counting->filter = crm_view_conditions_to_filter (condition, counting->kind, self->facets, &time, NULL);
  return counting;
}

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_clear_pointer (&counting->filter, crm_filter_unref);
  g_free (counting);
}

static gboolean
count (CrmConnection *connection, gpointer data, GError **error)
{
  Counting *counting = data;
  g_autoptr (CrmRowSet) rows = counting->filter != NULL ? crm_filter_find_rows (counting->filter, counting->kind, connection, error) : NULL;

  if (rows != NULL)
    counting->n = crm_row_set_count (rows);
  return rows != NULL || counting->filter == NULL;
}

static void
take_count (gpointer owner, gpointer data)
{
  CrmViewDialog *self = CRM_VIEW_DIALOG (owner);
  const Counting *counting = data;
  g_autofree char *text = NULL;

  if (counting->filter != NULL)
    text = crm_view_place_format_count (self->place, (guint)counting->n);
  gtk_label_set_label (self->count, text != NULL ? text : "");
}

static void
fail_count (gpointer owner, const GError *error)
{
  gtk_label_set_label (CRM_VIEW_DIALOG (owner)->count, error->message);
}

static const CrmLatestReadSteps count_steps = { make_counting, count, take_count, fail_count, counting_free };

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static char *
dup_name (CrmViewDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
on_changed (CrmViewDialog *self)
{
  g_autofree char *name = dup_name (self);
  gboolean complete = FALSE;

  if (self->group != NULL)
    crm_condition_free (crm_view_group_dup_condition (self->group, &complete));
  gtk_widget_set_sensitive (self->save, *name != '\0' && complete);
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, NULL);
}

static void
on_conditions_changed (CrmViewDialog *self)
{
  on_changed (self);
  crm_latest_read_ask (self->counting, crm_context_get_store (self->context));
}

static void
tell_problem (AdwDialog *dialog, const char *problem)
{
  crm_dialog_tell_problem (dialog, CRM_VIEW_DIALOG (dialog)->problem, problem);
}

static gboolean
is_taken (CrmViewDialog *self, const char *name)
{
  GPtrArray *views = crm_view_reading_get_views (crm_context_get_views (self->context));
  const CrmSavedView *there = views != NULL ? crm_saved_views_find (views, name) : NULL;

  return there != NULL && (self->view == NULL || !crm_id_equal (&there->id, &self->view->id));
}

static void
on_save (CrmViewDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autoptr (CrmCondition) condition = crm_view_group_dup_condition (self->group, NULL);
  g_autoptr (CrmEdit) edit = NULL;
  CrmId id;

  if (is_taken (self, name))
    {
      g_autofree char *problem = g_strdup_printf (_ ("There is a view called “%s” already. Give this one another name."), name);

      tell_problem (ADW_DIALOG (self), problem);
      return;
    }
  edit = crm_saved_view_new_edit (self->view != NULL ? &self->view->id : NULL, name, self->place->kind, condition, self->layout, adw_switch_row_get_active (self->pinned), &id);
  crm_dialog_saving_create (ADW_DIALOG (self), crm_context_get_store (self->context), edit, &id, self->save, tell_problem);
}

static void
on_cancel (CrmViewDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the dialog ───────────────────────────────────────────────────────────────────────────── */

static void
crm_view_dialog_dispose (GObject *object)
{
  CrmViewDialog *self = CRM_VIEW_DIALOG (object);

  g_clear_pointer (&self->counting, crm_latest_read_free);
  self->group = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_VIEW_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->view, crm_saved_view_unref);
  g_clear_pointer (&self->layout, g_variant_unref);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_pointer (&self->locale, g_free);

  G_OBJECT_CLASS (crm_view_dialog_parent_class)->dispose (object);
}

static void
crm_view_dialog_class_init (CrmViewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_view_dialog_dispose;

  signals[CREATED] = g_signal_new ("created", CRM_TYPE_VIEW_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/views/crm-view-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, pinned);
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, conditions);
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, count);
  gtk_widget_class_bind_template_child (widget_class, CrmViewDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_view_dialog_init (CrmViewDialog *self)
{
  self->counting = crm_latest_read_new (G_OBJECT (self), &count_steps);
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_view_dialog_new (CrmContext *context, const CrmKind *kind, CrmSavedView *view, const CrmCondition *conditions, GVariant *layout)
{
  CrmViewDialog *self;
  CrmValueStyle style;
  CrmConditionTime time;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && conditions != NULL && crm_view_reading_get_facets (crm_context_get_views (context), kind) != NULL, NULL);

  self = g_object_new (CRM_TYPE_VIEW_DIALOG, "title", view != NULL ? _ ("Edit View") : _ ("New View"), NULL);
  self->context = g_object_ref (context);
  self->place = crm_view_place_find (kind);
  self->view = view != NULL ? crm_saved_view_ref (view) : NULL;
  self->layout = layout != NULL ? g_variant_ref_sink (layout) : NULL;
  self->facets = g_ptr_array_ref (crm_view_reading_get_facets (crm_context_get_views (context), kind));
  time = get_time (self);
  style = (CrmValueStyle){ self->locale, crm_workspace_get_currency (crm_context_get_workspace (context)), time.zone };
  self->group = CRM_VIEW_GROUP (crm_view_group_new (self->facets, crm_condition_is_empty (conditions) ? NULL : conditions, &style, time.now, 0));
  g_signal_connect_object (self->group, "changed", G_CALLBACK (on_conditions_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->conditions, GTK_WIDGET (self->group));
  gtk_editable_set_text (GTK_EDITABLE (self->name), view != NULL ? view->name : "");
  adw_switch_row_set_active (self->pinned, view == NULL || view->pinned);
  on_conditions_changed (self);
  return ADW_DIALOG (self);
}
