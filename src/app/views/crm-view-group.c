/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions being put together. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-view-group.h"

#include "app/views/crm-test-row.h"

#include <glib/gi18n-lib.h>

/* More groups within groups nobody reads. */
#define MAX_DEPTH 2

struct _CrmViewGroup
{
  GtkBox parent_instance;

  /* owned */
  GPtrArray *facets;

  CrmValueStyle style;
  gint64 now;
  guint depth;

  /* borrowed, of the box */
  GtkDropDown *type;
  GtkListBox *rows;
};

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmViewGroup, crm_view_group, GTK_TYPE_BOX)

static void
on_changed (CrmViewGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
update_visible (CrmViewGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->rows), gtk_list_box_get_row_at_index (self->rows, 0) != NULL);
}

/* The one that stands where it stood has the keys then. */
static void
remove_row (CrmViewGroup *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  GtkListBoxRow *next;

  gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  next = gtk_list_box_get_row_at_index (self->rows, index);
  if (next == NULL)
    next = gtk_list_box_get_row_at_index (self->rows, index - 1);
  gtk_widget_child_focus (next != NULL ? GTK_WIDGET (next) : GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  update_visible (self);
  on_changed (self);
}

static void
on_row_remove (CrmViewGroup *self, GtkWidget *row)
{
  remove_row (self, GTK_LIST_BOX_ROW (row));
}

static void
on_group_remove (CrmViewGroup *self, GtkWidget *group)
{
  remove_row (self, GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (group, GTK_TYPE_LIST_BOX_ROW)));
}

static GtkWidget *
add_test (CrmViewGroup *self, const CrmCondition *condition)
{
  GtkWidget *row = crm_test_row_new (self->facets, condition, &self->style, self->now);

  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_row_remove), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->rows, row);
  return row;
}

static GtkWidget *
add_group (CrmViewGroup *self, const CrmCondition *condition)
{
  GtkWidget *group = crm_view_group_new (self->facets, condition, &self->style, self->now, self->depth + 1);
  GtkWidget *row = gtk_list_box_row_new ();

  g_signal_connect_object (group, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "remove", G_CALLBACK (on_group_remove), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), group);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
on_add_test (CrmViewGroup *self)
{
  GtkWidget *row = add_test (self, NULL);

  update_visible (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  on_changed (self);
}

static void
on_add_group (CrmViewGroup *self)
{
  g_autoptr (CrmCondition) any = crm_condition_new_group (CRM_CONDITION_ANY);
  GtkWidget *row = add_group (self, any);

  update_visible (self);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  on_changed (self);
}

static void
on_remove (CrmViewGroup *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/* ── building ─────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback callback, CrmViewGroup *self)
{
  GtkWidget *button = gtk_button_new (), *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
build_head (CrmViewGroup *self, CrmConditionType type)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *const choices[] = { C_ ("condition", "All of these hold"), C_ ("condition", "Any of these holds"), NULL };

  self->type = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (choices));
  gtk_drop_down_set_selected (self->type, type == CRM_CONDITION_ANY ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->type), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How the conditions go together"), -1);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->type));
  if (self->depth > 0)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_hexpand (remove, TRUE);
      gtk_widget_set_halign (remove, GTK_ALIGN_END);
      gtk_widget_set_tooltip_text (remove, _ ("Take This Group Away"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take This Group Away"), -1);
      g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (head), remove);
    }
  gtk_box_append (GTK_BOX (self), head);
}

static void
build (CrmViewGroup *self, CrmConditionType type)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  build_head (self, type);
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Conditions"), -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->rows));
  add_button (foot, _ ("Add Condition"), G_CALLBACK (on_add_test), self);
  if (self->depth < MAX_DEPTH)
    add_button (foot, _ ("Add Group"), G_CALLBACK (on_add_group), self);
  gtk_box_append (GTK_BOX (self), foot);
  if (self->depth > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "inner-group");
}

static void
add_parts (CrmViewGroup *self, const CrmCondition *group)
{
  for (guint i = 0; i < group->parts->len; i++)
    {
      const CrmCondition *part = group->parts->pdata[i];

      if (part->type == CRM_CONDITION_TEST)
        add_test (self, part);
      else
        add_group (self, part);
    }
}

static void
crm_view_group_dispose (GObject *object)
{
  g_clear_pointer (&CRM_VIEW_GROUP (object)->facets, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_view_group_parent_class)->dispose (object);
}

static void
crm_view_group_class_init (CrmViewGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_view_group_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_VIEW_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_VIEW_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_view_group_init (CrmViewGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

GtkWidget *
crm_view_group_new (GPtrArray *facets, const CrmCondition *condition, const CrmValueStyle *style, gint64 now, guint depth)
{
  CrmViewGroup *self;

  g_return_val_if_fail (facets != NULL && style != NULL, NULL);

  self = g_object_new (CRM_TYPE_VIEW_GROUP, NULL);
  self->facets = g_ptr_array_ref (facets);
  self->style = *style;
  self->now = now;
  self->depth = depth;
  build (self, condition != NULL ? condition->type : CRM_CONDITION_ALL);
  if (condition != NULL && condition->type != CRM_CONDITION_TEST)
    add_parts (self, condition);
  else
    add_test (self, condition);
  update_visible (self);
  return GTK_WIDGET (self);
}

CrmCondition *
crm_view_group_dup_condition (CrmViewGroup *self, gboolean *complete)
{
  CrmCondition *group;
  GtkListBoxRow *row;
  gboolean all = TRUE;

  g_return_val_if_fail (CRM_IS_VIEW_GROUP (self), NULL);

  group = crm_condition_new_group (gtk_drop_down_get_selected (self->type) == 1 ? CRM_CONDITION_ANY : CRM_CONDITION_ALL);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    {
      gboolean inner = TRUE;
      CrmCondition *part = CRM_IS_TEST_ROW (row) ? crm_test_row_dup_condition (CRM_TEST_ROW (row))
                                                 : crm_view_group_dup_condition (CRM_VIEW_GROUP (gtk_list_box_row_get_child (row)), &inner);

      all = all && inner && part != NULL;
      if (part != NULL)
        g_ptr_array_add (group->parts, part);
    }
  if (complete != NULL)
    *complete = all;
  return group;
}
