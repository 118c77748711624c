/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales side of the preferences. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-pipelines-page.h"

#include "app/settings/crm-destination-dialog.h"
#include "app/settings/crm-order-list.h"
#include "app/settings/crm-rates-page.h"
#include "app/settings/crm-score-rules-page.h"
#include "app/settings/crm-settings-apply.h"
#include "app/settings/crm-stages-page.h"
#include "app/settings/crm-targets-page.h"
#include "core/sales/crm-pipeline-deals.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmPipelinesPage
{
  AdwPreferencesPage parent_instance;

  /* template */
  CrmOrderList *list;

  /* owned */
  CrmContext *context;
  CrmPipelineDeals *found; /* NULL until read */

  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmPipelinesPage, crm_pipelines_page, ADW_TYPE_PREFERENCES_PAGE)

static CrmStore *
get_store (CrmPipelinesPage *self)
{
  return crm_context_get_store (self->context);
}

static void
push (CrmPipelinesPage *self, AdwNavigationPage *page)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog), page);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static char *
describe (const CrmPipeline *pipeline, guint n_deals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pipeline->stages->len; i++)
    g_string_append_printf (text, i > 0 ? " → %s" : "%s", crm_record_get_title (pipeline->stages->pdata[i]));
  if (n_deals > 0)
    {
      g_autofree char *deals = g_strdup_printf (ngettext ("%'u deal", "%'u deals", n_deals), n_deals);

      g_string_append_printf (text, " · %s", deals);
    }
  return g_string_free_and_steal (text);
}

static void
show (CrmPipelinesPage *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));

  for (guint i = 0; i < self->found->pipelines->len; i++)
    {
      const CrmPipeline *pipeline = self->found->pipelines->pdata[i];
      const char *position = crm_record_get_text (pipeline->record, CRM_PIPELINE_POSITION);
      CrmOrderItem item = { pipeline->record->id, crm_record_get_title (pipeline->record), describe (pipeline, crm_pipeline_deals_count (self->found, &pipeline->record->id)), position != NULL ? position : "", 0 };

      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_order_list_set_items (self->list, (const CrmOrderItem *)(gpointer)items->data, items->len);
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
}

static void reload (CrmPipelinesPage *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmPipelinesPage *self = CRM_PIPELINES_PAGE (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->reading = FALSE;
  if (self->list == NULL)
    return NULL;
  if (value != NULL)
    {
      g_clear_pointer (&self->found, crm_pipeline_deals_unref);
      self->found = g_value_dup_boxed (value);
      show (self);
    }
  else
    crm_settings_say (GTK_WIDGET (self), error->message);
  if (self->stale)
    reload (self);
  return NULL;
}

static void
reload (CrmPipelinesPage *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (get_store (self), NULL, crm_pipeline_deals_read_into, NULL, NULL), on_read, g_object_ref (self), g_object_unref));
}

static void
on_store_changed (CrmPipelinesPage *self, const CrmChangeSet *changes)
{
  if (self->context != NULL && (changes->kinds & (1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_DEAL)) != 0)
    reload (self);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static void
on_add (CrmPipelinesPage *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New pipeline"), CRM_EDIT_ORIGIN_PERSON);
  const CrmPipeline *last = self->found != NULL && self->found->pipelines->len > 0 ? self->found->pipelines->pdata[self->found->pipelines->len - 1] : NULL;

  g_assert (CRM_IS_PIPELINES_PAGE (self));

  crm_pipeline_create_usual (edit, last != NULL ? crm_record_get_text (last->record, CRM_PIPELINE_POSITION) : NULL);
  crm_settings_apply (GTK_WIDGET (self), get_store (self), edit, _ ("Pipeline with the usual stages added"));
}

static void
on_edit (CrmPipelinesPage *self, const CrmId *id)
{
  const CrmPipeline *pipeline = crm_pipelines_find (self->found->pipelines, id);

  if (pipeline != NULL)
    push (self, ADW_NAVIGATION_PAGE (crm_stages_page_new (self->context, pipeline->record)));
}

static void
remove_pipeline (CrmPipelinesPage *self, const CrmPipeline *pipeline, const CrmRecord *destination)
{
  g_autoptr (CrmEdit) edit = crm_pipeline_new_removal (pipeline, destination);
  g_autofree char *toast = g_strdup_printf (_ ("“%s” removed"), crm_record_get_title (pipeline->record));

  crm_settings_apply (GTK_WIDGET (self), get_store (self), edit, toast);
}

static void
on_destination (GtkWidget *widget, CrmRecord *destination, gpointer pipeline)
{
  remove_pipeline (CRM_PIPELINES_PAGE (widget), pipeline, destination);
}

static void
on_remove (CrmPipelinesPage *self, const CrmId *id)
{
  CrmPipeline *pipeline = crm_pipelines_find (self->found->pipelines, id);
  guint n_deals = crm_pipeline_deals_count (self->found, id);
  g_autofree char *heading = NULL;

  if (pipeline == NULL)
    return;
  if (n_deals == 0)
    {
      remove_pipeline (self, pipeline, NULL);
      return;
    }
  if (self->found->pipelines->len == 1)
    {
      crm_settings_say (GTK_WIDGET (self), _ ("This is the only pipeline, and there are deals in it. Add another before."));
      return;
    }
  heading = g_strdup_printf (_ ("Remove “%s”?"), crm_record_get_title (pipeline->record));
  crm_destination_dialog_present (GTK_WIDGET (self), heading, n_deals, self->found->pipelines, NULL, id, on_destination, crm_pipeline_ref (pipeline), (GDestroyNotify)crm_pipeline_unref);
}

static void
on_moved (CrmPipelinesPage *self, const CrmId *id, const char *position)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Move Pipeline"), CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_pipeline, id), CRM_PIPELINE_POSITION, position);
  crm_settings_apply (GTK_WIDGET (self), get_store (self), edit, NULL);
}

static void
on_targets (CrmPipelinesPage *self)
{
  crm_pipelines_page_open (self, "targets");
}

static void
on_rates (CrmPipelinesPage *self)
{
  crm_pipelines_page_open (self, "rates");
}

static void
on_score_rules (CrmPipelinesPage *self)
{
  crm_pipelines_page_open (self, "score-rules");
}

static void
crm_pipelines_page_dispose (GObject *object)
{
  CrmPipelinesPage *self = CRM_PIPELINES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PIPELINES_PAGE);
  g_clear_object (&self->context);
  g_clear_pointer (&self->found, crm_pipeline_deals_unref);

  G_OBJECT_CLASS (crm_pipelines_page_parent_class)->dispose (object);
}

static void
crm_pipelines_page_class_init (CrmPipelinesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_pipelines_page_dispose;

  g_type_ensure (CRM_TYPE_ORDER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-pipelines-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPipelinesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_targets);
  gtk_widget_class_bind_template_callback (widget_class, on_rates);
  gtk_widget_class_bind_template_callback (widget_class, on_score_rules);
}

static void
crm_pipelines_page_init (CrmPipelinesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_order_list_set_name (self->list, _ ("Pipelines"));
}

void
crm_pipelines_page_set_context (CrmPipelinesPage *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_PIPELINES_PAGE (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  reload (self);
}

void
crm_pipelines_page_open (CrmPipelinesPage *self, const char *name)
{
  CrmSettingsPage *page;
  GType type;

  g_return_if_fail (CRM_IS_PIPELINES_PAGE (self) && self->context != NULL && name != NULL);

  type = g_str_equal (name, "targets") ? CRM_TYPE_TARGETS_PAGE : g_str_equal (name, "rates") ? CRM_TYPE_RATES_PAGE
                                                                                             : CRM_TYPE_SCORE_RULES_PAGE;
  page = g_object_new (type, NULL);
  crm_settings_page_set_context (page, self->context);
  push (self, ADW_NAVIGATION_PAGE (page));
}
