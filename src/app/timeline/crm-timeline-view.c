/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer or one deal: chips to filter, a search, and cards under the days. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-timeline-view.h"

#include "app/crm-page.h"
#include "app/timeline/crm-timeline-actions.h"
#include "app/timeline/crm-timeline-card.h"
#include "app/timeline/crm-timeline-model.h"
#include "app/timeline/crm-timeline-sheet.h"
#include "app/timeline/crm-year-scrubber.h"
#include "app/widgets/crm-chip.h"
#include "core/base/crm-date-time.h"
#include "core/exchange/crm-export-timeline.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

#define ALL CRM_TIMELINE_N_GROUPS

struct _CrmTimelineView
{
  GtkBox parent_instance;

  /* template */
  GtkBox *bar;
  AdwWrapBox *chips;
  GtkToggleButton *search_button;
  GtkMenuButton *filter_button;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *nothing;
  GtkWidget *show_all;
  CrmYearScrubber *years;

  /* owned by the widget tree */
  GtkWidget *toggles[ALL + 1];
  GtkWidget *person_chip;
  GtkWidget *deal_chip;
  GtkWidget *period_chip;

  /* owned */
  CrmContext *context;
  CrmTimelineModel *model;
  GSimpleActionGroup *actions;

  CrmId customer;
  CrmId deal;     /* nil: all is about the customer */
  gboolean fresh; /* another customer's: to be shown from its top */
};

G_DEFINE_FINAL_TYPE (CrmTimelineView, crm_timeline_view, GTK_TYPE_BOX)

static const char *const toggle_labels[ALL + 1] = {
  [CRM_TIMELINE_CALL] = NC_ ("timeline", "Calls"),
  [CRM_TIMELINE_MESSAGE] = NC_ ("timeline", "Messages"),
  [CRM_TIMELINE_MEETING] = NC_ ("timeline", "Meetings"),
  [CRM_TIMELINE_NOTE] = NC_ ("timeline", "Notes"),
  [CRM_TIMELINE_TASK] = NC_ ("timeline", "Tasks"),
  [CRM_TIMELINE_DEAL] = NC_ ("timeline", "Deals"),
  [CRM_TIMELINE_SURVEY] = NC_ ("timeline", "Surveys"),
  [CRM_TIMELINE_CHANGE] = NC_ ("timeline", "Changes"),
  [ALL] = NC_ ("timeline", "All"),
};

static const struct
{
  const char *name;
  const char *label;
} periods[] = {
  { "", NC_ ("period", "Any Time") },
  { "month", NC_ ("period", "Last 30 Days") },
  { "quarter", NC_ ("period", "Last 90 Days") },
  { "year", NC_ ("period", "This Year") },
  { "last-year", NC_ ("period", "Last Year") },
};

/* ── the filter ───────────────────────────────────────────────────────────────────────────── */

static const char *
get_state (CrmTimelineView *self, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), action);

  return g_intern_string (g_variant_get_string (state, NULL));
}

static void
set_state (CrmTimelineView *self, const char *action, const char *state)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), action, g_variant_new_string (state));
}

static gboolean
shows_changes (CrmTimelineView *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "changes");

  return g_variant_get_boolean (state);
}

static void
get_period (CrmTimelineView *self, CrmTimelineFilter *filter)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  CrmDate today = crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL);
  const char *period = get_state (self, "period");
  int year = crm_date_get_year (today);

  if (strcmp (period, "month") == 0)
    filter->from = crm_date_add_days (today, -30);
  else if (strcmp (period, "quarter") == 0)
    filter->from = crm_date_add_days (today, -90);
  else if (strcmp (period, "year") == 0)
    filter->from = crm_date_make (year, 1, 1);
  else if (strcmp (period, "last-year") == 0)
    {
      filter->from = crm_date_make (year - 1, 1, 1);
      filter->to = crm_date_make (year - 1, 12, 31);
    }
}

static void
apply_filter (CrmTimelineView *self)
{
  CrmTimelineFilter filter = { 0 };
  const char *person = get_state (self, "person"), *deal = get_state (self, "deal");

  for (guint group = 0; group < ALL; group++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[group])))
      filter.groups = 1u << group;
  filter.system = shows_changes (self);
  if (*person != '\0')
    crm_id_parse (person, &filter.person);
  if (*deal != '\0')
    crm_id_parse (deal, &filter.deal);
  get_period (self, &filter);
  filter.search = gtk_toggle_button_get_active (self->search_button) ? gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) : NULL;
  crm_timeline_model_set_filter (self->model, &filter);
}

static gboolean
is_filtered (CrmTimelineView *self)
{
  const CrmTimelineFilter *filter = crm_timeline_model_get_filter (self->model);

  return filter->groups != 0 || !crm_id_is_nil (&filter->person) || !crm_id_is_nil (&filter->deal) || filter->from != CRM_DATE_NONE || filter->search != NULL;
}

static void
on_toggled (CrmTimelineView *self, GtkToggleButton *button)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  if (gtk_toggle_button_get_active (button))
    apply_filter (self);
}

static void
on_show_all (CrmTimelineView *self)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  gtk_toggle_button_set_active (self->search_button, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  set_state (self, "person", "");
  set_state (self, "deal", "");
  set_state (self, "period", "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[ALL]), TRUE);
  apply_filter (self);
}

static void
on_search_changed (CrmTimelineView *self)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  apply_filter (self);
}

static void
on_search_mode (CrmTimelineView *self)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  if (gtk_toggle_button_get_active (self->search_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  apply_filter (self);
}

static void
on_stop_search (CrmTimelineView *self)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  gtk_toggle_button_set_active (self->search_button, FALSE);
}

/* A filter that is not on a chip of its own would be forgotten. */
static GtkWidget *
update_filter_chip (CrmTimelineView *self, GtkWidget *chip, const char *label, GCallback on_removed)
{
  if (label == NULL && chip != NULL)
    {
      adw_wrap_box_remove (self->chips, chip);
      return NULL;
    }
  if (label == NULL)
    return NULL;
  if (chip == NULL)
    {
      chip = crm_chip_new (label, CRM_TONE_ACCENT);
      crm_chip_set_remove_label (CRM_CHIP (chip), _ ("Remove This Filter"));
      g_signal_connect_object (chip, "removed", on_removed, self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->chips, chip);
    }
  crm_chip_set_label (CRM_CHIP (chip), label);
  return chip;
}

static void
on_person_removed (CrmTimelineView *self)
{
  set_state (self, "person", "");
}

static void
on_deal_removed (CrmTimelineView *self)
{
  set_state (self, "deal", "");
}

static void
on_period_removed (CrmTimelineView *self)
{
  set_state (self, "period", "");
}

static const char *
find_person_name (CrmTimelineView *self, const char *person)
{
  const CrmTimeline *timeline = crm_timeline_model_get_timeline (self->model);
  CrmId id;

  if (timeline == NULL || !crm_id_parse (person, &id))
    return NULL;
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);

      if (crm_id_equal (&entry->person, &id))
        return entry->person_name;
    }
  return NULL;
}

static const char *
find_deal_name (CrmTimelineView *self, const char *deal)
{
  const CrmTimeline *timeline = crm_timeline_model_get_timeline (self->model);
  CrmId id;

  if (timeline == NULL || !crm_id_parse (deal, &id))
    return NULL;
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);

      if (crm_id_equal (&entry->deal, &id))
        return entry->deal_name;
    }
  return NULL;
}

static void
update_filter_chips (CrmTimelineView *self)
{
  const char *deal = find_deal_name (self, get_state (self, "deal"));
  const char *person = find_person_name (self, get_state (self, "person"));
  const char *period = get_state (self, "period");
  const char *period_label = NULL;

  for (gsize i = 1; i < G_N_ELEMENTS (periods); i++)
    if (strcmp (periods[i].name, period) == 0)
      period_label = g_dpgettext2 (GETTEXT_PACKAGE, "period", periods[i].label);
  self->person_chip = update_filter_chip (self, self->person_chip, person, G_CALLBACK (on_person_removed));
  self->deal_chip = update_filter_chip (self, self->deal_chip, deal, G_CALLBACK (on_deal_removed));
  self->period_chip = update_filter_chip (self, self->period_chip, period_label, G_CALLBACK (on_period_removed));
}

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

static void
append_radio (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_people_menu (CrmTimelineView *self)
{
  const CrmTimeline *timeline = crm_timeline_model_get_timeline (self->model);
  g_autoptr (GHashTable) seen = g_hash_table_new ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; timeline != NULL && i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);
      char id[CRM_ID_STRING_LENGTH + 1];

      if (entry->person_name == NULL || !g_hash_table_add (seen, (gpointer)&entry->person))
        continue;
      if (g_hash_table_size (seen) == 1)
        append_radio (menu, C_ ("person", "Anybody"), "timeline.person", "");
      append_radio (menu, entry->person_name, "timeline.person", crm_id_format (&entry->person, id));
    }
  return G_MENU_MODEL (menu);
}

/* Where all is about one deal there is nothing to choose. */
static GMenuModel *
make_deals_menu (CrmTimelineView *self)
{
  const CrmTimeline *timeline = crm_timeline_model_get_timeline (self->model);
  g_autoptr (GHashTable) seen = g_hash_table_new ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; crm_id_is_nil (&self->deal) && timeline != NULL && i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (timeline->entries, i);
      char id[CRM_ID_STRING_LENGTH + 1];

      if (entry->deal_name == NULL || !g_hash_table_add (seen, (gpointer)&entry->deal))
        continue;
      if (g_hash_table_size (seen) == 1)
        append_radio (menu, C_ ("deal", "Any Deal or None"), "timeline.deal", "");
      append_radio (menu, entry->deal_name, "timeline.deal", crm_id_format (&entry->deal, id));
    }
  return G_MENU_MODEL (menu);
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) changes = g_menu_new ();
  g_autoptr (GMenu) when = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenuModel) people = make_people_menu (self);
  g_autoptr (GMenuModel) deals = make_deals_menu (self);

  g_menu_append (changes, _ ("Show Changes of Data"), "timeline.changes");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    append_radio (when, g_dpgettext2 (GETTEXT_PACKAGE, "period", periods[i].label), "timeline.period", periods[i].name);
  g_menu_append_section (menu, _ ("Period"), G_MENU_MODEL (when));
  if (g_menu_model_get_n_items (people) > 0)
    g_menu_append_section (menu, C_ ("person", "With"), people);
  if (g_menu_model_get_n_items (deals) > 0)
    g_menu_append_section (menu, _ ("Deal"), deals);
  g_menu_append (files, _ ("Save the Timeline as PDF…"), "timeline.save-pdf");
  g_menu_append (files, _ ("Save the Timeline as CSV…"), "timeline.save-csv");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
on_radio (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);

  g_simple_action_set_state (action, parameter);
  apply_filter (self);
}

static void
on_changes (GSimpleAction *action, GVariant *state, gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);
  GSettings *settings = crm_context_get_settings (self->context);

  g_simple_action_set_state (action, state);
  if (settings != NULL)
    g_settings_set_boolean (settings, "timeline-changes", g_variant_get_boolean (state));
  if (!g_variant_get_boolean (state) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[CRM_TIMELINE_CHANGE])))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[ALL]), TRUE);
  apply_filter (self);
}

/* ── into a file ──────────────────────────────────────────────────────────────────────────── */

static CrmPage *
get_page (CrmTimelineView *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static void
on_save_pdf (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);
  CrmClock *clock = crm_context_get_clock (self->context);
  CrmPage *page = get_page (self);
  g_autoptr (GPtrArray) entries = crm_timeline_view_dup_entries (self);
  g_autoptr (CrmSheet) sheet = crm_sheet_new (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), _ ("Timeline"));

  crm_timeline_add_to_sheet (sheet, entries, crm_clock_now (clock), crm_clock_get_zone (clock));
  crm_page_offer_pdf (page, sheet);
}

static void
on_csv_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTimelineView) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  CrmPage *page = get_page (self);

  if (path == NULL || page == NULL)
    return;
  entries = crm_timeline_view_dup_entries (self);
  if (crm_export_timeline (entries, crm_clock_get_zone (crm_context_get_clock (self->context)), path, &error))
    crm_page_say (page, _ ("Timeline saved"), FALSE);
  else
    crm_page_fail (page, error);
}

static void
on_save_csv (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *title = g_strdelimit (g_strdup (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (get_page (self)))), "/\\:*?\"<>|", '-');
  g_autofree char *name = g_strconcat (title, ".csv", NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Save the Timeline"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_csv_chosen, g_object_ref (self));
}

static void
add_actions (CrmTimelineView *self)
{
  static const GActionEntry entries[] = {
    { "person", on_radio, "s", "''" },
    { "deal", on_radio, "s", "''" },
    { "period", on_radio, "s", "''" },
    { "changes", NULL, NULL, "false", on_changes },
    { "save-pdf", on_save_pdf },
    { "save-csv", on_save_csv },
  };
  GSettings *settings = crm_context_get_settings (self->context);
  GAction *changes;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  changes = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "changes");
  if (settings != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (changes), g_variant_new_boolean (g_settings_get_boolean (settings, "timeline-changes")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "timeline", G_ACTION_GROUP (self->actions));
}

/* ── what it says ─────────────────────────────────────────────────────────────────────────── */

/* Only groups with something in them have a chip; where there is one group there is nothing to choose. */
static void
update_toggles (CrmTimelineView *self, const CrmTimeline *timeline)
{
  guint n_visible = 0;

  for (guint group = 0; group < ALL; group++)
    {
      gboolean visible = timeline->counts[group] > 0 && group != CRM_TIMELINE_CHANGE;

      if (group == CRM_TIMELINE_CHANGE)
        visible = timeline->n_system > 0 && shows_changes (self);
      gtk_widget_set_visible (self->toggles[group], visible || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[group])));
      n_visible += visible;
    }
  if (n_visible <= 1)
    for (guint group = 0; group <= ALL; group++)
      gtk_widget_set_visible (self->toggles[group], FALSE);
  else
    gtk_widget_set_visible (self->toggles[ALL], TRUE);
}

/* The list holds on to its first row, which leaves that row's heading out of sight when rows come in. */
static gboolean
scroll_to_top (gpointer data)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (data);

  if (self->list != NULL)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  return G_SOURCE_REMOVE;
}

static void
update_years (CrmTimelineView *self)
{
  g_autoptr (GPtrArray) entries = crm_timeline_view_dup_entries (self);

  crm_year_scrubber_set_entries (self->years, entries);
}

static void
on_year (CrmTimelineView *self, guint entry)
{
  g_assert (CRM_IS_TIMELINE_VIEW (self));

  if (entry < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    {
      g_autoptr (GtkScrollInfo) info = gtk_scroll_info_new ();

      gtk_list_view_scroll_to (self->list, g_list_model_get_n_items (G_LIST_MODEL (self->model)) - 1, GTK_LIST_SCROLL_NONE, NULL);
      gtk_list_view_scroll_to (self->list, entry, GTK_LIST_SCROLL_FOCUS, g_steal_pointer (&info));
    }
}

static void
on_loaded (CrmTimelineView *self)
{
  const CrmTimeline *timeline = crm_timeline_model_get_timeline (self->model);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;

  g_assert (CRM_IS_TIMELINE_VIEW (self));

  update_toggles (self, timeline);
  update_filter_chips (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), timeline->entries->len > 1 || is_filtered (self));
  gtk_label_set_label (self->nothing, is_filtered (self) ? _ ("Nothing like that on this timeline.") : _ ("Log a first call, message or note above: it will stand here."));
  gtk_widget_set_visible (self->show_all, is_filtered (self));
  gtk_stack_set_visible_child_name (self->stack, empty ? "nothing" : "list");
  update_years (self);
  if (self->fresh && !empty)
    g_idle_add_full (G_PRIORITY_LOW, scroll_to_top, g_object_ref (self), g_object_unref);
  self->fresh = FALSE;
}

static void
on_failed (CrmTimelineView *self, const GError *error)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE);

  if (page != NULL)
    crm_page_fail (CRM_PAGE (page), error);
}

/* ── the list ─────────────────────────────────────────────────────────────────────────────── */

static void
on_setup (CrmTimelineView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_timeline_card_new (crm_context_get_clock (self->context)));
}

static void
on_bind (CrmTimelineView *self, GtkListItem *item)
{
  CrmTimelineItem *line = gtk_list_item_get_item (item);
  g_autofree char *name = crm_timeline_card_dup_name (crm_timeline_item_get_entry (line), crm_context_get_clock (self->context));

  crm_timeline_card_set_item (CRM_TIMELINE_CARD (gtk_list_item_get_child (item)), line);
  gtk_list_item_set_accessible_label (item, name);
}

static void
on_unbind (CrmTimelineView *self, GtkListItem *item)
{
  crm_timeline_card_set_item (CRM_TIMELINE_CARD (gtk_list_item_get_child (item)), NULL);
}

static void
on_header_setup (CrmTimelineView *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "timeline-heading");
  gtk_list_header_set_child (header, label);
}

static void
on_header_bind (CrmTimelineView *self, GtkListHeader *header)
{
  CrmTimelineItem *item = gtk_list_header_get_item (header);
  CrmClock *clock = crm_context_get_clock (self->context);
  g_autofree char *heading = crm_timeline_dup_heading (crm_timeline_item_get_entry (item), crm_clock_now (clock), crm_clock_get_zone (clock));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), heading);
}

static void
make_factories (CrmTimelineView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) header_factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (header_factory, "setup", G_CALLBACK (on_header_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (header_factory, "bind", G_CALLBACK (on_header_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_header_factory (self->list, header_factory);
}

static void
on_activate (CrmTimelineView *self, guint position)
{
  g_autoptr (CrmTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  g_assert (CRM_IS_TIMELINE_VIEW (self));

  if (item != NULL)
    crm_timeline_do (GTK_WIDGET (self), crm_timeline_item_get_entry (item), CRM_TIMELINE_EDIT);
}

/* The card of the line that has the focus itself; a button within it keeps its own keys. */
static CrmTimelineCard *
find_focused_card (CrmTimelineView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return child != NULL && CRM_IS_TIMELINE_CARD (child) ? CRM_TIMELINE_CARD (child) : NULL;
}

static gboolean
on_key (CrmTimelineView *self, guint key, guint code, GdkModifierType state)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_space, CRM_TIMELINE_TOGGLE },
    { GDK_KEY_Delete, CRM_TIMELINE_DELETE },
    { GDK_KEY_KP_Delete, CRM_TIMELINE_DELETE },
    { GDK_KEY_p, CRM_TIMELINE_PIN },
    { GDK_KEY_F2, CRM_TIMELINE_EDIT },
  };
  CrmTimelineCard *card = find_focused_card (self);
  CrmTimelineItem *item = card != NULL ? crm_timeline_card_get_item (card) : NULL;

  g_assert (CRM_IS_TIMELINE_VIEW (self));

  if (item == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      crm_timeline_card_popup_menu (card);
      return GDK_EVENT_STOP;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      {
        g_autoptr (CrmTimelineItem) kept = g_object_ref (item);

        crm_timeline_do (GTK_WIDGET (self), crm_timeline_item_get_entry (kept), keys[i].action);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
add_toggle (CrmTimelineView *self, guint group)
{
  const char *label = g_dpgettext2 (GETTEXT_PACKAGE, "timeline", toggle_labels[group]);
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (toggle, "chip-toggle");
  gtk_widget_set_visible (toggle, FALSE);
  if (group == ALL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  else
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggle), GTK_TOGGLE_BUTTON (self->toggles[ALL]));
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->chips, toggle);
  self->toggles[group] = toggle;
}

static void
crm_timeline_view_dispose (GObject *object)
{
  CrmTimelineView *self = CRM_TIMELINE_VIEW (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TIMELINE_VIEW);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_timeline_view_parent_class)->dispose (object);
}

static void
crm_timeline_view_class_init (CrmTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_view_dispose;

  g_type_ensure (CRM_TYPE_YEAR_SCRUBBER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-timeline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, search_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, list);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, nothing);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, show_all);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineView, years);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
}

static void
crm_timeline_view_init (CrmTimelineView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_toggle (self, ALL);
  for (guint group = 0; group < ALL; group++)
    add_toggle (self, group);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_menu_button_set_create_popup_func (self->filter_button, make_menu, self, NULL);
  g_signal_connect_object (self->search_button, "toggled", G_CALLBACK (on_search_mode), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->years, "entry", G_CALLBACK (on_year), self, G_CONNECT_SWAPPED);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_timeline_view_set_context (CrmTimelineView *self, CrmContext *context)
{
  GtkNoSelection *selection;

  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self) && CRM_IS_CONTEXT (context) && self->context == NULL);

  self->context = g_object_ref (context);
  self->model = crm_timeline_model_new (crm_context_get_store (context));
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  add_actions (self);
  make_factories (self);
  apply_filter (self);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
}

static void
set_subject (CrmTimelineView *self, const CrmId *customer, const CrmId *deal)
{
  const CrmId about = deal != NULL ? *deal : (CrmId){ 0 };

  if (crm_id_equal (&self->customer, customer) && crm_id_equal (&self->deal, &about))
    return;
  self->fresh = TRUE;
  self->customer = *customer;
  self->deal = about;
  set_state (self, "person", "");
  set_state (self, "deal", "");
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  crm_timeline_model_set_customer (self->model, customer, deal);
}

void
crm_timeline_view_set_customer (CrmTimelineView *self, const CrmId *customer)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self) && customer != NULL && self->model != NULL);

  set_subject (self, customer, NULL);
}

void
crm_timeline_view_set_deal (CrmTimelineView *self, const CrmId *customer, const CrmId *deal)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self) && customer != NULL && deal != NULL && self->model != NULL);

  set_subject (self, customer, deal);
}

void
crm_timeline_view_search (CrmTimelineView *self)
{
  g_return_if_fail (CRM_IS_TIMELINE_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

GPtrArray *
crm_timeline_view_dup_entries (CrmTimelineView *self)
{
  const CrmTimeline *timeline;

  g_return_val_if_fail (CRM_IS_TIMELINE_VIEW (self), NULL);

  timeline = crm_timeline_model_get_timeline (self->model);
  if (timeline == NULL)
    return g_ptr_array_new ();
  return crm_timeline_filter (timeline, crm_timeline_model_get_filter (self->model), NULL);
}
