/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart's widget: what it is given, shown and left with. */

#include "app/charts/crm-chart.h"
#include "crm-app-resources.h"
#include "tests/charts/chart-samples.h"

#include <adwaita.h>
#include <locale.h>

static void
turn (void)
{
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

static GtkWidget *
show (CrmChart *chart)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (chart));
  gtk_window_present (GTK_WINDOW (window));
  turn ();
  return window;
}

static void
test_every_sample (void)
{
  CrmChart *chart = CRM_CHART (crm_chart_new ());
  GtkWidget *window = show (chart);
  gpointer left = chart;

  g_object_add_weak_pointer (G_OBJECT (chart), &left);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n_chart_samples; i++)
      {
        g_autoptr (CrmChartData) data = chart_samples[i].make (round == 1);

        crm_chart_set_data (chart, data);
        g_assert_true (crm_chart_get_data (chart) == data);
        turn ();
        crm_chart_set_show_table (chart, i % 3 == 0);
        crm_chart_set_activatable (chart, i % 2 == 0);
        turn ();
      }
  crm_chart_set_data (chart, NULL);
  g_assert_null (crm_chart_get_data (chart));
  turn ();
  gtk_window_destroy (GTK_WINDOW (window));
  turn ();
  g_assert_null (left);
}

static void
count (GObject *object, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
test_notifies_on_change (void)
{
  g_autoptr (CrmChart) chart = g_object_ref_sink (CRM_CHART (crm_chart_new ()));
  g_autoptr (CrmChartData) data = chart_sample_make ("funnel", FALSE);
  guint n = 0;

  g_signal_connect (chart, "notify", G_CALLBACK (count), &n);
  crm_chart_set_data (chart, data);
  crm_chart_set_data (chart, data);
  crm_chart_set_show_table (chart, TRUE);
  crm_chart_set_show_table (chart, 2);
  crm_chart_set_activatable (chart, FALSE);
  crm_chart_set_activatable (chart, FALSE);
  g_assert_cmpuint (n, ==, 3);
}

static void
on_activate (CrmChart *chart, guint series, guint category, guint *last)
{
  last[0] = series;
  last[1] = category;
}

static GtkWidget *
find_mark (GtkWidget *widget, guint *skip)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "CrmChartMark") && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mark (child, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_focus_outlives_new_data (void)
{
  CrmChart *chart = CRM_CHART (crm_chart_new ());
  g_autoptr (CrmChartData) before = chart_sample_make ("grouped", FALSE), after = chart_sample_make ("grouped", TRUE);
  GtkWidget *window, *mark;
  guint skip = 5, last[2] = { 99, 99 };

  crm_chart_set_data (chart, before);
  g_signal_connect (chart, "activate", G_CALLBACK (on_activate), last);
  window = show (chart);
  mark = find_mark (GTK_WIDGET (chart), &skip);
  g_assert_true (gtk_widget_grab_focus (mark));
  crm_chart_set_data (chart, after);
  turn ();
  mark = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (mark);
  g_assert_true (gtk_widget_activate_action (mark, "mark.activate", NULL));
  g_assert_cmpuint (last[0], ==, 1);
  g_assert_cmpuint (last[1], ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  adw_init ();
  g_resources_register (crm_app_get_resource ());
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/shows-every-sample-and-goes-without-a-trace", test_every_sample);
  g_test_add_func ("/chart/notifies-on-change-only", test_notifies_on_change);
  g_test_add_func ("/chart/focus-outlives-new-data", test_focus_outlives_new_data);
  return g_test_run ();
}
