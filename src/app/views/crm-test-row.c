/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One condition: a field, how it is tested, and with what. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-test-row.h"

#include "app/views/crm-test-value.h"

#include <glib/gi18n-lib.h>

/* What is asked about most. */
#define PROPOSED "level"

struct _CrmTestRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  GPtrArray *facets;
  CrmCondition *unknown; /* a field that is gone: kept until another one is chosen */

  CrmValueStyle style;
  gint64 now;

  /* borrowed, of the row */
  GtkDropDown *facet;
  GtkDropDown *test;
  GtkBox *place;
  CrmTestValue *value;

  gboolean building;
};

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTestRow, crm_test_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_changed (CrmTestRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static const CrmFacet *
get_facet (CrmTestRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->facet);

  return selected < self->facets->len ? self->facets->pdata[selected] : NULL;
}

static CrmTest
get_test (CrmTestRow *self)
{
  gsize n;
  const CrmTest *tests = crm_facet_get_tests (get_facet (self), &n);
  guint selected = gtk_drop_down_get_selected (self->test);

  return tests[selected < n ? selected : 0];
}

static void
show_value (CrmTestRow *self, const char *const *values)
{
  GtkWidget *value, *before;

  while ((before = gtk_widget_get_first_child (GTK_WIDGET (self->place))) != NULL)
    gtk_box_remove (self->place, before);
  value = crm_test_value_new (get_facet (self), get_test (self), values, &self->style, self->now);
  self->value = CRM_TEST_VALUE (value);
  g_signal_connect_object (value, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->place, value);
  gtk_widget_set_visible (GTK_WIDGET (self->place), gtk_widget_get_first_child (value) != NULL);
}

static void
show_tests (CrmTestRow *self, const CrmCondition *condition)
{
  const CrmFacet *facet = get_facet (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;
  gsize n;
  const CrmTest *tests = crm_facet_get_tests (facet, &n);

  for (gsize i = 0; i < n; i++)
    {
      gtk_string_list_append (labels, crm_test_get_label (tests[i], facet));
      if (condition != NULL && condition->test == tests[i])
        selected = (guint)i;
    }
  self->building = TRUE;
  gtk_drop_down_set_model (self->test, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->test, selected);
  self->building = FALSE;
  show_value (self, condition != NULL ? (const char *const *)condition->values : NULL);
}

static void
on_facet (CrmTestRow *self)
{
  if (self->building || get_facet (self) == NULL)
    return;
  g_clear_pointer (&self->unknown, crm_condition_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test), TRUE);
  show_tests (self, NULL);
  on_changed (self);
}

/* What was typed for one test may do for the next. */
static void
on_test (CrmTestRow *self)
{
  g_auto (GStrv) values = NULL;

  if (self->building || get_facet (self) == NULL)
    return;
  values = self->value != NULL ? crm_test_value_dup_values (self->value) : NULL;
  show_value (self, values != NULL && values[0] != NULL && crm_test_get_n_values (get_test (self)) == G_MAXUINT ? (const char *const *)values : NULL);
  on_changed (self);
}

static void
on_remove (CrmTestRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/* ── building ─────────────────────────────────────────────────────────────────────────────── */

static GtkDropDown *
add_drop_down (GtkWidget *box, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_wrap_box_append (ADW_WRAP_BOX (box), drop_down);
  return GTK_DROP_DOWN (drop_down);
}

/* GTK gives the entry over its choices no name. */
static gboolean
name_search (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (name_search (child))
      return TRUE;
  return FALSE;
}

static void
build (CrmTestRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *parts = adw_wrap_box_new (), *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_widget_add_css_class (box, "test-row");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (parts), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (parts), 6);
  gtk_widget_set_hexpand (parts, TRUE);
  self->facet = add_drop_down (parts, _ ("Field"));
  self->test = add_drop_down (parts, _ ("Comparison"));
  for (guint i = 0; i < self->facets->len; i++)
    gtk_string_list_append (labels, ((const CrmFacet *)self->facets->pdata[i])->label);
  gtk_drop_down_set_expression (self->facet, expression);
  gtk_drop_down_set_search_match_mode (self->facet, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  gtk_drop_down_set_enable_search (self->facet, TRUE);
  name_search (GTK_WIDGET (self->facet));
  gtk_drop_down_set_model (self->facet, G_LIST_MODEL (labels));
  self->place = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_hexpand (GTK_WIDGET (self->place), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->place), GTK_ALIGN_CENTER);
  adw_wrap_box_append (ADW_WRAP_BOX (parts), GTK_WIDGET (self->place));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (remove, _ ("Take This Condition Away"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take This Condition Away"), -1);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), parts);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
show_unknown (CrmTestRow *self, const CrmCondition *condition)
{
  g_autofree char *text = g_strdup_printf (_ ("%s (no longer there)"), condition->label != NULL ? condition->label : condition->facet);
  GtkWidget *label = gtk_label_new (text);

  self->unknown = crm_condition_copy (condition);
  gtk_widget_add_css_class (label, "error");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (self->place, label);
  self->building = TRUE;
  gtk_drop_down_set_selected (self->facet, GTK_INVALID_LIST_POSITION);
  self->building = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->test), FALSE);
}

static void
crm_test_row_dispose (GObject *object)
{
  CrmTestRow *self = CRM_TEST_ROW (object);

  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_pointer (&self->unknown, crm_condition_free);

  G_OBJECT_CLASS (crm_test_row_parent_class)->dispose (object);
}

static void
crm_test_row_class_init (CrmTestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_test_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_TEST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_TEST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_test_row_init (CrmTestRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_test_row_new (GPtrArray *facets, const CrmCondition *condition, const CrmValueStyle *style, gint64 now)
{
  CrmTestRow *self;
  guint position = 0;

  g_return_val_if_fail (facets != NULL && facets->len > 0 && style != NULL, NULL);

  self = g_object_new (CRM_TYPE_TEST_ROW, NULL);
  self->facets = g_ptr_array_ref (facets);
  self->style = *style;
  self->now = now;
  build (self);
  if (condition != NULL && crm_facets_find (facets, condition->facet) == NULL)
    {
      show_unknown (self, condition);
    }
  else
    {
      g_ptr_array_find (facets, crm_facets_find (facets, condition != NULL ? condition->facet : PROPOSED), &position);
      self->building = TRUE;
      gtk_drop_down_set_selected (self->facet, position);
      self->building = FALSE;
      show_tests (self, condition);
    }
  g_signal_connect_object (self->facet, "notify::selected", G_CALLBACK (on_facet), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->test, "notify::selected", G_CALLBACK (on_test), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

CrmCondition *
crm_test_row_dup_condition (CrmTestRow *self)
{
  g_auto (GStrv) values = NULL;

  g_return_val_if_fail (CRM_IS_TEST_ROW (self), NULL);

  if (self->unknown != NULL)
    return crm_condition_copy (self->unknown);
  values = self->value != NULL ? crm_test_value_dup_values (self->value) : NULL;
  return values != NULL ? crm_condition_new_test (get_facet (self), get_test (self), (const char *const *)values) : NULL;
}
