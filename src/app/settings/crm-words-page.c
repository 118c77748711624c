/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences with the office's own words for levels and stages. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-words-page.h"

#include "app/settings/crm-settings-apply.h"
#include "app/settings/crm-settings-row.h"
#include "core/schema/crm-choice-words.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

#define SETTING "crm-setting"

struct _CrmWordsPage
{
  AdwNavigationPage parent_instance;

  /* owned */
  CrmWorkspace *workspace;

  /* template */
  AdwPreferencesGroup *levels;
  AdwPreferencesGroup *stages;

  /* borrowed, of the groups */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (CrmWordsPage, crm_words_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
get_setting (AdwEntryRow *row)
{
  return g_object_get_data (G_OBJECT (row), SETTING);
}

static void
on_workspace_changed (CrmWordsPage *self)
{
  g_assert (CRM_IS_WORDS_PAGE (self));

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    crm_settings_row_show (self->rows->pdata[i], crm_workspace_get (self->workspace, get_setting (self->rows->pdata[i])));
}

/* Two choices of one name could not be told apart, neither here nor in a file. */
static gboolean
is_taken (CrmWordsPage *self, AdwEntryRow *row, const char *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_GROUP);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AdwEntryRow *other = self->rows->pdata[i];
      const char *own = crm_workspace_get (self->workspace, get_setting (other));
      g_autofree char *word = g_utf8_casefold (*own != '\0' ? own : adw_preferences_row_get_title (ADW_PREFERENCES_ROW (other)), -1);

      if (other != row && gtk_widget_is_ancestor (GTK_WIDGET (other), group) && strcmp (word, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_applied (CrmWordsPage *self, AdwEntryRow *row)
{
  g_autofree char *text = crm_settings_row_dup_text (row);

  g_assert (CRM_IS_WORDS_PAGE (self));

  crm_settings_row_set_problem (row, NULL);
  if (*text != '\0' && is_taken (self, row, text))
    crm_settings_row_set_problem (row, _ ("This word stands for another one already"));
  else
    crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, get_setting (row), text));
}

static void
on_typed (CrmWordsPage *self, AdwEntryRow *row)
{
  crm_settings_row_set_problem (row, NULL);
}

static void
add_rows (CrmWordsPage *self, AdwPreferencesGroup *group, guint field)
{
  for (const CrmChoice *choice = crm_kind_customer.fields[field].choices; choice->name != NULL; choice++)
    {
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_dpgettext2 (GETTEXT_PACKAGE, "choice", choice->label));
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), SETTING, crm_choice_words_dup_setting (&crm_kind_customer, field, choice->name), g_free);
      g_signal_connect_object (row, "apply", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
crm_words_page_dispose (GObject *object)
{
  CrmWordsPage *self = CRM_WORDS_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_WORDS_PAGE);

  G_OBJECT_CLASS (crm_words_page_parent_class)->dispose (object);
}

static void
crm_words_page_class_init (CrmWordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_words_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-words-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWordsPage, levels);
  gtk_widget_class_bind_template_child (widget_class, CrmWordsPage, stages);
}

static void
crm_words_page_init (CrmWordsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  add_rows (self, self->levels, CRM_CUSTOMER_LEVEL);
  add_rows (self, self->stages, CRM_CUSTOMER_LIFE_CYCLE);
}

AdwNavigationPage *
crm_words_page_new (CrmContext *context)
{
  CrmWordsPage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_WORDS_PAGE, NULL);
  self->workspace = g_object_ref (crm_context_get_workspace (context));
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
  return ADW_NAVIGATION_PAGE (self);
}
