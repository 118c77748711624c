/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/quality/crm-quality-duplicates-row.h"

#include "core/duplicates/crm-duplicate-search.h"

#include <glib/gi18n-lib.h>

struct _CrmQualityDuplicatesRow
{
  AdwActionRow parent_instance;

  GtkStack *places;
  GtkLabel *count;
  GtkWidget *find;
  GtkWidget *find_narrow;

  CrmStore *store; /* owned, of what is to be counted when it is in sight; NULL when that is done */
  /* owned, while it is counted */
  CrmDuplicateSearch *search;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmQualityDuplicatesRow, crm_quality_duplicates_row, ADW_TYPE_ACTION_ROW)

static void
stop (CrmQualityDuplicatesRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->search, crm_duplicate_search_unref);
}

static void
show_count (CrmQualityDuplicatesRow *self, const char *text)
{
  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->places, "count");
}

/* Weak: a row that goes ends the count. */
typedef struct
{
  GWeakRef row;
  GCancellable *cancellable;
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_weak_ref_clear (&count->row);
  g_object_unref (count->cancellable);
  g_free (count);
}

static DexFuture *
on_counted (DexFuture *future, gpointer data)
{
  Count *count = data;
  g_autoptr (CrmQualityDuplicatesRow) self = g_weak_ref_get (&count->row);
  gboolean counted = dex_future_get_value (future, NULL) != NULL;
  guint n;

  if (self == NULL || self->cancellable != count->cancellable)
    return NULL;
  n = __atomic_load_n (&self->search->n_found, __ATOMIC_RELAXED);
  stop (self);
  g_clear_object (&self->store);
  if (!counted)
    show_count (self, "–");
  else if (n == 0)
    show_count (self, _ ("None"));
  else
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%'u pair", "%'u pairs", n), n);

      show_count (self, text);
    }
  return NULL;
}

static void
start (CrmQualityDuplicatesRow *self)
{
  Count *count;

  stop (self);
  self->search = crm_duplicate_search_new ();
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->places, "counting");
  count = g_new0 (Count, 1);
  g_weak_ref_init (&count->row, self);
  count->cancellable = g_object_ref (self->cancellable);
  dex_future_disown (dex_future_finally (crm_duplicate_search_run (self->search, self->store, CRM_DUPLICATE_MIN_SCORE, 1, self->cancellable), on_counted, count, count_free));
}

void
crm_quality_duplicates_row_count (CrmQualityDuplicatesRow *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_QUALITY_DUPLICATES_ROW (self) && CRM_IS_STORE (store));

  g_set_object (&self->store, store);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
crm_quality_duplicates_row_map (GtkWidget *widget)
{
  CrmQualityDuplicatesRow *self = CRM_QUALITY_DUPLICATES_ROW (widget);

  GTK_WIDGET_CLASS (crm_quality_duplicates_row_parent_class)->map (widget);
  if (self->store != NULL)
    start (self);
}

/* Comparing all with all keeps the processor busy; nobody reads a count out of sight. */
static void
crm_quality_duplicates_row_unmap (GtkWidget *widget)
{
  stop (CRM_QUALITY_DUPLICATES_ROW (widget));
  GTK_WIDGET_CLASS (crm_quality_duplicates_row_parent_class)->unmap (widget);
}

static void
crm_quality_duplicates_row_dispose (GObject *object)
{
  CrmQualityDuplicatesRow *self = CRM_QUALITY_DUPLICATES_ROW (object);

  stop (self);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_QUALITY_DUPLICATES_ROW);

  G_OBJECT_CLASS (crm_quality_duplicates_row_parent_class)->dispose (object);
}

static void
crm_quality_duplicates_row_class_init (CrmQualityDuplicatesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_quality_duplicates_row_dispose;
  widget_class->map = crm_quality_duplicates_row_map;
  widget_class->unmap = crm_quality_duplicates_row_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/quality/crm-quality-duplicates-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQualityDuplicatesRow, places);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityDuplicatesRow, count);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityDuplicatesRow, find);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityDuplicatesRow, find_narrow);
}

static void
crm_quality_duplicates_row_init (CrmQualityDuplicatesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_quality_duplicates_row_new (void)
{
  return g_object_new (CRM_TYPE_QUALITY_DUPLICATES_ROW, NULL);
}

void
crm_quality_duplicates_row_set_narrow (CrmQualityDuplicatesRow *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_QUALITY_DUPLICATES_ROW (self));

  gtk_widget_set_visible (self->find, !narrow);
  gtk_widget_set_visible (self->find_narrow, narrow);
}
