/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of one pipeline, and its name. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-stages-page.h"

#include "app/settings/crm-destination-dialog.h"
#include "app/settings/crm-record-dialog.h"
#include "app/settings/crm-settings-apply.h"
#include "app/settings/crm-stage-dialog.h"
#include "core/sales/crm-pipeline-deals.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmStagesPage
{
  CrmSettingsPage parent_instance;

  /* owned */
  CrmPipelineDeals *found; /* NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmStagesPage, crm_stages_page, CRM_TYPE_SETTINGS_PAGE)

static gboolean
read_stages (CrmConnection *connection, gpointer subject, GValue *result, GError **error)
{
  return crm_pipeline_deals_read_into (connection, NULL, result, error);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static CrmPipeline *
get_pipeline (CrmStagesPage *self)
{
  return self->found != NULL ? crm_pipelines_find (self->found->pipelines, crm_settings_page_get_subject (CRM_SETTINGS_PAGE (self))) : NULL;
}

static void
append (GString *text, char *part)
{
  g_autofree char *taken = part;

  if (taken != NULL)
    g_string_append_printf (text, text->len > 0 ? " · %s" : "%s", taken);
}

/* "50% · limit 21 days · asks for 2 fields · 14 deals" */
static char *
describe (const CrmRecord *stage, guint n_deals)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) required = crm_deal_find_missing (NULL, stage);
  int limit = (int)crm_record_get_integer (stage, CRM_STAGE_DAY_LIMIT, 0);

  if (crm_stage_is_open (stage))
    append (text, g_strdup_printf (_ ("%d%%"), (int)crm_record_get_integer (stage, CRM_STAGE_PROBABILITY, 0)));
  else
    append (text, g_strdup (crm_field_get_choice_label (&crm_kind_stage.fields[CRM_STAGE_OUTCOME], crm_stage_get_outcome (stage))));
  if (limit > 0)
    append (text, g_strdup_printf (ngettext ("limit %d day", "limit %d days", (gulong)limit), limit));
  if (required->len > 0)
    append (text, g_strdup_printf (ngettext ("asks for %u field", "asks for %u fields", required->len), required->len));
  if (n_deals > 0)
    append (text, g_strdup_printf (ngettext ("%'u deal", "%'u deals", n_deals), n_deals));
  return g_string_free_and_steal (text);
}

static int
get_group (const CrmRecord *stage)
{
  const char *outcome = crm_stage_get_outcome (stage);

  return g_str_equal (outcome, "won") ? 1 : g_str_equal (outcome, "lost") ? 2
                                                                          : 0;
}

static void
crm_stages_page_show (CrmSettingsPage *page, const GValue *value)
{
  CrmStagesPage *self = CRM_STAGES_PAGE (page);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));
  CrmPipeline *pipeline;

  g_clear_pointer (&self->found, crm_pipeline_deals_unref);
  self->found = g_value_dup_boxed (value);
  pipeline = get_pipeline (self);
  if (pipeline == NULL)
    {
      /* Removed, here or elsewhere: there is nothing left to show. */
      gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
      return;
    }
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), crm_record_get_title (pipeline->record));
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const CrmRecord *stage = pipeline->stages->pdata[i];
      const char *position = crm_record_get_text (stage, CRM_STAGE_POSITION);
      CrmOrderItem item = { stage->id, crm_record_get_title (stage), describe (stage, crm_pipeline_deals_count (self->found, &stage->id)), position != NULL ? position : "", get_group (stage) };

      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_settings_page_set_items (page, (const CrmOrderItem *)(gpointer)items->data, items->len);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static CrmRecord *
find_stage (CrmStagesPage *self, const CrmId *id, guint *n_deals)
{
  CrmPipeline *pipeline = get_pipeline (self);

  for (guint i = 0; pipeline != NULL && i < pipeline->stages->len; i++)
    if (crm_id_equal (&((CrmRecord *)pipeline->stages->pdata[i])->id, id))
      {
        *n_deals = crm_pipeline_deals_count (self->found, id);
        return pipeline->stages->pdata[i];
      }
  return NULL;
}

static void
crm_stages_page_add (CrmSettingsPage *page)
{
  CrmPipeline *pipeline = get_pipeline (CRM_STAGES_PAGE (page));

  if (pipeline != NULL)
    adw_dialog_present (ADW_DIALOG (crm_stage_dialog_new (crm_settings_page_get_context (page), pipeline, NULL)), GTK_WIDGET (page));
}

static void
crm_stages_page_edit (CrmSettingsPage *page, const CrmId *id)
{
  guint n_deals;
  CrmRecord *stage = find_stage (CRM_STAGES_PAGE (page), id, &n_deals);

  if (stage != NULL)
    adw_dialog_present (ADW_DIALOG (crm_stage_dialog_new (crm_settings_page_get_context (page), get_pipeline (CRM_STAGES_PAGE (page)), stage)), GTK_WIDGET (page));
}

static void
remove_stage (CrmStagesPage *self, CrmRecord *stage, CrmRecord *destination)
{
  g_autoptr (CrmEdit) edit = crm_stage_new_removal (stage, destination);
  g_autofree char *toast = g_strdup_printf (_ ("“%s” removed"), crm_record_get_title (stage));

  crm_settings_apply (GTK_WIDGET (self), crm_settings_page_get_store (CRM_SETTINGS_PAGE (self)), edit, toast);
}

static void
on_destination (GtkWidget *widget, CrmRecord *destination, gpointer stage)
{
  remove_stage (CRM_STAGES_PAGE (widget), stage, destination);
}

static void
crm_stages_page_remove (CrmSettingsPage *page, const CrmId *id)
{
  CrmStagesPage *self = CRM_STAGES_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = NULL;
  guint n_deals = 0;
  CrmRecord *stage = find_stage (self, id, &n_deals);

  if (stage == NULL)
    return;
  if (!crm_pipeline_can_lose (get_pipeline (self), stage, &error))
    {
      crm_settings_say (GTK_WIDGET (self), error->message);
      return;
    }
  if (n_deals == 0)
    {
      remove_stage (self, stage, NULL);
      return;
    }
  heading = g_strdup_printf (_ ("Remove “%s”?"), crm_record_get_title (stage));
  crm_destination_dialog_present (GTK_WIDGET (self), heading, n_deals, self->found->pipelines, id, NULL, on_destination, crm_record_ref (stage), (GDestroyNotify)crm_record_unref);
}

static void
crm_stages_page_moved (CrmSettingsPage *page, const CrmId *id, const char *position)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Move Stage"), CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_stage, id), CRM_STAGE_POSITION, position);
  crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, NULL);
}

static void
on_rename (CrmStagesPage *self)
{
  static const guint fields[] = { CRM_PIPELINE_NAME };
  CrmPipeline *pipeline = get_pipeline (self);

  g_assert (CRM_IS_STAGES_PAGE (self));

  if (pipeline != NULL)
    adw_dialog_present (ADW_DIALOG (crm_record_dialog_new (crm_settings_page_get_context (CRM_SETTINGS_PAGE (self)), &crm_kind_pipeline, pipeline->record, _ ("Rename Pipeline"), fields, G_N_ELEMENTS (fields))), GTK_WIDGET (self));
}

static void
crm_stages_page_finalize (GObject *object)
{
  CrmStagesPage *self = CRM_STAGES_PAGE (object);

  g_clear_pointer (&self->found, crm_pipeline_deals_unref);

  G_OBJECT_CLASS (crm_stages_page_parent_class)->finalize (object);
}

static void
crm_stages_page_class_init (CrmStagesPageClass *klass)
{
  CrmSettingsPageClass *page_class = CRM_SETTINGS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_stages_page_finalize;
  page_class->followed = 1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_DEAL;
  page_class->read = read_stages;
  page_class->show = crm_stages_page_show;
  page_class->add = crm_stages_page_add;
  page_class->edit = crm_stages_page_edit;
  page_class->remove = crm_stages_page_remove;
  page_class->moved = crm_stages_page_moved;
}

static void
crm_stages_page_init (CrmStagesPage *self)
{
  GtkWidget *rename = gtk_button_new_from_icon_name ("document-edit-symbolic");

  crm_settings_page_set_words (CRM_SETTINGS_PAGE (self), _ ("The way of a deal from top to bottom. How likely it is to be won, how long it may stay, and what has to be known before it comes there."),
                               _ ("_Add Stage"), _ ("No Stages"), _ ("A pipeline needs a stage to begin in, one for what is won and one for what is lost."), "crm-deals-symbolic");
  gtk_widget_set_tooltip_text (rename, _ ("Rename the Pipeline"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (rename), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rename the Pipeline"), -1);
  g_signal_connect_object (rename, "clicked", G_CALLBACK (on_rename), self, G_CONNECT_SWAPPED);
  crm_settings_page_add_button (CRM_SETTINGS_PAGE (self), rename);
}

CrmStagesPage *
crm_stages_page_new (CrmContext *context, const CrmRecord *pipeline)
{
  CrmStagesPage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && pipeline != NULL && pipeline->kind == &crm_kind_pipeline, NULL);

  self = g_object_new (CRM_TYPE_STAGES_PAGE, "title", crm_record_get_title (pipeline), NULL);
  crm_settings_page_set_subject (CRM_SETTINGS_PAGE (self), &pipeline->id);
  crm_settings_page_set_context (CRM_SETTINGS_PAGE (self), context);
  return self;
}
