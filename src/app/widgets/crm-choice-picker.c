/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover in which several choices of a field are ticked. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-choice-picker.h"

#include "core/record/crm-choice-set.h"

#define MAX_HEIGHT 360
#define NAME_KEY   "crm-choice"

struct _CrmChoicePicker
{
  GtkPopover parent_instance;

  GtkWidget *checks; /* borrowed from the tree */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChoicePicker, crm_choice_picker, GTK_TYPE_POPOVER)

static void
on_toggled (CrmChoicePicker *self)
{
  g_assert (CRM_IS_CHOICE_PICKER (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_choice (CrmChoicePicker *self, const CrmField *field, const char *name, gboolean ticked)
{
  GtkWidget *check = gtk_check_button_new_with_label (crm_field_get_choice_label (field, name));

  g_object_set_data_full (G_OBJECT (check), NAME_KEY, g_strdup (name), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->checks), check);
}

static gboolean
is_choice (const CrmField *field, const char *name)
{
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    if (g_str_equal (choice->name, name))
      return TRUE;
  return FALSE;
}

static void
crm_choice_picker_class_init (CrmChoicePickerClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_CHOICE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_choice_picker_init (CrmChoicePicker *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->checks, "check-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->checks);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

GtkWidget *
crm_choice_picker_new (const CrmField *field, const char *value)
{
  g_auto (GStrv) names = crm_choice_set_split (value);
  CrmChoicePicker *self;

  g_return_val_if_fail (field != NULL && field->type == CRM_TYPE_CHOICES, NULL);

  self = g_object_new (CRM_TYPE_CHOICE_PICKER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (field), -1);
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    add_choice (self, field, choice->name, g_strv_contains ((const char *const *)names, choice->name));
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_choice (field, names[i]))
      add_choice (self, field, names[i], TRUE);
  return GTK_WIDGET (self);
}

CrmValue
crm_choice_picker_dup_value (CrmChoicePicker *self)
{
  g_autoptr (GString) value = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_CHOICE_PICKER (self), (CrmValue){ 0 });

  for (GtkWidget *check = gtk_widget_get_first_child (self->checks); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (value, "%s%s", value->len > 0 ? "\n" : "", (const char *)g_object_get_data (G_OBJECT (check), NAME_KEY));
  return value->len > 0 ? crm_value_text (value->str) : (CrmValue){ 0 };
}
