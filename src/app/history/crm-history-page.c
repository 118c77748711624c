/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All edits, or those of one record: who, when, from where; each opens to what it did. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/history/crm-history-page.h"

#include "app/history/crm-edit-dialog.h"
#include "app/history/crm-history-row.h"
#include "app/history/crm-history-words.h"
#include "app/widgets/crm-paged-model.h"
#include "core/base/crm-date-time.h"
#include "core/history/crm-edit-list.h"

#include <glib/gi18n-lib.h>

struct _CrmHistoryPage
{
  CrmPage parent_instance;

  /* template */
  GtkSearchEntry *search_entry;
  GtkDropDown *people;
  GtkDropDown *origins;
  GtkDropDown *periods;
  GtkStack *places;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  AdwStatusPage *problem;

  /* owned */
  CrmPagedModel *model;
  GPtrArray *persons; /* of CrmEditPerson: those of the choice after "Anybody" */

  const CrmKind *kind; /* nullable: all edits */
  CrmId id;
  gboolean filling; /* the choices */
};

G_DEFINE_FINAL_TYPE (CrmHistoryPage, crm_history_page, CRM_TYPE_PAGE)

/* What a person means by where an edit came from. */
static const struct
{
  const char *label;
  guint origins;
} origin_choices[] = {
  { N_ ("Any Origin"), 0 },
  { N_ ("Typed In"), 1u << CRM_EDIT_ORIGIN_PERSON },
  { N_ ("Imported"), 1u << CRM_EDIT_ORIGIN_IMPORT },
  { N_ ("From the Team"), 1u << CRM_EDIT_ORIGIN_SYNC },
  { N_ ("Undo and Redo"), 1u << CRM_EDIT_ORIGIN_UNDO | 1u << CRM_EDIT_ORIGIN_REDO },
  { N_ ("Erased"), 1u << CRM_EDIT_ORIGIN_ERASURE },
};

static const struct
{
  const char *label;
  int days;
} period_choices[] = {
  { N_ ("Any Time"), 0 },
  { N_ ("Today"), 1 },
  { N_ ("Last 7 Days"), 7 },
  { N_ ("Last 30 Days"), 30 },
  { N_ ("Last 365 Days"), 365 },
};

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmEditFilter *filter;
  GTimeZone *zone;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  crm_edit_filter_free (request->filter);
  g_time_zone_unref (request->zone);
  g_free (request);
}

static GPtrArray *
read_edits (CrmConnection *connection, gpointer data, gconstpointer after, guint max, GError **error)
{
  const Request *request = data;
  const CrmEditEntry *last = after;

  return crm_edit_list_read (connection, request->filter, last != NULL ? last->number : G_MAXINT64, max, error);
}

static gboolean
is_same_edit (gconstpointer a, gconstpointer b)
{
  const CrmEditEntry *one = a, *other = b;

  return one->number == other->number && one->undone_by == other->undone_by && one->changed == other->changed && one->created == other->created && g_strcmp0 (one->subject, other->subject) == 0 && g_strcmp0 (one->who, other->who) == 0;
}

static gboolean
is_same_day (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmEditEntry *one = a, *other = b;
  const Request *request = data;

  return crm_date_time_to_local (one->at, request->zone, NULL) == crm_date_time_to_local (other->at, request->zone, NULL);
}

static const CrmPagedSource source = {
  .read = read_edits,
  .free = (GDestroyNotify)crm_edit_entry_free,
  .equal = is_same_edit,
  .same_section = is_same_day,
};

static CrmClock *
get_clock (CrmHistoryPage *self)
{
  return crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)));
}

static gint64
find_start (CrmHistoryPage *self, int days)
{
  GTimeZone *zone = crm_clock_get_zone (get_clock (self));
  CrmDate today = crm_date_time_to_local (crm_clock_now (get_clock (self)), zone, NULL);

  return days > 0 ? crm_date_time_from_local (crm_date_add_days (today, 1 - days), 0, zone) : 0;
}

static CrmEditFilter *
make_filter (CrmHistoryPage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint person = gtk_drop_down_get_selected (self->people), origin = gtk_drop_down_get_selected (self->origins), period = gtk_drop_down_get_selected (self->periods);
  CrmEditFilter *filter = g_new0 (CrmEditFilter, 1);

  filter->words = *words != '\0' ? g_strdup (words) : NULL;
  if (self->persons != NULL && person > 0 && person <= self->persons->len)
    filter->who = ((const CrmEditPerson *)self->persons->pdata[person - 1])->id;
  if (origin < G_N_ELEMENTS (origin_choices))
    filter->origins = origin_choices[origin].origins;
  if (period < G_N_ELEMENTS (period_choices))
    filter->from = find_start (self, period_choices[period].days);
  filter->kind = self->kind;
  filter->record = self->id;
  return filter;
}

static void
ask (CrmHistoryPage *self)
{
  Request *request = g_new0 (Request, 1);

  *request = (Request){ make_filter (self), g_time_zone_ref (crm_clock_get_zone (get_clock (self))) };
  crm_paged_model_set_request (self->model, request, request_free);
}

static void
on_asked (CrmHistoryPage *self)
{
  g_assert (CRM_IS_HISTORY_PAGE (self));

  if (self->model != NULL && !self->filling)
    ask (self);
}

static void
on_show_all (CrmHistoryPage *self)
{
  g_assert (CRM_IS_HISTORY_PAGE (self));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->people, 0);
  gtk_drop_down_set_selected (self->origins, 0);
  gtk_drop_down_set_selected (self->periods, 0);
  self->filling = FALSE;
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
on_stop_search (CrmHistoryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_loaded (CrmHistoryPage *self)
{
  g_autoptr (CrmEditFilter) filter = NULL;

  if (self->places == NULL)
    return;
  filter = make_filter (self);
  gtk_stack_set_visible_child_name (self->places, g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? "list" : crm_edit_filter_is_set (filter) ? "nothing"
                                                                                                                                                       : "empty");
}

static void
on_failed (CrmHistoryPage *self, const GError *error)
{
  if (self->places == NULL)
    return;
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->places, "problem");
}

/* ── the people to choose from ────────────────────────────────────────────────────────────── */

static gboolean
read_people (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *people = crm_edit_list_read_people (connection, error);

  if (people == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, people);
  return TRUE;
}

static DexFuture *
on_people (DexFuture *future, gpointer data)
{
  CrmHistoryPage *self = CRM_HISTORY_PAGE (data);
  const GValue *value = dex_future_get_value (future, NULL);
  g_autoptr (GtkStringList) names = NULL;

  if (self->people == NULL || value == NULL)
    return NULL;
  self->persons = g_value_dup_boxed (value);
  names = gtk_string_list_new ((const char *const[]){ _ ("Anybody"), NULL });
  for (guint i = 0; i < self->persons->len; i++)
    gtk_string_list_append (names, ((const CrmEditPerson *)self->persons->pdata[i])->name);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->people, G_LIST_MODEL (names));
  self->filling = FALSE;
  /* Alone, there is nobody to choose. */
  gtk_widget_set_visible (GTK_WIDGET (self->people), self->persons->len > 1);
  return NULL;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
on_setup (CrmHistoryPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_history_row_new ());
}

static void
on_bind (CrmHistoryPage *self, GtkListItem *item)
{
  const CrmEditEntry *entry = crm_paged_item_get (gtk_list_item_get_item (item));
  g_autofree char *line = crm_history_dup_edit_line (entry), *at = crm_history_dup_time (entry->at, get_clock (self));
  g_autofree char *said = g_strdup_printf ("%s, %s, %s%s%s", entry->title, line, at, entry->undone_by != 0 ? ", " : "", entry->undone_by != 0 ? _ ("taken back") : "");

  crm_history_row_set (CRM_HISTORY_ROW (gtk_list_item_get_child (item)), crm_history_get_origin_icon (entry->origin), entry->title, line,
                       entry->undone_by != 0 ? _ ("Taken back later") : NULL, at, entry->undone_by != 0);
  gtk_list_item_set_accessible_label (item, said);
}

static void
on_header_setup (CrmHistoryPage *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
on_header_bind (CrmHistoryPage *self, GtkListHeader *header)
{
  const CrmEditEntry *entry = crm_paged_item_get (gtk_list_header_get_item (header));
  g_autofree char *day = crm_history_dup_day (entry->at, get_clock (self));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), day);
}

static void
on_activate (CrmHistoryPage *self, guint position)
{
  g_autoptr (CrmPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  g_assert (CRM_IS_HISTORY_PAGE (self));

  if (item != NULL)
    crm_edit_dialog_present (CRM_PAGE (self), ((const CrmEditEntry *)crm_paged_item_get (item))->number, self->kind, &self->id);
}

static void
search (CrmPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_HISTORY_PAGE (page)->search_entry));
}

static void
take_focus (CrmPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CRM_HISTORY_PAGE (page)->search_entry));
}

static void
make_factories (CrmHistoryPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) header_factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (header_factory, "setup", G_CALLBACK (on_header_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (header_factory, "bind", G_CALLBACK (on_header_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_header_factory (self->list, header_factory);
}

static void
fill_choices (CrmHistoryPage *self)
{
  g_autoptr (GtkStringList) origins = gtk_string_list_new (NULL), periods = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (origin_choices); i++)
    gtk_string_list_append (origins, _ (origin_choices[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (period_choices); i++)
    gtk_string_list_append (periods, _ (period_choices[i].label));
  gtk_drop_down_set_model (self->origins, G_LIST_MODEL (origins));
  gtk_drop_down_set_model (self->periods, G_LIST_MODEL (periods));
  gtk_widget_set_visible (GTK_WIDGET (self->people), FALSE);
}

static void
crm_history_page_constructed (GObject *object)
{
  CrmHistoryPage *self = CRM_HISTORY_PAGE (object);
  CrmStore *store = crm_context_get_store (crm_page_get_context (CRM_PAGE (self)));
  GtkSingleSelection *selection;

  G_OBJECT_CLASS (crm_history_page_parent_class)->constructed (object);

  fill_choices (self);
  self->model = crm_paged_model_new (store, &source);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  crm_paged_model_follow (self->model, self->scroller);
  dex_future_disown (dex_future_finally (crm_store_read (store, NULL, read_people, NULL, NULL), on_people, g_object_ref (self), g_object_unref));
  ask (self);
}

static void
crm_history_page_dispose (GObject *object)
{
  CrmHistoryPage *self = CRM_HISTORY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_HISTORY_PAGE);
  g_clear_object (&self->model);
  g_clear_pointer (&self->persons, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_history_page_parent_class)->dispose (object);
}

static void
crm_history_page_class_init (CrmHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_history_page_constructed;
  object_class->dispose = crm_history_page_dispose;
  CRM_PAGE_CLASS (klass)->search = search;
  CRM_PAGE_CLASS (klass)->take_focus = take_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/history/crm-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, people);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, origins);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, periods);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
crm_history_page_init (CrmHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_factories (self);
}

CrmPage *
crm_history_page_new_for (CrmContext *context, const CrmKind *kind, const CrmId *id, const char *name)
{
  CrmHistoryPage *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL && id != NULL, NULL);

  self = g_object_new (CRM_TYPE_HISTORY_PAGE, "context", context, NULL);
  self->kind = kind;
  self->id = *id;
  /* Translators: the history of a record: "History of Harbour Trading". */
  title = g_strdup_printf (_ ("History of %s"), name != NULL ? name : _ (kind->label));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_navigation_page_set_tag (ADW_NAVIGATION_PAGE (self), NULL);
  ask (self);
  return CRM_PAGE (self);
}
