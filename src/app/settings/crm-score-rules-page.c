/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a lead's score. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-score-rules-page.h"

#include "app/settings/crm-score-rule-dialog.h"
#include "app/settings/crm-settings-apply.h"
#include "core/sales/crm-lead-score.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmScoreRulesPage
{
  CrmSettingsPage parent_instance;

  /* owned */
  GPtrArray *rules; /* of CrmRecord; NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmScoreRulesPage, crm_score_rules_page, CRM_TYPE_SETTINGS_PAGE)

static gboolean
read_rules (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *rules = crm_score_rules_read (connection, error);

  if (rules == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, rules);
  return TRUE;
}

static void
crm_score_rules_page_show (CrmSettingsPage *page, const GValue *value)
{
  CrmScoreRulesPage *self = CRM_SCORE_RULES_PAGE (page);
  const CrmValueStyle style = { .currency = crm_workspace_get_currency (crm_context_get_workspace (crm_settings_page_get_context (page))) };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = g_value_dup_boxed (value);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CrmRecord *rule = self->rules->pdata[i];
      const char *position = crm_record_get_text (rule, CRM_SCORE_RULE_POSITION);
      g_autofree char *points = crm_score_points_format (crm_record_get_integer (rule, CRM_SCORE_RULE_POINTS, 0));
      CrmOrderItem item = { rule->id, crm_score_rule_dup_condition (rule, &style),
                            /* Translators: what a rule of a lead's score gives: "+20 points". */
                            g_strdup_printf (_ ("%s points"), points), position != NULL ? position : "", 0 };

      g_ptr_array_add (texts, (gpointer)item.title);
      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_settings_page_set_items (page, (const CrmOrderItem *)(gpointer)items->data, items->len);
}

static void
crm_score_rules_page_add (CrmSettingsPage *page)
{
  CrmScoreRulesPage *self = CRM_SCORE_RULES_PAGE (page);
  const CrmRecord *last = self->rules != NULL && self->rules->len > 0 ? self->rules->pdata[self->rules->len - 1] : NULL;

  adw_dialog_present (ADW_DIALOG (crm_score_rule_dialog_new (crm_settings_page_get_context (page), NULL, last != NULL ? crm_record_get_text (last, CRM_SCORE_RULE_POSITION) : NULL)), GTK_WIDGET (page));
}

static void
crm_score_rules_page_edit (CrmSettingsPage *page, const CrmId *id)
{
  CrmScoreRulesPage *self = CRM_SCORE_RULES_PAGE (page);

  for (guint i = 0; i < self->rules->len; i++)
    if (crm_id_equal (&((CrmRecord *)self->rules->pdata[i])->id, id))
      adw_dialog_present (ADW_DIALOG (crm_score_rule_dialog_new (crm_settings_page_get_context (page), self->rules->pdata[i], NULL)), GTK_WIDGET (page));
}

static void
crm_score_rules_page_remove (CrmSettingsPage *page, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Score Rule"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_score_rule, id);
  crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, _ ("Rule removed"));
}

static void
crm_score_rules_page_moved (CrmSettingsPage *page, const CrmId *id, const char *position)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Move Score Rule"), CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_score_rule, id), CRM_SCORE_RULE_POSITION, position);
  crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, NULL);
}

static void
crm_score_rules_page_finalize (GObject *object)
{
  g_clear_pointer (&CRM_SCORE_RULES_PAGE (object)->rules, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_score_rules_page_parent_class)->finalize (object);
}

static void
crm_score_rules_page_class_init (CrmScoreRulesPageClass *klass)
{
  CrmSettingsPageClass *page_class = CRM_SETTINGS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_score_rules_page_finalize;
  page_class->followed = 1u << CRM_KIND_SCORE_RULE;
  page_class->read = read_rules;
  page_class->show = crm_score_rules_page_show;
  page_class->add = crm_score_rules_page_add;
  page_class->edit = crm_score_rules_page_edit;
  page_class->remove = crm_score_rules_page_remove;
  page_class->moved = crm_score_rules_page_moved;
}

static void
crm_score_rules_page_init (CrmScoreRulesPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Lead Score"));
  crm_settings_page_set_words (CRM_SETTINGS_PAGE (self), _ ("The score of a lead is the sum of the rules that hold for it. It stands on the page of every open deal in its first stage."),
                               _ ("_Add Rule"), _ ("No Rules Yet"), _ ("Give points for what makes a lead worth a call: “Source is Referral: +20”."), "starred-symbolic");
}
