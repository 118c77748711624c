/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline as a list model, what a logged line becomes, and that a profile page leaves nothing behind. */

#include "config.h"

#include "app/customers/crm-new-customer-dialog.h"
#include "app/customers/crm-profile-page.h"
#include "core/customers/crm-log-edit.h"
#include "app/timeline/crm-timeline-model.h"
#include "app/widgets/crm-contact-point-row.h"
#include "core/schema/crm-schema-interactions.h"
#include "crm-app-resources.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

#define N_MANY 1000

/* What is still being read holds the store. */
static void
finish (Fixture *fixture, gconstpointer data)
{
  while (fixture->store != NULL && G_OBJECT (fixture->store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  tear_down (fixture, data);
}

/* Four a day, the newest now. */
static void
log_calls (Fixture *fixture, const CrmId *customer, guint n, const char *text)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);

  for (guint i = 0; i < n; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);
      g_autofree char *words = g_strdup_printf ("%s %u", text, i);

      crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
      crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
      crm_change_set_integer (change, CRM_INTERACTION_AT, NOW - i * 6 * G_TIME_SPAN_HOUR);
      crm_change_set_text (change, CRM_INTERACTION_TEXT, words);
    }
  crm_edit_result_free (apply (fixture, edit));
}

static CrmTimelineModel *
load_model (Fixture *fixture, const CrmId *customer)
{
  CrmTimelineModel *model = crm_timeline_model_new (fixture->store);

  crm_timeline_model_set_customer (model, customer, NULL);
  while (crm_timeline_model_get_timeline (model) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return model;
}

static void
wait_for_items (CrmTimelineModel *model, guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) != n)
    g_main_context_iteration (NULL, TRUE);
}

static const CrmTimelineEntry *
get_entry (CrmTimelineModel *model, guint position)
{
  g_autoptr (CrmTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  return crm_timeline_item_get_entry (item);
}

static void
test_grows (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmTimelineModel) model = NULL;

  log_calls (fixture, &customer, N_MANY, "Call");
  model = load_model (fixture, &customer);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), <, 32);
  wait_for_items (model, N_MANY + 1);
  g_assert_cmpstr (get_entry (model, N_MANY)->text, ==, "Call 999");
}

/* Sections lie beside one another, without gaps, each of one day. */
static void
test_sections (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmTimelineModel) model = NULL;
  guint start = 0, end = 0;

  log_calls (fixture, &customer, N_MANY, "Call");
  model = load_model (fixture, &customer);
  wait_for_items (model, N_MANY + 1);
  for (guint position = 0; position <= N_MANY; position = end)
    {
      gtk_section_model_get_section (GTK_SECTION_MODEL (model), position, &start, &end);
      g_assert_cmpuint (start, ==, position);
      g_assert_cmpuint (end, >, start);
      for (guint i = start; i < end; i++)
        g_assert_cmpint (get_entry (model, i)->day, ==, get_entry (model, start)->day);
    }
  g_assert_cmpuint (end, ==, N_MANY + 1);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, guint *covered)
{
  *covered += removed + added;
}

/* A change re-makes the cards it is about and no others. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmTimelineModel) model = NULL;
  g_autoptr (CrmTimelineItem) before = NULL, after = NULL;
  guint covered = 0;

  log_calls (fixture, &customer, 50, "Call");
  model = load_model (fixture, &customer);
  wait_for_items (model, 51);
  before = g_list_model_get_item (G_LIST_MODEL (model), 30);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &covered);
  log_calls (fixture, &customer, 1, "One more");
  wait_for_items (model, 52);
  after = g_list_model_get_item (G_LIST_MODEL (model), 31);
  g_assert_cmpuint (covered, ==, 1);
  g_assert_true (before == after);
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  CrmTimelineFilter search = { .search = "call 7" }, tasks = { .groups = 1u << CRM_TIMELINE_TASK }, all = { 0 };
  g_autoptr (CrmTimelineModel) model = NULL;

  log_calls (fixture, &customer, 10, "Call");
  model = load_model (fixture, &customer);
  wait_for_items (model, 11);
  crm_timeline_model_set_filter (model, &search);
  wait_for_items (model, 1);
  g_assert_cmpstr (get_entry (model, 0)->text, ==, "Call 7");
  crm_timeline_model_set_filter (model, &tasks);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  crm_timeline_model_set_filter (model, &all);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 11);
}

/* ── what a logged line becomes ───────────────────────────────────────────────────────────── */

/* "kind.field=stored" of every change, in order; times and ids left out. */
static char *
describe (CrmEdit *edit)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (edit, i);

      g_string_append_printf (text, "%s:", change->kind->name);
      for (guint j = 0; j < change->assignments->len; j++)
        {
          const CrmAssignment *assignment = &g_array_index (change->assignments, CrmAssignment, j);
          const CrmField *field = &change->kind->fields[assignment->field];
          g_autofree char *stored = crm_value_to_stored (&assignment->value);

          if (field->type == CRM_TYPE_TIME || field->type == CRM_TYPE_REFERENCE)
            g_string_append_printf (text, " %s", field->name);
          else if (strcmp (field->name, "zone") != 0)
            g_string_append_printf (text, " %s=%s", field->name, stored != NULL ? stored : "");
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free_and_steal (text);
}

static void
assert_logs (const char *line, const char *next, const char *kind, CrmLogRefusals refusals, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmLogLineContext context = { .now_us = NOW, .zone = zone, .default_minute = 9 * 60, .default_kind = "call", .chosen_kind = kind };
  g_autoptr (CrmLogLine) read = crm_log_line_parse (line, next, &context);
  CrmId customer = crm_id_new (NOW);
  CrmLogRequest request = { &customer, NULL, kind, line, read, NULL, refusals, NULL, NOW, zone };
  g_autoptr (CrmEdit) edit = crm_log_new_edit (&request, NULL, NULL);
  g_autofree char *text = describe (edit);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_logs (void)
{
  CrmLogRefusals none = { 0 };

  assert_logs ("asked for prices 12 min", "", "call", none, "interaction: customer kind=call at text=asked for prices minutes=12\n");
  assert_logs ("asked for prices 12 min", "", "call", (CrmLogRefusals){ .duration = TRUE }, "interaction: customer kind=call at text=asked for prices 12 min\n");
  assert_logs ("asked for prices", "tomorrow 3pm send offer", "email", none,
               "interaction: customer kind=email at text=asked for prices\ntask: customer kind=task title=send offer due due_has_time=1 interaction\n");
  assert_logs ("asked for prices", "tomorrow 3pm send offer", "email", (CrmLogRefusals){ .next_date = TRUE },
               "interaction: customer kind=email at text=asked for prices\ntask: customer kind=task title=send offer interaction\n");
  assert_logs ("", "tomorrow", "call", none, "task: customer kind=task title=Follow up due due_has_time=0\n");
  assert_logs ("send the offer tomorrow", "", "note", none, "interaction: customer kind=note at text=send the offer tomorrow\n");
}

static void
assert_uri (const char *kind, const char *value, const char *expected)
{
  g_autofree char *uri = crm_contact_point_dup_uri (kind, value);

  g_assert_cmpstr (uri, ==, expected);
}

static void
test_uris (void)
{
  assert_uri ("phone", "+86 379 (6555) 0131", "tel:+8637965550131");
  assert_uri ("email", "a b@example.com?cc=x", "mailto:a%20b@example.com%3Fcc%3Dx");
  assert_uri ("web", "example.com", "https://example.com");
  assert_uri ("web", "javascript:alert(1)", "https://javascript:alert(1)");
  assert_uri ("address", "南昌路 18 号", "geo:0,0?q=%E5%8D%97%E6%98%8C%E8%B7%AF%2018%20%E5%8F%B7");
  assert_uri ("wechat", "wagang", NULL);
  assert_uri (NULL, "x", NULL);
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static void
wait_for_title (CrmPage *page, const char *title)
{
  while (g_strcmp0 (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), title) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What is still being read holds the object. */
static void
wait_for_last_reference (gpointer object)
{
  while (G_OBJECT (object)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_finalizes (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), other = make_customer (fixture, "Lantern Tea House");
  g_autoptr (CrmContext) context = crm_context_new (fixture->store, NULL);
  GtkWidget *window = adw_window_new (), *view = adw_navigation_view_new ();
  CrmPage *page;

  log_calls (fixture, &customer, 40, "Call");
  set_text (fixture, &customer, CRM_CUSTOMER_NEEDS, "Shorter delivery,\nmonthly invoice");
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  page = crm_profile_page_new (context, &customer, NULL, 0);
  g_object_ref_sink (page);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  gtk_window_present (GTK_WINDOW (window));
  wait_for_title (page, "Harbour & Sons");
  set_text (fixture, &customer, CRM_CUSTOMER_NAME, "Harbour & Daughters");
  set_text (fixture, &other, CRM_CUSTOMER_NAME, "Other");
  wait_for_title (page, "Harbour & Daughters");
  gtk_window_destroy (GTK_WINDOW (window));
  wait_for_last_reference (page);
  g_assert_finalize_object (page);
}

static GtkWidget *
find_menu_button (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_menu_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_in_menu (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

/* The page has the cursor in the log bar once it has come in, but not when somebody was quicker. */
static void
test_menu_stays (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmContext) context = crm_context_new (fixture->store, NULL);
  GtkWidget *window = adw_window_new (), *view = adw_navigation_view_new (), *button;
  CrmPage *page = crm_profile_page_new (context, &customer, NULL, 0);

  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  gtk_window_present (GTK_WINDOW (window));
  wait_for_title (page, "Harbour & Sons");
  while ((button = find_menu_button (GTK_WIDGET (page))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  gtk_widget_child_focus (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_DIR_TAB_FORWARD);
  g_assert_true (is_in_menu (window));
  g_signal_emit_by_name (page, "shown");
  g_assert_true (is_in_menu (window));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (page, "shown");
  g_assert_true (GTK_IS_EDITABLE (gtk_root_get_focus (GTK_ROOT (window))) || GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (window))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_dialog_finalizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmContext) context = crm_context_new (fixture->store, NULL);
  AdwDialog *dialog = crm_new_customer_dialog_new (context);

  g_object_ref_sink (dialog);
  crm_new_customer_dialog_set_name (CRM_NEW_CUSTOMER_DIALOG (dialog), "Harbour & Sons");
  wait_for_last_reference (dialog);
  g_assert_finalize_object (dialog);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, finish);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  adw_init ();
  g_resources_register (crm_app_get_resource ());
  add ("/timeline/model/shows-the-first-lines-then-grows", test_grows);
  add ("/timeline/model/sections-are-days", test_sections);
  add ("/timeline/model/keeps-items-that-stay", test_follows);
  add ("/timeline/model/filters", test_filters);
  g_test_add_func ("/timeline/log/what-a-line-becomes", test_logs);
  g_test_add_func ("/widgets/contact-point/what-opens-it", test_uris);
  add ("/customers/profile-page/follows-and-finalizes", test_finalizes);
  add ("/profile/page/leaves-an-open-menu-alone", test_menu_stays);
  add ("/customers/new-customer-dialog/finalizes", test_dialog_finalizes);
  return g_test_run ();
}
