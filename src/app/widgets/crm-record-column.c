/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table of records, from a table of fields. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-record-column.h"

#include "app/widgets/crm-column-settings.h"
#include "app/widgets/crm-text-cell.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/query/crm-row.h"
#include "core/record/crm-choice-set.h"
#include "core/record/crm-value-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define HEADING_ROOM 17

/* What a cell's signal handlers need; lives with the column. */
typedef struct
{
  CrmRecordColumn *column; /* owned */
  const CrmColumnFormat *format;
} CellSource;

static void
cell_source_free (gpointer data)
{
  CellSource *source = data;

  crm_record_column_free (source->column);
  g_free (source);
}

CrmRecordColumn *
crm_record_column_copy (const CrmRecordColumn *column)
{
  CrmRecordColumn *copy = g_memdup2 (column, sizeof *column);

  if (copy->custom != NULL)
    crm_custom_field_ref (copy->custom);
  return copy;
}

void
crm_record_column_free (CrmRecordColumn *column)
{
  g_clear_pointer (&column->custom, crm_custom_field_unref);
  g_free (column);
}

static char *
format_time (gint64 moment, const CrmColumnFormat *format)
{
  GTimeZone *zone = crm_clock_get_zone (format->clock);
  CrmDate today = crm_date_time_to_local (crm_clock_now (format->clock), zone, NULL);
  CrmDate date = crm_date_time_to_local (moment, zone, NULL);

  if (date == CRM_DATE_NONE)
    return NULL;
  return date > today ? crm_date_format_near (date, today) : crm_date_format_relative (date, today);
}

static const char *
find_name (const CrmField *field, const CrmId *id, const CrmColumnFormat *format)
{
  CrmNames *names = field->refers == CRM_KIND_USER ? format->users : field->refers == CRM_KIND_STAGE ? format->stages
                                                                                                     : NULL;

  return names != NULL ? crm_names_lookup (names, id) : NULL;
}

static char *
make_text (const CrmRecordColumn *column, const CrmRecord *record, const CrmColumnFormat *format)
{
  const CrmField *field = &record->kind->fields[column->field];
  const CrmValue *value = &record->values[column->field];

  if (column->text != NULL)
    return column->text (record, column->field, format);
  if (value->type == CRM_VALUE_NONE)
    return NULL;
  switch (field->type)
    {
    case CRM_TYPE_CHOICE:
      return g_strdup (crm_field_get_choice_label (field, value->text));
    case CRM_TYPE_CHOICES:
      return crm_choice_set_format (field, value->text, C_ ("choices", ", "));
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
      return g_strdup (value->text);
    case CRM_TYPE_DATE:
      return crm_date_format ((CrmDate)value->integer);
    case CRM_TYPE_TIME:
      return format_time (value->integer, format);
    case CRM_TYPE_MONEY:
      return crm_money_format (&value->money, format->locale, format->currency);
    case CRM_TYPE_BOOLEAN:
      return g_strdup (value->integer ? _ ("Yes") : _ ("No"));
    case CRM_TYPE_REFERENCE:
      return g_strdup (find_name (field, &value->id, format));
    case CRM_TYPE_DECIMAL:
      return crm_decimal_format_local (value->integer, format->locale);
    case CRM_TYPE_INTEGER:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    }
}

const char *
crm_record_column_get_label (const CrmRecordColumn *column, const CrmKind *kind)
{
  return column->custom != NULL ? crm_custom_field_get_label (column->custom) : crm_field_get_label (&kind->fields[column->field]);
}

/* A cell has one line. */
static char *
make_custom_text (const CrmCustomField *custom, GPtrArray *values, const CrmColumnFormat *format)
{
  CrmValueStyle style = { format->locale, format->currency, crm_clock_get_zone (format->clock) };
  char *text = values != NULL ? crm_custom_field_format_value (custom, values, &style) : NULL;

  return text != NULL ? g_strdelimit (text, "\r\n\t", ' ') : NULL;
}

char *
crm_record_column_get_text (const CrmRecordColumn *column, const CrmRecord *record, GPtrArray *values, const CrmColumnFormat *format)
{
  if (column->custom != NULL)
    return make_custom_text (column->custom, values, format);
  return make_text (column, record, format);
}

/* Where the list is a search's, the cells show why each row is in it. */
static void
highlight (CrmTextCell *cell, const char *text, const CellSource *source)
{
  const CrmTextPattern *pattern = source->format->pattern;
  g_autoptr (GArray) ranges = NULL;

  if (pattern != NULL && text != NULL && source->column->found)
    ranges = crm_text_pattern_find (pattern, text);
  crm_text_cell_set_highlight (cell, ranges);
}

static void
update_cell (GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  CrmRow *row = gtk_list_item_get_item (item);
  const CellSource *source = g_object_get_data (G_OBJECT (cell), "source");
  g_autofree char *text = NULL;

  if (row != NULL && crm_row_get_record (row) != NULL)
    text = crm_record_column_get_text (source->column, crm_row_get_record (row), crm_row_get_values (row), source->format);
  crm_text_cell_set_text (CRM_TEXT_CELL (cell), text);
  highlight (CRM_TEXT_CELL (cell), text, source);
}

static void
on_record (CrmRow *row, GParamSpec *spec, GtkListItem *item)
{
  update_cell (item);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, CellSource *source)
{
  GtkWidget *cell = crm_text_cell_new (source->column->numeric ? 1.f : 0.f);

  gtk_widget_add_css_class (cell, "record-cell");
  if (source->column->numeric)
    gtk_widget_add_css_class (cell, "numeric");
  g_object_set_data (G_OBJECT (cell), "source", source);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, CellSource *source)
{
  g_signal_connect (gtk_list_item_get_item (item), "notify::record", G_CALLBACK (on_record), item);
  update_cell (item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, CellSource *source)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_record, item);
}

/* The view needs a sorter to offer the column for sorting; the order itself comes from the query. */
static int
leave_order (gconstpointer a, gconstpointer b, gpointer data)
{
  return GTK_ORDERING_EQUAL;
}

/* Also the name of the action that shows and hides it. */
static char *
make_id (const CrmRecordColumn *column, const CrmKind *kind)
{
  char uuid[CRM_ID_STRING_LENGTH + 1];

  if (column->custom == NULL)
    return g_strdup (kind->fields[column->field].name);
  return g_strconcat ("custom-", crm_id_format (crm_custom_field_get_id (column->custom), uuid), NULL);
}

/* Figures stand at the end of their column, and so does what is written over them; a column says nothing of that itself. */
static void
set_heading_right (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;

  if (!GTK_IS_BOX (box))
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  /* The arrow keeps its room where there is none to see. */
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
}

/* With its margins, as of crm_column_set_width(): a column does not grow with its heading by itself. */
static int
measure_heading (GtkColumnView *view, const char *title)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), title);
  PangoAttrList *bold = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_attr_list_unref (bold);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return (int)ceil (adw_length_unit_from_px (ADW_LENGTH_UNIT_SP, width, NULL)) + HEADING_ROOM;
}

GtkColumnViewColumn *
crm_record_column_append_to (GtkColumnView *view, const CrmKind *kind, const CrmRecordColumn *column, const CrmColumnFormat *format)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = gtk_column_view_column_new (crm_record_column_get_label (column, kind), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (leave_order, NULL, NULL));
  g_autofree char *id = make_id (column, kind);
  CellSource *source = g_new (CellSource, 1);

  *source = (CellSource){ crm_record_column_copy (column), format };
  g_object_set_data_full (G_OBJECT (made), "source", source, cell_source_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), source);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), source);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), source);
  gtk_column_view_column_set_id (made, id);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_expand (made, column->expand);
  gtk_column_view_column_set_visible (made, !column->hidden);
  if (column->width > 0)
    crm_column_set_width (made, MAX (column->width, measure_heading (view, gtk_column_view_column_get_title (made))));
  gtk_column_view_append_column (view, made);
  if (column->numeric)
    set_heading_right (view);
  return made;
}

void
crm_record_column_append_all (GtkWidget *owner, GtkColumnView *view, GtkMenuButton *button, const CrmKind *kind, const CrmRecordColumn *columns, gsize n_columns, const CrmColumnFormat *format)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_if_fail (GTK_IS_WIDGET (owner) && GTK_IS_COLUMN_VIEW (view) && GTK_IS_MENU_BUTTON (button));

  for (gsize i = 0; i < n_columns; i++)
    {
      GtkColumnViewColumn *column = crm_record_column_append_to (view, kind, &columns[i], format);
      g_autoptr (GPropertyAction) visible = g_property_action_new (gtk_column_view_column_get_id (column), column, "visible");
      g_autofree char *name = g_strconcat ("columns.", gtk_column_view_column_get_id (column), NULL);

      if ((int)columns[i].field == kind->title)
        {
          gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
          continue;
        }
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (visible));
      g_menu_append (menu, gtk_column_view_column_get_title (column), name);
    }
  gtk_widget_insert_action_group (owner, "columns", G_ACTION_GROUP (actions));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

const CrmRecordColumn *
crm_record_column_get (GtkColumnViewColumn *shown)
{
  CellSource *source = g_object_get_data (G_OBJECT (shown), "source");

  g_return_val_if_fail (source != NULL, NULL);

  return source->column;
}

void
crm_record_column_set_custom (GtkColumnViewColumn *shown, CrmCustomField *custom)
{
  CellSource *source = g_object_get_data (G_OBJECT (shown), "source");

  g_return_if_fail (source != NULL && source->column->custom != NULL && custom != NULL);

  crm_custom_field_ref (custom);
  crm_custom_field_unref (source->column->custom);
  source->column->custom = custom;
  gtk_column_view_column_set_title (shown, crm_custom_field_get_label (custom));
}
