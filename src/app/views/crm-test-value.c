/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test compares with. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-test-value.h"

#include "core/views/crm-where.h"

#include <glib/gi18n-lib.h>

#define VALUE_KEY "crm-value"
#define MAX_LABEL 32

struct _CrmTestValue
{
  GtkBox parent_instance;

  const CrmFacet *facet; /* borrowed */
  CrmTest test;
  CrmValueStyle style;
  gint64 now;

  /* borrowed, of the box */
  GtkEditable *entries[2];
  GtkDropDown *periods;
  GtkMenuButton *choices;
  GtkBox *checks;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTestValue, crm_test_value, GTK_TYPE_BOX)

static void
on_changed (CrmTestValue *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ── choices ──────────────────────────────────────────────────────────────────────────────── */

static void
update_choices (CrmTestValue *self)
{
  g_autoptr (GString) label = g_string_new (NULL);

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (label, "%s%s", label->len > 0 ? C_ ("condition", ", ") : "", gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
  gtk_menu_button_set_label (self->choices, label->len > 0 ? label->str : C_ ("condition", "Choose…"));
}

static void
on_toggled (CrmTestValue *self)
{
  update_choices (self);
  on_changed (self);
}

static void
add_choice (CrmTestValue *self, const char *stored, const char *label, const char *const *values)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (check), VALUE_KEY, g_strdup (stored), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), values != NULL && g_strv_contains (values, stored));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->checks, check);
}

static void
add_choices (CrmTestValue *self, const char *const *values)
{
  const CrmField *field = self->facet->field;
  char id[CRM_ID_STRING_LENGTH + 1];

  if (field->type == CRM_TYPE_BOOLEAN)
    {
      add_choice (self, "1", C_ ("value", "Yes"), values);
      add_choice (self, "0", C_ ("value", "No"), values);
    }
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    add_choice (self, choice->name, crm_field_get_choice_label (field, choice->name), values);
  for (guint i = 0; self->facet->options != NULL && i < self->facet->options->len; i++)
    {
      const CrmFacetOption *option = &g_array_index (self->facet->options, CrmFacetOption, i);

      add_choice (self, crm_id_format (&option->id, id), option->label, values);
    }
}

static void
build_choices (CrmTestValue *self, const char *const *values)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->choices = GTK_MENU_BUTTON (button);
  self->checks = GTK_BOX (box);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_menu_button_set_always_show_arrow (self->choices, TRUE);
  gtk_menu_button_set_can_shrink (self->choices, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Values"), -1);
  gtk_widget_add_css_class (box, "check-list");
  add_choices (self, values);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (self->choices, popover);
  gtk_box_append (GTK_BOX (self), button);
  update_choices (self);
}

static GStrv
dup_choices (CrmTestValue *self)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); check != NULL; check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_strv_builder_add (values, g_object_get_data (G_OBJECT (check), VALUE_KEY));
  strv = g_strv_builder_end (values);
  return strv[0] != NULL ? g_steal_pointer (&strv) : NULL;
}

/* ── what is typed ────────────────────────────────────────────────────────────────────────── */

static gboolean
is_days (CrmTest test)
{
  return test == CRM_TEST_LAST || test == CRM_TEST_OLDER || test == CRM_TEST_NEXT;
}

static gboolean
is_text (CrmTestValue *self)
{
  return self->test == CRM_TEST_CONTAINS || self->test == CRM_TEST_LACKS;
}

/* A value as a person would type it. */
static char *
dup_typed (CrmTestValue *self, const char *stored)
{
  CrmField field = *self->facet->field;
  g_auto (CrmValue) value = { 0 };

  if (is_days (self->test) || is_text (self))
    return g_strdup (stored);
  if (field.type == CRM_TYPE_TIME)
    field.type = CRM_TYPE_DATE;
  return crm_value_from_stored (stored, field.type, &value) ? crm_value_format_for_editing (&value, &field, &self->style) : g_strdup (stored);
}

static void
add_entry (CrmTestValue *self, guint i, const char *stored)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *typed = stored != NULL ? dup_typed (self, stored) : NULL;

  self->entries[i] = GTK_EDITABLE (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (self->entries[i], is_days (self->test) ? 5 : 8);
  gtk_editable_set_text (self->entries[i], typed != NULL ? typed : is_days (self->test) ? "30"
                                                                                        : "");
  if (is_days (self->test))
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, is_days (self->test) ? _ ("Number of days") : i == 0 ? _ ("Value")
                                                                                                                                              : _ ("Second value"),
                                  -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), entry);
}

static void
mark (GtkEditable *entry, const char *problem)
{
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), problem);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static char *
read_entry (CrmTestValue *self, GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr (GError) error = NULL;
  char *value = NULL;
  guint64 days;

  if (*text == '\0')
    {
      mark (entry, NULL);
      return NULL;
    }
  if (is_days (self->test))
    value = g_ascii_string_to_unsigned (text, 10, 0, 36500, &days, &error) ? g_strdup (text) : NULL;
  else
    value = is_text (self) ? g_strdup (text) : crm_where_parse_value (text, self->facet, &self->style, self->now, &error);
  mark (entry, error != NULL ? error->message : NULL);
  return value;
}

static GStrv
dup_entries (CrmTestValue *self)
{
  g_autofree char *first = read_entry (self, self->entries[0]);
  g_autofree char *second = self->entries[1] != NULL ? read_entry (self, self->entries[1]) : NULL;

  if (first == NULL || (self->entries[1] != NULL && second == NULL))
    return NULL;
  return g_strdupv ((char *[]){ first, second, NULL });
}

/* ── periods ──────────────────────────────────────────────────────────────────────────────── */

static void
build_periods (CrmTestValue *self, const char *const *values)
{
  const char *const *periods = crm_test_get_periods (self->test);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; periods[i] != NULL; i++)
    {
      gtk_string_list_append (labels, crm_test_get_period_label (periods[i]));
      if (values != NULL && g_strcmp0 (values[0], periods[i]) == 0)
        selected = i;
    }
  self->periods = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL));
  gtk_drop_down_set_selected (self->periods, selected);
  gtk_widget_set_hexpand (GTK_WIDGET (self->periods), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->periods), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Period"), -1);
  g_signal_connect_object (self->periods, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->periods));
}

/* ── the widget ───────────────────────────────────────────────────────────────────────────── */

static gboolean
has_choices (CrmTestValue *self)
{
  return self->facet->field->type == CRM_TYPE_BOOLEAN || self->facet->field->choices != NULL || self->facet->options != NULL;
}

static void
build (CrmTestValue *self, const char *const *values)
{
  guint n = crm_test_get_n_values (self->test);

  if (n == 0)
    return;
  if (self->test == CRM_TEST_PERIOD || self->test == CRM_TEST_ANNIVERSARY)
    build_periods (self, values);
  else if (n == G_MAXUINT && has_choices (self))
    build_choices (self, values);
  else
    for (guint i = 0; i < MIN (n == G_MAXUINT ? 1 : n, 2); i++)
      add_entry (self, i, values != NULL && (i == 0 || values[0] != NULL) ? values[i] : NULL);
}

static void
crm_test_value_class_init (CrmTestValueClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_TEST_VALUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_test_value_init (CrmTestValue *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
crm_test_value_new (const CrmFacet *facet, CrmTest test, const char *const *values, const CrmValueStyle *style, gint64 now)
{
  CrmTestValue *self;

  g_return_val_if_fail (facet != NULL && style != NULL, NULL);

  self = g_object_new (CRM_TYPE_TEST_VALUE, "hexpand", TRUE, NULL);
  self->facet = facet;
  self->test = test;
  self->style = *style;
  self->now = now;
  build (self, values);
  return GTK_WIDGET (self);
}

GStrv
crm_test_value_dup_values (CrmTestValue *self)
{
  g_return_val_if_fail (CRM_IS_TEST_VALUE (self), NULL);

  if (self->choices != NULL)
    return dup_choices (self);
  if (self->periods != NULL)
    return g_strdupv ((char *[]){ (char *)crm_test_get_periods (self->test)[gtk_drop_down_get_selected (self->periods)], NULL });
  if (self->entries[0] != NULL)
    return dup_entries (self);
  return g_new0 (char *, 1);
}
