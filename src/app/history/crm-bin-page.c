/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bin: what was deleted, by whom and when; restoring it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/history/crm-bin-page.h"

#include "app/history/crm-edit-dialog.h"
#include "app/history/crm-history-row.h"
#include "app/history/crm-history-words.h"
#include "app/widgets/crm-paged-model.h"
#include "core/history/crm-bin.h"

#include <glib/gi18n-lib.h>

struct _CrmBinPage
{
  CrmPage parent_instance;

  /* template */
  GtkSearchEntry *search_entry;
  GtkDropDown *kinds;
  GtkLabel *note;
  GtkStack *places;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkActionBar *bar;
  GtkButton *restore;
  AdwStatusPage *problem;

  /* owned */
  CrmPagedModel *model;
  GtkMultiSelection *selection;

  gboolean filling; /* the choices */
};

G_DEFINE_FINAL_TYPE (CrmBinPage, crm_bin_page, CRM_TYPE_PAGE)

static CrmContext *
get_context (CrmBinPage *self)
{
  return crm_page_get_context (CRM_PAGE (self));
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmKindId kind;
  char *words;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->words);
  g_free (request);
}

static GPtrArray *
read_bin (CrmConnection *connection, gpointer data, gconstpointer after, guint max, GError **error)
{
  const Request *request = data;

  return crm_bin_read (connection, request->kind, request->words, after, max, error);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const CrmBinEntry *one = a, *other = b;

  return one->position == other->position && g_strcmp0 (one->title, other->title) == 0 && g_strcmp0 (one->survivor, other->survivor) == 0;
}

static const CrmPagedSource source = {
  .read = read_bin,
  .free = (GDestroyNotify)crm_bin_entry_free,
  .equal = is_same,
};

static Request *
make_request (CrmBinPage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint kind = gtk_drop_down_get_selected (self->kinds);
  Request *request = g_new0 (Request, 1);

  request->words = *words != '\0' ? g_strdup (words) : NULL;
  request->kind = kind == 0 || kind == GTK_INVALID_LIST_POSITION ? CRM_KIND_NONE : crm_bin_get_kinds ()[kind - 1];
  return request;
}

static void
on_asked (CrmBinPage *self)
{
  g_assert (CRM_IS_BIN_PAGE (self));

  if (self->model != NULL && !self->filling)
    crm_paged_model_set_request (self->model, make_request (self), request_free);
}

static void
on_show_all (CrmBinPage *self)
{
  g_assert (CRM_IS_BIN_PAGE (self));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->kinds, 0);
  self->filling = FALSE;
  on_asked (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
on_stop_search (CrmBinPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_loaded (CrmBinPage *self)
{
  if (self->places == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_stack_set_visible_child_name (self->places, "list");
  else if (gtk_drop_down_get_selected (self->kinds) > 0 || *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_stack_set_visible_child_name (self->places, "nothing");
  else
    gtk_stack_set_visible_child_name (self->places, "empty");
}

static void
on_failed (CrmBinPage *self, const GError *error)
{
  if (self->places == NULL)
    return;
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->places, "problem");
}

/* ── restoring ────────────────────────────────────────────────────────────────────────────── */

/* Of CrmPagedItem. */
static GPtrArray *
list_selected (CrmBinPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->model), position));
  return items;
}

static const CrmBinEntry *
get_entry (GPtrArray *items, guint i)
{
  return crm_paged_item_get (items->pdata[i]);
}

typedef struct
{
  CrmBinPage *page;
  GPtrArray *items;
  char *title;
  char *toast;
  CrmEdit *edit;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_object_unref (restoring->page);
  g_ptr_array_unref (restoring->items);
  g_clear_pointer (&restoring->edit, crm_edit_unref);
  g_free (restoring->title);
  g_free (restoring->toast);
  g_free (restoring);
}

static gboolean
make_edit (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Restoring *restoring = data;
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint i = 0; i < restoring->items->len; i++)
    g_ptr_array_add (entries, (gpointer)get_entry (restoring->items, i));
  restoring->edit = crm_bin_new_restore (connection, entries, restoring->title, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return restoring->edit != NULL;
}

static DexFuture *
on_edit (DexFuture *future, gpointer data)
{
  Restoring *restoring = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    crm_page_fail (CRM_PAGE (restoring->page), error);
  else
    dex_future_disown (crm_page_apply (CRM_PAGE (restoring->page), restoring->edit, restoring->toast));
  return NULL;
}

static void
restore_items (CrmBinPage *self, GPtrArray *items)
{
  Restoring *restoring = g_new0 (Restoring, 1);
  const CrmBinEntry *first = get_entry (items, 0);
  const char *name = first->title != NULL ? first->title : _ (first->kind->label);

  restoring->page = g_object_ref (self);
  restoring->items = g_ptr_array_ref (items);
  if (items->len == 1)
    {
      restoring->title = g_strdup_printf (_ ("Restore %s"), name);
      restoring->toast = g_strdup_printf (_ ("“%s” restored"), name);
    }
  else
    {
      restoring->title = g_strdup_printf (ngettext ("Restore %'u Record", "Restore %'u Records", items->len), items->len);
      restoring->toast = g_strdup_printf (ngettext ("%'u record restored", "%'u records restored", items->len), items->len);
    }
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (get_context (self)), NULL, make_edit, restoring, NULL), on_edit, restoring, restoring_free));
}

/* Two customers that were made one come apart by taking back that edit, which says what stays. */
static void
show_edit (CrmBinPage *self, const CrmBinEntry *entry)
{
  crm_edit_dialog_present (CRM_PAGE (self), entry->edit, NULL, NULL);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBinPage *self = CRM_BIN_PAGE (widget);
  g_autoptr (GPtrArray) items = list_selected (self);
  g_autoptr (GPtrArray) unmerged = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    if (get_entry (items, i)->survivor == NULL)
      g_ptr_array_add (unmerged, g_object_ref (items->pdata[i]));
  if (unmerged->len > 0)
    restore_items (self, unmerged);
  else if (items->len > 0)
    show_edit (self, get_entry (items, 0));
}

static void
show_edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) items = list_selected (CRM_BIN_PAGE (widget));

  if (items->len > 0)
    show_edit (CRM_BIN_PAGE (widget), get_entry (items, 0));
}

static void
on_activate (CrmBinPage *self, guint position)
{
  g_assert (CRM_IS_BIN_PAGE (self));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "bin.restore", NULL);
}

static void
on_selection (CrmBinPage *self)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *reason = NULL, *many = NULL;
  gboolean merged;

  /* The list lets go of what it shows while the page goes. */
  if (self->bar == NULL)
    return;
  items = list_selected (self);
  merged = items->len == 1 && get_entry (items, 0)->survivor != NULL;
  reason = crm_store_dup_read_only_reason (crm_context_get_store (get_context (self)));
  many = items->len > 1 ? g_strdup_printf (ngettext ("_Restore %'u", "_Restore %'u", items->len), items->len) : NULL;
  gtk_action_bar_set_revealed (self->bar, items->len > 0);
  gtk_button_set_label (self->restore, merged ? _ ("_Un-merge…") : many != NULL ? many
                                                                                : _ ("_Restore"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bin.restore", items->len > 0 && reason == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bin.show-edit", items->len == 1);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
on_setup (CrmBinPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_history_row_new ());
}

static void
on_bind (CrmBinPage *self, GtkListItem *item)
{
  const CrmBinEntry *entry = crm_paged_item_get (gtk_list_item_get_item (item));
  CrmClock *clock = crm_context_get_clock (get_context (self));
  g_autofree char *line = crm_history_dup_bin_line (entry), *day = crm_history_dup_day (entry->at, clock), *at = crm_history_dup_time (entry->at, clock);
  /* Translators: a day and the time of it. */
  g_autofree char *when = g_strdup_printf (_ ("%1$s, %2$s"), day, at);
  const char *title = entry->title != NULL ? entry->title : _ (entry->kind->label);
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", title, line, when);

  crm_history_row_set (CRM_HISTORY_ROW (gtk_list_item_get_child (item)), crm_history_get_kind_icon (entry->kind), title, line, NULL, when, FALSE);
  gtk_list_item_set_accessible_label (item, said);
}

static void
search (CrmPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_BIN_PAGE (page)->search_entry));
}

static void
take_focus (CrmPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_BIN_PAGE (page)->search_entry));
}

static void
fill_kinds (CrmBinPage *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new ((const char *const[]){ _ ("Any Kind"), NULL });

  for (const CrmKindId *kind = crm_bin_get_kinds (); *kind != CRM_KIND_NONE; kind++)
    gtk_string_list_append (kinds, _ (crm_kind_get (*kind)->label));
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (kinds));
}

/* A server keeps values of what was deleted for 180 days (docs/sync.md); a file alone keeps them. */
static void
on_engine (CrmBinPage *self)
{
  gboolean alone = crm_sync_engine_get_state (crm_context_get_engine (get_context (self))) == CRM_SYNC_STATE_LOCAL;

  gtk_label_set_label (self->note, alone ? "" : _ ("The team’s server keeps what is deleted for 180 days; after that its values are gone for good."));
  gtk_widget_set_visible (GTK_WIDGET (self->note), !alone);
}

static void
crm_bin_page_constructed (GObject *object)
{
  CrmBinPage *self = CRM_BIN_PAGE (object);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  G_OBJECT_CLASS (crm_bin_page_parent_class)->constructed (object);

  fill_kinds (self);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  self->model = crm_paged_model_new (crm_context_get_store (get_context (self)), &source);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_engine (get_context (self)), "notify::state", G_CALLBACK (on_engine), self, G_CONNECT_SWAPPED);
  crm_paged_model_follow (self->model, self->scroller);
  on_engine (self);
  on_selection (self);
  on_asked (self);
}

static void
crm_bin_page_dispose (GObject *object)
{
  CrmBinPage *self = CRM_BIN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_BIN_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (crm_bin_page_parent_class)->dispose (object);
}

static void
crm_bin_page_class_init (CrmBinPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_bin_page_constructed;
  object_class->dispose = crm_bin_page_dispose;
  CRM_PAGE_CLASS (klass)->search = search;
  CRM_PAGE_CLASS (klass)->take_focus = take_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/history/crm-bin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, note);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, list);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, restore);
  gtk_widget_class_bind_template_child (widget_class, CrmBinPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "bin.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "bin.show-edit", NULL, show_edit_action);
}

static void
crm_bin_page_init (CrmBinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
