/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a combo row offers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-choice-model.h"

#include <glib/gi18n-lib.h>

void
crm_combo_row_set_choices (AdwComboRow *row, const CrmField *field, const char *none, const char *selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint position = 0;

  g_return_if_fail (ADW_IS_COMBO_ROW (row) && field != NULL && field->choices != NULL);

  if (none != NULL)
    gtk_string_list_append (list, none);
  for (guint i = 0; field->choices[i].name != NULL; i++)
    {
      gtk_string_list_append (list, crm_field_get_choice_label (field, field->choices[i].name));
      if (g_strcmp0 (field->choices[i].name, selected) == 0)
        position = i + (none != NULL);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, position);
}

const char *
crm_combo_row_get_choice (AdwComboRow *row, const CrmField *field, const char *none)
{
  guint position = adw_combo_row_get_selected (row);

  if (position == GTK_INVALID_LIST_POSITION || (none != NULL && position == 0))
    return NULL;
  return field->choices[position - (none != NULL)].name;
}

void
crm_combo_row_set_people (AdwComboRow *row, const CrmProfile *profile, const CrmId *selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint position = 0;

  g_return_if_fail (ADW_IS_COMBO_ROW (row) && profile != NULL);

  gtk_string_list_append (list, C_ ("person", "Nobody"));
  for (guint i = 0; i < profile->people->len; i++)
    {
      const CrmProfilePerson *person = g_ptr_array_index (profile->people, i);

      gtk_string_list_append (list, crm_record_get_title (person->person) ?: "");
      if (selected != NULL && crm_id_equal (&person->person->id, selected))
        position = i + 1;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, position);
  gtk_widget_set_visible (GTK_WIDGET (row), profile->people->len > 0);
}

const CrmId *
crm_combo_row_get_person (AdwComboRow *row, const CrmProfile *profile)
{
  guint position = adw_combo_row_get_selected (row);
  const CrmProfilePerson *person;

  if (profile == NULL || position == 0 || position == GTK_INVALID_LIST_POSITION || position > profile->people->len)
    return NULL;
  person = g_ptr_array_index (profile->people, position - 1);
  return &person->person->id;
}
