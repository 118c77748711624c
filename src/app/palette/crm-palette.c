/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette: every action, every saved view and every record by name, pinyin, initials, phone. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/palette/crm-palette.h"

#include "app/crm-action-table.h"
#include "app/crm-page-table.h"
#include "app/palette/crm-palette-row.h"
#include "app/views/crm-view-place.h"
#include "core/query/crm-search.h"

#include <glib/gi18n-lib.h>

#define MAX_RECORDS 20

struct _CrmPalette
{
  AdwDialog parent_instance;

  /* owned */
  CrmContext *context;
  GPtrArray *actions; /* of const CrmAction, those that have sense now */
  GCancellable *cancellable;
  char *records_heading;

  /* borrowed */
  CrmWindow *window;

  /* template */
  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CrmPalette, crm_palette, ADW_TYPE_DIALOG)

/* ── the list ─────────────────────────────────────────────────────────────────────────────── */

/* All words typed must be found, in what is shown or in its other name. */
static gboolean
title_matches (const char *title, const char *other, const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed, " \t", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (*word);
      g_autoptr (GArray) here = crm_text_pattern_find (pattern, title);
      g_autoptr (GArray) there = other != NULL ? crm_text_pattern_find (pattern, other) : NULL;

      if (**word != '\0' && here == NULL && there == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What Undo and Redo would take back. */
static const char *
get_detail (CrmPalette *self, const CrmAction *action)
{
  CrmStore *store = crm_context_get_store (self->context);

  if (g_str_equal (action->name, "win.undo"))
    return crm_store_get_undo_title (store);
  return g_str_equal (action->name, "win.redo") ? crm_store_get_redo_title (store) : NULL;
}

static void
append_actions (CrmPalette *self, const char *typed, const CrmTextPattern *pattern)
{
  for (guint i = 0; i < self->actions->len; i++)
    {
      const CrmAction *action = g_ptr_array_index (self->actions, i);

      /* In the language shown, or in English. */
      if (title_matches (crm_action_get_title (action), action->title, typed))
        gtk_list_box_append (self->list, crm_palette_row_new_action (action, get_detail (self, action), pattern));
    }
}

static void
append_views (CrmPalette *self, const char *typed, const CrmTextPattern *pattern)
{
  GPtrArray *views = crm_view_reading_get_views (crm_context_get_views (self->context));

  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      CrmSavedView *view = views->pdata[i];
      const CrmViewPlace *place = crm_view_place_find (view->kind);
      const CrmPageEntry *page = place != NULL ? crm_page_table_find (place->page) : NULL;

      if (page != NULL && title_matches (view->name, NULL, typed))
        gtk_list_box_append (self->list, crm_palette_row_new_view (view, _ (page->title), page->icon_name, pattern));
    }
}

static void
append_records (CrmPalette *self, const CrmSearchHits *hits, const CrmTextPattern *pattern)
{
  g_clear_pointer (&self->records_heading, g_free);
  self->records_heading = hits->total <= hits->records->len ? g_strdup (_ ("Customers")) : g_strdup_printf (_ ("Customers · first %u of %'u"), hits->records->len, hits->total);
  for (guint i = 0; i < hits->records->len; i++)
    gtk_list_box_append (self->list, crm_palette_row_new_record (g_ptr_array_index (hits->records, i), g_ptr_array_index (hits->reasons, i), pattern));
}

static void
select_row (CrmPalette *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

static void
fill (CrmPalette *self, const CrmSearchHits *hits)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (typed);
  GtkListBoxRow *first;

  select_row (self, NULL);
  gtk_list_box_remove_all (self->list);
  append_records (self, hits, pattern);
  append_views (self, typed, pattern);
  append_actions (self, typed, pattern);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  select_row (self, first);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "list" : "nothing");
}

static const char *
get_heading (CrmPalette *self, GtkListBoxRow *row)
{
  if (crm_palette_row_get_record (CRM_PALETTE_ROW (row)) != NULL)
    return self->records_heading;
  return crm_palette_row_get_view (CRM_PALETTE_ROW (row)) != NULL ? _ ("Views") : _ ("Commands");
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  CrmPalette *self = data;
  const char *heading = get_heading (self, row);
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (heading, get_heading (self, before)) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "palette-heading");
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

/* ── searching ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPalette *palette;
  GCancellable *cancellable;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->palette);
  g_object_unref (search->cancellable);
  g_free (search);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Search *search = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (g_cancellable_is_cancelled (search->cancellable))
    return NULL;
  if (value != NULL)
    fill (search->palette, g_value_get_boxed (value));
  else if (search->palette->window != NULL)
    crm_window_fail (search->palette->window, error);
  return NULL;
}

static void
on_changed (CrmPalette *self)
{
  Search *search = g_new0 (Search, 1);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  *search = (Search){ g_object_ref (self), g_object_ref (self->cancellable) };
  dex_future_disown (dex_future_finally (crm_search_customers (crm_context_get_store (self->context), gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                                               MAX_RECORDS, self->cancellable),
                                         on_found, search, search_free));
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static void
choose (CrmPalette *self, CrmPaletteRow *row)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmSavedView) view = crm_palette_row_get_view (row) != NULL ? crm_saved_view_ref (crm_palette_row_get_view (row)) : NULL;
  const CrmAction *action = crm_palette_row_get_action (row);
  CrmWindow *window = self->window;

  if (crm_palette_row_get_record (row) != NULL)
    record = crm_record_ref (crm_palette_row_get_record (row));
  adw_dialog_close (ADW_DIALOG (self));
  if (window == NULL)
    return;
  if (record != NULL)
    crm_window_open_record (window, record->kind, &record->id, NULL, 0);
  else if (view != NULL)
    {
      char id[CRM_ID_STRING_LENGTH + 1];

      gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", crm_id_format (&view->id, id));
    }
  else
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (g_action_parse_detailed_name (action->name, &name, &target, NULL))
        gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target);
    }
}

static void
on_row_activated (CrmPalette *self, GtkListBoxRow *row)
{
  choose (self, CRM_PALETTE_ROW (row));
}

/* The entry's own signal comes after the input method: Enter that ends a composition does not get here. */
static void
on_activate (CrmPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    choose (self, CRM_PALETTE_ROW (row));
}

static void
on_stop_search (CrmPalette *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
scroll_to (CrmPalette *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* After the entry and its input method have had the key. */
static gboolean
on_key_pressed (CrmPalette *self, guint key, guint code, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? -1
                                                                                                           : 0;

  /* The keys that opened it; behind a dialog the window's own do not act. */
  if (key == GDK_KEY_k && (state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return GDK_EVENT_STOP;
    }
  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    {
      select_row (self, row);
      scroll_to (self, row);
    }
  return GDK_EVENT_STOP;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_palette_dispose (GObject *object)
{
  CrmPalette *self = CRM_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PALETTE);

  G_OBJECT_CLASS (crm_palette_parent_class)->dispose (object);
}

static void
crm_palette_finalize (GObject *object)
{
  CrmPalette *self = CRM_PALETTE (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->actions);
  g_free (self->records_heading);

  G_OBJECT_CLASS (crm_palette_parent_class)->finalize (object);
}

static void
crm_palette_class_init (CrmPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_palette_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/palette/crm-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_palette_init (CrmPalette *self)
{
  self->actions = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
}

static gboolean
is_enabled (CrmWindow *window, const CrmAction *action)
{
  const char *name = strchr (action->name, '.') + 1;
  g_autofree char *bare = g_strndup (name, strcspn (name, ":"));

  if (g_str_has_prefix (action->name, "win."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (window), bare);
  if (g_str_has_prefix (action->name, "app."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (window))), bare);
  return TRUE;
}

CrmPalette *
crm_palette_new (CrmWindow *window, CrmContext *context)
{
  static const CrmActionGroup group_order[] = { CRM_ACTION_RECORDS, CRM_ACTION_PAGES, CRM_ACTION_GENERAL };
  CrmPalette *self;
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  g_return_val_if_fail (CRM_IS_WINDOW (window) && CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_PALETTE, NULL);
  g_set_weak_pointer (&self->window, window);
  self->context = g_object_ref (context);
  for (guint i = 0; i < G_N_ELEMENTS (group_order); i++)
    for (guint j = 0; j < n; j++)
      if (table[j].group == group_order[i] && !(table[j].flags & CRM_ACTION_NOT_IN_PALETTE) && is_enabled (window, &table[j]))
        g_ptr_array_add (self->actions, (gpointer)&table[j]);
  on_changed (self);
  return self;
}
