/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales funnel: several views of the same deals under one filter. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-page.h"

#include "app/deals/crm-deal-dialog.h"
#include "app/deals/crm-deals-board.h"
#include "app/deals/crm-deals-forecast.h"
#include "app/deals/crm-deals-funnel.h"
#include "app/deals/crm-deals-list.h"
#include "app/deals/crm-deals-movement.h"
#include "app/deals/crm-deals-review.h"
#include "app/deals/crm-deals-scope.h"
#include "app/deals/crm-deals-view.h"
#include "app/widgets/crm-filter-bar.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* A line of the choice of people: somebody, a team, or everybody. */
typedef struct
{
  CrmId owner;
  char *team;
} People;

struct _CrmDealsPage
{
  CrmPage parent_instance;

  /* owned */
  CrmDealsScope *scope;
  CrmNames *users;
  CrmFilterBar *filters;
  CrmPageViews *saved;
  GArray *people; /* of People, as people_choice shows them */

  guint filling : 1; /* the choices change because of the scope, not because of a person */

  /* template */
  AdwViewStack *views;
  GtkStack *places;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwWrapBox *chips;
  GtkDropDown *pipeline_choice;
  GtkDropDown *people_choice;
  GtkDropDown *period_choice;
  GtkMenuButton *view_button;
  GtkButton *view_words;
  GtkMenuButton *filter_button;
};

G_DEFINE_FINAL_TYPE (CrmDealsPage, crm_deals_page, CRM_TYPE_PAGE)

static const guint filter_fields[] = { CRM_DEAL_CATEGORY, CRM_DEAL_SOURCE, CRM_DEAL_CHANNEL, CRM_DEAL_LOST_REASON };

/* The views, in the order of the switcher. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GType (*get_type) (void);
} view_table[] = {
  { "board", NC_ ("view of deals", "Board"), "crm-deals-symbolic", crm_deals_board_get_type },
  { "list", NC_ ("view of deals", "List"), "view-list-symbolic", crm_deals_list_get_type },
  { "forecast", NC_ ("view of deals", "Forecast"), "x-office-calendar-symbolic", crm_deals_forecast_get_type },
  { "funnel", NC_ ("view of deals", "Funnel"), "crm-filter-symbolic", crm_deals_funnel_get_type },
  { "movement", NC_ ("view of deals", "Movement"), "media-playlist-shuffle-symbolic", crm_deals_movement_get_type },
  { "review", NC_ ("view of deals", "Review"), "object-select-symbolic", crm_deals_review_get_type },
};

/* ── views ────────────────────────────────────────────────────────────────────────────────── */

/* A place for each view; the view itself is made when it is first seen. */
static void
add_places (CrmDealsPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    adw_view_stack_add_titled_with_icon (self->views, adw_bin_new (), view_table[i].name, g_dpgettext2 (GETTEXT_PACKAGE, "view of deals", view_table[i].title), view_table[i].icon_name);
}

static CrmDealsView *
make_view (CrmDealsPage *self, const char *name)
{
  CrmDealsView *view = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (view_table) && view == NULL; i++)
    if (g_strcmp0 (view_table[i].name, name) == 0)
      view = g_object_new (view_table[i].get_type (), NULL);
  crm_deals_view_attach (view, CRM_PAGE (self), self->scope);
  return view;
}

static CrmDealsView *
get_view (CrmDealsPage *self)
{
  AdwBin *place = ADW_BIN (adw_view_stack_get_visible_child (self->views));

  if (adw_bin_get_child (place) == NULL)
    adw_bin_set_child (place, GTK_WIDGET (make_view (self, adw_view_stack_get_visible_child_name (self->views))));
  return CRM_DEALS_VIEW (adw_bin_get_child (place));
}

/* The list of a saved view is of all pipelines. */
static void
update_choices (CrmDealsPage *self)
{
  GPtrArray *pipelines = crm_deals_scope_get_pipelines (self->scope);
  gboolean of_all = crm_deals_scope_has_view (self->scope) && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "list") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->pipeline_choice), pipelines != NULL && pipelines->len > 1 && !of_all);
  gtk_widget_set_visible (GTK_WIDGET (self->period_choice), crm_deals_view_uses_period (get_view (self)));
}

static void
on_view_selected (CrmDealsPage *self)
{
  GSettings *settings;

  if (self->filling || self->scope == NULL || adw_view_stack_get_visible_child (self->views) == NULL)
    return;
  settings = crm_context_get_settings (crm_page_get_context (CRM_PAGE (self)));
  update_choices (self);
  if (settings != NULL)
    g_settings_set_string (settings, "deals-view", adw_view_stack_get_visible_child_name (self->views));
}

static void
restore_view (CrmDealsPage *self)
{
  GSettings *settings = crm_context_get_settings (crm_page_get_context (CRM_PAGE (self)));
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, "deals-view") : NULL;

  if (name != NULL && adw_view_stack_get_child_by_name (self->views, name) != NULL)
    adw_view_stack_set_visible_child_name (self->views, name);
  update_choices (self);
}

/* ── choices ──────────────────────────────────────────────────────────────────────────────── */

static void
on_pipeline_selected (CrmDealsPage *self)
{
  GPtrArray *pipelines = self->scope != NULL ? crm_deals_scope_get_pipelines (self->scope) : NULL;
  guint selected = gtk_drop_down_get_selected (self->pipeline_choice);

  if (!self->filling && pipelines != NULL && selected < pipelines->len)
    crm_deals_scope_set_pipeline (self->scope, &((CrmPipeline *)pipelines->pdata[selected])->record->id);
}

static void
on_people_selected (CrmDealsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->people_choice);
  const People *people;

  if (self->filling || self->people == NULL || selected >= self->people->len)
    return;
  people = &g_array_index (self->people, People, selected);
  if (people->team != NULL)
    crm_deals_scope_set_team (self->scope, people->team);
  else
    crm_deals_scope_set_owner (self->scope, crm_id_is_nil (&people->owner) ? NULL : &people->owner);
}

static void
on_period_selected (CrmDealsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->period_choice);

  if (!self->filling && self->scope != NULL && selected < CRM_DEALS_N_PERIODS)
    crm_deals_scope_set_period (self->scope, (CrmDealsPeriod)selected);
}

static void
show_span (CrmDealsPage *self)
{
  g_autofree char *span = crm_deals_scope_describe_span (self->scope);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->period_choice), span);
}

static void
fill_periods (CrmDealsPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < CRM_DEALS_N_PERIODS; i++)
    gtk_string_list_append (titles, crm_deals_period_get_title ((CrmDealsPeriod)i));
  gtk_drop_down_set_model (self->period_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->period_choice, crm_deals_scope_get_period (self->scope));
}

static void
fill_pipelines (CrmDealsPage *self)
{
  GPtrArray *pipelines = crm_deals_scope_get_pipelines (self->scope);
  CrmPipeline *shown = crm_deals_scope_get_pipeline (self->scope);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < pipelines->len; i++)
    {
      CrmPipeline *pipeline = pipelines->pdata[i];

      gtk_string_list_append (titles, crm_record_get_title (pipeline->record));
      if (pipeline == shown)
        selected = i;
    }
  gtk_drop_down_set_model (self->pipeline_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->pipeline_choice, selected);
  update_choices (self);
}

static void
clear_people (gpointer data)
{
  g_free (((People *)data)->team);
}

static gboolean
has_team (CrmDealsPage *self, const char *team)
{
  for (guint i = 0; i < self->people->len; i++)
    if (g_strcmp0 (g_array_index (self->people, People, i).team, team) == 0)
      return TRUE;
  return FALSE;
}

static void
add_people (CrmDealsPage *self, GtkStringList *titles, const CrmId *owner, const char *team, const char *title)
{
  People people = { .team = g_strdup (team) };

  if (owner != NULL)
    people.owner = *owner;
  g_array_append_val (self->people, people);
  gtk_string_list_append (titles, title);
}

/* One person alone has nobody to choose from. */
static void
fill_people (CrmDealsPage *self)
{
  GPtrArray *users = crm_deals_scope_get_users (self->scope);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const CrmId *owner = crm_deals_scope_get_owner (self->scope);
  const char *team = crm_deals_scope_get_team (self->scope);
  guint selected = 0;

  g_array_set_size (self->people, 0);
  add_people (self, titles, NULL, NULL, _ ("All owners"));
  for (guint i = 0; i < users->len; i++)
    {
      const CrmRecord *user = users->pdata[i];

      if (owner != NULL && crm_id_equal (owner, &user->id))
        selected = self->people->len;
      add_people (self, titles, &user->id, NULL, crm_record_get_title (user));
    }
  for (guint i = 0; i < users->len; i++)
    {
      const char *name = crm_record_get_text (users->pdata[i], CRM_USER_TEAM);
      g_autofree char *title = NULL;

      if (name == NULL || has_team (self, name))
        continue;
      /* Translators: %s is the name of a team. */
      title = g_strdup_printf (_ ("Team %s"), name);
      if (g_strcmp0 (team, name) == 0)
        selected = self->people->len;
      add_people (self, titles, NULL, name, title);
    }
  gtk_drop_down_set_model (self->people_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->people_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->people_choice), users->len > 1);
}

static void
on_pipelines (CrmDealsScope *scope, CrmDealsPage *self)
{
  self->filling = TRUE;
  fill_pipelines (self);
  fill_people (self);
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->places, crm_deals_scope_get_pipelines (scope)->len > 0 ? "views" : "empty");
}

static void
on_failed (CrmDealsScope *scope, const GError *error, CrmDealsPage *self)
{
  crm_page_fail (CRM_PAGE (self), error);
}

static void
on_filters_changed (CrmFilterBar *filters, CrmDealsPage *self)
{
  g_autoptr (CrmFilter) filter = crm_filter_bar_dup_filter (filters);

  crm_deals_scope_set_filter (self->scope, filter);
}

/* The page is named after what it shows. */
static void
on_saved_changed (CrmDealsPage *self)
{
  const CrmSavedView *view = crm_page_views_get_shown (self->saved);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), view != NULL ? view->name : _ ("Deals"));
  update_choices (self);
}

/* Only the list has groups. */
static void
show_list (CrmDealsPage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "list");
}

static void
on_search_changed (CrmDealsPage *self)
{
  if (self->scope != NULL)
    crm_deals_scope_set_search (self->scope, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* ── commands ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_page_take_focus (CrmPage *page)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (page);

  if (!gtk_widget_child_focus (GTK_WIDGET (self->views), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
crm_deals_page_search (CrmPage *page)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (page);

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

static void
crm_deals_page_create (CrmPage *page)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (page);
  CrmDealDialog *dialog = crm_deal_dialog_new (crm_page_get_context (page));
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (self->scope);

  if (pipeline != NULL)
    crm_deal_dialog_set_pipeline (dialog, &pipeline->record->id);
  crm_deal_dialog_present (dialog, page);
}

static void
create_deal (GtkWidget *widget, const char *action, GVariant *parameter)
{
  crm_page_create (CRM_PAGE (widget));
}

static DexFuture *
crm_deals_page_make_sheet (CrmPage *page)
{
  return crm_deals_view_make_sheet (get_view (CRM_DEALS_PAGE (page)));
}

static void
crm_deals_page_export (CrmPage *page)
{
  crm_deals_view_export (get_view (CRM_DEALS_PAGE (page)));
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (self->search_button, FALSE);
  crm_filter_bar_clear (self->filters);
  gtk_drop_down_set_selected (self->people_choice, 0);
  crm_page_views_show (self->saved, NULL);
}

/* What somebody goes to from the sidebar stands in the list, as many as are counted there. */
static void
crm_deals_page_show_view (CrmPage *page, const char *id)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (page);

  if (*id != '\0')
    show_list (self);
  crm_filter_bar_clear (self->filters);
  crm_page_views_show (self->saved, id);
}

static void
begin_pipeline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New pipeline"), CRM_EDIT_ORIGIN_PERSON);

  crm_pipeline_create_usual (edit, NULL);
  dex_future_disown (crm_page_apply (CRM_PAGE (widget), edit, _ ("Pipeline made")));
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_page_constructed (GObject *object)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (object);
  CrmContext *context;

  G_OBJECT_CLASS (crm_deals_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  self->users = crm_names_new (crm_context_get_store (context), &crm_kind_user);
  self->filters = crm_filter_bar_new (&crm_kind_deal, filter_fields, G_N_ELEMENTS (filter_fields), self->users, self->chips, self->filter_button);
  self->scope = crm_deals_scope_new (context);
  g_signal_connect_object (self->scope, "pipelines", G_CALLBACK (on_pipelines), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->scope, "changed", G_CALLBACK (show_span), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (on_filters_changed), self, G_CONNECT_DEFAULT);
  self->saved = crm_page_views_new (CRM_PAGE (self), &crm_kind_deal, self->view_button, self->view_words, self->filters);
  crm_deals_scope_set_saved (self->scope, self->saved);
  g_signal_connect_object (self->saved, "changed", G_CALLBACK (on_saved_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saved, "grouped", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  self->filling = TRUE;
  fill_periods (self);
  show_span (self);
  add_places (self);
  restore_view (self);
  self->filling = FALSE;
  on_saved_changed (self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

static void
crm_deals_page_dispose (GObject *object)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DEALS_PAGE);
  if (self->scope != NULL)
    crm_deals_scope_set_saved (self->scope, NULL);
  g_clear_object (&self->saved);
  g_clear_object (&self->filters);
  g_clear_object (&self->scope);

  G_OBJECT_CLASS (crm_deals_page_parent_class)->dispose (object);
}

static void
crm_deals_page_finalize (GObject *object)
{
  CrmDealsPage *self = CRM_DEALS_PAGE (object);

  g_clear_object (&self->users);
  g_clear_pointer (&self->people, g_array_unref);

  G_OBJECT_CLASS (crm_deals_page_parent_class)->finalize (object);
}

static void
crm_deals_page_class_init (CrmDealsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_deals_page_constructed;
  object_class->dispose = crm_deals_page_dispose;
  object_class->finalize = crm_deals_page_finalize;
  CRM_PAGE_CLASS (klass)->search = crm_deals_page_search;
  CRM_PAGE_CLASS (klass)->take_focus = crm_deals_page_take_focus;
  CRM_PAGE_CLASS (klass)->create = crm_deals_page_create;
  CRM_PAGE_CLASS (klass)->export = crm_deals_page_export;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_deals_page_make_sheet;
  CRM_PAGE_CLASS (klass)->show_view = crm_deals_page_show_view;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, views);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, pipeline_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, people_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, period_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, view_words);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsPage, filter_button);
  gtk_widget_class_bind_template_callback (widget_class, on_view_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_pipeline_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_people_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_period_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);

  gtk_widget_class_install_action (widget_class, "page.create", NULL, create_deal);
  gtk_widget_class_install_action (widget_class, "page.begin", NULL, begin_pipeline);
  gtk_widget_class_install_action (widget_class, "page.show-all", NULL, show_all);
}

static void
crm_deals_page_init (CrmDealsPage *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (People));
  g_array_set_clear_func (self->people, clear_people);
  gtk_widget_init_template (GTK_WIDGET (self));
}
