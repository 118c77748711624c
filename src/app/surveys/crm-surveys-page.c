/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys: what is asked of customers, and how many have answered. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-surveys-page.h"

#include "app/surveys/crm-new-survey-dialog.h"
#include "app/surveys/crm-survey-acts.h"
#include "app/surveys/crm-surveys-columns.h"
#include "app/surveys/crm-survey-row.h"
#include "app/widgets/crm-column-settings.h"
#include "app/widgets/crm-row-factory.h"
#include "app/widgets/crm-row-menu.h"
#include "core/query/crm-query-model.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _CrmSurveysPage
{
  CrmPage parent_instance;

  /* owned */
  CrmQueryModel *model;
  GtkSingleSelection *selection;
  CrmNames *users;
  char *locale;
  CrmColumnFormat format;

  /* template */
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwToggleGroup *which;
  GtkLabel *count_label;
  GtkMenuButton *columns_button;
  GtkStack *places;
  GtkStack *layouts;
  GtkColumnView *table;
  GtkListView *cards;
};

G_DEFINE_FINAL_TYPE (CrmSurveysPage, crm_surveys_page, CRM_TYPE_PAGE)

/* ── the question ─────────────────────────────────────────────────────────────────────────── */

static CrmFilter *
dup_filter (CrmSurveysPage *self)
{
  g_auto (CrmValue) archived = crm_value_text ("archived");

  return crm_filter_new (CRM_SURVEY_STATUS, g_strcmp0 (adw_toggle_group_get_active_name (self->which), "archived") == 0 ? CRM_OPERATOR_EQUAL : CRM_OPERATOR_NOT_EQUAL, &archived);
}

static void
ask (CrmSurveysPage *self)
{
  g_autoptr (CrmFilter) filter = NULL;
  g_autoptr (CrmQuery) query = NULL;
  GtkColumnViewSorter *sorter;
  GtkColumnViewColumn *column;
  gboolean descending;
  int field;

  if (self->model == NULL)
    return;
  sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->table));
  column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  field = column != NULL ? crm_kind_find_field (&crm_kind_survey, gtk_column_view_column_get_id (column)) : CRM_SURVEY_TITLE;
  descending = column != NULL && gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  filter = dup_filter (self);
  query = crm_query_new (&crm_kind_survey, filter, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), crm_surveys_columns_get_sort ((guint)MAX (field, 0)), descending);
  crm_query_model_set_query (self->model, query);
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, CrmSurveysPage *self)
{
  ask (self);
}

static void
on_which (CrmSurveysPage *self)
{
  ask (self);
}

static void
on_search_changed (CrmSurveysPage *self)
{
  ask (self);
}

/* ── the answer ───────────────────────────────────────────────────────────────────────────── */

static void
update_place (CrmSurveysPage *self)
{
  guint n = crm_query_model_get_n_matching (self->model);
  const char *place = "list";
  g_autofree char *count = g_strdup_printf (ngettext ("%'u survey", "%'u surveys", n), n);

  if (n == 0)
    place = !crm_query_model_is_ready (self->model) ? "waiting" : crm_query_model_get_n_total (self->model) == 0 ? "empty"
                                                                                                                 : "nothing";
  gtk_stack_set_visible_child_name (self->places, place);
  gtk_label_set_label (self->count_label, g_str_equal (place, "list") ? count : "");
  gtk_widget_set_visible (GTK_WIDGET (self->which), !g_str_equal (place, "empty") && !g_str_equal (place, "waiting"));
}

static void
on_replaced (CrmQueryModel *model, CrmSurveysPage *self)
{
  const char *typed = crm_query_get_search (crm_query_model_get_query (model));

  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  if (typed != NULL && *typed != '\0')
    self->format.pattern = crm_text_pattern_new (typed);
  crm_query_model_renew_rows (model);
  update_place (self);
}

static void
on_failed (CrmQueryModel *model, const GError *error, CrmSurveysPage *self)
{
  crm_page_fail (CRM_PAGE (self), error);
}

static void
on_names (CrmSurveysPage *self)
{
  crm_query_model_renew_rows (self->model);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static CrmRecord *
get_selected (CrmSurveysPage *self)
{
  CrmRow *row = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;

  return row != NULL ? crm_row_get_record (row) : NULL;
}

static void
on_activate (CrmSurveysPage *self, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && crm_row_get_record (row) != NULL)
    crm_page_open_record (CRM_PAGE (self), &crm_kind_survey, &crm_row_get_record (row)->id, G_LIST_MODEL (self->model), position);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (widget);

  if (get_selected (self) != NULL)
    on_activate (self, gtk_single_selection_get_selected (self->selection));
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmRecord *survey = get_selected (CRM_SURVEYS_PAGE (widget));

  if (survey != NULL)
    crm_survey_acts_duplicate (CRM_PAGE (widget), &survey->id);
}

static void
status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmRecord *survey = get_selected (CRM_SURVEYS_PAGE (widget));

  if (survey != NULL)
    crm_survey_acts_set_status (CRM_PAGE (widget), &survey->id, g_variant_get_string (parameter, NULL));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmRecord *survey = get_selected (CRM_SURVEYS_PAGE (widget));

  if (survey != NULL)
    crm_survey_acts_delete (CRM_PAGE (widget), &survey->id);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmRecord *survey = get_selected (CRM_SURVEYS_PAGE (widget));

  if (survey != NULL)
    crm_survey_acts_export (CRM_PAGE (widget), &survey->id);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_import (CRM_PAGE (widget));
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (self->search_button, FALSE);
  adw_toggle_group_set_active_name (self->which, "current");
  ask (self);
}

static GMenuModel *
make_menu (gpointer data)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (data);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new (), end = g_menu_new ();
  CrmRecord *survey = get_selected (self);
  const char *status = survey != NULL ? crm_record_get_text (survey, CRM_SURVEY_STATUS) : NULL;

  g_menu_append (menu, C_ ("action", "_Open"), "surveys.open");
  g_menu_append (acts, _ ("_Duplicate"), "surveys.duplicate");
  if (g_strcmp0 (status, "open") == 0)
    g_menu_append (acts, _ ("_Stop Collecting"), "surveys.status::closed");
  if (g_strcmp0 (status, "archived") == 0)
    g_menu_append (acts, _ ("_Take out of the Archive"), "surveys.status::open");
  else
    g_menu_append (acts, _ ("_Archive"), "surveys.status::archived");
  g_menu_append (acts, _ ("_Export…"), "surveys.export");
  g_menu_append (end, _ ("D_elete"), "surveys.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

static gboolean
is_narrow (CrmSurveysPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->layouts), "narrow") == 0;
}

static GtkWidget *
get_list (CrmSurveysPage *self)
{
  return is_narrow (self) ? GTK_WIDGET (self->cards) : GTK_WIDGET (self->table);
}

static gboolean
on_key (CrmSurveysPage *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = crm_row_menu_get_focused_row (get_list (self));
  g_autoptr (GMenuModel) menu = NULL;

  if (row == NULL || get_selected (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    gtk_widget_activate_action (GTK_WIDGET (self), "surveys.delete", NULL);
  else if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      menu = make_menu (self);
      crm_row_menu_popup (get_list (self), row, menu);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
crm_surveys_page_search (CrmPage *page)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (page);

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

static void
crm_surveys_page_create (CrmPage *page)
{
  crm_new_survey_dialog_present (page);
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_page_create (CRM_PAGE (widget));
}

/* ── the table and the cards ──────────────────────────────────────────────────────────────── */

static void
fill_card (GtkListItem *item, gpointer data)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (data);
  CrmRecord *survey = crm_row_get_record (gtk_list_item_get_item (item));
  const char *title = survey != NULL ? crm_record_get_title (survey) : NULL;

  crm_survey_row_set_survey (CRM_SURVEY_ROW (gtk_list_item_get_child (item)), survey, &self->format);
  gtk_list_item_set_accessible_label (item, title != NULL ? title : "");
}

/* Only the layout that shows holds rows. */
static void
on_layout (CrmSurveysPage *self)
{
  gboolean narrow = is_narrow (self);

  if (self->selection == NULL)
    return;
  gtk_column_view_set_model (self->table, narrow ? NULL : GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->cards, narrow ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static void
make_model (CrmSurveysPage *self, CrmStore *store)
{
  self->model = crm_query_model_new (store);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);
}

static void
crm_surveys_page_constructed (GObject *object)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (object);
  g_autoptr (GtkListItemFactory) cards = crm_row_factory_new (crm_survey_row_new, fill_card, self);
  CrmContext *context;

  G_OBJECT_CLASS (crm_surveys_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->users = crm_names_new (crm_context_get_store (context), &crm_kind_user);
  self->format = (CrmColumnFormat){ crm_context_get_clock (context), self->users, self->locale };
  make_model (self, crm_context_get_store (context));
  g_signal_connect_object (self->users, "changed", G_CALLBACK (on_names), self, G_CONNECT_SWAPPED);
  crm_record_column_append_all (GTK_WIDGET (self), self->table, self->columns_button, &crm_kind_survey, crm_surveys_columns, crm_n_surveys_columns, &self->format);
  gtk_list_view_set_factory (self->cards, cards);
  if (crm_context_get_settings (context) != NULL)
    crm_column_settings_bind (self->table, crm_context_get_settings (context), "surveys-columns", "surveys-sort");
  on_layout (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed", G_CALLBACK (on_sorter_changed), self, G_CONNECT_DEFAULT);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  ask (self);
}

static void
crm_surveys_page_dispose (GObject *object)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (object);

  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  if (self->cards != NULL)
    gtk_list_view_set_model (self->cards, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model); /* before the table, which changes its sorter once more on its way out */
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_SURVEYS_PAGE);

  G_OBJECT_CLASS (crm_surveys_page_parent_class)->dispose (object);
}

static void
crm_surveys_page_finalize (GObject *object)
{
  CrmSurveysPage *self = CRM_SURVEYS_PAGE (object);

  g_clear_object (&self->users);
  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  g_free (self->locale);

  G_OBJECT_CLASS (crm_surveys_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-surveys-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, which);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, layouts);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, table);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveysPage, cards);
  gtk_widget_class_bind_template_callback (widget_class, on_which);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_layout);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
crm_surveys_page_class_init (CrmSurveysPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_surveys_page_constructed;
  object_class->dispose = crm_surveys_page_dispose;
  object_class->finalize = crm_surveys_page_finalize;
  CRM_PAGE_CLASS (klass)->search = crm_surveys_page_search;
  CRM_PAGE_CLASS (klass)->create = crm_surveys_page_create;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "surveys.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "surveys.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "surveys.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "surveys.status", "s", status_action);
  gtk_widget_class_install_action (widget_class, "surveys.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "surveys.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "surveys.delete", NULL, delete_action);
}

static void
crm_surveys_page_init (CrmSurveysPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_toggle_group_set_active_name (self->which, "current");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  crm_row_menu_attach (GTK_WIDGET (self->table), make_menu, self);
  crm_row_menu_attach (GTK_WIDGET (self->cards), make_menu, self);
}
