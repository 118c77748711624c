/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shall be won: by whom, in which pipeline, in which period. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-targets-page.h"

#include "app/settings/crm-record-dialog.h"
#include "app/settings/crm-settings-apply.h"
#include "core/base/crm-date-time.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* A target with the names of what it refers to. */
typedef struct
{
  CrmRecord *record;
  char *owner;
  char *pipeline;
} Target;

struct _CrmTargetsPage
{
  CrmSettingsPage parent_instance;

  /* owned */
  GPtrArray *targets; /* of Target; NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmTargetsPage, crm_targets_page, CRM_TYPE_SETTINGS_PAGE)

static void
target_free (Target *target)
{
  crm_record_unref (target->record);
  g_free (target->owner);
  g_free (target->pipeline);
  g_free (target);
}

static char *
read_name (CrmConnection *connection, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = id != NULL ? crm_connection_read_record (connection, kind, id, NULL) : NULL;

  return record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
}

static gboolean
read_targets (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func ((GDestroyNotify)target_free);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM target WHERE deleted = 0 ORDER BY start DESC, rowid", crm_kind_get_columns (&crm_kind_target));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Target *target = g_new0 (Target, 1);

      target->record = crm_statement_read_record (statement, &crm_kind_target);
      g_ptr_array_add (targets, target);
    }
  for (guint i = 0; i < targets->len; i++)
    {
      Target *target = targets->pdata[i];

      target->owner = read_name (connection, &crm_kind_user, crm_record_get_id (target->record, CRM_TARGET_OWNER));
      target->pipeline = read_name (connection, &crm_kind_pipeline, crm_record_get_id (target->record, CRM_TARGET_PIPELINE));
    }
  if (step < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&targets));
  return TRUE;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

/* "¥200,000 · Wang Siyuan", "¥900,000 · Team North · Sales" */
static char *
dup_title (const Target *target, const char *currency)
{
  const CrmMoney *amount = crm_record_get_money (target->record, CRM_TARGET_AMOUNT);
  const char *team = crm_record_get_text (target->record, CRM_TARGET_TEAM);
  g_autofree char *money = amount != NULL ? crm_profile_fact_format_money (amount, currency) : g_strdup ("–");
  g_autofree char *whose = target->owner != NULL ? g_strdup (target->owner) : team != NULL ? g_strdup_printf (_ ("Team %s"), team)
                                                                                           : g_strdup (C_ ("target", "Everybody"));

  return g_strjoin (" · ", whose, money, NULL);
}

/* "Quarter from 1 Oct 2026 · Sales" */
static char *
dup_subtitle (const Target *target)
{
  const CrmField *length = &crm_kind_target.fields[CRM_TARGET_LENGTH];
  CrmDate start = (CrmDate)crm_record_get_integer (target->record, CRM_TARGET_START, CRM_DATE_NONE);
  g_autofree char *day = crm_date_is_valid (start) ? crm_date_format (start) : g_strdup ("–");
  /* Translators: the length of a period and its first day: "Quarter from 1 Oct 2026". */
  g_autofree char *period = g_strdup_printf (_ ("%1$s from %2$s"), crm_field_get_choice_label (length, crm_record_get_text (target->record, CRM_TARGET_LENGTH)), day);

  return target->pipeline != NULL ? g_strjoin (" · ", period, target->pipeline, NULL) : g_steal_pointer (&period);
}

static void
crm_targets_page_show (CrmSettingsPage *page, const GValue *value)
{
  CrmTargetsPage *self = CRM_TARGETS_PAGE (page);
  const char *currency = crm_workspace_get_currency (crm_context_get_workspace (crm_settings_page_get_context (page)));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = g_value_dup_boxed (value);
  for (guint i = 0; i < self->targets->len; i++)
    {
      const Target *target = self->targets->pdata[i];
      CrmOrderItem item = { target->record->id, dup_title (target, currency), dup_subtitle (target) };

      g_ptr_array_add (texts, (gpointer)item.title);
      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_settings_page_set_items (page, (const CrmOrderItem *)(gpointer)items->data, items->len);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static const guint fields[] = { CRM_TARGET_OWNER, CRM_TARGET_TEAM, CRM_TARGET_PIPELINE, CRM_TARGET_LENGTH, CRM_TARGET_START, CRM_TARGET_AMOUNT };

static void
crm_targets_page_add (CrmSettingsPage *page)
{
  CrmContext *context = crm_settings_page_get_context (page);
  CrmClock *clock = crm_context_get_clock (context);
  CrmDate today = crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL);
  CrmRecordDialog *dialog = crm_record_dialog_new (context, &crm_kind_target, NULL, _ ("New Target"), fields, G_N_ELEMENTS (fields));

  crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_TARGET_START), crm_value_integer (crm_date_make (crm_date_get_year (today), crm_date_get_month (today), 1)), NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
}

static void
crm_targets_page_edit (CrmSettingsPage *page, const CrmId *id)
{
  CrmTargetsPage *self = CRM_TARGETS_PAGE (page);

  for (guint i = 0; i < self->targets->len; i++)
    {
      const Target *target = self->targets->pdata[i];
      CrmRecordDialog *dialog;

      if (!crm_id_equal (&target->record->id, id))
        continue;
      dialog = crm_record_dialog_new (crm_settings_page_get_context (page), &crm_kind_target, target->record, _ ("Target"), fields, G_N_ELEMENTS (fields));
      crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_TARGET_OWNER), crm_value_copy (&target->record->values[CRM_TARGET_OWNER]), target->owner);
      crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_TARGET_PIPELINE), crm_value_copy (&target->record->values[CRM_TARGET_PIPELINE]), target->pipeline);
      adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
      return;
    }
}

static void
crm_targets_page_remove (CrmSettingsPage *page, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Target"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_target, id);
  crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, _ ("Target removed"));
}

static void
crm_targets_page_finalize (GObject *object)
{
  g_clear_pointer (&CRM_TARGETS_PAGE (object)->targets, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_targets_page_parent_class)->finalize (object);
}

static void
crm_targets_page_class_init (CrmTargetsPageClass *klass)
{
  CrmSettingsPageClass *page_class = CRM_SETTINGS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_targets_page_finalize;
  page_class->followed = 1u << CRM_KIND_TARGET | 1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_USER;
  page_class->read = read_targets;
  page_class->show = crm_targets_page_show;
  page_class->add = crm_targets_page_add;
  page_class->edit = crm_targets_page_edit;
  page_class->remove = crm_targets_page_remove;
}

static void
crm_targets_page_init (CrmTargetsPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Targets"));
  crm_settings_page_set_words (CRM_SETTINGS_PAGE (self), _ ("Of one person, of a team, or of everybody where neither is named"), _ ("_Add Target"), _ ("No Targets"),
                               _ ("Say what shall be won in a month, a quarter or a year. The forecast then shows how far it is."), "starred-symbolic");
}
