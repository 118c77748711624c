/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses what a column of a file holds, by typing or from a grouped list. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-meaning-picker.h"

#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmMeaningPicker
{
  GtkPopover parent_instance;

  /* template */
  GtkSearchEntry *search;
  GtkListBox *list;

  /* owned */
  GArray *meanings; /* of CrmColumnMeaning, as the rows */
  GPtrArray *keys;  /* folded labels of the rows, to search in */
  char *new_title;  /* of the group of new custom fields */
};

G_DEFINE_FINAL_TYPE (CrmMeaningPicker, crm_meaning_picker, GTK_TYPE_POPOVER)

typedef enum
{
  GROUP_RECOGNISED,
  GROUP_NONE,
  GROUP_WHO,
  GROUP_CUSTOMER,
  GROUP_CUSTOM,
  GROUP_REACH,
  GROUP_PERSON,
  GROUP_INTERACTION,
  GROUP_MORE,
  GROUP_NEW,
  N_GROUPS
} Group;

static guint picked_signal;

static Group
get_group (const CrmColumnMeaning *meaning)
{
  static const Group groups[CRM_N_COLUMN_TARGETS] = {
    [CRM_COLUMN_UNKNOWN] = GROUP_NONE,
    [CRM_COLUMN_IGNORE] = GROUP_NONE,
    [CRM_COLUMN_NOTE_LINE] = GROUP_NONE,
    [CRM_COLUMN_ID] = GROUP_MORE,
    [CRM_COLUMN_EXTERNAL_ID] = GROUP_MORE,
    [CRM_COLUMN_NAME] = GROUP_WHO,
    [CRM_COLUMN_COMPANY] = GROUP_WHO,
    [CRM_COLUMN_COMPANY_ID] = GROUP_MORE,
    [CRM_COLUMN_CUSTOMER] = GROUP_CUSTOMER,
    [CRM_COLUMN_CURRENCY] = GROUP_CUSTOMER,
    [CRM_COLUMN_HEADCOUNT] = GROUP_CUSTOMER,
    [CRM_COLUMN_PERSON] = GROUP_PERSON,
    [CRM_COLUMN_NAME_PART] = GROUP_WHO,
    [CRM_COLUMN_ROLE] = GROUP_PERSON,
    [CRM_COLUMN_POINT] = GROUP_REACH,
    [CRM_COLUMN_POINT_LABEL] = GROUP_REACH,
    [CRM_COLUMN_POINT_OPT_OUT] = GROUP_REACH,
    [CRM_COLUMN_ADDRESS] = GROUP_REACH,
    [CRM_COLUMN_OPT_OUT] = GROUP_REACH,
    [CRM_COLUMN_TAGS] = GROUP_CUSTOMER,
    [CRM_COLUMN_PAIR_LABEL] = GROUP_MORE,
    [CRM_COLUMN_PAIR_VALUE] = GROUP_MORE,
    [CRM_COLUMN_INTERACTION] = GROUP_INTERACTION,
    [CRM_COLUMN_DELETED] = GROUP_MORE,
    [CRM_COLUMN_CUSTOM] = GROUP_CUSTOM,
  };

  return groups[meaning->target];
}

static const char *
get_group_title (Group group)
{
  static const char *const titles[N_GROUPS] = {
    [GROUP_RECOGNISED] = N_ ("Recognised"),
    [GROUP_WHO] = N_ ("Who"),
    [GROUP_CUSTOMER] = N_ ("Customer"),
    [GROUP_CUSTOM] = N_ ("Custom Fields"),
    [GROUP_REACH] = N_ ("Ways to Reach"),
    [GROUP_PERSON] = N_ ("Person"),
    [GROUP_INTERACTION] = N_ ("Interaction"),
    [GROUP_MORE] = N_ ("More"),
  };

  return titles[group] != NULL ? _ (titles[group]) : NULL;
}

/* ── the rows ─────────────────────────────────────────────────────────────────────────────── */

static Group
get_row_group (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "group"));
}

/* What heads the rows of new fields says what they are: it is searched as well, and read with each. */
static void
append_named (CrmMeaningPicker *self, const CrmColumnMeaning *meaning, const char *text, Group group, const CrmColumnMeaning *current)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = group == GROUP_NEW ? g_strconcat (self->new_title, ": ", text, NULL) : g_strdup (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "group", GUINT_TO_POINTER (group));
  g_array_append_val (self->meanings, *meaning);
  g_ptr_array_add (self->keys, g_utf8_casefold (name, -1));
  gtk_list_box_append (self->list, row);
  if (current != NULL && crm_column_meaning_equal (meaning, current) && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

static void
append (CrmMeaningPicker *self, const CrmColumnMeaning *meaning, Group group, const CrmColumnMeaning *current)
{
  g_autofree char *text = crm_column_meaning_dup_label (meaning);

  append_named (self, meaning, text, group, current);
}

static gboolean
is_listed (const CrmColumnMeaning *meaning)
{
  guint n;
  const CrmColumnMeaning *list = crm_column_meaning_list (&n);

  for (guint i = 0; i < n; i++)
    if (crm_column_meaning_equal (&list[i], meaning))
      return TRUE;
  return FALSE;
}

/* What was recognised may be finer than what the list offers: the label of a phone, a number. */
static void
append_custom (CrmMeaningPicker *self, GPtrArray *fields, const CrmColumnMeaning *current)
{
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const CrmCustomField *field = fields->pdata[i];
      const char *name = crm_custom_field_get_label (field);
      CrmColumnMeaning meaning = crm_column_meaning_make_custom (name, crm_record_get_text (field->record, CRM_CUSTOM_FIELD_TYPE));

      append_named (self, &meaning, name, GROUP_CUSTOM, current);
    }
}

/* A field of the column's name, of any type; none where there is one of that name. */
static void
append_new (CrmMeaningPicker *self, GPtrArray *fields, const char *heading, const CrmColumnMeaning *current)
{
  const CrmField *types = &crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE];
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (heading), "\r\n\t", ' '));

  if (fields == NULL || *name == '\0' || crm_custom_fields_find (fields, name) != NULL)
    return;
  /* Translators: heads a list of types; the name is that of a column in a file. */
  self->new_title = g_strdup_printf (_ ("New Custom Field “%s”"), name);
  for (const CrmChoice *type = types->choices; type->name != NULL; type++)
    {
      CrmColumnMeaning meaning = crm_column_meaning_make_custom (name, type->name);

      append_named (self, &meaning, crm_field_get_choice_label (types, type->name), GROUP_NEW, current);
    }
}

static void
fill (CrmMeaningPicker *self, const CrmColumnMeaning *current, const CrmColumnMeaning *guess, GPtrArray *custom_fields, const char *heading)
{
  guint n;
  const CrmColumnMeaning *list = crm_column_meaning_list (&n);

  if (guess != NULL && get_group (guess) != GROUP_NONE && get_group (guess) != GROUP_CUSTOM && !is_listed (guess))
    append (self, guess, GROUP_RECOGNISED, current);
  append (self, &(CrmColumnMeaning){ .target = CRM_COLUMN_IGNORE }, GROUP_NONE, current);
  append (self, &(CrmColumnMeaning){ .target = CRM_COLUMN_NOTE_LINE }, GROUP_NONE, current);
  for (Group group = GROUP_WHO; group < N_GROUPS; group++)
    {
      for (guint i = 0; i < n; i++)
        if (get_group (&list[i]) == group)
          append (self, &list[i], group, current);
      if (group == GROUP_CUSTOM)
        append_custom (self, custom_fields, current);
    }
  append_new (self, custom_fields, heading, current);
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  Group group = get_row_group (row);
  const char *title = group == GROUP_NEW ? CRM_MEANING_PICKER (data)->new_title : get_group_title (group);
  GtkWidget *label;

  if (before != NULL && get_row_group (before) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (title == NULL)
    {
      gtk_list_box_row_set_header (row, before != NULL ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
      return;
    }
  label = gtk_label_new (title);
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
  CrmColumnMeaning meaning = g_array_index (self->meanings, CrmColumnMeaning, gtk_list_box_row_get_index (row));

  g_assert (CRM_IS_MEANING_PICKER (self));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, &meaning);
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

  g_array_unref (self->meanings);
  g_ptr_array_unref (self->keys);
  g_free (self->new_title);

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
  self->meanings = g_array_new (FALSE, FALSE, sizeof (CrmColumnMeaning));
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
}

GtkWidget *
crm_meaning_picker_new (const CrmColumnMeaning *current, const CrmColumnMeaning *guess, GPtrArray *custom_fields, const char *heading)
{
  CrmMeaningPicker *self = g_object_new (CRM_TYPE_MEANING_PICKER, NULL);

  g_return_val_if_fail (current != NULL, NULL);

  fill (self, current, guess, custom_fields, heading);
  return GTK_WIDGET (self);
}
