/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses what a column of a file holds, by typing or from a grouped list. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-meaning-picker.h"

struct _CrmMeaningPicker
{
  GtkPopover parent_instance;

  /* template */
  GtkSearchEntry *search;
  GtkListBox *list;

  /* owned */
  GPtrArray *choices; /* of CrmMeaningChoice, as the rows */
  GPtrArray *keys;    /* folded labels of the rows, to search in */
};

G_DEFINE_FINAL_TYPE (CrmMeaningPicker, crm_meaning_picker, GTK_TYPE_POPOVER)

static guint picked_signal;

/* ── the rows ─────────────────────────────────────────────────────────────────────────────── */

static const CrmMeaningChoice *
get_choice (CrmMeaningPicker *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->choices, (guint)gtk_list_box_row_get_index (row));
}

static GtkWidget *
append (CrmMeaningPicker *self, const CrmMeaningChoice *choice)
{
  GtkWidget *label = gtk_label_new (choice->label);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = choice->is_named_by_heading ? g_strconcat (choice->heading, ": ", choice->label, NULL) : g_strdup (choice->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_ptr_array_add (self->keys, g_utf8_casefold (name, -1));
  gtk_list_box_append (self->list, row);
  return row;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  CrmMeaningPicker *self = CRM_MEANING_PICKER (data);
  const CrmMeaningChoice *choice = get_choice (self, row);
  GtkWidget *label;

  if (before != NULL && get_choice (self, before)->group == choice->group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (choice->heading == NULL)
    {
      gtk_list_box_row_set_header (row, before != NULL ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
      return;
    }
  label = gtk_label_new (choice->heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "meaning-heading");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  CrmMeaningPicker *self = CRM_MEANING_PICKER (data);
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return strstr (g_ptr_array_index (self->keys, (guint)gtk_list_box_row_get_index (row)), g_strstrip (typed)) != NULL;
}

static GtkListBoxRow *
get_first_shown (CrmMeaningPicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static void
on_row_activated (CrmMeaningPicker *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_MEANING_PICKER (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, get_choice (self, row));
}

static void
on_search_changed (CrmMeaningPicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
on_search_activate (CrmMeaningPicker *self)
{
  GtkListBoxRow *row = get_first_shown (self);

  if (row != NULL)
    on_row_activated (self, row);
}

static void
on_stop_search (CrmMeaningPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
on_search_key (CrmMeaningPicker *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  if (row == NULL || !gtk_widget_get_child_visible (GTK_WIDGET (row)))
    row = get_first_shown (self);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
crm_meaning_picker_map (GtkWidget *widget)
{
  CrmMeaningPicker *self = CRM_MEANING_PICKER (widget);

  GTK_WIDGET_CLASS (crm_meaning_picker_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
crm_meaning_picker_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_MEANING_PICKER);

  G_OBJECT_CLASS (crm_meaning_picker_parent_class)->dispose (object);
}

static void
crm_meaning_picker_finalize (GObject *object)
{
  CrmMeaningPicker *self = CRM_MEANING_PICKER (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_ptr_array_unref (self->keys);

  G_OBJECT_CLASS (crm_meaning_picker_parent_class)->finalize (object);
}

static void
crm_meaning_picker_class_init (CrmMeaningPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_meaning_picker_dispose;
  object_class->finalize = crm_meaning_picker_finalize;
  widget_class->map = crm_meaning_picker_map;

  picked_signal = g_signal_new ("picked", CRM_TYPE_MEANING_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-meaning-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMeaningPicker, search);
  gtk_widget_class_bind_template_child (widget_class, CrmMeaningPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_meaning_picker_init (CrmMeaningPicker *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_meaning_picker_new (GPtrArray *choices, int current)
{
  CrmMeaningPicker *self;

  g_return_val_if_fail (choices != NULL, NULL);

  self = g_object_new (CRM_TYPE_MEANING_PICKER, NULL);
  self->choices = g_ptr_array_ref (choices);
  for (guint i = 0; i < choices->len; i++)
    {
      GtkWidget *row = append (self, g_ptr_array_index (choices, i));

      if ((int)i == current)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  return GTK_WIDGET (self);
}
