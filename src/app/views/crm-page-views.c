/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved view that a page shows. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-page-views.h"

#include "app/views/crm-view-dialog.h"
#include "app/views/crm-view-menu.h"
#include "app/widgets/crm-column-settings.h"
#include "core/views/crm-facet-group.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CrmPageViews
{
  GObject parent_instance;

  /* borrowed: the page owns this */
  CrmPage *page;
  GtkMenuButton *button;
  GtkButton *words;
  CrmFilterBar *filters;
  const CrmViewPlace *place;

  GtkColumnView *table; /* weak; NULL before there is one */

  /* owned */
  CrmViewReading *reading;
  CrmSavedView *view; /* NULL for all customers */
  char *wanted;       /* the view to show once it is there */
  char *group;        /* name of the facet by which records are grouped, "" for none */
  char *trouble;      /* what was said to be wrong with the view */
  gboolean asked;
  GSimpleActionGroup *actions;
  char *locale;
};

enum
{
  CHANGED,
  GROUPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmPageViews, crm_page_views, G_TYPE_OBJECT)

static CrmContext *
get_context (CrmPageViews *self)
{
  return crm_page_get_context (self->page);
}

static GPtrArray *
get_facets (CrmPageViews *self)
{
  return crm_view_reading_get_facets (self->reading, self->place->kind);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
set_enabled (CrmPageViews *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
set_state (CrmPageViews *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), state);
}

static CrmValueStyle
get_style (CrmPageViews *self)
{
  return (CrmValueStyle){ self->locale, crm_workspace_get_currency (crm_context_get_workspace (get_context (self))), crm_view_reading_get_time (self->reading).zone };
}

static void
show_words (CrmPageViews *self)
{
  GPtrArray *facets = get_facets (self);
  CrmValueStyle style = get_style (self);
  g_autofree char *words = NULL;

  if (self->view != NULL && self->view->conditions != NULL && facets != NULL)
    words = crm_condition_to_words (self->view->conditions, facets, &style);
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL && *words != '\0');
  if (words == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (self->words)), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->words), words);
}

static void
update (CrmPageViews *self)
{
  char id[CRM_ID_STRING_LENGTH + 1];
  const char *name = self->view != NULL ? self->view->name : _ (self->place->all);
  gboolean ready = get_facets (self) != NULL;

  gtk_menu_button_set_label (self->button, name);
  set_state (self, "show", g_variant_new_string (self->view != NULL ? crm_id_format (&self->view->id, id) : ""));
  set_state (self, "group", g_variant_new_string (self->group));
  set_state (self, "pinned", g_variant_new_boolean (self->view != NULL && self->view->pinned));
  set_enabled (self, "new", ready);
  set_enabled (self, "edit", ready && self->view != NULL && self->view->conditions != NULL);
  set_enabled (self, "save", ready && self->view != NULL && self->view->conditions != NULL);
  set_enabled (self, "pinned", self->view != NULL);
  set_enabled (self, "delete", self->view != NULL);
  show_words (self);
}

/* As the view says; without one, as all records were last. */
static void
take_group (CrmPageViews *self)
{
  GSettings *settings = crm_context_get_settings (get_context (self));

  g_clear_pointer (&self->group, g_free);
  if (self->view != NULL && self->view->layout != NULL)
    g_variant_get (self->view->layout, "(@a(sib)@(sb)s)", NULL, NULL, &self->group);
  else if (self->view == NULL && settings != NULL)
    self->group = g_settings_get_string (settings, self->place->group_setting);
  else
    self->group = g_strdup ("");
}

/* The table stands as the view says; without one, as it did before. */
static void
lay_out (CrmPageViews *self)
{
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) sort = NULL;
  g_autoptr (GVariant) layout = NULL;

  if (self->table == NULL)
    return;
  crm_column_settings_take_back (self->table);
  if (self->view == NULL || self->view->layout == NULL)
    return;
  g_variant_get (self->view->layout, "(@a(sib)@(sb)s)", &columns, &sort, NULL);
  layout = g_variant_ref_sink (g_variant_new ("(@a(sib)@(sb))", columns, sort));
  crm_column_settings_lend (self->table, layout);
}

static GVariant *
dup_layout (CrmPageViews *self)
{
  g_autoptr (GVariant) layout = NULL;
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) sort = NULL;

  if (self->table == NULL)
    return self->view != NULL && self->view->layout != NULL ? g_variant_ref (self->view->layout) : NULL;
  layout = crm_column_settings_dup_layout (self->table);
  g_variant_get (layout, "(@a(sib)@(sb))", &columns, &sort);
  return g_variant_ref_sink (g_variant_new ("(@a(sib)@(sb)s)", columns, sort, self->group));
}

static gboolean
layouts_equal (GVariant *a, GVariant *b)
{
  return a == b || (a != NULL && b != NULL && g_variant_equal (a, b));
}

/* The view shown may have been laid out anew by an undo, or by a colleague; what was just saved stands so already. */
static gboolean
is_laid_out_otherwise (CrmPageViews *self, const CrmSavedView *view)
{
  g_autoptr (GVariant) layout = NULL;

  if (layouts_equal (self->view->layout, view->layout))
    return FALSE;
  layout = dup_layout (self);
  return !layouts_equal (layout, view->layout);
}

static void
take_view (CrmPageViews *self, CrmSavedView *view)
{
  gboolean other = view == NULL || self->view == NULL || !crm_id_equal (&view->id, &self->view->id);
  gboolean otherwise = other || is_laid_out_otherwise (self, view);
  GSettings *settings = crm_context_get_settings (get_context (self));
  char id[CRM_ID_STRING_LENGTH + 1];

  if (view == self->view && self->asked)
    return;
  self->asked = TRUE;
  g_clear_pointer (&self->view, crm_saved_view_unref);
  self->view = view != NULL ? crm_saved_view_ref (view) : NULL;
  if (other)
    {
      g_clear_pointer (&self->trouble, g_free);
      if (settings != NULL)
        g_settings_set_string (settings, self->place->setting, view != NULL ? crm_id_format (&view->id, id) : "");
    }
  if (otherwise)
    {
      take_group (self);
      lay_out (self);
    }
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @fresh: the views were just read: what is not among them is no more. One that was just saved may be read in a moment. */
static void
show_wanted (CrmPageViews *self, gboolean fresh)
{
  CrmSavedView *view = NULL;
  CrmId id;

  if (self->wanted == NULL || crm_view_reading_get_views (self->reading) == NULL)
    return;
  if (crm_id_parse (self->wanted, &id))
    view = crm_view_reading_find (self->reading, &id);
  if (view == NULL && *self->wanted != '\0' && !fresh)
    return;
  g_clear_pointer (&self->wanted, g_free);
  take_view (self, view);
}

void
crm_page_views_show (CrmPageViews *self, const char *id)
{
  g_return_if_fail (CRM_IS_PAGE_VIEWS (self));

  g_set_str (&self->wanted, id != NULL ? id : "");
  show_wanted (self, FALSE);
}

/* The view may have been changed, here or by a colleague, or deleted; and "the last 30 days" go on. */
static void
on_reading_changed (CrmPageViews *self)
{
  if (self->view != NULL && crm_view_reading_get_views (self->reading) != NULL)
    take_view (self, crm_view_reading_find (self->reading, &self->view->id));
  show_wanted (self, TRUE);
  update (self);
}

gboolean
crm_page_views_is_waiting (CrmPageViews *self)
{
  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self), FALSE);

  /* What to group by is known by its facets. */
  return (self->wanted != NULL && *self->wanted != '\0' && self->view == NULL) || (*self->group != '\0' && get_facets (self) == NULL);
}

const CrmSavedView *
crm_page_views_get_shown (CrmPageViews *self)
{
  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self), NULL);

  return self->view;
}

CrmFilter *
crm_page_views_dup_filter (CrmPageViews *self)
{
  CrmConditionTime time;
  g_autoptr (GError) error = NULL;
  CrmFilter *filter;

  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self), NULL);

  if (self->view == NULL || get_facets (self) == NULL)
    return NULL;
  time = crm_view_reading_get_time (self->reading);
  filter = crm_saved_view_to_filter (self->view, get_facets (self), &time, &error);
  /* It is asked with each key typed into the search, and wrong in the same way each time. */
  if (g_set_str (&self->trouble, error != NULL ? error->message : NULL) && error != NULL)
    crm_page_fail (self->page, error);
  return filter != NULL ? filter : crm_filter_new_or ();
}

/* The facet by which records are grouped; NULL for none, and for one that is no more. */
static const CrmFacet *
find_group (CrmPageViews *self)
{
  const CrmFacet *facet = *self->group != '\0' && get_facets (self) != NULL ? crm_facets_find (get_facets (self), self->group) : NULL;

  return facet != NULL && crm_facet_can_group (facet) ? facet : NULL;
}

CrmQuery *
crm_page_views_group (CrmPageViews *self, CrmQuery *query)
{
  const CrmFacet *facet;

  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self) && query != NULL, NULL);

  facet = find_group (self);
  return facet != NULL ? crm_facet_group (facet, query) : crm_query_ref (query);
}

char *
crm_page_views_dup_group_title (CrmPageViews *self, const char *value)
{
  const CrmFacet *facet;
  CrmValueStyle style;

  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self), NULL);

  facet = find_group (self);
  style = get_style (self);
  return facet != NULL ? crm_facet_format_group (facet, value, &style) : g_strdup ("");
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

/* What the view asks, and what the filters ask besides. */
static CrmCondition *
dup_conditions (CrmPageViews *self, gboolean of_view)
{
  CrmCondition *all = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmCondition *filtered = crm_filter_bar_dup_condition (self->filters, get_facets (self));

  if (of_view && self->view != NULL && self->view->conditions != NULL)
    {
      if (crm_condition_is_empty (filtered))
        {
          crm_condition_free (all);
          crm_condition_free (filtered);
          return crm_condition_copy (self->view->conditions);
        }
      g_ptr_array_add (all->parts, crm_condition_copy (self->view->conditions));
    }
  for (guint i = 0; i < filtered->parts->len; i++)
    g_ptr_array_add (all->parts, crm_condition_copy (filtered->parts->pdata[i]));
  crm_condition_free (filtered);
  return all;
}

char *
crm_page_views_describe (CrmPageViews *self)
{
  g_autoptr (CrmCondition) conditions = NULL;
  g_autofree char *words = NULL;
  CrmValueStyle style;
  const char *parts[3] = { NULL };
  guint n = 0;

  g_return_val_if_fail (CRM_IS_PAGE_VIEWS (self), NULL);

  if (self->view != NULL)
    parts[n++] = self->view->name;
  if (get_facets (self) != NULL)
    {
      style = get_style (self);
      conditions = dup_conditions (self, TRUE);
      words = crm_condition_to_words (conditions, get_facets (self), &style);
    }
  if (words != NULL && *words != '\0')
    parts[n++] = words;
  return g_strjoinv (" · ", (char **)parts);
}

static void
on_saved (CrmPageViews *self, const CrmId *id)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  crm_filter_bar_clear (self->filters);
  crm_page_views_show (self, crm_id_format (id, text));
}

static void
present (CrmPageViews *self, CrmSavedView *view, const CrmCondition *conditions)
{
  g_autoptr (GVariant) layout = dup_layout (self);
  AdwDialog *dialog = crm_view_dialog_new (get_context (self), self->place->kind, view, conditions, layout);

  g_signal_connect_object (dialog, "created", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self->page));
}

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  g_autoptr (CrmCondition) conditions = dup_conditions (self, TRUE);

  present (self, NULL, conditions);
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);

  present (self, self->view, self->view->conditions);
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  g_autoptr (CrmCondition) conditions = dup_conditions (self, TRUE);
  g_autoptr (GVariant) layout = dup_layout (self);
  g_autoptr (CrmEdit) edit = crm_saved_view_new_edit (&self->view->id, self->view->name, self->view->kind, conditions, layout, self->view->pinned, NULL);

  crm_filter_bar_clear (self->filters);
  dex_future_disown (crm_page_apply (self->page, edit, _ ("View saved")));
}

static void
on_pinned (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  g_autoptr (CrmEdit) edit = crm_saved_view_new_pin (self->view, g_variant_get_boolean (state));

  dex_future_disown (crm_page_apply (self->page, edit, NULL));
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  g_autoptr (CrmEdit) edit = crm_saved_view_new_deletion (self->view);
  g_autofree char *toast = g_strdup_printf (_ ("View “%s” deleted"), self->view->name);

  dex_future_disown (crm_page_apply (self->page, edit, toast));
}

static void
on_show (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);

  crm_page_views_show (self, g_variant_get_string (state, NULL));
}

static void
on_group (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  GSettings *settings = crm_context_get_settings (get_context (self));

  if (!g_set_str (&self->group, g_variant_get_string (state, NULL)))
    return;
  if (self->view == NULL && settings != NULL)
    g_settings_set_string (settings, self->place->group_setting, self->group);
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[GROUPED], 0);
}

static void
on_popup (GtkMenuButton *button, gpointer data)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (data);
  g_autoptr (GMenuModel) menu = crm_view_menu_new (self->reading, self->place, self->view != NULL);

  gtk_menu_button_set_menu_model (button, menu);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_page_views_dispose (GObject *object)
{
  CrmPageViews *self = CRM_PAGE_VIEWS (object);

  g_clear_weak_pointer (&self->table);
  g_clear_object (&self->reading);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->view, crm_saved_view_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->locale, g_free);

  G_OBJECT_CLASS (crm_page_views_parent_class)->dispose (object);
}

static void
crm_page_views_class_init (CrmPageViewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_page_views_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_PAGE_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GROUPED] = g_signal_new ("grouped", CRM_TYPE_PAGE_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_page_views_init (CrmPageViews *self)
{
  static const GActionEntry entries[] = {
    { "show", NULL, "s", "''", on_show },
    { "group", NULL, "s", "''", on_group },
    { "pinned", NULL, NULL, "false", on_pinned },
    { "new", on_new },
    { "edit", on_edit },
    { "save", on_save },
    { "delete", on_delete },
  };

  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

CrmPageViews *
crm_page_views_new (CrmPage *page, const CrmKind *kind, GtkMenuButton *button, GtkButton *words, CrmFilterBar *filters)
{
  CrmPageViews *self;
  GSettings *settings;

  g_return_val_if_fail (CRM_IS_PAGE (page) && crm_view_place_find (kind) != NULL && GTK_IS_MENU_BUTTON (button) && GTK_IS_BUTTON (words) && CRM_IS_FILTER_BAR (filters), NULL);

  self = g_object_new (CRM_TYPE_PAGE_VIEWS, NULL);
  self->page = page;
  self->button = button;
  self->words = words;
  self->filters = filters;
  self->place = crm_view_place_find (kind);
  self->reading = g_object_ref (crm_context_get_views (crm_page_get_context (page)));
  g_signal_connect_object (self->reading, "changed", G_CALLBACK (on_reading_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "views", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_create_popup_func (button, on_popup, self, NULL);
  settings = crm_context_get_settings (get_context (self));
  take_group (self);
  self->wanted = settings != NULL ? g_settings_get_string (settings, self->place->setting) : NULL;
  update (self);
  show_wanted (self, FALSE);
  return self;
}

void
crm_page_views_set_table (CrmPageViews *self, GtkColumnView *table)
{
  g_return_if_fail (CRM_IS_PAGE_VIEWS (self) && GTK_IS_COLUMN_VIEW (table));

  g_set_weak_pointer (&self->table, table);
  lay_out (self);
}
